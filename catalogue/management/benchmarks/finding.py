"""How long it takes to find what a reference names, among any number of dela."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median, quantiles
from time import perf_counter

from django.db import connection

from catalogue.models import Delo
from catalogue.models.finding import find, find_all
from catalogue.references import Reference

from .generated_tree import grow
from .measurement import Measurement
from .query_plans import plan_of, seconds_of, statements, tables_read_whole

PAGE = 200
"""References on the longest page that is answered."""


def measure_finding(dela: int, show_plans: bool) -> Iterator[Measurement]:
    """Single references and a page of them, in an empty database, which is filled."""
    cited = grow(dela)
    find(cited[0])  # connections and caches are warm from here on
    yield Measurement(f"dela on {connection.vendor}", Delo.objects.count())
    yield from _single(cited)
    yield from _page(cited)
    yield _whole_tables(cited[0], show_plans)


def _single(cited: Sequence[Reference]) -> Iterator[Measurement]:
    lost = [replace(reference, delo="123456") for reference in cited]
    for what, references in (("a reference found", cited), ("a delo missing", lost)):
        times = [_milliseconds_in_database([reference]) for reference in references]
        slow = quantiles(times, n=20)[-1]
        note = f"median of {len(times)}; 19 of 20 under {slow:.1f} ms"
        yield Measurement(f"{what}, in the database", median(times), "ms", "under 10", note)


def _page(cited: Sequence[Reference]) -> Iterator[Measurement]:
    references = (list(cited) * PAGE)[:PAGE]
    started = perf_counter()
    with statements() as kept:
        find_all(references)
    elapsed = 1_000 * (perf_counter() - started)
    yield Measurement(f"{PAGE} references, in all", elapsed, "ms", note=f"{len(kept)} queries")
    in_database = _milliseconds_in_database(references)
    yield Measurement(f"{PAGE} references, in the database", in_database, "ms")


def _milliseconds_in_database(references: Sequence[Reference]) -> float:
    with statements() as kept:
        find_all(references)
    return 1_000 * seconds_of(kept)


def _whole_tables(reference: Reference, show_plans: bool) -> Measurement:
    with statements() as kept:
        find(reference)
    plans = [plan_of(statement) for statement in kept]
    tables = [table for plan in plans for table in tables_read_whole(plan)]
    steps = tuple(step for plan in plans for step in plan) if show_plans else ()
    what = "large tables read from end to end"
    return Measurement(what, len(tables), aim="0", note=", ".join(tables), details=steps)
