"""Building an index anew beside the present one, which serves until the new one is ready.

A build that was stopped goes on where it was last written down: the change log then brings it up
to date, as it does with any build.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import tantivy
from django.db.models import QuerySet

from catalogue.models import ChangeLog

from . import following, schema, storage
from .kinds import KINDS, Kind
from .storage import Pointer, Unfinished
from .workers import ALONE, Make, making, ranges

logger = logging.getLogger(__name__)

THREADS = 2
HEAP = 50_000_000
"""Bytes of memory each thread of a building writer may fill before it writes a segment."""

WRITTEN_DOWN = 60.0
"""Seconds after which a build writes down how far it is."""

Progress = Callable[[str, int, int], None]
"""Told the kind, the rows done and the rows in all."""


def silent(kind: str, done: int, total: int) -> None:
    """Progress that is not shown."""


def build(progress: Progress = silent) -> None:
    """Build all kinds and move the pointer to them. The caller holds the writers' lock."""
    state = _begun()
    totals = {kind.name: kind.rows().count() for kind in KINDS}
    with making(sum(totals.values())) as make:
        for kind in KINDS:
            state = _add_all(kind, state, make, progress, totals[kind.name])
    storage.write_position(state.build, state.position)
    storage.write_pointer(Pointer(state.build, state.version, state.token))
    storage.remove_unfinished()
    storage.remove_builds(keep=state.build)
    following.prune(state.position)


def _begun() -> Unfinished:
    """The build that was stopped, if the log still leads on from it; else a new one."""
    version, log = schema.version(), ChangeLog.current()
    state = storage.read_unfinished()
    if (
        state
        and (state.version, state.token) == (version, log.token)
        and following.is_followable(state.position, log)
    ):
        logger.info("going on with the build %s", state.build)
        return state
    state = Unfinished(storage.new_build(), version, log.token, following.end_of_log(), {})
    storage.write_unfinished(state)
    return state


def _add_all(
    kind: Kind, state: Unfinished, make: Make, progress: Progress, total: int
) -> Unfinished:
    """Add the records of a kind, writing down from time to time how far it is."""
    last = state.done.get(kind.name, 0)
    done = kind.rows().filter(pk__lte=last).count() if last else 0
    index = _opened_at(kind, state.build, last)
    written = time.monotonic()
    with writer(index, HEAP, THREADS if total > ALONE else 1) as engine:
        if last:
            engine.delete_documents_by_query(_after(index, last))
        for made in make(ranges(storage.root() / state.build, kind, after=last)):
            for line in made.lines:
                engine.add_json(line)
            done += len(made.lines)
            progress(kind.name, done, total)
            last = made.range.last
            if time.monotonic() - written > WRITTEN_DOWN:
                engine.commit()
                state = replace(state, done={**state.done, kind.name: last})
                storage.write_unfinished(state)
                written = time.monotonic()
    engine.wait_merging_threads()
    state = replace(state, done={**state.done, kind.name: last})
    storage.write_unfinished(state)
    return state


def _opened_at(kind: Kind, build: str, last: int) -> tantivy.Index:
    """The index of a kind in a build: as it was written so far, or new."""
    path = storage.root() / build / kind.name
    if last:
        return schema.opened(str(path))
    storage.remove_folder(path)
    path.mkdir()
    return schema.made(kind, str(path))


def _after(index: tantivy.Index, last: int) -> tantivy.Query:
    """What was added after it was last written down."""
    return tantivy.Query.range_query(
        index.schema, "id", tantivy.FieldType.Integer, last, (1 << 63) - 1, include_lower=False
    )


@contextmanager
def writer(index: tantivy.Index, heap: int, threads: int = 1) -> Iterator[tantivy.IndexWriter]:
    """A writer that commits at its end; on an error it takes all back.

    Who asks for it waits for its merging threads, when there is time for that.
    """
    engine = index.writer(heap * threads, threads)
    try:
        engine.garbage_collect_files()  # a killed writer's files would bear the names of our own
        yield engine
        engine.commit()
    except BaseException:
        engine.rollback()
        engine.wait_merging_threads()
        raise


def has_more_rows_than(most: float) -> bool:
    """Asked without counting on to the millions."""
    return most < math.inf and any(_count(kind.rows(), int(most)) > most for kind in KINDS)


def _count(rows: QuerySet, most: int) -> int:
    return rows.order_by()[: most + 1].count()
