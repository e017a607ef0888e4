"""How fast files are imported, beside `loaddata` and beside the floor: the same rows unchecked."""

from __future__ import annotations

import pickle
import resource
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import IO, Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from catalogue.imports.checksums import Source
from catalogue.imports.columns import table_of
from catalogue.imports.inserting import insert
from catalogue.imports.keys import KEYS
from catalogue.imports.running import Plan, Run
from catalogue.models import Document
from catalogue.search import index

from .generated_fixture import write_fixture
from .measurement import Measurement
from .scratch import scratch_database

AT_ONCE = 1_000
LOADED = 10_000
"""About so many objects are measured with `loaddata`, which takes an hour for a million."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--documents", type=int, default=20_000, metavar="N")
    parser.add_argument("--dela", type=int, default=100_000, metavar="M")
    parser.add_argument("--batch", type=int, default=1_000, metavar="N", help="objects in a batch")


def measure(*, documents: int, dela: int, batch: int, **options: Any) -> Iterator[Measurement]:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as rows:
        path = Path(folder) / "whole.jsonl"
        count = write_fixture(path, documents, dela)
        with scratch_database():
            seconds, peak = _import(path, batch)
            rate = count / seconds
            note = f"{count:,} objects, {path.stat().st_size / 1e6:,.0f} MB, in {seconds:,.0f} s"
            yield Measurement(
                "import, all checks", rate, "objects a second", "at least 8,000", note
            )
            yield Measurement("memory gained by the import", peak, "MB", "flat, under 300")
            indexed = _seconds_of(index.refresh)
            note = f"the index of a new catalogue, made at the end in {indexed:,.0f} s, counted too"
            yield Measurement(
                "import with the index in step",
                count / (seconds + indexed),
                "objects a second",
                "at least 8,000",
                note,
            )
            again, _peak = _import(path, batch)
            yield Measurement("the same import again", count / again, "objects a second")
            _keep_rows(rows)
        with scratch_database():
            floor = _floor(rows)
        part = Path(folder) / "part.jsonl"
        times = max(1, count // LOADED)
        part_count = write_fixture(part, max(1, documents // times), max(1, dela // times))
        with scratch_database():
            loaded = part_count / _seconds_of(lambda: call_command("loaddata", part, verbosity=0))
    note = f"measured on {part_count:,} of these objects; it does not get faster with more"
    yield Measurement("loaddata", loaded, "objects a second", note=note)
    yield Measurement("import against loaddata", rate / loaded, "times as fast", "10")
    note = "the same rows by COPY or executemany, with keys, indexes and triggers, unchecked"
    yield Measurement("the floor", count / floor, "objects a second", note=note)
    yield Measurement("import against the floor", seconds / floor, "times as long", "within 5")


def _seconds_of(work: Callable[[], object]) -> float:
    begun = monotonic()
    work()
    return monotonic() - begun


def _import(path: Path, batch: int) -> tuple[float, float]:
    """Seconds, and the megabytes by which the process grew."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run = Run(Plan([Source.open(path)], batch=batch))
    seconds = _seconds_of(run)
    if not run.report.is_clean:
        raise AssertionError("\n".join(run.report.lines(3)))
    return seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def _keep_rows(file: IO[bytes]) -> None:
    """Keep all the rows of the database in a file, table by table."""
    for model in _tables():
        names = [f.attname for f in model._meta.concrete_fields]
        columns = ", ".join(
            connection.ops.quote_name(f.column) for f in model._meta.concrete_fields
        )
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {table}")  # noqa: S608 (our own names)
            while rows := cursor.fetchmany(AT_ONCE):
                pickle.dump((model._meta.label, names, rows), file)


def _floor(file: IO[bytes]) -> float:
    """Seconds to write the rows that were kept into an empty database; reading them is no part."""
    file.seek(0, 2)
    end = file.tell()
    file.seek(0)
    seconds = 0.0
    with transaction.atomic():
        while file.tell() < end:
            label, names, rows = pickle.load(file)  # noqa: S301 (written above, by ourselves)
            begun = monotonic()
            _insert_plainly(apps.get_model(label), names, rows)
            seconds += monotonic() - begun
        begun = monotonic()
    return seconds + monotonic() - begun


def _insert_plainly(model: Any, names: list[str], rows: list[tuple[Any, ...]]) -> None:
    """By COPY or, a row a statement, by executemany: what whoever writes a loader tries first."""
    if connection.vendor == "postgresql":
        insert(model, names, rows)
        return
    columns = [connection.ops.quote_name(model._meta.get_field(name).column) for name in names]
    table = connection.ops.quote_name(model._meta.db_table)
    holes = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({holes})"  # noqa: S608 (our own names)
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _tables() -> list[Any]:
    """The imported tables with their links and parts, each after those it refers to."""
    found: list[Any] = []
    for model, key in KEYS.items():
        found += [model, *([key.parts_model] if key.parts_model else [])]
        if model is Document:
            found += [f.remote_field.through for f in table_of(model).links.values()]
    return found
