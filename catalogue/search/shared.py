"""What many records share: places, agents, terms of vocabularies, ready to be put into a record.

Each is read and cut into words once, however many records show it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from catalogue.models import (
    UNNUMBERED,
    Agent,
    AgentName,
    Archive,
    ArchiveName,
    Collection,
    DocumentType,
    Fond,
    Language,
    Opis,
    Place,
    Role,
    Subject,
)
from catalogue.models.units import is_open_today
from catalogue.references import Reference, read_listy, write_reference
from catalogue.writing import NO_TERMS, Forms, exact_terms, forms

MOST = 50_000
"""Rows of a table that are remembered; then they are forgotten, so that memory stays bounded."""

AT_ONCE = 10_000
"""Ids in one query; fewer than any database takes."""

T = TypeVar("T")
Read = Callable[[list[int]], Iterable[tuple[int, T]]]


class Known(dict[int, T], Generic[T]):
    """Values by the id of their row, read when first asked for."""

    def __init__(self, read: Read[T]) -> None:
        super().__init__()
        self.read = read

    def learn(self, ids: Iterable[int | None]) -> None:
        """Read what is not known yet, all at once. None is no row."""
        wanted = set(ids) - {None}
        if len(self) + len(wanted) > MOST:
            self.clear()
        missing = sorted(wanted - self.keys())
        for start in range(0, len(missing), AT_ONCE):
            self.update(self.read(missing[start : start + AT_ONCE]))


Tally = Callable[[str, str], int]
"""How many published documents have a value in a facet."""


class Shared:
    """What has been read so far. It ages: make a new one for every replacement or rebuild."""

    def __init__(self, documents_with: Tally) -> None:
        self.documents_with = documents_with
        self.archives = Known(_archives)
        self.fonds = Known(_fonds)
        self.opisi = Known(_opisi)
        self.archive_names = Known(_archive_names)
        self.agents = Known(_agents)
        self.roles = Known(_roles)
        self.types = Known(_terms_of(DocumentType))
        self.languages = Known(_terms_of(Language))
        self.places = Known(_terms_of(Place))
        self.subjects = Known(_terms_of(Subject))
        self.collections = Known(_terms_of(Collection))


# --- Places ---


class Spelled(NamedTuple):
    """The words of (a part of) a reference as people type it, in Latin and in Cyrillic."""

    latin: str
    cyrillic: str


def _spelled(reference: Reference) -> Spelled:
    written = (write_reference(reference, style) for style in ("wilson", "gost"))
    return Spelled(*(" ".join(exact_terms(text)) for text in written))


@lru_cache(2**15)
def spelled_delo(papka: str, number: str) -> Spelled:
    return _spelled(Reference(papka=papka, delo=number))


class Sheets(NamedTuple):
    """Listy: the position of the first side, and their words."""

    start: int
    spelled: Spelled


@lru_cache(2**15)
def sheets(listy: str) -> Sheets:
    runs = read_listy(listy)
    return Sheets(runs[0].start if runs else 0, _spelled(Reference(listy=runs)))


class KnownPlace(NamedTuple):
    """An archive, a fond or an opis."""

    paths: tuple[str, ...]
    """From the archive down: ``aprf``, ``aprf/3``, ``aprf/3/65``."""
    order: str
    spelled: Spelled
    fond_number: str
    access: str = Fond.Access.OPEN
    """How open what lies in it is today: its own restriction, else that of its fond."""


def access_today(access: str, opens: dt.date | None, above: str) -> str:
    """How open papers are today, what lies above them considered."""
    return above if is_open_today(access, opens) else access


def joined_order(*keys: str) -> str:
    """Keys of letters and digits joined by what sorts before both."""
    return " ".join(keys)


LEVELS = 3
"""Of a shelf: archive, fond, opis."""

NO_LEVEL = "!"
"""The key of a level that is not known: behind an opis without a number, before all numbers."""


def shelf_order(*keys: str) -> str:
    """The order of an archive, a fond or an opis by the sort keys of its levels."""
    return joined_order(*keys, *[NO_LEVEL] * (LEVELS - len(keys)))


def _archives(ids: list[int]) -> Iterator[tuple[int, KnownPlace]]:
    rows = Archive.objects.filter(pk__in=ids).values_list("pk", "slug", "sort_key", "code")
    for pk, slug, order, code in rows:
        yield pk, KnownPlace((slug,), shelf_order(order), _spelled(Reference(code)), "")


def _fonds(ids: list[int]) -> Iterator[tuple[int, KnownPlace]]:
    archive = ("archive__slug", "archive__sort_key", "archive__code")
    rows = Fond.objects.filter(pk__in=ids).values_list(
        "pk", *archive, "number_key", "sort_key", "number"
    )
    for pk, slug, archive_order, code, key, order, number in rows:
        yield (
            pk,
            KnownPlace(
                (slug, f"{slug}/{key}"),
                shelf_order(archive_order, order),
                _spelled(Reference(code, number)),
                key,
            ),
        )


def _opisi(ids: list[int]) -> Iterator[tuple[int, KnownPlace]]:
    archive = ("fond__archive__slug", "fond__archive__sort_key", "fond__archive__code")
    fond = ("fond__number_key", "fond__sort_key", "fond__number")
    access = ("fond__access", "fond__access_opens", "access", "access_opens")
    rows = Opis.objects.filter(pk__in=ids).values_list(
        "pk", *archive, *fond, "number_key", "sort_key", "number", *access
    )
    for (
        pk,
        slug,
        archive_order,
        code,
        fond_key,
        fond_order,
        fond_number,
        key,
        order,
        number,
        fond_access,
        fond_opens,
        own_access,
        own_opens,
    ) in rows:
        of_fond = access_today(fond_access, fond_opens, Fond.Access.OPEN)
        above = f"{slug}/{fond_key}"
        yield (
            pk,
            KnownPlace(
                (slug, above, f"{above}/{key or UNNUMBERED}"),
                shelf_order(archive_order, fond_order, order),
                _spelled(Reference(code, fond_number, number)),
                fond_key,
                access_today(own_access, own_opens, of_fond),
            ),
        )


# --- Names and terms ---


class KnownTerm(NamedTuple):
    """An agent or a term of a vocabulary: its key and the words of its name or labels."""

    slug: str
    forms: Forms
    variants: Forms = NO_TERMS
    """The other names of an agent."""


def _archive_names(ids: list[int]) -> Iterator[tuple[int, Forms]]:
    names = _names(ArchiveName.objects.filter(archive__in=ids).values_list("archive_id", "name"))
    rows = Archive.objects.filter(pk__in=ids).values_list("pk", "name", "local_name")
    for pk, name, local_name in rows:
        yield pk, forms("\n".join([name, local_name, *names[pk]]))


def _agents(ids: list[int]) -> Iterator[tuple[int, KnownTerm]]:
    names = _names(AgentName.objects.filter(agent__in=ids).values_list("agent_id", "name"))
    for pk, slug, name in Agent.objects.filter(pk__in=ids).values_list("pk", "slug", "name"):
        yield pk, KnownTerm(slug, forms(name), forms("\n".join(names[pk])))


def _names(rows: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    """Names by whose they are, in an order of their own."""
    names = defaultdict(list)
    for pk, name in sorted(rows):
        names[pk].append(name)
    return names


def _roles(ids: list[int]) -> Iterable[tuple[int, str]]:
    return Role.objects.filter(pk__in=ids).values_list("pk", "slug")


def _terms_of(vocabulary: type) -> Read[KnownTerm]:
    """Terms with their labels in every language."""

    def read(ids: list[int]) -> Iterator[tuple[int, KnownTerm]]:
        labels = ("label_en", "label_ru", "label_uk")
        for pk, slug, *texts in vocabulary.objects.filter(pk__in=ids).values_list(
            "pk", "slug", *labels
        ):
            yield pk, KnownTerm(slug, forms("\n".join(texts)))

    return read
