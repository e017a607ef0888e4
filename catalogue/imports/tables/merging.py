"""Merged cells: a value that stands once counts for every row it spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .package import Package

MOST_MERGED = 100_000

_CORNER = rb"\$?([A-Z]{1,3})\$?(\d{1,7})"
_MERGED = re.compile(rb'mergeCell [^>]*?ref="' + _CORNER + rb":" + _CORNER + rb'"')


class Merged:
    """Runs of rows within one column that show one value. Rows are asked for in their order."""

    def __init__(self, runs: dict[int, list[tuple[int, int]]]) -> None:
        self.runs = {column: sorted(found, reverse=True) for column, found in runs.items()}
        self.values: dict[int, str] = {}

    def of(self, line: int, values: Sequence[str]) -> Iterator[tuple[int, str]]:
        """The columns of a row that merged cells above speak for, and what they say."""
        for column, runs in self.runs.items():
            while runs and runs[-1][1] < line:
                runs.pop()
            if runs and runs[-1][0] == line:
                self.values[column] = values[column] if column < len(values) else ""
            elif runs and runs[-1][0] < line:
                yield column, self.values.get(column, "")


def merged_cells(package: Package, part: str) -> Merged:
    """The merged cells of a sheet; they stand after its rows, so it is passed through once."""
    runs: dict[int, list[tuple[int, int]]] = {}
    kept, found = b"", 0
    for chunk in package.bytes_of(part):
        window = kept + chunk
        last = 0
        for match in _MERGED.finditer(window):
            last = match.end()
            column, first, _to, end = match.groups()
            found += 1
            if int(end) > int(first) and found <= MOST_MERGED:
                runs.setdefault(_column(column), []).append((int(first), int(end)))
        kept = window[max(last, len(window) - 200) :]
    return Merged(runs)


def _column(name: bytes) -> int:
    column = 0
    for letter in name:
        column = column * 26 + letter - 64
    return column - 1
