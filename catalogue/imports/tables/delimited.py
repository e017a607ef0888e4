"""CSV and TSV: rows of text files, line by line, whatever the marks between and the line ends."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from django.utils.translation import gettext as _

from catalogue.imports.decoding import DAMAGES, beginning, open_bytes
from catalogue.imports.entries import Unreadable, Where

from .encodings import encoding_of
from .rows import LONGEST_CELL, MOST_COLUMNS, Row, Table

LONGEST_LINE = 1_000_000
LONGEST_ROW = 4_000_000
DELIMITERS = (",", ";", "\t", "|")

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r(?!\Z)|\n)")
_CHUNK = 1 << 16


def read_delimited(
    path: Path, encoding: str = "", delimiter: str = "", quotes: bool = True
) -> Table:
    """The rows of a text file; the delimiter stated, else the one that its first lines show.

    Raises `Unreadable` where the encoding cannot be told.
    """
    found = encoding_of(path, encoding)
    mark = delimiter or _delimiter(path, found.name)
    notes = [found.note] if found.note else []
    return Table(_rows(path, found.name, mark, quotes), _ColumnNames(), notes)


class _ColumnNames(dict[str, str]):
    """How cells of a text file are called: by the headings of their columns."""

    def __call__(self, line: int, column: int, heading: str) -> str:
        heading = heading or str(column + 1)
        if heading not in self:
            self[heading] = _("column “%(heading)s”") % {"heading": heading}
        return self[heading]


def _rows(path: Path, encoding: str, delimiter: str, quotes: bool) -> Iterator[Row]:
    """Rows, each with the line it begins on; what is too long is a row with a fault."""
    lines = _Lines(path, encoding)
    with lines.stream:
        quoting = csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
        reader = csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True)
        while True:
            first = lines.begin_row()
            try:
                values = next(reader)
            except StopIteration:
                return
            except (csv.Error, _TooLong) as error:
                yield Row(first, [], fault=_fault(error, first, lines.number))
                continue
            except UnicodeError as error:
                where = Where(path.name, lines.number + 1)
                message = _("This is not written in %(encoding)s as the rest is.")
                raise Unreadable(message % {"encoding": encoding}, where) from error
            except DAMAGES as error:
                message = _("The packed file is damaged or cut off: %s.") % error
                raise Unreadable(message, Where(path.name, lines.number + 1)) from error
            if len(values) > MOST_COLUMNS:
                yield Row(first, [], fault=_too_wide(len(values)))
            else:
                yield Row(first, values)


def _fault(error: Exception, first: int, last: int) -> str:
    if isinstance(error, _TooLong):
        return _("the row is longer than %(most)d characters") % {"most": LONGEST_LINE}
    if "limit" in str(error):
        what = _("lines %(first)d to %(last)d: a cell is longer than %(most)d characters")
    else:
        what = _(
            "lines %(first)d to %(last)d: a quotation mark opens a cell and does not close it; "
            "if quotation marks are only text here, say in the mapping: quotes = false"
        )
    return what % {"first": first, "last": max(first, last), "most": LONGEST_CELL}


def _too_wide(count: int) -> str:
    return _("the row has %(count)d columns; up to %(most)d are read") % {
        "count": count,
        "most": MOST_COLUMNS,
    }


class _TooLong(Exception):
    """A line or a row that is longer than any description; it was read past."""


class _Lines:
    """The lines of a file with their ends, one in memory at a time; goes on after an error."""

    def __init__(self, path: Path, encoding: str) -> None:
        self.stream = TextIOWrapper(open_bytes(path), encoding=encoding, newline="")
        self.number = self.row_length = 0
        self.buffer = ""
        self.at = 0
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def begin_row(self) -> int:
        """Start counting a row; return the line it begins on."""
        self.row_length = 0
        return self.number + 1

    def __next__(self) -> str:
        line = self._line()
        self.number += 1
        self.row_length += len(line)
        if self.row_length > LONGEST_ROW:
            self.row_length = 0
            raise _TooLong
        return line

    def _line(self) -> str:
        while (match := _LINE.match(self.buffer, self.at)) is None:
            if self.ended:
                line, self.buffer, self.at = self.buffer[self.at :], "", 0
                if not line:
                    raise StopIteration
                return line
            if len(self.buffer) - self.at > LONGEST_LINE:
                self._read_past()
                self.number += 1
                raise _TooLong
            self._fill()
        self.at = match.end()
        return match[0]

    def _fill(self) -> None:
        more = self.stream.read(_CHUNK)
        self.ended = not more
        self.buffer, self.at = self.buffer[self.at :] + more, 0

    def _read_past(self) -> None:
        """Forget the rest of a line that is too long."""
        while (match := _LINE.match(self.buffer, self.at)) is None and not self.ended:
            self.buffer, self.at = self.buffer[-1:] if self.buffer.endswith("\r") else "", 0
            self._fill()
        self.at = match.end() if match else len(self.buffer)


def _delimiter(path: Path, encoding: str) -> str:
    """The mark that cuts the first lines into most columns, alike in most lines."""
    text = beginning(path, 4 * _CHUNK).decode(encoding, "replace")[:_CHUNK]
    lines = text.splitlines()[:40]
    lines = [line for line in lines if line.strip()][:20]
    return max(DELIMITERS, key=lambda mark: _fit(lines, mark))


def _fit(lines: list[str], mark: str) -> float:
    try:
        counts = [len(row) for row in csv.reader(lines, delimiter=mark) if row]
    except csv.Error:
        return 0
    if not counts or max(counts) == 1:
        return 0
    usual = max(set(counts), key=lambda count: (counts.count(count), count))
    return 0 if usual == 1 else counts.count(usual) / len(counts) * 100 + min(usual, 50)
