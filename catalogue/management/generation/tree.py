"""The plan of made-up holdings: which opis has how many dela, and how each is numbered.

Nothing of it is stored but the opisi: the number of the millionth delo is computed.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from .chance import chance

DELA_IN_OPIS = 2_000
"""On average; the largest have fifty times as many, most have some hundred."""

LARGEST_OPIS = 100_000
PAPKA = 20
"""Dela in a papka, in the opisi that have papki."""

FIRST_FOND = 20_001
"""Made-up fonds are numbered from here, out of the way of real ones."""


def lettered(number: int, every: int) -> str:
    """A number of a row in which each so-manieth was put in between later: …, 39, 39а, 41."""
    return f"{number - 1}а" if number % every == 0 else str(number)


@dataclass(frozen=True)
class PlannedOpis:
    """An opis before it is a row."""

    fond: str
    number: str
    first: int
    """The ordinal of its first delo among all dela."""
    size: int
    has_papki: bool

    def delo(self, position: int) -> tuple[str, str]:
        """The papka and the number of a delo; numbers run through the whole opis."""
        papka = str(position // PAPKA + 1) if self.has_papki else ""
        return papka, lettered(position + 1, 40)


@dataclass(frozen=True)
class Tree:
    """All opisi, in the order of their dela."""

    opisi: tuple[PlannedOpis, ...]

    @cached_property
    def _firsts(self) -> list[int]:
        return [opis.first for opis in self.opisi]

    def opis_of(self, ordinal: int) -> PlannedOpis:
        """The opis in which a delo lies, by its ordinal among all dela."""
        return self.opisi[bisect_right(self._firsts, ordinal) - 1]


def planned(seed: int, dela: int) -> Tree:
    """A tree of so many dela: few huge opisi, many small ones, in fonds of one to thirty."""
    luck = chance(seed, "tree")
    sizes = _sizes(dela)
    luck.shuffle(sizes)
    opisi: list[PlannedOpis] = []
    fond, left, number, first = FIRST_FOND - 1, 0, 0, 0
    for size in sizes:
        if not left:
            fond, left, number = fond + 1, 1 + int(luck.paretovariate(0.9)) % 30, 0
        number, left = number + 1, left - 1
        has_papki = luck.random() < 0.07
        opisi.append(PlannedOpis(_fond_number(fond), lettered(number, 7), first, size, has_papki))
        first += size
    return Tree(tuple(opisi))


def _sizes(dela: int) -> list[int]:
    """Dela of each opis, the largest first: by a power law, none above the largest known."""
    count = -(-dela // DELA_IN_OPIS)
    weights = [(rank + 1) ** -0.75 for rank in range(count)]
    sizes, heap = [], sum(weights)
    for rank, weight in enumerate(weights):
        share = dela if rank == count - 1 else max(1, round(dela * weight / heap))
        sizes.append(min(LARGEST_OPIS, share, dela))
        dela -= sizes[-1]
        heap -= weight
    return sizes


def _fond_number(fond: int) -> str:
    """Soviet fonds (Р) and party fonds (П) beside those from before 1917."""
    prefix = {0: "Р-", 1: "Р-", 2: "П-"}.get(fond % 5, "")
    return f"{prefix}{fond}"
