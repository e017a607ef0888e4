"""The sheets of a delo as a strip: described, described more than once, not described.

Counted in sides, two a sheet. Sheets are numbered 1, 2, 3 ...; lettered ones (17а) and Roman ones
(front matter) lie between them where a described run names them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Any

from catalogue.references import Leaf, Run

PER_NUMBER = Leaf(1).position - Leaf(0).position
"""How far apart the positions of sheets 1 and 2 are: letters and versos lie between."""


class State(StrEnum):
    """What is known of a stretch of sheets."""

    DESCRIBED = "described"
    OVERLAPPING = "overlapping"
    UNDESCRIBED = "undescribed"


@dataclass(frozen=True)
class Described:
    """A run of sheets that a document takes; a document may take several."""

    document: Any
    run: Run


@dataclass(frozen=True)
class Segment:
    """The sides from `start` up to `end`, all of one state; the document where it is only one."""

    start: int
    end: int
    state: State
    document: Any
    first: str
    last: str

    @property
    def sheets(self) -> str:
        """The sheets as a reader names them: 187–189."""
        return self.first if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True)
class Strip:
    """All segments in order, over so many `sides`; `extent` is the number of the last sheet."""

    segments: list[Segment]
    sides: int
    extent: int
    is_measured: bool
    """The extent is the archive's own figure, not inferred from the last described sheet."""
    runs_over: bool
    """Something is described beyond the archive's figure: one of the two is wrong."""

    @property
    def undescribed(self) -> list[Segment]:
        return [segment for segment in self.segments if segment.state is State.UNDESCRIBED]

    @property
    def overlapping(self) -> list[Segment]:
        return [segment for segment in self.segments if segment.state is State.OVERLAPPING]


def strip_of_sheets(described: Sequence[Described], sheets: int | None = None) -> Strip:
    """The strip of a delo of so many sheets, or of those up to the last described one."""
    leaves = [leaf for one in described for leaf in (one.run.first, one.run.last)]
    last = max((leaf.number for leaf in leaves if not leaf.roman), default=0)
    axis = Axis(max(sheets or 0, last), leaves)
    return Strip(
        segments=list(_segments(axis, described)),
        sides=axis.sides,
        extent=axis.extent,
        is_measured=bool(sheets),
        runs_over=bool(sheets) and last > sheets,
    )


class Axis:
    """The sheets in their order: 1 to the extent, and those between that some leaf names.

    Nothing here grows with the extent, which may be anything a curator typed.
    """

    def __init__(self, extent: int, leaves: Iterable[Leaf]) -> None:
        self.extent = extent
        self.written = {_recto(leaf.position): leaf.written for leaf in leaves}
        self.between = sorted(sheet for sheet in self.written if not self._is_plain(sheet))
        self._ordinals = [
            self._plain_before(sheet) + index for index, sheet in enumerate(self.between)
        ]

    @property
    def sides(self) -> int:
        return 2 * (self.extent + len(self.between))

    def side(self, position: int) -> int:
        """How many sides lie before a position."""
        sheet = _recto(position)
        before = self._plain_before(sheet) + bisect_left(self.between, sheet)
        return 2 * before + position - sheet

    def name(self, side: int) -> str:
        """The sheet of a side, as written where some leaf names it."""
        ordinal = side // 2
        index = bisect_left(self._ordinals, ordinal)
        if index < len(self.between) and self._ordinals[index] == ordinal:
            return self.written[self.between[index]]
        number = ordinal - index + 1
        return self.written.get(number * PER_NUMBER, str(number))

    def _is_plain(self, sheet: int) -> bool:
        return sheet % PER_NUMBER == 0 and 1 <= sheet // PER_NUMBER <= self.extent

    def _plain_before(self, sheet: int) -> int:
        return min(max((sheet - 1) // PER_NUMBER, 0), self.extent)


def _recto(position: int) -> int:
    """The position of the front of the same sheet."""
    return position - position % 2


Piece = tuple[int, int, State, Any]


def _segments(axis: Axis, described: Sequence[Described]) -> Iterator[Segment]:
    """Neighbouring pieces of one state and document, joined and named."""
    for (state, document), group in groupby(_pieces(axis, described), lambda piece: piece[2:]):
        pieces = list(group)
        start, end = pieces[0][0], pieces[-1][1]
        yield Segment(start, end, state, document, axis.name(start), axis.name(end - 1))


def _pieces(axis: Axis, described: Sequence[Described]) -> Iterator[Piece]:
    """What lies between two borders, a border being where some run begins or ends."""
    changes: dict[int, Counter[Any]] = defaultdict(Counter, {0: Counter(), axis.sides: Counter()})
    for one in described:
        changes[axis.side(one.run.start)][one.document] += 1
        changes[axis.side(one.run.end) + 1][one.document] -= 1
    taking: Counter[Any] = Counter()
    for start, end in pairwise(sorted(changes)):
        for document, change in changes[start].items():
            taking[document] += change
            if not taking[document]:
                del taking[document]
        yield start, end, _state(len(taking)), next(iter(taking)) if len(taking) == 1 else None


def _state(documents: int) -> State:
    if documents > 1:
        return State.OVERLAPPING
    return State.DESCRIBED if documents else State.UNDESCRIBED
