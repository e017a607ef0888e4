"""How the database answers: how long its part takes, and whether it reads whole tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from django.db import connection

Statement = tuple[str, Any]
"""SQL and its parameters."""

SMALL = 1_000
"""A table of so few rows is rightly read as a whole."""

_EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}
_WHOLE_TABLE = re.compile(r"(?:SCAN|Seq Scan on) (catalogue_\w+)")


@contextmanager
def statements() -> Iterator[list[Statement]]:
    """The statements that are executed meanwhile."""
    kept: list[Statement] = []

    def keep(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        kept.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        yield kept


def seconds_of(kept: list[Statement]) -> float:
    """How long the database takes for some statements, all their rows fetched."""
    with connection.cursor() as cursor:
        started = perf_counter()
        for sql, params in kept:
            cursor.execute(sql, params)
            cursor.fetchall()
        return perf_counter() - started


def plan_of(statement: Statement) -> list[str]:
    """How the database goes about a statement, a line a step."""
    sql, params = statement
    with connection.cursor() as cursor:
        cursor.execute(f"{_EXPLAIN[connection.vendor]} {sql}", params)
        return [str(row[-1]) for row in cursor.fetchall()]


def tables_read_whole(plan: list[str], small: int = SMALL) -> list[str]:
    """The tables that a plan reads from end to end, unless they have few rows."""
    tables = {found[1] for step in plan for found in _WHOLE_TABLE.finditer(step)}
    return sorted(table for table in tables if _rows(table) > small)


def _rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
        return int(cursor.fetchone()[0])
