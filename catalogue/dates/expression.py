"""The tree a date expression is read into, before its days are known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto
from typing import Union

LAST_CENTURY = 21


class Refusal(ValueError):
    """The text cannot be read as a date; the message says what stands in the way."""


class Style(StrEnum):
    UNSTATED = ""
    OLD = "old"
    NEW = "new"


class Joint(Enum):
    """How the dates of a group belong together."""

    RANGE = auto()  # 1921–1925; an end that is None is open
    BESIDE = auto()  # 1582 maart 1583 april: a range whose dash is missing
    SLASH = auto()  # 8/21 October 1912, 1921/22: both styles of one day, or a range
    BOTH_STYLES = auto()  # 25 October (7 November) 1917
    BEFORE = auto()
    AFTER = auto()
    NOT_BEFORE = auto()
    NOT_AFTER = auto()
    WITHIN = auto()  # a limit below and a limit above
    ALL = auto()  # 1921; 1925
    ONE = auto()  # 1943 or 1944


@dataclass(frozen=True, slots=True)
class Portion:
    """The nth of so many parts; of no number of parts: the beginning, middle or end (1, 2, 3)."""

    nth: int
    of: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """One date as far as it is written; what it lacks it takes from its neighbours."""

    year: str = ""
    """Four characters of digits and X; `..3X` is a decade without its century."""
    month: int = 0
    """1 to 12, or EDTF's number of a season."""
    day: int = 0
    numeral: int = 0
    """A bare number: the neighbours tell whether it is a day, a year, a decade or a century."""
    order: str = ""
    """The parts as written: `y`, `m`, `d`; `e` a decade, `c` a century; `n`, `nn`, `r` a numeral of
    one digit, of two, Roman."""
    portion: Portion | None = None
    approximate: bool = False
    uncertain: bool = False
    supplied: str = ""
    """The parts that stand in square brackets, in letters of `ymd`."""
    style: Style = Style.UNSTATED

    @property
    def iso(self) -> str:
        """The date in EDTF, without marks."""
        month = f"-{self.month:02}" if self.month else ""
        day = f"-{self.day:02}" if self.day else ""
        return f"{self.year}{month}{day}"

    @property
    def is_known_day(self) -> bool:
        """Whether day, month and year are known; the day may yet not exist."""
        return bool(self.day and 1 <= self.month <= 12 and self.year.isdigit())


@dataclass(frozen=True, slots=True)
class Group:
    joint: Joint
    items: tuple["Node | None", ...]


Node = Union[Piece, Group]  # noqa: UP007  (a forward reference needs the spelled-out form)


def pieces(node: Node | None) -> Iterator[Piece]:
    """Yield the pieces of a tree as written."""
    if isinstance(node, Piece):
        yield node
    elif node is not None:
        for item in node.items:
            yield from pieces(item)


def with_pieces(node: Node, new: Iterator[Piece]) -> Node:
    """Return the same tree with other pieces, taken in order."""
    if isinstance(node, Piece):
        return next(new)
    return replace(
        node, items=tuple(None if item is None else with_pieces(item, new) for item in node.items)
    )
