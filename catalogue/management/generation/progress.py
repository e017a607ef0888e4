"""How far a long piece of work is: shown to people at a terminal, kept from files and pipes."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from django.core.management.base import OutputWrapper


@dataclass
class Progress:
    """A line that is written over: rows done, their rate, the time left."""

    output: OutputWrapper
    _started: dict[str, float] = field(default_factory=dict)

    def __call__(self, what: str, done: int, total: int, added: int) -> None:
        """Told at the start and after every batch; only the rows ``added`` now took time."""
        passed = time.monotonic() - self._started.setdefault(what, time.monotonic())
        if self.output.isatty():
            rate = f", {_rate(added / passed, total - done)}" if added and passed else ""
            line = f"{what}: {done:,} of {total:,}{rate}"
            self.output.write(f"\r{line:<76}", ending="\n" if done >= total else "")
            self.output.flush()

    def break_off(self) -> None:
        """End the line that was being written over, so that what is said next has its own."""
        if self.output.isatty():
            self.output.write("\n")


def _rate(rate: float, left: int) -> str:
    return f"{rate:,.0f} a second" + (f", {_duration(left / rate)} left" if left else "")


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"
