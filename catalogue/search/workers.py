"""Records made by several processes at once, for building an index from millions of rows.

Each process reads its own ranges of rows through its own connection; one writer takes what they
made. So both cores work, and little more is in memory than what is on the way to the writer.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import django
from django.db import connection

from catalogue.models import ChangeLog

from . import schema
from .kinds import KIND, Kind
from .opening import tally
from .shared import Shared
from .storage import SearchUnavailable

BATCH = 250
"""Rows made into records at once: a constant number of queries each. Their texts may be long, and
a handful of batches is in memory."""

LIGHTER = 8
"""So many times more of a kind whose records are short: asking for a batch costs something too."""

ALONE = 20_000
"""Up to so many rows one process is done before others have started."""


class Range(NamedTuple):
    """Rows of a kind by primary key, both ends included, for a build of the index in a folder."""

    folder: Path
    kind: str
    first: int
    last: int


def ranges(folder: Path, kind: Kind, after: int = 0) -> Iterator[Range]:
    """The rows of a kind in batches, in order; what is added meanwhile is left to the log."""
    rows = kind.rows().order_by("pk").values_list("pk", flat=True)
    end = rows.last()
    batch = BATCH * LIGHTER if kind.is_light else BATCH
    while end is not None and after < end:
        last = rows.filter(pk__gt=after, pk__lte=end)[batch - 1 : batch].first() or end
        yield Range(folder, kind.name, after + 1, last)
        after = last


class Made(NamedTuple):
    """The records of a range as the engine takes them."""

    range: Range
    lines: list[str]


Make = Callable[[Iterable[Range]], Iterator[Made]]


@contextmanager
def making(rows: int) -> Iterator[Make]:
    """A function that makes the records of ranges, in their order; raises `SearchUnavailable`.

    With few rows it does so here; so it does where no other process can see the database.
    """
    processes = os.cpu_count() or 1
    if rows <= ALONE or processes == 1 or _is_in_memory():
        here = lru_cache(1)(_read)
        yield lambda asked: (_made(one, here(one.folder)) for one in asked)
        return
    executor = ProcessPoolExecutor(
        processes, mp_context=multiprocessing.get_context("spawn"), initializer=django.setup
    )
    try:
        with _uninterrupted():
            token = ChangeLog.current().token
            list(executor.map(_check_in, [token] * processes))
        yield lambda asked: _made_by(executor, asked, processes)
    except BrokenProcessPool as error:
        raise SearchUnavailable("A process that makes records was killed.") from error
    finally:
        executor.shutdown(cancel_futures=True)


def _is_in_memory() -> bool:
    return connection.vendor == "sqlite" and connection.is_in_memory_db()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Started meanwhile, processes leave Ctrl-C to the one that started them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _made_by(
    executor: ProcessPoolExecutor, asked: Iterable[Range], processes: int
) -> Iterator[Made]:
    """What the processes make, in order; only so many batches are on their way."""
    remaining = iter(asked)
    waiting: deque[Future[Made]] = deque(
        executor.submit(_made_in_process, one) for one in islice(remaining, processes)
    )
    while waiting:
        made = waiting.popleft().result()
        waiting.extend(executor.submit(_made_in_process, one) for one in islice(remaining, 1))
        yield made


def _made(asked: Range, shared: Shared) -> Made:
    kind = KIND[asked.kind]
    rows = kind.rows().filter(pk__gte=asked.first, pk__lte=asked.last)
    return Made(asked, [schema.line(record) for record in kind.records(rows, shared)])


def _read(folder: Path) -> Shared:
    """What is read for a build, with nothing read so far."""
    return Shared(tally(folder))


# --- In the other processes ---


def _check_in(token: str) -> None:
    """See to it that this process ends with its parent and reads the same database."""
    _end_with_parent()
    if ChangeLog.current().token != token:
        raise SearchUnavailable("The settings lead other processes to another database.")


@lru_cache(1)
def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()


_shared = lru_cache(1)(_read)
"""What this process has read; it lives no longer than one rebuild or check."""


def _made_in_process(asked: Range) -> Made:
    _end_with_parent()
    return _made(asked, _shared(asked.folder))
