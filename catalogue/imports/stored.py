"""Stored rows by their identities: a thousand in one query, by an index, on either database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

from .keys import Identity, Key

MOST_VALUES = 6_000
"""Values in one statement; SQLite takes 32,766 at most."""


def find_rows(key: Key, identities: Collection[Identity], columns: Sequence[str]) -> list[Model]:
    """The stored rows of some identities, with some columns (``attname``).

    Where the key finds by some of its columns only, further rows come along.
    """
    count = len(key.finding)
    beginnings = dict.fromkeys(identity[:count] for identity in identities)
    return rows_with(key.model, key.finding, beginnings, columns)


def rows_with(
    model: type[Model],
    finding: Sequence[str],
    wanted: Iterable[Sequence[Any]],
    columns: Sequence[str],
) -> list[Model]:
    """The stored rows that have, in the columns for finding, the values of one of those wanted.

    All these columns are asked for together: of one alone half a table may have the same value.
    """
    remaining = iter(wanted)
    found: list[Model] = []
    while some := list(islice(remaining, MOST_VALUES // len(finding))):
        found += _rows_of(model, finding, some, columns)
    return found


def _rows_of(
    model: type[Model],
    finding: Sequence[str],
    wanted: list[Sequence[Any]],
    columns: Sequence[str],
) -> Iterator[Model]:
    fields = [model._meta.get_field(name) for name in columns]
    quote = connection.ops.quote_name
    picked = ", ".join(f"t.{quote(field.column)}" for field in fields)
    names = [f"t.{quote(model._meta.get_field(name).column)}" for name in finding]
    table = quote(model._meta.db_table)
    if len(names) == 1:
        holes = ", ".join(["%s"] * len(wanted))
        condition = f"{names[0]} IN ({holes})"
    else:
        row = f"({', '.join(['%s'] * len(names))})"
        tuples = ", ".join([row] * len(wanted))
        condition = f"({', '.join(names)}) IN (VALUES {tuples})"
    statement = f"SELECT {picked} FROM {table} t WHERE {condition}"  # noqa: S608 (names of our own)
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for values in wanted for value in values])
        rows = cursor.fetchall()
    converters = _converters(fields)
    for values in rows:
        if converters:
            values = list(values)
            for at, converter, expression in converters:
                values[at] = converter(values[at], expression, connection)
        yield model.from_db("default", columns, values)


def _converters(fields: list[Any]) -> list[tuple[int, Any, Any]]:
    """What turns the driver's values into Python's: dates on SQLite, JSON."""
    found = []
    for at, field in enumerate(fields):
        expression = field.get_col("t")
        for converter in (
            *connection.ops.get_db_converters(expression),
            *expression.get_db_converters(connection),
        ):
            found.append((at, converter, expression))
    return found
