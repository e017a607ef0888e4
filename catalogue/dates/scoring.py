"""How well a labelled list of date expressions is read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .edtf import read_edtf
from .reading import DateReading, read_date


@dataclass(frozen=True, slots=True)
class Miss:
    text: str
    expected: str | None
    read: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    total: int
    misses: tuple[Miss, ...]

    @property
    def share(self) -> float:
        """The share read right, from 0 to 1; of nothing, 1."""
        return 1 - len(self.misses) / self.total if self.total else 1.0


def score(rows: Iterable[Mapping[str, Any]]) -> Score:
    """Score rows of `text`, `edtf` (None: no date) and perhaps `alt`, a list of other labels.

    A reading is right if it equals a label, or has the bounds of one.
    """
    total = 0
    misses = []
    for row in rows:
        total += 1
        reading = read_date(row["text"])
        labels = [row["edtf"], *(row.get("alt") or ())]
        if not any(_agrees(reading, label) for label in labels):
            misses.append(Miss(row["text"], row["edtf"], reading.edtf, reading.notes))
    return Score(total, tuple(misses))


def _agrees(reading: DateReading, label: str | None) -> bool:
    if label is None or reading.span is None:
        return label == reading.edtf
    return label == reading.edtf or read_edtf(label).bounds == reading.span.bounds
