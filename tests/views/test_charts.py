"""The geometry of the histogram."""

from __future__ import annotations

from itertools import pairwise

import pytest

from catalogue.search import Bar
from catalogue.templatetags.charts import MOST_TICKS, columns, year_ticks


def bars(first: int, last: int, years: int = 1, count: int = 1) -> list[Bar]:
    return [Bar(year, year + years - 1, count) for year in range(first, last + 1, years)]


def test_the_highest_bar_fills_the_drawing_and_the_others_are_in_proportion() -> None:
    drawn = columns([Bar(1950, 1950, 50), Bar(1951, 1951, 100)])
    assert [(column.y, column.height) for column in drawn] == [
        ("50.00%", "50.00%"),
        ("0.00%", "100.00%"),
    ]


def test_one_document_beside_thousands_is_still_seen() -> None:
    drawn = columns([Bar(1950, 1950, 1), Bar(1951, 1951, 100_000), Bar(1952, 1952, 0)])
    assert [column.height for column in drawn] == ["1.50%", "100.00%", "0.00%"]


def test_a_few_bars_do_not_grow_into_blocks() -> None:
    assert columns(bars(1950, 1951))[0].width == "4.167%"
    assert columns(bars(1901, 1950))[0].width == "2.000%"


@pytest.mark.parametrize(
    "drawn",
    [
        bars(1930, 1989),
        bars(1950, 1953),
        bars(1953, 1953),
        bars(1500, 1990, years=10),
        bars(1, 2000, years=50),
        [Bar(1, 99, 1), *bars(100, 1900, years=100)],
    ],
)
def test_ticks_are_few_and_apart(drawn: list[Bar]) -> None:
    ticks = year_ticks(drawn)
    places = [float(tick.x.rstrip("%")) for tick in ticks]
    assert ticks[0].number == drawn[0].first_year
    assert len(ticks) <= MOST_TICKS + 1
    assert all(after - before > 80 / MOST_TICKS for before, after in pairwise(places))


def test_nothing_is_drawn_of_nothing() -> None:
    assert (columns([]), year_ticks([])) == ([], [])
