"""Results by year, an uncertain date in every year it may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .counting import counts
from .filters import Search
from .index import Reader
from .records import FIRST_YEAR, LAST_YEAR

MOST_BARS = 60
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
YEARS = ("first_year", "last_year", "dated")
"""The columns that it is reckoned from."""


@dataclass(frozen=True)
class Bar:
    """The records whose date may fall into some years."""

    first_year: int
    last_year: int
    count: int
    selected: bool = False


@dataclass(frozen=True)
class Histogram:
    bars: list[Bar]
    undated: int


def histogram(source: Reader, search: Search) -> Histogram:
    """Results by year, without the choice of years.

    A record counts in every year its date may be, as the search by years finds it: those that
    have begun by then, less those that have ended before.
    """
    found = counts(source, search.without_years(), YEARS)
    begun, ended, dated = (
        {int(year): count for year, count in found[name].items()} for name in YEARS
    )
    return Histogram(list(_bars(begun, ended, search)), dated.get(0, 0))


def _bars(begun: Mapping[int, int], ended: Mapping[int, int], search: Search) -> Iterator[Bar]:
    known = sorted((begun.keys() | ended.keys()) - {FIRST_YEAR, LAST_YEAR})
    if not known:
        return
    first, last = known[0], known[-1]
    step = next(step for step in STEPS if (last - first) // step < MOST_BARS)
    for start in range(first - first % step, last + 1, step):
        end = start + step - 1
        count = sum(n for year, n in begun.items() if year <= end)
        count -= sum(n for year, n in ended.items() if year < start)
        yield Bar(max(start, 1), end, count, _within_choice(start, end, search))


def _within_choice(start: int, end: int, search: Search) -> bool:
    if search.year_from is None and search.year_to is None:
        return False
    return start <= (search.year_to or LAST_YEAR) and end >= (search.year_from or FIRST_YEAR)
