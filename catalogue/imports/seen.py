"""Which fields of which rows a run has stated already, in a bit a row.

A file that says two things of one object would change it again at every run. So the second
statement is refused; to know that it is the second takes a memory, and this one stays small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

PAGE = 1 << 16
"""Rows in a piece of the map."""


class Bits:
    """A set of primary keys, however large and sparse."""

    def __init__(self) -> None:
        self._pages: dict[int, bytearray] = {}

    def add(self, key: int) -> None:
        page = self._pages.get(key // PAGE)
        if page is None:
            page = self._pages[key // PAGE] = bytearray(PAGE // 8)
        at = key % PAGE
        page[at >> 3] |= 1 << (at & 7)

    def __contains__(self, key: int) -> bool:
        page = self._pages.get(key // PAGE)
        at = key % PAGE
        return page is not None and bool(page[at >> 3] & (1 << (at & 7)))


class Seen:
    """For every table and set of fields stated together, the rows of which they were stated."""

    def __init__(self) -> None:
        self._bits: dict[str, dict[frozenset[str], Bits]] = defaultdict(dict)

    def add(self, table: str, fields: frozenset[str], key: int) -> None:
        bits = self._bits[table].get(fields)
        if bits is None:
            bits = self._bits[table][fields] = Bits()
        bits.add(key)

    def stated(self, table: str, key: int, changed: Collection[str]) -> list[str]:
        """Which of some fields of a row were stated before."""
        found: set[str] = set()
        for together, bits in self._bits[table].items():
            common = together.intersection(changed)
            if common and key in bits:
                found |= common
        return sorted(found)
