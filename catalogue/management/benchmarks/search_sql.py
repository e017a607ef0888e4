"""The same facets in plain SQL, on the database itself: what the index is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter

from django.db import OperationalError, connection, transaction
from django.db.models import Count

from catalogue.search import Search

from .search_relations import RELATIONS, Relation, documents_of

SHOWN = 10
STEPS = 100_000
"""Of SQLite's machine, between two looks at the clock."""


def seconds_in_sql(search: Search, found: Sequence[int], limit: float) -> tuple[float, bool]:
    """Seconds for total, first page and the facets of a search; whether it was stopped then.

    As on the page, each facet is counted without its own choice. No histogram, no titles of
    units: less than the page does.
    """
    started = perf_counter()
    try:
        with _stopped_after(limit):
            _ask(search, found)
    except OperationalError:
        if perf_counter() - started < limit * 0.9:
            raise
        return limit, True
    return perf_counter() - started, False


def _ask(search: Search, found: Sequence[int]) -> None:
    documents = documents_of(search, found)
    documents.count()
    list(documents.order_by("earliest", "pk")[:20])
    for relation in RELATIONS:
        list(_counts(relation, search.without_facet(relation.name), found))


def _counts(relation: Relation, search: Search, found: Sequence[int]) -> Iterator[dict]:
    rows = relation.rows.filter(
        **{f"{relation.document}__in": documents_of(search, found).values("pk")}
    )
    counted = rows.values(relation.value).annotate(n=Count(relation.document, distinct=True))
    yield from counted.order_by("-n", relation.value)[:SHOWN]


@contextmanager
def _stopped_after(seconds: float) -> Iterator[None]:
    """Let the database break off what takes longer. Each has its own way of being told."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            ends = perf_counter() + seconds
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [_ms(seconds)])
            yield
            if perf_counter() > ends:
                raise OperationalError("The statements together took too long.")
        return
    connection.ensure_connection()
    ends = perf_counter() + seconds
    connection.connection.set_progress_handler(lambda: perf_counter() > ends, STEPS)
    try:
        yield
    finally:
        connection.connection.set_progress_handler(None, 0)


def _ms(seconds: float) -> str:
    return str(int(1_000 * seconds))
