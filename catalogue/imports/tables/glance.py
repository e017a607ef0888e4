"""What a table shows at its beginning: its headings, its first rows, and what they suggest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from catalogue.imports.entries import Unreadable, Where

from .guess import suggested
from .mapping import Mapping
from .reading import open_table, top_rows

SHOWN = 5
"""Rows below the headings."""


@dataclass(frozen=True)
class Glance:
    """Headings with the first rows below them; ``mapping`` is what they suggest, at worst empty."""

    headings: list[str]
    rows: list[list[str]]
    mapping: Mapping

    @property
    def unknown(self) -> list[str]:
        """Headings of which nothing is known."""
        known = {"", *self.mapping.columns, *self.mapping.ignore}
        return [heading for heading in dict.fromkeys(self.headings) if heading not in known]

    @property
    def tells_all(self) -> bool:
        """Whether the table can be read without a question; a tree has a mapping of its own."""
        is_tree = self.mapping.rows == "tree"
        return is_tree or (self.mapping.says_archive and not self.unknown)


def glance(path: Path) -> Glance:
    """Look at a table's beginning. Raises `Unreadable` for what is none, or is empty."""
    rows = [row.values for row in top_rows(open_table(path).rows) if not row.fault]
    if not rows:
        raise Unreadable(_("The table is empty."), Where(path.name))
    mapping = suggested(rows)
    named = set(mapping.columns)
    with_all = (at for at, row in enumerate(rows) if named and named <= set(row))
    at = next(with_all, _fullest(rows))
    return Glance(rows[at], rows[at + 1 : at + 1 + SHOWN], mapping)


def _fullest(rows: list[list[str]]) -> int:
    """Which of the first rows has most cells that say something: titles above have one."""
    counts = [sum(map(bool, row)) for row in rows[:15]]
    return counts.index(max(counts))
