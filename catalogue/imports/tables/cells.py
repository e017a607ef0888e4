"""The cells of one row, asked for by what the mapping says of a field."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import gettext as _

from catalogue.imports.entries import Note, Refused, Where
from catalogue.imports.values import Fault

from .mapping import Mapping, Source
from .rows import CellName, Row
from .workbook import DATE


@dataclass
class Cells:
    """One row, with what is noted and refused while it is read."""

    file: str
    row: Row
    at: Dictionary[str, int]
    """The column of each heading."""
    mapping: Mapping
    cell_name: CellName
    notes: list[Note] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    @property
    def where(self) -> Where:
        return Where(self.file, self.row.line)

    def text(self, source: Source | None) -> str:
        """What a field's columns say, joined; "" where they say nothing. Raises `Fault`."""
        if source is None:
            return ""
        if not source.columns:
            return source.value
        said = [(column, self._one(column, source)) for column in source.columns]
        if source.labelled:
            return "\n".join(f"{column}: {text}" for column, text in said if text)
        return source.join.join(text for _column, text in said if text) or source.value

    def texts(self, source: Source | None) -> list[str]:
        """The several values of a field. Raises `Fault`."""
        text = self.text(source)
        parts = text.split(source.separator) if source and source.separator else [text]
        return list(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def written(self, section: str) -> tuple[str, ...]:
        """The cells of a section's columns, as they stand."""
        values = self.row.values
        return tuple(
            values[self.at[column]] if self.at[column] < len(values) else ""
            for source in self.mapping.sections.get(section, {}).values()
            for column in source.columns
        )

    def cell(self, source: Source) -> str:
        """How the cell of a field is called."""
        if not source.columns:
            return _("the mapping")
        column = source.columns[0]
        return self.cell_name(self.row.line, self.at[column], column)

    def is_date_made(self, source: Source) -> bool:
        """Whether the spreadsheet holds the value as a date."""
        return any(self.row.remarks.get(self.at[column]) == DATE for column in source.columns)

    def note(self, what: str, source: Source | None = None) -> None:
        cell = self.cell(source) if source else None
        self.notes.append(Note(Where(self.file, self.row.line, cell), what))

    def refuse(self, fault: Fault, name: str, value: str, source: Source | None = None) -> None:
        where = Where(self.file, self.row.line, self.cell(source) if source else None)
        self.refused.append(Refused(where, name, value[:200], fault.reason, fault.accepted))

    def _one(self, column: str, source: Source) -> str:
        at = self.at[column]
        if at in self.row.faults:
            raise Fault(self.row.faults[at], _("text or a number"))
        text = self.row.values[at] if at < len(self.row.values) else ""
        if text in self.mapping.empty:
            return ""
        if at in self.row.remarks and self.row.remarks[at] != DATE:
            self.note(self.row.remarks[at], Source((column,)))
        return _beginning(source.without).sub("", text, count=1) if source.without else text


@lru_cache(maxsize=256)
def _beginning(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these words at the beginning, in any case, with what sets it off."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(
        r"\A\s*(?:" + "|".join(map(re.escape, longest_first)) + r")(?![^\W\d_])[.:№\s]*",
        re.IGNORECASE,
    )
