"""Counts by year, an uncertain date in every year it may be.

Who dates from when is reckoned from first and last years: those that have begun by then, less those
that have ended before. So a search by years finds it, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .filters import FIRST_YEAR, LAST_YEAR

YEARS = ("first_year", "last_year", "dated")
"""The columns that it is reckoned from."""


@dataclass(frozen=True)
class ByYear:
    """The records of a question by the years they begin and end in."""

    begun: Mapping[int, int]
    ended: Mapping[int, int]
    undated: int

    @classmethod
    def of(cls, counts: Mapping[str, Mapping[str, int]]) -> ByYear:
        """From the counts of the columns `YEARS`."""
        begun, ended, dated = (
            {int(year): count for year, count in counts[name].items()} for name in YEARS
        )
        return cls(begun, ended, dated.get(0, 0))

    @property
    def known(self) -> list[int]:
        """The years in which any begins or ends, in order; open dates have none."""
        return sorted((self.begun.keys() | self.ended.keys()) - {FIRST_YEAR, LAST_YEAR})

    def within(self, first: int, last: int) -> int:
        """How many may be of the years from one to another, which is no earlier."""
        begun = sum(count for year, count in self.begun.items() if year <= last)
        return begun - sum(count for year, count in self.ended.items() if year < first)
