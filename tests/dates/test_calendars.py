"""Old and new style."""

from datetime import date, timedelta

import pytest

from catalogue.dates.calendars import days_in_month, gregorian

PAIRS = [
    ((1582, 10, 5), "1582-10-15"),
    ((1700, 2, 28), "1700-03-10"),
    ((1700, 2, 29), "1700-03-11"),
    ((1800, 2, 29), "1800-03-12"),
    ((1825, 12, 14), "1825-12-26"),
    ((1861, 2, 19), "1861-03-03"),
    ((1881, 3, 1), "1881-03-13"),
    ((1900, 2, 28), "1900-03-12"),
    ((1900, 2, 29), "1900-03-13"),
    ((1917, 10, 25), "1917-11-07"),
    ((1917, 12, 31), "1918-01-13"),
    ((1918, 1, 31), "1918-02-13"),
]


@pytest.mark.parametrize(("old_style", "new_style"), PAIRS)
def test_a_day_of_the_old_style_is_turned_to_the_new(
    old_style: tuple[int, int, int], new_style: str
) -> None:
    assert gregorian(*old_style).isoformat() == new_style


def test_every_day_of_the_old_style_is_followed_by_the_next() -> None:
    expected = gregorian(1600, 1, 1)
    for year in range(1600, 1920):
        for month in range(1, 13):
            for day in range(1, days_in_month(year, month, old_style=True) + 1):
                assert gregorian(year, month, day) == expected
                expected += timedelta(days=1)
    assert expected == date(1920, 1, 14)


def test_centuries_are_leap_years_in_the_old_style_only() -> None:
    assert days_in_month(1900, 2, old_style=True) == 29
    assert days_in_month(1900, 2) == 28
    assert days_in_month(2000, 2) == 29
