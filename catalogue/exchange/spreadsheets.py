"""Documents, holdings, agents, terms as CSV (RFC 4180), a row each, for spreadsheets and scripts.

A cell that a spreadsheet would run as a formula is guarded (`writing.cells`); imports take the
guard off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from django.db.models import Count, Model, Prefetch, Q, QuerySet

from catalogue.models import (
    Agent,
    Archive,
    Collection,
    Delo,
    Document,
    DocumentType,
    Fond,
    FormerReference,
    Holding,
    Language,
    Opis,
    Participation,
    Place,
    Role,
    Subject,
    Text,
)
from catalogue.models.concordance import KEYS
from catalogue.writing import guarded

from .columns import (
    AGENT_COLUMNS,
    ARCHIVE_COLUMNS,
    COLLECTION_COLUMNS,
    DELO_COLUMNS,
    DOCUMENT_COLUMNS,
    FOND_COLUMNS,
    FORMER_REFERENCE_COLUMNS,
    OPIS_COLUMNS,
    PLACE_COLUMNS,
    ROLE_COLUMNS,
    TERM_COLUMNS,
    Column,
    listed,
)
from .fixtures import Told, silent
from .snapshots import among, by_letters, in_batches, one_state


def write_documents(
    file: TextIO, documents: QuerySet[Document], tell: Told = silent, *, bom: bool = False
) -> int:
    """Write documents in the order of their identifiers; return how many.

    Which ones, the caller decides: `published()` for readers. `file` is text opened with
    ``newline=""``. `bom` marks the file as UTF-8 for spreadsheets that would guess otherwise.
    """
    return _write(file, documents, tell, bom)


def write_dela(
    file: TextIO, dela: QuerySet[Delo], tell: Told = silent, *, bom: bool = False
) -> int:
    """Write dela in the order of the shelves; return how many. `file` and `bom` as above."""
    return _write(file, dela, tell, bom)


def _write(file: TextIO, rows: QuerySet, tell: Told, bom: bool) -> int:
    written = 0

    def told(what: str, done: int, total: int) -> None:
        nonlocal written
        written = done
        tell(what, done, total)

    file.writelines(csv_pieces(rows, told, bom=bom))
    return written


def csv_pieces(rows: QuerySet, tell: Told = silent, *, bom: bool = False) -> Iterator[str]:
    """Rows of a table in `SHEETS` as CSV, piece by piece: as they are at one moment, and however
    many they are no more than a thousand in memory."""
    sheet = SHEETS[rows.model]
    yield ("\ufeff" if bom else "") + _as_csv([[column.name for column in sheet.columns]])
    done = 0
    with one_state():
        total = rows.count()
        ordered = rows.order_by(*map(by_letters, sheet.order), "pk").values_list("pk", flat=True)
        for ids in in_batches(ordered.iterator(chunk_size=10_000)):
            yield _as_csv(_cells(sheet.columns, {row.pk: row for row in sheet.whole(ids)}, ids))
            done += len(ids)
            tell(rows.model._meta.verbose_name_plural, done, total)


def _described(ids: Sequence[int]) -> QuerySet[Document]:
    """Documents with all that is written, and without their texts' words."""
    rows: dict[str, QuerySet | None] = {
        **dict.fromkeys(("languages", "places", "subjects", "collections", "identifiers")),
        "holdings": Holding.objects.prefetch_related("archive", "fond", "opis", "delo"),
        "participations": Participation.objects.prefetch_related("agent", "role"),
        "texts": Text.objects.prefetch_related("language").only("document", "kind", "language"),
    }
    return Document.objects.filter(pk__in=among(ids)).prefetch_related(
        *("type", "place_of_writing"),
        *(Prefetch(name, some, to_attr=listed(name)) for name, some in rows.items()),
    )


def _counted(ids: Sequence[int]) -> QuerySet[Delo]:
    """Dela with the number of published documents that lie in them."""
    published = Count(
        "holdings__document",
        filter=Q(holdings__document__status=Document.Status.PUBLISHED),
        distinct=True,
    )
    return Delo.objects.filter(pk__in=among(ids)).with_parents().annotate(documents=published)


def _named(ids: Sequence[int]) -> QuerySet[Agent]:
    """Agents with their names, and the number of published documents they take part in."""
    published = Count(
        "participations__document",
        filter=Q(participations__document__status=Document.Status.PUBLISHED),
        distinct=True,
    )
    agents = Agent.objects.filter(pk__in=among(ids)).annotate(documents=published)
    return agents.prefetch_related("names", "identifiers")


@dataclass(frozen=True)
class Sheet:
    """How the rows of a table are written: which columns, in which order, read with what."""

    columns: Sequence[Column]
    order: tuple[str, ...]
    whole: Callable[[Sequence[int]], QuerySet]


def _of(rows: QuerySet) -> Callable[[Sequence[int]], QuerySet]:
    """Some of the rows, read as they are given."""
    return lambda ids: rows.filter(pk__in=among(ids))


def _shelves(*above: str) -> tuple[str, ...]:
    """The order of the shelves: by the sort keys of the levels above, then by one's own."""
    return tuple(f"{level}sort_key" for level in (*above, ""))


def _terms(model: type[Model], columns: Sequence[Column] = TERM_COLUMNS) -> Sheet:
    rows = model._default_manager.all()
    related = rows.select_related("within") if model is Place else rows
    return Sheet(columns, ("slug",), _of(related))


SHEETS: Mapping[type[Model], Sheet] = {
    Document: Sheet(DOCUMENT_COLUMNS, ("identifier",), _described),
    Archive: Sheet(ARCHIVE_COLUMNS, ("code",), _of(Archive.objects.prefetch_related("names"))),
    Fond: Sheet(FOND_COLUMNS, _shelves("archive__"), _of(Fond.objects.with_parents())),
    Opis: Sheet(
        OPIS_COLUMNS, _shelves("fond__archive__", "fond__"), _of(Opis.objects.with_parents())
    ),
    Delo: Sheet(
        DELO_COLUMNS, _shelves("opis__fond__archive__", "opis__fond__", "opis__"), _counted
    ),
    FormerReference: Sheet(
        FORMER_REFERENCE_COLUMNS,
        ("archive_key", *KEYS),
        _of(FormerReference.objects.with_units()),
    ),
    Agent: Sheet(AGENT_COLUMNS, ("slug",), _named),
    Place: _terms(Place, PLACE_COLUMNS),
    Subject: _terms(Subject),
    Collection: _terms(Collection, COLLECTION_COLUMNS),
    DocumentType: _terms(DocumentType),
    Language: _terms(Language),
    Role: _terms(Role, ROLE_COLUMNS),
}
"""The tables that can be written. To add one: a line here, its columns in `columns`."""


def _as_csv(lines: Iterable[Sequence[str]]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(lines)
    return written.getvalue()


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
