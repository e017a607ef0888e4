"""How fast the search answers, through the real page, beside plain SQL, Datasette and a floor."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import connection

from catalogue.management.search_results import ids_found
from catalogue.models import Delo

from . import search_datasette
from .measurement import Measurement
from .search_collection import the_collection
from .search_columns import Floor, read_columns
from .search_index import (
    measure_memory,
    measure_rebuild,
    measure_records,
    measure_size,
    measure_visibility,
)
from .search_pages import (
    Load,
    PageTimes,
    as_for_readers,
    load,
    middle,
    page_times,
    percentile,
    server_name,
    serving,
)
from .search_queries import Asked, found, questions
from .search_sql import seconds_in_sql

HISTORY = settings.BASE_DIR / "var" / "bench-history.jsonl"

RESTART = 20.0
"""Seconds in which Datasette is up again, at most; and the table is ended."""

WORKERS = 2
CLIENTS = (1, 8)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--documents", type=int, metavar="N", help="of the made-up collection")
    parser.add_argument(
        "--dela",
        type=int,
        metavar="M",
        help="of it; without both figures the collection in the database is measured as it is",
    )
    parser.add_argument(
        "--times", type=int, default=7, metavar="N", help="each question is asked; without it 7"
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=1.5,
        metavar="S",
        help="a question is not repeated for longer; clients ask the server for ten times that",
    )
    parser.add_argument(
        "--patience",
        type=float,
        default=10.0,
        metavar="S",
        help="SQL and Datasette are broken off after so long at a question; without it 10",
    )
    parser.add_argument(
        "--minutes",
        type=float,
        default=14.0,
        metavar="M",
        help="rivals are asked nothing more that would make the run longer; without it 14",
    )
    parser.add_argument("--no-rivals", action="store_true", help="measure the catalogue alone")
    parser.add_argument("--rebuild", action="store_true", help="make the index anew, and time it")


def measure(*, documents: int | None, dela: int | None, **options: Any) -> Iterator[Measurement]:
    run = _Run(**{name: options[name] for name in _Run.__dataclass_fields__ if name in options})
    the_collection(documents, dela)
    if options["rebuild"]:
        yield from measure_rebuild()
    with as_for_readers():
        yield Measurement(f"documents found by nothing, on {connection.vendor}", found(q=""))
        yield Measurement("dela", Delo.objects.count())
        yield measure_size()
        asked = questions()
        yield from _server(run, asked)
        yield measure_visibility()
        if not options["rebuild"]:
            yield from measure_records()
        yield from _questions(run, asked)
        yield from _summary(run)


@dataclass(frozen=True)
class Row:
    """What was measured of a question; milliseconds. A rival that was stopped has its limit."""

    asked: Asked
    page: PageTimes
    sql: float | None = None
    datasette: float | None = None
    floor: float | None = None
    stopped: frozenset[str] = frozenset()

    @property
    def uncached(self) -> float:
        return middle(self.page.uncached)

    @property
    def figures(self) -> dict[str, Any]:
        """For the history."""
        return {
            "address": self.asked.address,
            "found": self.page.found,
            "uncached": [self.uncached, percentile(self.page.uncached)],
            "warm": [middle(self.page.warm), percentile(self.page.warm)],
            "search alone": middle(self.page.engine),
            "sql": self.sql,
            "datasette": self.datasette,
            "floor": self.floor,
            "stopped": sorted(self.stopped),
        }

    @property
    def note(self) -> str:
        page = self.page
        said = [
            f"95 % {percentile(page.uncached):,.0f}",
            f"warm {middle(page.warm):,.1f}, 95 % {percentile(page.warm):,.0f}",
            f"search alone {middle(page.engine):,.1f}",
        ]
        for name in ("sql", "datasette", "floor"):
            value = getattr(self, name)
            if value is not None:
                more = "over " if name in self.stopped else ""
                said.append(f"{name} {more}{value:,.1f}")
        return f"{'; '.join(said)} ({page.found:,} found)"


@dataclass
class _Run:
    """How a run is measured, and what it has measured of the questions."""

    times: int = 7
    seconds: float = 1.5
    patience: float = 10.0
    minutes: float = 14.0
    no_rivals: bool = False
    rows: list[Row] = field(default_factory=list)
    started: float = field(default_factory=monotonic)

    @property
    def has_time_for_rivals(self) -> bool:
        """Whether the slowest answers of all rivals to one more question fit in."""
        longest = 2 * self.patience + RESTART
        return monotonic() - self.started + longest < 60 * self.minutes


# --- Questions ---


def _questions(run: _Run, asked: Sequence[Asked]) -> Iterator[Measurement]:
    """First the page, question by question, then the rivals' answers to some of them."""
    pages = {}
    for one in asked:
        pages[one.name] = page_times(one, run.times, run.seconds)
        row = Row(one, pages[one.name])
        run.rows.append(row)
        yield _measured(row)
    if run.no_rivals:
        return
    if run.has_time_for_rivals:
        yield from _rivals(run)
    else:
        yield Measurement("rivals", 0, note="not asked: no time left (--minutes)")


def _measured(row: Row, beside: str = "") -> Measurement:
    return Measurement(
        f"{row.asked.name}{beside}", row.uncached, "ms", note=row.note, kept=row.figures
    )


def _rivals(run: _Run) -> Iterator[Measurement]:
    yield Measurement(
        "rivals are broken off after",
        run.patience,
        "s",
        note="they are asked less than the page shows: no histogram, fonds, opisi or titles; "
        "Datasette has the words of titles only, and the first of several lists' values",
    )
    with ExitStack() as stack:
        columns = read_columns(lambda name: None)
        floor = Floor(columns) if find_spec("numpy") else None
        datasette = None
        if search_datasette.is_here():
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            search_datasette.write_rows(folder / f"{search_datasette.FILE}.db", columns)
            datasette = stack.enter_context(search_datasette.serving(folder, run.patience))
        for name, rival in (("NumPy", floor), ("Datasette", datasette)):
            if rival is None:
                yield Measurement(name, 0, note="not measured: not installed (the extra “bench”)")
        del columns
        for number, row in enumerate(run.rows):
            if row.asked.beside_rivals and run.has_time_for_rivals:
                run.rows[number] = _beside(run, row, floor, datasette)
                yield _measured(run.rows[number], ", beside rivals")


def _beside(
    run: _Run, row: Row, floor: Floor | None, datasette: search_datasette.Datasette | None
) -> Row:
    """A row with what the rivals took."""
    search = row.asked.search
    found = ids_found(search)
    stopped = set()
    sql, broken_off = seconds_in_sql(search, found, run.patience)
    if broken_off:
        stopped.add("sql")
    other = None
    if datasette:
        other, broken_off = datasette.seconds(search)
        if broken_off:
            stopped.add("datasette")
    counted = min(floor.milliseconds(found) for _ in range(5)) if floor else None
    return Row(
        row.asked,
        row.page,
        1_000 * sql,
        None if other is None else 1_000 * other,
        counted,
        frozenset(stopped),
    )


# --- A real server ---


def _server(run: _Run, asked: Sequence[Asked]) -> Iterator[Measurement]:
    rare = next(one for one in asked if one.name == "a rare word")
    with serving(rare.address, WORKERS) as server:
        note = f"{server_name()}, {WORKERS} processes, to the first page found"
        yield Measurement("cold start", server.cold_start, "ms", note=note)
        first = [server.get(one.address) for one in asked]
        yield _loaded("each question once, 1 client", Load(first, sum(first) / 1_000))
        for clients in CLIENTS:
            met = load(server, asked, clients, 10 * run.seconds)
            yield _loaded(f"all questions in turn, clients: {clients}", met)
        yield from measure_memory(server)


def _loaded(what: str, met: Load) -> Measurement:
    slow = percentile(met.times)
    note = f"95 % {slow:,.0f} ms; {met.rate:,.1f} pages a second; {len(met.times):,} pages"
    kept = {"median": median(met.times), "95 %": slow, "rate": met.rate}
    return Measurement(f"server, {what}", median(met.times), "ms", note=note, kept=kept)


# --- In sum ---


def _summary(run: _Run) -> Iterator[Measurement]:
    warm = [percentile(row.page.warm) for row in run.rows]
    uncached = [percentile(row.page.uncached) for row in run.rows]
    worst = max(run.rows, key=lambda row: percentile(row.page.uncached))
    everything = [time for row in run.rows for time in row.page.warm]
    yield Measurement("questions asked", len(run.rows))
    yield Measurement("whole page, warm, 95 % of all", percentile(everything), "ms", "under 40")
    yield Measurement("whole page, warm, worst question's 95 %", max(warm), "ms")
    yield Measurement(
        "whole page, uncached, worst question's 95 %",
        max(uncached),
        "ms",
        "under 120",
        worst.asked.name,
    )
    for name, aim in (("sql", "at least 20"), ("datasette", "at least 10")):
        ratios = [
            getattr(row, name) / row.uncached for row in run.rows if getattr(row, name) is not None
        ]
        if ratios:
            stopped = sum(name in row.stopped for row in run.rows)
            note = f"median of {len(ratios)}, the uncached page; {stopped} were stopped before"
            yield Measurement(f"times faster than {name}", median(ratios), "", aim, note)
    floors = [middle(row.page.engine) / row.floor for row in run.rows if row.floor]
    if floors:
        note = f"median of {len(floors)}; the search with its hits, against counting alone"
        yield Measurement("times the floor", median(floors), "", "within 4", note)
    else:
        yield Measurement("times the floor", 0, note="not measured")
