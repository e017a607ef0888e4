"""Rows into tables by the shortest way each database has: COPY, or many rows in one statement.

Ids are taken first, so that what refers to a row can be written in the same breath.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from typing import Any

from django.db import connection
from django.db.models import Model

Row = Sequence[Any]

ROWS_AT_ONCE = 50
"""Rows in one statement of SQLite. Each statement that a trigger may break off keeps a journal of
its own: a row at a time takes three times as long, and more than so many gain nothing."""


def take_ids(model: type[Model], count: int) -> list[int]:
    """Fresh primary keys of a table, ascending."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # The writer holds the one lock: nobody takes the next ids meanwhile.
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or (0,))[0]
            return list(range(last + 1, last + count + 1))
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [connection.ops.quote_name(table), model._meta.pk.column, count],
        )
        return sorted(value for (value,) in cursor.fetchall())


def insert(model: type[Model], attnames: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows of prepared values; the table's triggers see them as ever."""
    quote = connection.ops.quote_name
    columns = [model._meta.get_field(name).column for name in attnames]
    names = ", ".join(map(quote, columns))
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {table} ({names}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            row = f"({', '.join(['%s'] * len(columns))})"
            for count, some in groupby(_by_the_statement(rows), len):
                values = ", ".join([row] * count)
                statement = f"INSERT INTO {table} ({names}) VALUES {values}"  # noqa: S608 (our names)
                cursor.executemany(statement, (list(chain.from_iterable(one)) for one in some))


def _by_the_statement(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows as they go into one statement together."""
    remaining = iter(rows)
    while some := list(islice(remaining, ROWS_AT_ONCE)):
        yield some


def update(model: type[Model], attnames: Sequence[str], rows: Iterable[Row]) -> None:
    """Set columns of stored rows; each row is its new values, then its primary key."""
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    set_to = ", ".join(f"{quote(model._meta.get_field(name).column)} = %s" for name in attnames)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {set_to} WHERE id = %s", list(rows))  # noqa: S608


def delete_where(model: type[Model], attnames: Sequence[str], rows: Iterable[Row]) -> None:
    """Delete the rows that have certain values."""
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    condition = " AND ".join(
        f"{quote(model._meta.get_field(name).column)} = %s" for name in attnames
    )
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {table} WHERE {condition}", list(rows))  # noqa: S608
