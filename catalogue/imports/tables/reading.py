"""A table and its mapping as a stream of entries; every row is an entry, a refusal or a note."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from django.utils.translation import gettext as _

from catalogue.imports.entries import Entry, Note, Reading, Refused, Unreadable, Where
from catalogue.imports.names import Names

from .cells import Cells
from .delimited import read_delimited
from .documents import DocumentRows
from .guess import guess_from
from .mapping import Mapping, mapping_of, read_mapping
from .rows import Row, Table
from .tree import TreeRows
from .units import UnitRows
from .workbook import read_workbook

SEARCHED = 60
"""Rows at the top in which the headings are looked for, and from which a mapping is guessed."""
MOST_UNMAPPED = 60


class RowReader(Protocol):
    def read(self, cells: Cells) -> Iterator[Reading]: ...


ROWS: dict[str, Callable[[Names], RowReader]] = {
    "delo": UnitRows,
    "document": DocumentRows,
    "tree": TreeRows,
}
"""What a row may be, by the mapping's word for it."""


def read_table(path: Path, mapping: Any = None) -> Iterator[Reading]:
    """Read a CSV, TSV or XLSX file. ``mapping`` is a `Mapping`, a path of one, or TOML's content.

    Without one a mapping is guessed. Raises `Unreadable` for a file that is no table, and for one
    that lacks a column the mapping names.
    """
    stated = _mapping(mapping)
    table = open_table(path, stated)
    for what in table.notes:
        yield Note(Where(path.name), what)
    top = list(top_rows(table.rows))
    if stated is None:
        stated = guess_from([row.values for row in top if not row.fault])
    if not stated.says_archive:
        message = _(
            "Which archive is this of? Say it in a mapping: [archive] code = { value = “…” }"
        )
        raise Unreadable(message, Where(path.name))
    heading = _heading(top, stated, path)
    rows = chain((row for row in top if row.line > heading.line), table.rows)
    yield from _Body(path.name, stated, table, heading).read(rows)


def open_table(path: Path, mapping: Mapping | None = None) -> Table:
    """The rows of a file, as its beginning shows: a zip archive is a workbook, the rest is text."""
    mapping = mapping or Mapping()
    try:
        with path.open("rb") as stream:
            begin = stream.read(8)
    except OSError as error:
        raise Unreadable(str(error), Where(path.name)) from error
    if begin[:2] == b"PK" or begin == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return read_workbook(path, mapping.sheet)
    return read_delimited(path, mapping.encoding, mapping.delimiter, mapping.quotes)


def _mapping(mapping: Any) -> Mapping | None:
    if mapping is None or isinstance(mapping, Mapping):
        return mapping
    return mapping_of(mapping) if isinstance(mapping, dict) else read_mapping(Path(mapping))


def top_rows(rows: Iterator[Row]) -> Iterator[Row]:
    """The first rows that say something."""
    count = 0
    for row in rows:
        if not row.is_blank:
            yield row.tidy()
            count += 1
        if count == SEARCHED:
            return


def _heading(top: list[Row], mapping: Mapping, path: Path) -> Row:
    """The row of the headings: the line stated, else the first that has every column named."""
    wanted = set(mapping.columns)
    for row in top:
        if mapping.header and row.line != mapping.header:
            continue
        if wanted and wanted <= set(row.values):
            return row
    found = next(
        (row.values for row in top if not mapping.header or row.line == mapping.header), []
    )
    missing = [column for column in mapping.columns if column not in found]
    message = _(
        "No row has the headings that the mapping names. Missing: %(missing)s. Found: %(found)s."
    )
    shown = {"missing": _listed(missing or mapping.columns), "found": _listed(found)}
    raise Unreadable(message % shown, Where(path.name))


def _listed(names: list[str]) -> str:
    said = [name[:40] for name in names if name]
    return ", ".join(said[:30]) + (", …" if len(said) > 30 else "") if said else _("nothing")


class _Body:
    """The rows below the headings."""

    def __init__(self, file: str, mapping: Mapping, table: Table, heading: Row) -> None:
        self.file, self.mapping, self.table, self.heading = file, mapping, table, heading
        self.at: dict[str, int] = {}
        for column, name in enumerate(heading.values):
            self.at.setdefault(name, column)
        mapped = {self.at[name] for name in mapping.columns}
        ignored = {self.at[name] for name in mapping.ignore if name in self.at}
        self.unmapped = {
            column: 0 for column in range(len(heading.values)) if column not in mapped | ignored
        }
        self.above: dict[int, str] = {}
        self.beyond = 0

    def read(self, rows: Iterator[Row]) -> Iterator[Reading]:
        reader = ROWS[self.mapping.rows](Names())
        for row in rows:
            if row.is_blank:
                continue
            where = Where(self.file, row.line)
            if row.fault:
                accepted = _("a row of the table's columns, with every quotation mark closed")
                yield Refused(where, _("row"), "", row.fault, accepted)
                continue
            row.tidy()
            if what := self._passed_over(row):
                yield Note(where, what)
                continue
            self._count(row)
            self._fill(row)
            yield from reader.read(
                Cells(self.file, row, self.at, self.mapping, self.table.cell_name)
            )
        yield from self._unmapped()

    def _passed_over(self, row: Row) -> str:
        """Why a row is left out: it repeats the headings, numbers the columns, sums up."""
        values = row.values
        if values == self.heading.values:
            return _("a row that repeats the headings, left out")
        said = [value for value in values if value]
        if len(said) > 2 and values[: len(said)] == [str(n) for n in range(1, len(said) + 1)]:
            return _("a row that numbers the columns, left out")
        for column, words in self.mapping.skip.items():
            value = values[self.at[column]] if self.at[column] < len(values) else ""
            if value in words:
                return _("a row that the mapping says to skip (%(column)s: %(value)s)") % {
                    "column": column,
                    "value": value,
                }
        if len(said) == 1 and len(self.at) > 2 and not self._is_numbered(row):
            return _("a heading within the table, left out: “%(text)s”") % {"text": said[0][:80]}
        return ""

    def _is_numbered(self, row: Row) -> bool:
        """Whether the one value of a row is what tells it from the others."""
        for section, name in (
            *(("delo", "number"), ("place", "reference")),
            *(("document", "identifier"), ("document", "title"), ("tree", "id")),
        ):
            source = self.mapping.source(section, name)
            for column in source.columns if source else ():
                if self.at[column] < len(row.values) and row.values[self.at[column]]:
                    return True
        return False

    def _count(self, row: Row) -> None:
        for column in self.unmapped:
            if column < len(row.values) and row.values[column]:
                self.unmapped[column] += 1
        if any(row.values[len(self.heading.values) :]):
            self.beyond += 1

    def _fill(self, row: Row) -> None:
        for name in self.mapping.fill_down:
            column = self.at[name]
            row.values += [""] * (column + 1 - len(row.values))
            if row.values[column]:
                self.above[column] = row.values[column]
            else:
                row.values[column] = self.above.get(column, "")

    def _unmapped(self) -> Iterator[Note]:
        """One note for each column that no field takes, with how many rows say something in it."""
        where = Where(self.file, self.heading.line)
        counted = [(column, count) for column, count in self.unmapped.items() if count]
        for column, count in counted[:MOST_UNMAPPED]:
            what = _("column “%(name)s” is not mapped (%(count)d values)")
            name = self.heading.values[column] or self.table.cell_name(
                self.heading.line, column, ""
            )
            yield Note(where, what % {"name": name[:80], "count": count})
        if len(counted) > MOST_UNMAPPED:
            what = _("%(count)d more columns are not mapped")
            yield Note(where, what % {"count": len(counted) - MOST_UNMAPPED})
        if self.beyond:
            what = _(
                "%(count)d rows have values to the right of the last heading; these are left out"
            )
            yield Note(where, what % {"count": self.beyond})


def guess(path: Path) -> Mapping:
    """A mapping guessed from the headings and the first rows, to be looked at before it is used.

    Raises `Unreadable` where no column looks like the number of a delo or a document's title.
    """
    table = open_table(path)
    return guess_from([row.values for row in top_rows(table.rows) if not row.fault])


__all__ = ["Entry", "guess", "open_table", "read_table"]
