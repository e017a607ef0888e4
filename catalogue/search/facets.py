"""The facets of a search: one line each.

A facet says which values a record has, and how a value is called. OR inside a facet, AND between
facets; every facet is counted without its own choice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from catalogue.models import (
    UNNUMBERED,
    Agent,
    Archive,
    DocumentType,
    Fond,
    Language,
    Opis,
    Place,
    Subject,
    Text,
)
from catalogue.models import Collection as EditorsCollection

Labels = dict[str, str]


@dataclass(frozen=True)
class Facet:
    """One way of narrowing a search."""

    name: str
    label: str
    values: Callable[[Any], Iterable[str]]
    """The values of a record; the same value twice counts once."""
    labels: Callable[[Collection[str]], Labels]
    """What values are called, in the language of the interface; unknown ones are left out."""
    hierarchical: bool = False
    """Values are paths (``aprf/3/65``), and a record has every value above its own."""
    counted_in: str = ""
    """A column with the one deepest path of every record, from which all counts above follow."""
    is_long: bool = False
    """Whether there are thousands of values: they are counted in a pass of their own, since one
    answer of the engine holds 65,000 in all at most."""
    is_column_only: bool = False
    """Held for counting, never chosen."""


# --- Where it lies: archive > fond > opis ---

NO_SHELF = "~"
"""The shelf of what lies nowhere; it stands behind all others."""


def paths_of_document(document: Any) -> Iterator[str]:
    for holding in document.holdings:
        yield from holding.place.paths


def paths_of_delo(delo: Any) -> Iterable[str]:
    return delo.place.paths


def shelf_of_document(document: Any) -> list[str]:
    return [document.holdings[0].place.paths[-1] if document.holdings else NO_SHELF]


def shelf_of_delo(delo: Any) -> list[str]:
    return [delo.place.paths[-1]]


def path_labels(paths: Collection[str]) -> Labels:
    """An archive by its code and name, a fond and an opis by number and title."""
    keys = [tuple(path.split("/")) for path in paths]
    archives = Archive.objects.filter(slug__in={key[0] for key in keys if len(key) == 1})
    labels = {archive.slug: f"{archive.code} · {archive.name}" for archive in archives}
    for fond in _fonds({key[:2] for key in keys if len(key) == 2}):
        labels["/".join(fond.address)] = _numbered(_("fond"), fond)
    for opis in _opisi({key[:3] for key in keys if len(key) == 3}):
        labels["/".join(opis.address)] = _numbered(_("opis"), opis)
    return labels


def _fonds(keys: set[tuple[str, ...]]) -> list[Fond]:
    found = Fond.objects.with_parents().filter(
        archive__slug__in={archive for archive, _fond in keys},
        number_key__in={fond for _archive, fond in keys},
    )
    return [fond for fond in found if fond.address in keys]


def _opisi(keys: set[tuple[str, ...]]) -> list[Opis]:
    found = Opis.objects.with_parents().filter(
        fond__archive__slug__in={archive for archive, _fond, _opis in keys},
        fond__number_key__in={fond for _archive, fond, _opis in keys},
    )
    return [opis for opis in found if opis.address in keys]


def _numbered(level: str, unit: Fond | Opis) -> str:
    title = unit.title_en or unit.title
    number = f"{level} {unit.number or UNNUMBERED}"
    return f"{number} · {title}" if title else number


# --- Vocabularies and agents ---


def slugs(attribute: str) -> Callable[[Any], Iterator[str]]:
    """The slugs of a document's terms in a many-to-many attribute."""
    return lambda document: (term.slug for term in getattr(document, attribute))


def slug_of(attribute: str) -> Callable[[Any], Iterator[str]]:
    """The slug of the one term in an attribute, if there is one."""
    return lambda document: (term.slug for term in [getattr(document, attribute)] if term)


def agents_in(*roles: str) -> Callable[[Any], Iterator[str]]:
    """The agents of a document in the given roles; without roles, in any."""

    def values(document: Any) -> Iterator[str]:
        for part in document.participations:
            if not roles or part.role in roles:
                yield part.agent.slug

    return values


def rows_labels(model: type[Model]) -> Callable[[Collection[str]], Labels]:
    """The labels of rows known by their slug."""
    return lambda values: {
        row.slug: str(row) for row in model._default_manager.filter(slug__in=values)
    }


def places_of(document: Any) -> Iterator[str]:
    yield from (place.slug for place in document.places)
    if document.place_of_writing:
        yield document.place_of_writing.slug


def kinds_of_text(document: Any) -> Iterator[str]:
    return (text.kind for text in document.texts)


def text_kind_labels(values: Collection[str]) -> Labels:
    return {kind.value: str(kind.label) for kind in Text.Kind if kind.value in values}


SENDERS = ("from", "author", "signatory")
ADDRESSEES = ("to", "copy-to")

DOCUMENT_FACETS = (
    Facet("archive", _("Archive and fond"), paths_of_document, path_labels, hierarchical=True),
    Facet("type", _("Type"), slug_of("type"), rows_labels(DocumentType)),
    Facet("language", _("Original language"), slugs("languages"), rows_labels(Language)),
    Facet("agent", _("People and bodies"), agents_in(), rows_labels(Agent), is_long=True),
    Facet("sender", _("Sender or author"), agents_in(*SENDERS), rows_labels(Agent), is_long=True),
    Facet("addressee", _("Addressee"), agents_in(*ADDRESSEES), rows_labels(Agent), is_long=True),
    Facet("place", _("Place"), places_of, rows_labels(Place)),
    Facet("subject", _("Subject"), slugs("subjects"), rows_labels(Subject)),
    Facet("collection", _("Collection"), slugs("collections"), rows_labels(EditorsCollection)),
    Facet("text", _("Has a text"), kinds_of_text, text_kind_labels),
    Facet("shelf", _("Shelf"), shelf_of_document, path_labels, is_long=True, is_column_only=True),
)
"""The shelf is the deepest of archive, fond and opis where a record (its first copy) lies: in the
order by reference, what lies on a shelf stands together."""


def access_of(delo: Any) -> Iterator[str]:
    """As of today: on the day on which a unit opens its dela are indexed anew (`following`)."""
    yield delo.access_today


def access_labels(values: Collection[str]) -> Labels:
    return {kind.value: str(kind.label) for kind in Fond.Access if kind.value in values}


DELO_FACETS = (
    Facet(
        "archive",
        _("Archive and fond"),
        paths_of_delo,
        path_labels,
        hierarchical=True,
        counted_in="shelf",
    ),
    Facet("access", _("Access"), access_of, access_labels),
    Facet("shelf", _("Shelf"), shelf_of_delo, path_labels, is_long=True, is_column_only=True),
)
