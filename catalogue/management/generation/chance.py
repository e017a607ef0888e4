"""Chance that repeats itself: the same seed draws the same, on every machine and database."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

Drawn = TypeVar("Drawn")
Chance = random.Random


def chance(*what: object) -> Chance:
    """The chance that belongs to a part of a collection, whatever was drawn before."""
    return random.Random("/".join(map(str, what)))  # noqa: S311 (nothing here is secret)


class Weighted(Generic[Drawn]):
    """Things of which some are drawn more often than others."""

    def __init__(self, things: Iterable[Drawn], weights: Iterable[float]) -> None:
        self.things = tuple(things)
        self._heaped = tuple(accumulate(weights))

    def draw(self, luck: Chance) -> Drawn:
        return luck.choices(self.things, cum_weights=self._heaped)[0]

    def draws(self, luck: Chance, count: int) -> list[Drawn]:
        return luck.choices(self.things, cum_weights=self._heaped, k=count)


def zipf(
    things: Sequence[Drawn], *, flattened: float = 2.7, steepness: float = 1.0
) -> Weighted[Drawn]:
    """The first thing the most often, the n-th about 1/n as often: the law of words and names.

    ``flattened`` is Mandelbrot's correction: the higher, the less the first ones stand out.
    ``steepness`` above 1 makes the last ones rarer.
    """
    return Weighted(things, ((rank + flattened) ** -steepness for rank in range(len(things))))


def by_weight(weights: dict[Drawn, float]) -> Weighted[Drawn]:
    return Weighted(weights.keys(), weights.values())
