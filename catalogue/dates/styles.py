"""Old and new style of one day: which dates are such a pair, and which is which."""

from dataclasses import replace

from .calendars import days_in_month, gregorian
from .expression import Piece, Style


def in_old_style(piece: Piece) -> bool:
    """Say whether a date is stated to be old style, or is a day only the old style has."""
    leap_day = piece.month == 2 and piece.day == 29 and piece.year in ("1700", "1800", "1900")
    return piece.style is Style.OLD or (leap_day and piece.style is not Style.NEW)


def new_style_of(first: Piece, second: Piece) -> Piece | None:
    """Return the date in the new style if two dates are one day in both; either may stand first.

    25 October and 7 November 1917 are; 28 December 1941 and 8 January 1942 are not.
    """
    pairs = [(first, second), (second, first)]
    if "y" not in first.order and first.year.isdigit():
        # "31 декабря/13 января 1917": the year written once is that of the new style.
        pairs.append((replace(first, year=f"{int(first.year) - 1:04}"), second))
    new = next((new for old, new in pairs if _is_pair(old, new)), None)
    return replace(new, style=Style.NEW, supplied="") if new else None


def _is_pair(old: Piece, new: Piece) -> bool:
    if not old.is_known_day or not new.is_known_day or int(old.year) < 1:
        return False
    year, month, day = int(old.year), old.month, old.day
    if day > days_in_month(year, month, old_style=True):
        return False
    return gregorian(year, month, day).isoformat() == new.iso
