"""Rows of a table: what each cell says as text, what is to be said of it, what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from catalogue.writing import unguarded

LONGEST_CELL = 131_072
"""Characters; a spreadsheet allows 32,767, and no description was seen with more than 3,000."""
MOST_COLUMNS = 1_000

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
_SPACES = re.compile(r"[^\S\n]+")


@dataclass
class Row:
    """One row. ``remarks`` and ``faults`` are told by the column they stand in, from 0.

    ``fault`` is said of a row that cannot be read at all.
    """

    line: int
    values: list[str]
    remarks: dict[int, str] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)
    fault: str = ""
    is_tidy: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.fault and not self.faults and not any(map(str.strip, self.values))

    def tidy(self) -> Row:
        """Without control characters and guards of cells, with single plain spaces.

        What control characters are left out is remarked.
        """
        if self.is_tidy:  # a second guard would be one of the words
            return self
        self.is_tidy = True
        for column, value in enumerate(self.values):
            if _CONTROLS.search(value):
                value = _CONTROLS.sub("", value)
                self.remarks.setdefault(column, "control characters left out")
            self.values[column] = _SPACES.sub(" ", unguarded(value)).strip()
        return self


CellName = Callable[[int, int, str], str]
"""How a cell is called, of a line, a column from 0 and its heading: "cell C12", "column date"."""


@dataclass
class Table:
    """A table as a stream of rows, and how its cells are called."""

    rows: Iterator[Row]
    cell_name: CellName
    notes: list[str] = field(default_factory=list)
    """What is to be said of the table as a whole."""
