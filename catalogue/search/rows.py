"""Rows with all that their records show, read as plain values: some queries a batch, not a row."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from catalogue.models import Delo, Document, Holding, Participation, Text
from catalogue.writing import Forms, forms

from .shared import (
    Known,
    KnownPlace,
    KnownTerm,
    Shared,
    Sheets,
    Spelled,
    access_today,
    sheets,
    spelled_delo,
)

NO_SHEETS = Sheets(0, Spelled("", ""))
NO_DELO = Spelled("", "")


class Dated(NamedTuple):
    edtf: str
    earliest: dt.date | None
    latest: dt.date | None


class HoldingRow(NamedTuple):
    """Where a document lies: the deepest of archive, fond and opis; then delo and listy."""

    place: KnownPlace
    archive_names: Forms
    delo: Spelled
    delo_order: str
    sheets: Sheets


class PartRow(NamedTuple):
    """An agent's part in a document: the role's slug, and the names."""

    role: str
    agent: KnownTerm
    name_as_written: str


class TextRow(NamedTuple):
    kind: str
    language: str
    words: str


@dataclass(slots=True)
class DocumentRow:
    """A document with everything its record shows."""

    pk: int
    title: str
    summary: str
    source_note: str
    date: Dated
    inferred: bool
    type: KnownTerm | None
    place_of_writing: KnownTerm | None
    languages: list[KnownTerm]
    places: list[KnownTerm]
    subjects: list[KnownTerm]
    collections: list[KnownTerm]
    holdings: list[HoldingRow]
    participations: list[PartRow]
    texts: list[TextRow]


class DeloRow(NamedTuple):
    """A delo with everything its record shows."""

    pk: int
    title: str
    date: Dated
    access_today: str
    number: Spelled
    order: str
    place: KnownPlace


def dela(rows: QuerySet[Delo], shared: Shared) -> Iterator[DeloRow]:
    found = list(
        rows.order_by("pk").values_list(
            *("pk", "title", "title_en", "date_edtf", "earliest", "latest"),
            *("access", "access_opens", "papka", "number", "sort_key", "opis_id"),
        )
    )
    shared.opisi.learn({row[-1] for row in found})
    for row in found:
        pk, title, title_en, edtf, first, last, access, opens, papka, number, order, opis = row
        place = shared.opisi[opis]
        yield DeloRow(
            pk,
            f"{title} {title_en}",
            Dated(edtf, first, last),
            access_today(access, opens, place.access),
            spelled_delo(papka, number),
            order,
            place,
        )


def documents(rows: QuerySet[Document], shared: Shared) -> Iterator[DocumentRow]:
    found = list(
        rows.order_by("pk").values_list(
            *("pk", "title", "title_original", "markings", "summary", "source_note"),
            *("date_edtf", "earliest", "latest", "date_inferred", "type_id"),
            "place_of_writing_id",
        )
    )
    ids = [row[0] for row in found]
    shared.types.learn(row[-2] for row in found)
    shared.places.learn(row[-1] for row in found)
    languages = _terms(Document.languages, "language", ids, shared.languages)
    places = _terms(Document.places, "place", ids, shared.places)
    subjects = _terms(Document.subjects, "subject", ids, shared.subjects)
    collections = _terms(Document.collections, "collection", ids, shared.collections)
    texts = _texts(ids, shared)
    holdings = _holdings(ids, shared)
    parts = _participations(ids, shared)
    for (
        pk,
        title,
        original,
        markings,
        summary,
        note,
        edtf,
        first,
        last,
        inferred,
        kind,
        at,
    ) in found:
        yield DocumentRow(
            pk,
            f"{title}\n{original}\n{markings}",
            summary,
            note,
            Dated(edtf, first, last),
            inferred,
            shared.types[kind] if kind else None,
            shared.places[at] if at else None,
            languages[pk],
            places[pk],
            subjects[pk],
            collections[pk],
            holdings[pk],
            parts[pk],
            texts[pk],
        )


def _terms(
    relation: Any, term: str, ids: list[int], known: Known[KnownTerm]
) -> dict[int, list[KnownTerm]]:
    """The terms of documents in one many-to-many relation."""
    rows = list(
        relation.through.objects.filter(document__in=ids)
        .order_by("pk")
        .values_list("document_id", f"{term}_id")
    )
    known.learn(term_id for _document, term_id in rows)
    return _grouped((document, known[term_id]) for document, term_id in rows)


def _texts(ids: list[int], shared: Shared) -> dict[int, list[TextRow]]:
    rows = list(
        Text.objects.filter(document__in=ids)
        .order_by("pk")
        .values_list("document_id", "kind", "language_id", "heading", "note", "body")
    )
    shared.languages.learn(row[2] for row in rows)
    return _grouped(
        (document, TextRow(kind, shared.languages[language].slug, "\n".join(words)))
        for document, kind, language, *words in rows
    )


def _participations(ids: list[int], shared: Shared) -> dict[int, list[PartRow]]:
    rows = list(
        Participation.objects.filter(document__in=ids)
        .order_by("order", "pk")
        .values_list("document_id", "role_id", "agent_id", "name_as_written")
    )
    shared.roles.learn(row[1] for row in rows)
    shared.agents.learn(row[2] for row in rows)
    return _grouped(
        (document, PartRow(shared.roles[role], shared.agents[agent], written))
        for document, role, agent, written in rows
    )


def _holdings(ids: list[int], shared: Shared) -> dict[int, list[HoldingRow]]:
    rows = list(
        Holding.objects.filter(document__in=ids)
        .order_by("order", "pk")
        .values_list(
            *("document_id", "archive_id", "fond_id", "opis_id"),
            *("delo__papka", "delo__number", "delo__sort_key", "listy"),
        )
    )
    for known, column in (
        (shared.archives, 1),
        (shared.archive_names, 1),
        (shared.fonds, 2),
        (shared.opisi, 3),
    ):
        known.learn(row[column] for row in rows)
    return _grouped((row[0], _holding(shared, *row[1:])) for row in rows)


def _holding(
    shared: Shared,
    archive: int,
    fond: int | None,
    opis: int | None,
    papka: str | None,
    number: str | None,
    order: str | None,
    listy: str,
) -> HoldingRow:
    place = shared.archives[archive]
    if fond:
        place = shared.opisi[opis] if opis else shared.fonds[fond]
    return HoldingRow(
        place,
        shared.archive_names[archive],
        spelled_delo(papka or "", number) if number else NO_DELO,
        order or "",
        sheets(listy) if listy else NO_SHEETS,
    )


def _grouped(pairs: Any) -> dict[int, list[Any]]:
    """Values by document, in their order."""
    groups: dict[int, list[Any]] = defaultdict(list)
    for document, value in pairs:
        groups[document].append(value)
    return groups


def all_names(parts: list[PartRow]) -> Iterator[Forms]:
    """Every name of the agents, so that a document is found under each, in any script."""
    yield from written_names(parts)
    yield from variants(parts)


def variants(parts: list[PartRow]) -> Iterator[Forms]:
    """The other names of the agents."""
    for part in parts:
        yield part.agent.variants


def written_names(parts: list[PartRow]) -> Iterator[Forms]:
    """The names of the agents, and as they are written in the document."""
    for part in parts:
        yield part.agent.forms
        if part.name_as_written:
            yield forms(part.name_as_written)
