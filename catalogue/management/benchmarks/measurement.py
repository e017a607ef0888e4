"""A figure that was measured, and how rates are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import process_time
from typing import Any


@dataclass(frozen=True)
class Measurement:
    """One figure; `aim` says what it should be, `note` and `details` what else is to be known.

    `kept` is what the history remembers besides the figure.
    """

    what: str
    value: float
    unit: str = ""
    aim: str = ""
    note: str = ""
    details: tuple[str, ...] = ()
    kept: Mapping[str, Any] | None = None

    @property
    def written(self) -> str:
        """The value as people read it: 12,345 or 0.27."""
        digits = 0 if abs(self.value) >= 100 or self.value == int(self.value) else 2
        return f"{self.value:,.{digits}f} {self.unit}".rstrip()


def best_rate(work: Callable[[], int], seconds: float) -> float:
    """How many units of work a second of one core does, the best of several rounds.

    `work` returns how many it did. The processor's time counts, not the clock's: others who use
    the machine do not blur the figure.
    """
    best, ends = 0.0, process_time() + seconds
    while best == 0.0 or process_time() < ends:
        started = process_time()
        done = work()
        best = max(best, done / max(process_time() - started, 1e-9))
    return best
