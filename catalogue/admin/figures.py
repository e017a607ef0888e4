"""How many rows there are of several kinds, counted only as far as anybody reads the figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

MOST_COUNTED = 1_000
"""So many rows of a kind are counted; of more it is said that there are more."""


@dataclass(frozen=True)
class Figure:
    """How many rows there are, or that there are more than are counted."""

    counted: int

    def __bool__(self) -> bool:
        return self.counted > 0

    def __str__(self) -> str:
        shown = f"{min(self.counted, MOST_COUNTED):,}"
        return f"{shown}+" if self.counted > MOST_COUNTED else shown


def figures(lists: Sequence[QuerySet]) -> list[Figure]:
    """A figure for each list of rows, in one query.

    Each limit is inside the counted query, so the database stops there whatever the table holds.
    """
    if not lists:
        return []
    selects, parameters = [], []
    for rows in lists:
        bounded = rows.order_by().values("pk") if not rows.query.values_select else rows.order_by()
        sql, values = bounded[: MOST_COUNTED + 1].query.sql_with_params()
        selects.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608
        parameters += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(selects)}", parameters)
        return [Figure(count) for count in cursor.fetchone()]
