"""Reading much of the database as it is at one moment, in one order, in little memory."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Collate

Item = TypeVar("Item")

BATCH = 1_000
"""Rows that are in memory at once; each batch costs the same few queries."""


@contextmanager
def one_state() -> Iterator[None]:
    """Everything read within is as it was at the first reading, whatever others save meanwhile.

    Within a transaction of the caller's it is that one's view. The databases differ here by
    need: PostgreSQL shows each statement the newest state unless told otherwise; SQLite shows
    one state by itself, but our transactions would keep writers waiting (they begin IMMEDIATE).
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def by_letters(path: str) -> Collate:
    """An order by the code points of a column: the same in every database and collation."""
    return Collate(Coalesce(F(path), Value("")), {"sqlite": "BINARY"}.get(connection.vendor, "C"))


def among(ids: Collection[int]) -> RawSQL:
    """Any number of ids for an `__in` look-up, as one parameter: databases bound their number."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])


def in_batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """Items in lists of a size, the last one shorter."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
