"""Entries that wait for what they refer to: kept in a file, not in memory."""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Iterable, Iterator

from .entries import Entry

Numbered = tuple[int, Entry]


class Waiting:
    """Numbered entries, in the order in which they came; each can be read again."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as this)
        self._ordinals = array("Q")
        self._places = array("Q")

    def __len__(self) -> int:
        return len(self._ordinals)

    def add(self, entry: Numbered) -> None:
        self._file.seek(0, 2)
        self._ordinals.append(entry[0])
        self._places.append(self._file.tell())
        pickle.dump(entry, self._file, protocol=pickle.HIGHEST_PROTOCOL)

    def batches(self, size: int, after: int = -1) -> Iterator[list[Numbered]]:
        """The entries after an ordinal, so many at once."""
        batch: list[Numbered] = []
        for ordinal, place in zip(list(self._ordinals), list(self._places), strict=True):
            if ordinal <= after:
                continue
            self._file.seek(place)
            batch.append(pickle.load(self._file))  # noqa: S301 (written above, by ourselves)
            if len(batch) >= size:
                yield batch
                batch = []
        if batch:
            yield batch

    def drop(self, ordinals: set[int]) -> None:
        """Let go of some."""
        if ordinals:
            pairs = list(zip(self._ordinals, self._places, strict=True))
            self._ordinals = array("Q", [o for o, _place in pairs if o not in ordinals])
            self._places = array("Q", [p for o, p in pairs if o not in ordinals])

    @property
    def runs(self) -> list[list[int]]:
        """The ordinals as ranges, both ends included."""
        return ranges(self._ordinals)

    def close(self) -> None:
        self._file.close()


def ranges(ordinals: Iterable[int]) -> list[list[int]]:
    """Ascending numbers as ranges without a gap."""
    found: list[list[int]] = []
    for ordinal in ordinals:
        if found and found[-1][1] + 1 == ordinal:
            found[-1][1] = ordinal
        else:
            found.append([ordinal, ordinal])
    return found


def within(ordinal: int, runs: list[list[int]]) -> bool:
    return any(first <= ordinal <= last for first, last in runs)
