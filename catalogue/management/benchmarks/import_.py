"""How fast files are imported, beside `loaddata` and beside the floor: the same rows unchecked."""

from __future__ import annotations

import resource
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from catalogue.imports.checksums import Source
from catalogue.imports.columns import table_of
from catalogue.imports.inserting import insert
from catalogue.imports.keys import KEYS
from catalogue.imports.running import Plan, Run
from catalogue.models import Document

from .generated_fixture import write_fixture
from .measurement import Measurement
from .scratch import scratch_database

AT_ONCE = 1_000
PART = 20
"""Documents and dela for `loaddata` are so many times fewer."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--documents", type=int, default=20_000, metavar="N")
    parser.add_argument("--dela", type=int, default=100_000, metavar="M")
    parser.add_argument("--batch", type=int, default=1_000, metavar="N", help="objects in a batch")


def measure(*, documents: int, dela: int, batch: int, **options: Any) -> Iterator[Measurement]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "whole.jsonl"
        count = write_fixture(path, documents, dela)
        with scratch_database():
            seconds, peak = _import(path, batch)
            rate = count / seconds
            note = f"{count:,} objects, {path.stat().st_size / 1e6:,.0f} MB, in {seconds:,.0f} s"
            yield Measurement(
                "import, all checks", rate, "objects a second", "at least 8,000", note
            )
            again, _peak = _import(path, batch)
            yield Measurement("the same import again", count / again, "objects a second")
            yield Measurement("memory gained by the import", peak, "MB", "flat, under 300")
            floor = _floor()
        part = Path(folder) / "part.jsonl"
        part_count = write_fixture(part, max(1, documents // PART), max(1, dela // PART))
        with scratch_database():
            loaded = part_count / _loaddata(part)
    note = f"measured on {part_count:,} of these objects; it does not get faster with more"
    yield Measurement("loaddata", loaded, "objects a second", note=note)
    yield Measurement("import against loaddata", rate / loaded, "times as fast", "10")
    note = "the same rows by COPY or executemany, with keys, indexes and triggers, unchecked"
    yield Measurement("the floor", count / floor, "objects a second", note=note)
    yield Measurement("import against the floor", seconds / floor, "times as long", "within 5")


def _import(path: Path, batch: int) -> tuple[float, float]:
    """Seconds, and the megabytes by which the process grew."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = monotonic()
    run = Run(Plan([Source.open(path)], batch=batch))
    run()
    seconds = monotonic() - begun
    if not run.report.is_clean:
        raise AssertionError("\n".join(run.report.lines(3)))
    return seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def _loaddata(path: Path) -> float:
    begun = monotonic()
    call_command("loaddata", path, verbosity=0)
    return monotonic() - begun


def _floor() -> float:
    """Seconds to write all the rows of the database again, into the emptied tables."""
    rows = {model: _rows_of(model) for model in _tables()}
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in _tables())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {tables} CASCADE")
        else:
            with transaction.atomic():
                for model in reversed(_tables()):
                    cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 (our own names)
    begun = monotonic()
    with transaction.atomic():
        for model, (names, values) in rows.items():
            some = iter(values)
            while chunk := list(islice(some, AT_ONCE)):
                _insert_plainly(model, names, chunk)
    return monotonic() - begun


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


def _rows_of(model: Any) -> tuple[list[str], list[tuple[Any, ...]]]:
    names = [f.attname for f in model._meta.concrete_fields]
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(f.column) for f in model._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table}")  # noqa: S608 (our own names)
        return names, cursor.fetchall()
