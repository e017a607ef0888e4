"""Sheets of a file and runs of them: values with an order that a database can hold as integers."""

from dataclasses import dataclass
from functools import total_ordering

from .numbers import letter_rank, number_key

LEAF_LIMIT = 200_000
_LETTERS = 50  # places kept for the letters of one number: 17, 17а, 17б ...
_ROMAN_BAND = -1_000_000  # sheets i, ii, iii ... lie before sheet 1, as front matter does
_ROMAN_LIMIT = 4_000
_ROMAN_DIGITS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


class ListyError(ValueError):
    """Sheets that cannot be understood; the message names the part and says what is accepted."""


@total_ordering
@dataclass(frozen=True, eq=False, slots=True)
class Leaf:
    """One side of a sheet, or a sheet of which no side is named.

    `written` is its number as written without the mark of the verso ("0078", "XXXVII", "17a").
    Two leaves are equal when they mean the same sheet, however they are written.
    """

    number: int
    letter: str = ""
    verso: bool = False
    roman: bool = False
    written: str = ""

    def __post_init__(self) -> None:
        limit = _ROMAN_LIMIT if self.roman else LEAF_LIMIT
        if not 0 <= self.number < limit:
            raise ListyError(f"There is no sheet {self.number}; numbers end before {limit}.")
        if not self.written:
            digits = roman_numeral(self.number) if self.roman else str(self.number)
            object.__setattr__(self, "written", digits + self.letter)

    @property
    def position(self) -> int:
        """Where it lies in its file: number * 100 + letter * 2 + verso; 32 bits are enough.

        Roman sheets lie in a band of their own below zero.
        """
        band = _ROMAN_BAND if self.roman else 0
        letter = min(letter_rank(self.letter), _LETTERS - 1)
        return band + self.number * 2 * _LETTERS + letter * 2 + self.verso

    def __eq__(self, other: object) -> bool:
        return self._order == other._order if isinstance(other, Leaf) else NotImplemented

    def __lt__(self, other: "Leaf") -> bool:
        return self._order < other._order

    def __hash__(self) -> int:
        return hash(self._order)

    @property
    def _order(self) -> tuple[int, str]:
        return self.position, number_key(self.letter)


@dataclass(frozen=True, slots=True)
class Run:
    """Sheets from first to last. A last one written without its verso includes it."""

    first: Leaf
    last: Leaf

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ListyError(f"Sheets {written(self.first)}-{written(self.last)} run backwards.")

    @property
    def start(self) -> int:
        """The position of the first side; that of the verso if it alone is named ("5 об.")."""
        return self.first.position

    @property
    def end(self) -> int:
        """The position of the last side: "л. 8" ends with 8 об."""
        return self.last.position | 1

    def overlaps(self, other: "Run") -> bool:
        """Whether the two share a side of a sheet."""
        return self.start <= other.end and other.start <= self.end


def written(leaf: Leaf) -> str:
    """A leaf in plain characters, as labels and addresses hold it: "0078", "XXXVII", "12ob"."""
    return leaf.written + ("ob" if leaf.verso else "")


def roman_numeral(number: int) -> str:
    """37 -> "XXXVII"; "" for 0."""
    digits = ""
    for value, digit in _ROMAN_DIGITS:
        count, number = divmod(number, value)
        digits += digit * count
    return digits


def roman_value(numeral: str) -> int | None:
    """ "XXXVII" -> 37; None for what is no Roman number in its usual form."""
    rest, value = numeral.upper(), 0
    for number, digit in _ROMAN_DIGITS:
        while rest.startswith(digit):
            rest, value = rest[len(digit) :], value + number
    return value if value and not rest and roman_numeral(value) == numeral.upper() else None
