"""Results by year, an uncertain date in every year it may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .counting import counts
from .filters import FIRST_YEAR, LAST_YEAR, Search
from .index import Reader
from .years import YEARS, ByYear

MOST_BARS = 60
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


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
    """Results by year, without the choice of years."""
    years = ByYear.of(counts(source, search.without_years(), YEARS))
    return Histogram(list(_bars(years, search)), years.undated)


def _bars(years: ByYear, search: Search) -> Iterator[Bar]:
    if not years.known:
        return
    first, last = years.known[0], years.known[-1]
    step = next(step for step in STEPS if (last - first) // step < MOST_BARS)
    for start in range(first - first % step, last + 1, step):
        end = start + step - 1
        count = years.within(start, end)
        yield Bar(max(start, 1), end, count, _within_choice(start, end, search))


def _within_choice(start: int, end: int, search: Search) -> bool:
    if search.year_from is None and search.year_to is None:
        return False
    return start <= (search.year_to or LAST_YEAR) and end >= (search.year_from or FIRST_YEAR)
