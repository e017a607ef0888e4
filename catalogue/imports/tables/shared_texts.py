"""The texts of a workbook to which its cells refer: kept in a file, not in memory."""

from __future__ import annotations

import os
import tempfile
from array import array
from functools import lru_cache

MOST_KEPT = 10_000
"""Texts that many cells refer to are read once."""


class SharedTexts:
    """Texts by their number, from 0. All are added before the first is asked for."""

    def __init__(self) -> None:
        file = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as this)
        ends = array("Q", [0])

        @lru_cache(maxsize=MOST_KEPT)
        def read(number: int) -> str:
            begin, end = ends[number], ends[number + 1]
            return os.pread(file.fileno(), end - begin, begin).decode("utf-8", "surrogatepass")

        self._file, self._ends, self._read = file, ends, read

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, text: str) -> None:
        written = text.encode("utf-8", "surrogatepass")
        self._file.write(written)
        self._ends.append(self._ends[-1] + len(written))

    def whole(self) -> SharedTexts:
        """Itself, once all texts are there."""
        self._file.flush()
        return self

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._read(number)

    def close(self) -> None:
        self._file.close()

    __del__ = close
