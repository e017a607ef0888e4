"""Asking a table many things at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet

AT_ONCE = 100
"""Conditions in one query: each is an index look-up of its own, and a thousand are too deep a
tree for SQLite."""


def rows_of_any(rows: QuerySet, conditions: Iterable[Q], most: int | None = None) -> Iterator[Any]:
    """The rows that meet any of the conditions, at most so many of each query's.

    Where there is no condition, nothing is asked.
    """
    left = iter(conditions)
    while some := list(islice(left, AT_ONCE)):
        yield from rows.filter(Q(*some, _connector=Q.OR))[:most]
