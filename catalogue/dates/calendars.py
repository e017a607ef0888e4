"""Old and new style: the Julian and the Gregorian calendar."""

from calendar import monthrange
from datetime import date

# Russia's last day of the old style (decree of 24 January 1918).
OLD_STYLE_ENDS = date(1918, 1, 31)

# Days from 1 March of the year 0, old style, to the day 0 of Python's ordinals.
_ORDINAL_OF_DAY_ZERO = -308


def gregorian(year: int, month: int, day: int) -> date:
    """Return the new style of a day of the old: 25 October 1917 is 7 November.

    Years are counted from 1 March, so that a leap day is the last of its year. The day must exist
    (see `days_in_month`) and lie between the years 1 and 9999; else ValueError or OverflowError.
    """
    march_year, march_month = (year, month - 3) if month > 2 else (year - 1, month + 9)
    days = 1461 * march_year // 4 + (153 * march_month + 2) // 5 + day
    return date.fromordinal(days + _ORDINAL_OF_DAY_ZERO)


def days_in_month(year: int, month: int, *, old_style: bool = False) -> int:
    """Return the length of a month; in the old style 1700, 1800 and 1900 are leap years."""
    if old_style and month == 2:
        return 29 if year % 4 == 0 else 28
    return monthrange(year, month)[1]
