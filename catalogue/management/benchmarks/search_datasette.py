"""Datasette on a file with the same documents: what else would show facets of a database."""

from __future__ import annotations

import http.client
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from django.core.management import CommandError

from catalogue.exchange.snapshots import in_batches
from catalogue.models import Document
from catalogue.search import Search

from .search_columns import Columns
from .search_pages import free_port, stop

SINGLE = ("type",)
"""Facets of one value a document; the others are lists, as JSON."""

STARTS_WITHIN = 120.0


def is_here() -> bool:
    return find_spec("datasette") is not None


def write_rows(path: Path, columns: Columns) -> None:
    """Make the file: a row a document, its facets' values, and an index of titles' words.

    Archives are given without fonds and opisi, and texts and summaries are left out: it has less
    to do than the search. Columns of one value have an index, as its manual advises.
    """
    names = ", ".join(f'"{name}" TEXT' for name in columns.of)
    with sqlite3.connect(path) as file:
        file.execute(
            f"CREATE TABLE documents (id INTEGER PRIMARY KEY, title TEXT, year INTEGER, {names})"
        )
        file.executemany(
            f"INSERT INTO documents VALUES (?, ?, ?{', ?' * len(columns.of)})",  # noqa: S608
            _rows(columns),
        )
        for name in (*SINGLE, "year"):
            file.execute(f'CREATE INDEX "by_{name}" ON documents ("{name}")')
        file.execute("CREATE VIRTUAL TABLE words USING fts5(title, content=documents)")
        file.execute("INSERT INTO words (words) VALUES ('rebuild')")
        file.execute("ANALYZE")
    file.close()


def _rows(columns: Columns) -> Iterator[tuple[Any, ...]]:
    values = {name: dict(column.by_document()) for name, column in columns.of.items()}
    for places in in_batches(range(len(columns.ids)), 10_000):
        ids = [columns.ids[place] for place in places]
        of_batch = Document.objects.filter(pk__gte=ids[0], pk__lte=ids[-1])
        stored = {
            pk: (title, day.year if day else None)
            for pk, title, day in of_batch.values_list("pk", "title", "earliest")
        }
        for place, pk in zip(places, ids, strict=True):
            facets = (_cell(name, found.get(place, [])) for name, found in values.items())
            yield (pk, *stored[pk], *facets)


def _cell(name: str, values: list[str]) -> str | None:
    if name in SINGLE:
        return values[0] if values else None
    return json.dumps(sorted(set(values)))


class Datasette:
    """A running one, on the file of a folder, with time enough to answer."""

    def __init__(self, folder: Path, limit: float) -> None:
        self.folder = folder
        self.limit = limit
        self._start()

    def seconds(self, search: Search) -> tuple[float, bool]:
        """Seconds for a page of a search with every facet; whether it was broken off.

        It is started anew then: it would go on working on what nobody waits for.
        """
        started = perf_counter()
        try:
            answer = self.get(f"/documents.json?{urlencode(parameters_of(search))}", self.limit)
        except TimeoutError:
            stop(self.process)
            self._start()
            return self.limit, True
        return perf_counter() - started, bool(answer.get("facets_timed_out"))

    def get(self, address: str, limit: float) -> dict[str, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=limit)
        connection.request("GET", f"/{FILE}{address}")
        answer = connection.getresponse()
        content = json.loads(answer.read())
        connection.close()
        if answer.status != 200:
            raise CommandError(f"Datasette answers {answer.status}: {content.get('error')}")
        return content

    def _start(self) -> None:
        self.port = free_port()
        given = {"sql_time_limit_ms": self.limit, "facet_time_limit_ms": self.limit}
        command = [sys.executable, "-m", "datasette", "serve"]
        command += ["-i", str(self.folder / f"{FILE}.db"), "--port", str(self.port)]
        for name, seconds in given.items():
            command += ["--setting", name, str(int(1_000 * seconds))]
        self.process = subprocess.Popen(  # noqa: S603 (our own words)
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            self._wait()
        except BaseException:
            stop(self.process)
            raise

    def _wait(self) -> None:
        deadline = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                self.get("/documents.json?_size=0", STARTS_WITHIN)
            except OSError as error:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise CommandError("Datasette did not start.") from error
                time.sleep(0.1)
            else:
                return


FILE = "rows"


def parameters_of(search: Search) -> list[tuple[str, Any]]:
    """A search in Datasette's words; of a word only whether titles have it."""
    asked: list[tuple[str, Any]] = [("_size", 20), ("_sort", "year"), ("_facet_size", 10)]
    for name in FACETS:
        asked.append(("_facet" if name in SINGLE else "_facet_array", name))
    if search.q:
        asked.append(("_search", search.q))
    for name, values in search.chosen.items():
        one = values[0].split("/")[0] if name == "archive" else values[0]
        several = ("__in", json.dumps(values)) if name in SINGLE else ("__arraycontains", one)
        asked.append((f"{name}{several[0]}", several[1]))
    for name, year in (("year__gte", search.year_from), ("year__lte", search.year_to)):
        if year:
            asked.append((name, year))
    return asked


FACETS = (
    *("archive", "type", "language", "agent", "sender"),
    *("addressee", "place", "subject", "collection", "text"),
)


@contextmanager
def serving(folder: Path, limit: float) -> Iterator[Datasette]:
    """Datasette on the file of a folder, giving up an answer after so many seconds."""
    running = Datasette(folder, limit)
    try:
        yield running
    finally:
        stop(running.process)
