"""What a date lacks it takes from its neighbours: "28-29 ноября 1941", "1842 January 9-13".

Where a date is written day first, the missing month and year stand to the right; where it is
written year or month first, to the left. A bare number is a day, the end of a range of years
("1941-45"), a decade ("20–30-е") or a century ("XVIII–XIX вв."), as its neighbour is.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from .expression import LAST_CENTURY, Joint, Node, Piece, Refusal, pieces, with_pieces
from .roman import roman

_ROMAN_CENTURIES = range(13, LAST_CENTURY + 1)


def completed(node: Node) -> Node:
    """Return the tree with every piece filled in; raise Refusal where a number or year is open."""
    node = _with_whole_ranges(node)
    row = list(pieces(node))
    for step in (_numerals_by_the_right, _numerals_by_the_left, _centuries, _months, _years):
        row = step(row)
    return with_pieces(node, iter(row))


def _with_whole_ranges(node: Node) -> Node:
    """Within a range, 1930–1940-е are two decades, and a style stated last holds for both ends."""
    if isinstance(node, Piece):
        return node
    items = tuple(None if item is None else _with_whole_ranges(item) for item in node.items)
    first, last = items[0], items[-1]
    if node.joint is Joint.RANGE and isinstance(first, Piece) and isinstance(last, Piece):
        items = (_like(first, last), last)
    return replace(node, items=items)


def _like(first: Piece, last: Piece) -> Piece:
    if first.order == "y" and last.order == "e" and first.year.endswith("0"):
        first = replace(first, year=f"{first.year[:3]}X", order="e")
    return replace(first, style=first.style or last.style)


def _numerals_by_the_right(row: Sequence[Piece]) -> list[Piece]:
    result: list[Piece] = []
    for place in reversed(range(len(row))):
        piece, previous = row[place], row[place - 1] if place else None
        following = result[-1] if result else None
        if piece.numeral and following:
            piece = _by_the_right(piece, previous, following)
        result.append(piece)
    return result[::-1]


def _by_the_right(piece: Piece, previous: Piece | None, following: Piece) -> Piece:
    number = piece.numeral
    ends_range = previous is not None and _ends_range_of_years(piece, previous)
    if following.order == "c" and number <= LAST_CENTURY and not ends_range:
        return replace(piece, numeral=0, year=f"{number - 1:02}XX", order="c")
    if following.order == "e" and number % 10 == 0:
        return replace(piece, numeral=0, year=f"{following.year[:2]}{number // 10}X", order="e")
    if following.order.startswith("d"):
        return _as_day(piece)
    if piece.order == "r" and number <= 12 and following.order.startswith("m"):
        return replace(piece, numeral=0, month=number, order="m")
    return piece


def _numerals_by_the_left(row: Sequence[Piece]) -> list[Piece]:
    result: list[Piece] = []
    for piece in row:
        previous = result[-1] if result else None
        result.append(
            _by_the_left(piece, previous, alone=len(row) == 1) if piece.numeral else piece
        )
    return result


def _by_the_left(piece: Piece, previous: Piece | None, *, alone: bool) -> Piece:
    number = piece.numeral
    if previous and ("md" in previous.order or previous.order == "d"):
        return _as_day(piece)
    if previous and _ends_range_of_years(piece, previous):
        return replace(piece, numeral=0, year=f"{previous.year[:2]}{number:02}", order="y")
    if piece.order == "r" and number in _ROMAN_CENTURIES and (piece.portion or not alone):
        return replace(piece, numeral=0, year=f"{number - 1:02}XX", order="c")
    written = roman(number) if piece.order == "r" else number
    raise Refusal(f"the number {written} belongs to no month, year or century")


def _ends_range_of_years(piece: Piece, previous: Piece) -> bool:
    """Say so of 1941-45; not of 1906-7, which may be a month."""
    if previous.order != "y" or not previous.year.isdigit() or piece.order != "nn":
        return False
    return piece.numeral > int(previous.year[2:])


def _as_day(piece: Piece) -> Piece:
    return replace(piece, numeral=0, day=piece.numeral, order="d")


def _centuries(row: Sequence[Piece]) -> list[Piece]:
    """Give the decades that were written without a century ("50–60-е годы") their neighbour's."""
    known = [piece.year[:2] for piece in row if piece.year and piece.year[0] in "0123456789"]
    if len(set(known)) != 1 and any(piece.year.startswith("..") for piece in row):
        raise Refusal("a decade without its century")
    return [
        replace(piece, year=known[0] + piece.year[2:]) if piece.year.startswith("..") else piece
        for piece in row
    ]


def _months(row: Sequence[Piece]) -> list[Piece]:
    return [
        replace(piece, month=_month_for(row, place)) if _lacks_month(row, place) else piece
        for place, piece in enumerate(row)
    ]


def _lacks_month(row: Sequence[Piece], place: int) -> bool:
    piece = row[place]
    return not piece.month and bool(piece.day or (not piece.order and _next_part(row, place)))


def _next_part(row: Sequence[Piece], place: int) -> Piece | None:
    """Return the part of a month that follows a bare part ("начало – середина марта")."""
    following = row[place + 1] if place + 1 < len(row) else None
    return following if following and following.portion and following.month else None


def _month_for(row: Sequence[Piece], place: int) -> int:
    month_first = (p.month for p in reversed(row[:place]) if "md" in p.order)
    to_the_right = (p.month for p in row[place + 1 :] if 1 <= p.month <= 12)
    month = next(chain(month_first, to_the_right), 0)
    if not month:
        raise Refusal(f"the number {row[place].day} belongs to no month")
    return month


def _years(row: Sequence[Piece]) -> list[Piece]:
    return [
        piece if piece.year else replace(piece, year=_year_for(row, place))
        for place, piece in enumerate(row)
    ]


def _year_for(row: Sequence[Piece], place: int) -> str:
    dated = [p if p.month or not row[place].month else Piece() for p in row]
    to_the_left = [p for p in reversed(dated[:place]) if p.year]
    year_first = (p.year for p in to_the_left if p.order[:1] in "yec")
    to_the_right = (p.year for p in dated[place + 1 :] if p.year)
    year = next(chain(year_first, to_the_right, (p.year for p in to_the_left)), "")
    if year:
        return year
    if row[place].day and not any(piece.year for piece in row):
        return "XXXX"
    raise Refusal("the year is not said")
