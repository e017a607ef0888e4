"""Documents and dela as CSV (RFC 4180), a row each, for a spreadsheet or a script.

A cell that a spreadsheet would run as a formula is guarded (`writing.cells`); imports take the
guard off again.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from django.db.models import Count, Prefetch, Q, QuerySet

from catalogue.models import Delo, Document, Holding, Participation, Text
from catalogue.references import write_reference
from catalogue.writing import guarded

from .citations import write_holding
from .fixtures import Told, silent
from .snapshots import among, by_letters, in_batches, one_state

BETWEEN = " | "
"""Between several values in one cell."""


@dataclass(frozen=True)
class Column:
    """A column: its name in the first line, and what a record has in it."""

    name: str
    value: Callable[[Any], object]


def field(name: str, attribute: str = "") -> Column:
    return Column(name, lambda record: getattr(record, attribute or name))


def several(name: str, values: Callable[[Any], Iterable[object]]) -> Column:
    return Column(name, lambda record: BETWEEN.join(map(str, values(record))))


def terms(name: str) -> Column:
    """The labels of a vocabulary, in English: a file does not depend on who asks for it."""
    return several(name, lambda document: (term.label_en for term in getattr(document, name).all()))


def label_of(name: str) -> Column:
    return Column(name, lambda document: getattr(getattr(document, name), "label_en", ""))


def agents_as(name: str, *roles: str) -> Column:
    """The agents in some roles; as they are shown, not as written in the document."""
    return several(
        name,
        lambda document: (
            part.agent.name for part in document.participations.all() if part.role.slug in roles
        ),
    )


DOCUMENT_COLUMNS = (
    field("identifier"),
    field("title"),
    field("title_original"),
    field("date", "date_text"),
    field("date_edtf"),
    field("earliest"),
    field("latest"),
    field("date_inferred"),
    field("date_reason"),
    label_of("type"),
    terms("languages"),
    several("references", lambda document: map(write_holding, document.holdings.all())),
    several("listy", lambda document: (holding.listy for holding in document.holdings.all())),
    several("copies", lambda document: (one.copy_kind for one in document.holdings.all())),
    agents_as("from", "from", "author", "signatory"),
    agents_as("to", "to"),
    agents_as("copy_to", "copy-to"),
    several(
        "everyone",
        lambda document: (
            f"{part.agent.name} ({part.role.slug})" for part in document.participations.all()
        ),
    ),
    label_of("place_of_writing"),
    terms("places"),
    terms("subjects"),
    terms("collections"),
    several("markings", lambda document: document.marking_list),
    field("summary"),
    several(
        "texts",
        lambda document: (f"{text.kind} ({text.language.slug})" for text in document.texts.all()),
    ),
    several("other_identifiers", lambda document: document.identifiers.all()),
    field("source_note"),
    field("credits"),
    field("rights"),
    field("publisher", "publisher_name"),
    field("status"),
    field("published_at"),
)

DELO_COLUMNS = (
    Column("archive", lambda delo: delo.opis.fond.archive.code),
    Column("fond", lambda delo: delo.opis.fond.number),
    Column("opis", lambda delo: delo.opis.number),
    field("papka"),
    field("delo", "number"),
    Column("reference", lambda delo: write_reference(delo.reference, "wilson")),
    field("title"),
    field("title_en"),
    field("date", "date_text"),
    field("date_edtf"),
    field("earliest"),
    field("latest"),
    field("scope"),
    field("sheets"),
    field("access"),
    field("access_reason"),
    field("access_opens"),
    field("note"),
    field("documents"),
)


def write_documents(
    file: TextIO, documents: QuerySet[Document], tell: Told = silent, *, bom: bool = False
) -> int:
    """Write documents in the order of their identifiers; return how many.

    Which ones, the caller decides: `published()` for readers. `file` is text opened with
    ``newline=""``. `bom` marks the file as UTF-8 for spreadsheets that would guess otherwise.
    """
    order = (by_letters("identifier"),)
    return _write(file, DOCUMENT_COLUMNS, documents, order, _described, tell, bom)


def write_dela(
    file: TextIO, dela: QuerySet[Delo], tell: Told = silent, *, bom: bool = False
) -> int:
    """Write dela in the order of the shelves; return how many. `file` and `bom` as above."""
    levels = ("opis__fond__archive__", "opis__fond__", "opis__", "")
    order = (*(by_letters(f"{level}sort_key") for level in levels), "pk")
    return _write(file, DELO_COLUMNS, dela, order, _counted, tell, bom)


def _described(ids: Sequence[int]) -> QuerySet[Document]:
    """Documents with all that is written, and without their texts' words."""
    texts = Text.objects.select_related("language").only("document", "kind", "language__slug")
    holdings = Holding.objects.with_places()
    parts = Participation.objects.select_related("agent", "role")
    return (
        Document.objects.filter(pk__in=among(ids))
        .select_related("type", "place_of_writing")
        .prefetch_related(
            *("languages", "places", "subjects", "collections", "identifiers"),
            Prefetch("holdings", holdings),
            Prefetch("participations", parts),
            Prefetch("texts", texts),
        )
    )


def _counted(ids: Sequence[int]) -> QuerySet[Delo]:
    """Dela with the number of published documents that lie in them."""
    published = Count(
        "holdings__document",
        filter=Q(holdings__document__status=Document.Status.PUBLISHED),
        distinct=True,
    )
    return Delo.objects.filter(pk__in=among(ids)).with_parents().annotate(documents=published)


def _write(
    file: TextIO,
    columns: Sequence[Column],
    rows: QuerySet,
    order: Sequence[Any],
    whole: Callable[[Sequence[int]], QuerySet],
    tell: Told,
    bom: bool,
) -> int:
    """Write a line of names and the rows, batch by batch, as they are at one moment."""
    file.write("\ufeff" if bom else "")
    lines = csv.writer(file)
    lines.writerow([column.name for column in columns])
    done = 0
    with one_state():
        total = rows.count()
        ordered = rows.order_by(*order).values_list("pk", flat=True)
        for ids in in_batches(ordered.iterator(chunk_size=10_000)):
            lines.writerows(_cells(columns, whole(ids).in_bulk(ids), ids))
            done += len(ids)
            tell(rows.model._meta.verbose_name_plural, done, total)
    return done


def _cells(
    columns: Sequence[Column], rows: dict[int, Any], ids: Sequence[int]
) -> Iterator[list[str]]:
    return ([cell(column.value(rows[pk])) for column in columns] for pk in ids)


def cell(value: object) -> str:
    """A value as it stands in a cell: nothing for None, ISO 8601 for days and moments."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    written = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return guarded(written)
