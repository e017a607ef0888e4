"""Stored rows by their identities: a thousand in one query, by an index, on either database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
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
    statement = _statement(model, finding, fields, len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(statement, list(chain.from_iterable(wanted)))
        rows = cursor.fetchall()
    converters = _converters(fields)
    for values in rows:
        if converters:
            values = list(values)
            for at, converter, expression in converters:
                values[at] = converter(values[at], expression, connection)
        yield model.from_db("default", columns, values)


def _statement(model: type[Model], finding: Sequence[str], fields: list[Any], count: int) -> str:
    """What finds the rows that go with so many lists of values.

    The values come first and each is looked up: of ``(a, b) IN (VALUES …)`` SQLite makes a reading
    of the whole table.
    """
    quote = connection.ops.quote_name
    names = [quote(model._meta.get_field(name).column) for name in finding]
    table = quote(model._meta.db_table)
    picked = ", ".join(f"t.{quote(field.column)}" for field in fields)
    row = f"({', '.join(['%s'] * len(names))})"
    return (
        f"WITH wanted ({', '.join(names)}) AS (VALUES {', '.join([row] * count)}) "  # noqa: S608 (our names)
        f"SELECT {picked} FROM wanted CROSS JOIN {table} t "
        f"WHERE {' AND '.join(f't.{name} = wanted.{name}' for name in names)}"
    )


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
