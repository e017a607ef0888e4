"""A single date to EDTF: the calendar is asked, old style becomes new, doubt becomes a mark."""

from dataclasses import replace

from .calendars import days_in_month, gregorian
from .expression import Piece, Refusal, Style
from .portions import portion_of
from .remarks import Remarks
from .stretches import Stretch
from .styles import in_old_style

_MARKS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}
_LEAP_YEAR = 2000


def settled_date(piece: Piece, remarks: Remarks) -> Stretch:
    """Return the time a completed piece means; raise Refusal where there is no such day."""
    mark = _MARKS[piece.approximate, piece.uncertain]
    if piece.portion:
        start, end = portion_of(piece)
        mark = mark or ("" if piece.portion.of else "~")
        return Stretch(start, end, mark, mark)
    if in_old_style(piece):
        return _from_old_style(piece, mark, remarks)
    _check_day(piece)
    if mark:
        return _marked(piece.iso, mark)
    date, mark = _with_supplied_parts(piece)
    return _marked(date, mark)


def _from_old_style(piece: Piece, mark: str, remarks: Remarks) -> Stretch:
    """Convert a day, or the days of a month; a year is left as it is."""
    if not piece.year.isdigit() or not 1 <= piece.month <= 12:
        remarks.say("the old style matters to days and months only")
        return settled_date(replace(piece, style=Style.NEW), remarks)
    _check_day(piece, old_style=True)
    year = int(piece.year)
    last = piece.day or days_in_month(year, piece.month, old_style=True)
    start = gregorian(year, piece.month, piece.day or 1).isoformat()
    end = gregorian(year, piece.month, last).isoformat()
    remarks.say_converted(f"{piece.iso} is old style; converted to the new")
    return Stretch(start, end, mark, mark)


def _check_day(piece: Piece, *, old_style: bool = False) -> None:
    if not piece.day and "d" not in piece.order:
        return
    year = int(piece.year) if piece.year.isdigit() else _LEAP_YEAR
    length = days_in_month(year, piece.month, old_style=old_style)
    if not 1 <= piece.day <= length:
        month = replace(piece, day=0).iso
        raise Refusal(f"there is no day {piece.day} in {month}: it has {length} days")


def _with_supplied_parts(piece: Piece) -> tuple[str, str]:
    """Return a date and its mark, where an archivist may have supplied parts of it: 1953?-03-05.

    A part is marked only where the year is known: other readers refuse 194X?-12-23.
    """
    parts = {"y": piece.year, "m": piece.month, "d": piece.day}
    if all(letter in piece.supplied for letter, part in parts.items() if part):
        return piece.iso, "?"
    if not piece.supplied or not piece.year.isdigit():
        return piece.iso, ""
    year = piece.year + ("?" if "y" in piece.supplied else "")
    month = f"-{'?' if 'm' in piece.supplied else ''}{piece.month:02}" if piece.month else ""
    day = f"-{'?' if 'd' in piece.supplied else ''}{piece.day:02}" if piece.day else ""
    return year + month + day, ""


def _marked(date: str, mark: str) -> Stretch:
    """Write a doubtful decade from its first to its last year: other readers refuse 195X~."""
    if mark and "X" in date and "-" not in date and date != "XXXX":
        return Stretch(date.replace("X", "0"), date.replace("X", "9"), mark, mark)
    return Stretch(date, date, mark, mark)
