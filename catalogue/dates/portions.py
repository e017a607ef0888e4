"""Parts of centuries, decades, years, months and seasons, as EDTF dates from and to.

Halves, thirds and quarters are exact. The beginning, middle and end of a time are not, and are
marked so by who asks: of a decade the years 0–3, 4–6, 7–9; of a century its thirds; of a year its
first and last three months and the four around midsummer; of a month its tens of days.
"""

from .calendars import days_in_month
from .edtf_days import YEAR_DIVISIONS
from .expression import Piece, Portion, Refusal

Numbers = tuple[int, int]

_VAGUE_IN_DECADE: dict[int, Numbers] = {1: (0, 3), 2: (4, 6), 3: (7, 9)}
_VAGUE_IN_YEAR: dict[int, Numbers] = {1: (1, 3), 2: (5, 8), 3: (10, 12)}
_TENS_OF_DAYS: dict[int, Numbers] = {1: (1, 10), 2: (11, 20), 3: (21, 31), 10: (21, 31)}
_HALVES_OF_MONTH: dict[int, Numbers] = {1: (1, 15), 2: (16, 31)}

# EDTF numbers of the parts of a year, by how many parts there are.
_FIRST_CODE = {2: 40, 3: 37, 4: 33}


def portion_of(piece: Piece) -> tuple[str, str]:
    """Return the first and last EDTF date of a piece's portion; raise Refusal if there is none."""
    portion = piece.portion
    if portion is None or portion.nth > (portion.of or 3):
        raise Refusal("there is no such part")
    if not piece.year[:2].isdigit():
        raise Refusal("the year is not said")
    if piece.month > 12:
        return _of_season(piece, portion)
    if piece.month:
        return _of_month(piece, portion)
    if piece.year.endswith("XX"):
        first, last = _share(portion, 100)
        century = int(piece.year[:2]) * 100
        return f"{century + first + 1:04}", f"{century + last + 1:04}"
    if piece.year.endswith("X"):
        first, last = _share(portion, 10) if portion.of else _VAGUE_IN_DECADE[portion.nth]
        return f"{piece.year[:3]}{first}", f"{piece.year[:3]}{last}"
    return _of_year(piece.year, portion)


def _share(portion: Portion, size: int) -> Numbers:
    parts = portion.of or 3
    return (portion.nth - 1) * size // parts, portion.nth * size // parts - 1


def _of_year(year: str, portion: Portion) -> tuple[str, str]:
    if portion.of in _FIRST_CODE:
        code = f"{year}-{_FIRST_CODE[portion.of] + portion.nth - 1}"
        return code, code
    if portion.of:
        raise Refusal("a year has no such part")
    first, last = _VAGUE_IN_YEAR[portion.nth]
    return f"{year}-{first:02}", f"{year}-{last:02}"


def _of_month(piece: Piece, portion: Portion) -> tuple[str, str]:
    table = _HALVES_OF_MONTH if portion.of == 2 else _TENS_OF_DAYS
    if portion.of == 4 or portion.nth not in table or not piece.year.isdigit():
        raise Refusal("a month has no such part")
    first, last = table[portion.nth]
    last = min(last, days_in_month(int(piece.year), piece.month))
    month = f"{piece.year}-{piece.month:02}"
    return f"{month}-{first:02}", f"{month}-{last:02}"


def _of_season(piece: Piece, portion: Portion) -> tuple[str, str]:
    months = YEAR_DIVISIONS[piece.month]
    if portion.of or len(months) != 3:
        raise Refusal("a season has no such part")
    month = f"{piece.year}-{months[portion.nth - 1]:02}"
    return month, month
