"""The days that fit a year, month and day in which some digits are unknown (`194X-1X-03`)."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product

from .spans import EdtfError

ALL_MONTHS = range(1, 13)
ALL_DAYS = range(1, 32)
LEAP_YEAR = 2000

# Months of the divisions of a year that EDTF writes in the place of a month. A winter (24, 28; in
# the south a summer, 30) is somewhere in its year: "зима 1943 г." is January as often as December.
YEAR_DIVISIONS: dict[int, range] = {
    **dict.fromkeys((21, 25, 31), range(3, 6)),
    **dict.fromkeys((22, 26, 32), range(6, 9)),
    **dict.fromkeys((23, 27, 29), range(9, 12)),
    **dict.fromkeys((24, 28, 30), ALL_MONTHS),
    **{33: range(1, 4), 34: range(4, 7), 35: range(7, 10), 36: range(10, 13)},
    **{37: range(1, 5), 38: range(5, 9), 39: range(9, 13)},
    **{40: range(1, 7), 41: range(7, 13)},
}


def outermost_days(year: str, month: str = "XX", day: str = "XX") -> tuple[date, date]:
    """Return the first and the last day that fit; raise EdtfError where there is none."""
    months = _months(month, day)
    days = _matching(day, ALL_DAYS)
    if any(d <= monthrange(LEAP_YEAR, m)[1] for m in months for d in days):
        first = next(_fitting_days(year, months, days, step=1), None)
        last = next(_fitting_days(year, months, days, step=-1), None)
        if first and last:
            return first, last
    written = "-".join(part for part in (year, month, day) if part != "XX")
    raise EdtfError(f"there is no {written} in the calendar")


def _months(month: str, day: str) -> range | list[int]:
    """A season, quarter or half of a year has months; it has no numbered days."""
    if month.isdigit() and int(month) in YEAR_DIVISIONS and day == "XX":
        return YEAR_DIVISIONS[int(month)]
    return _matching(month, ALL_MONTHS)


@cache  # of two characters each, digits or X: a few hundred
def _matching(digits: str, numbers: range) -> list[int]:
    return [
        n for n in numbers if all(d in ("X", c) for d, c in zip(digits, f"{n:02}", strict=True))
    ]


def _fitting_days(
    year: str, months: range | list[int], days: list[int], step: int
) -> Iterator[date]:
    """Yield days, outermost first. Only 29 February looks at more than a few candidates."""
    for y in _years(year, step):
        for m in months[::step]:
            for d in days[::step]:
                if d <= monthrange(y, m)[1]:
                    yield date(y, m, d)


def _years(year: str, step: int) -> Iterator[int]:
    """Yield the years of the calendar (1 to 9999) with these digits, first or last first."""
    choices = ("0123456789"[::step] if digit == "X" else digit for digit in year)
    numbers = (int("".join(digits)) for digits in product(*choices))
    return (number for number in numbers if number >= 1)
