"""The index beside the database: kept in step, rebuilt when need be, opened for searching.

The database is the only truth. Whoever searches first applies what the change log holds, so a
save is seen on the next page whoever made it and however it was made; a process killed between
commit and index leaves work for the next one, never a gap.
"""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import tantivy
from django.db import connection
from django.db.models import QuerySet

from catalogue.models import ChangeLog

from . import following, schema, storage
from .kinds import KINDS, Kind
from .storage import Pointer, Position, SearchUnavailable

logger = logging.getLogger(__name__)

BATCH = 500
"""Rows made into records at once: a constant number of queries each."""

HEAP = 64_000_000
"""Bytes of memory a writer may fill before it writes a segment."""

REBUILT_AT_ONCE = 20_000
"""Up to so many rows a missing index is rebuilt by the search that misses it."""

PATIENCE = 5.0
"""Seconds a search waits for another process that is bringing the index up to date."""

Progress = Callable[[str, int, int], None]
"""Told the kind, the rows done and the rows in all."""


def silent(kind: str, done: int, total: int) -> None:
    """Progress that is not shown."""


# --- Writing ---


def refresh(
    *,
    wait: float = 60.0,
    batches: int | None = None,
    rebuilt_up_to: float = math.inf,
    progress: Progress = silent,
) -> None:
    """Apply what is pending in the log, rebuilding a missing or foreign index first.

    ``batches`` bounds how much is applied, ``rebuilt_up_to`` how many rows a rebuild may have.
    Not inside a transaction: what it has not committed must not be seen, nor indexed.
    """
    if connection.in_atomic_block:
        return
    try:
        if _is_up_to_date():
            return
        with storage.writing(wait) as mine:
            if mine:
                _repair(rebuilt_up_to, progress)
                _follow(batches)
    except (OSError, ValueError) as error:
        raise SearchUnavailable(f"The search index cannot be written: {error}") from error


def rebuild(progress: Progress = silent) -> None:
    """Build the index anew beside the present one, which serves until the new one is ready."""
    with storage.writing(wait=600.0) as mine:
        if not mine:
            raise SearchUnavailable("Another process has been writing the index for ten minutes.")
        _rebuild(progress)
        _follow(None)


def _is_up_to_date() -> bool:
    pointer = storage.read_pointer()
    if pointer is None or not _is_ours(pointer):
        return False
    position = storage.read_position(pointer.build)
    return position is not None and not following.after(position).exists()


def _is_ours(pointer: Pointer) -> bool:
    return pointer.version == schema.version() and pointer.token == ChangeLog.current().token


def _repair(most: float, progress: Progress) -> None:
    """Rebuild an index that is missing, foreign or too far behind, unless it has too many rows."""
    pointer = storage.read_pointer()
    if pointer and _is_ours(pointer):
        position = storage.read_position(pointer.build)
        if position and following.is_followable(position, ChangeLog.current()):
            return
    if most < math.inf and _has_more_rows_than(int(most)):
        raise SearchUnavailable("The search index is missing: run manage.py index --rebuild.")
    logger.info("rebuilding the search index")
    _rebuild(progress)


def _has_more_rows_than(most: int) -> bool:
    """Asked without counting on to the millions."""
    return any(kind.rows().order_by()[: most + 1].count() > most for kind in KINDS)


def _rebuild(progress: Progress) -> None:
    position = following.end_of_log()
    build = storage.new_build()
    for kind in KINDS:
        path = storage.root() / build / kind.name
        path.mkdir()
        index = schema.made(kind, str(path))
        with _writer(index) as writer:
            _add_all(kind, writer, index.schema, progress)
    storage.write_position(build, position)
    storage.write_pointer(Pointer(build, schema.version(), ChangeLog.current().token))
    storage.remove_builds(keep=build)
    following.prune(position)


def _add_all(
    kind: Kind, writer: tantivy.IndexWriter, columns: tantivy.Schema, progress: Progress
) -> None:
    rows = kind.rows()
    total, done = rows.count(), 0
    for batch in _by_key(rows):
        for record in kind.records(batch):
            writer.add_document(schema.engine_document(record, columns))
            done += 1
        progress(kind.name, done, total)


def _by_key(rows: QuerySet) -> Iterator[QuerySet]:
    """A query set in batches by primary key, each read on its own."""
    last = 0
    while ids := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield rows.filter(pk__in=ids).order_by("pk")
        last = ids[-1]


class _writer:
    """A writer that commits and waits for merges at its end; abandoned on an error."""

    def __init__(self, index: tantivy.Index) -> None:
        self.writer = index.writer(HEAP, 1)

    def __enter__(self) -> tantivy.IndexWriter:
        return self.writer

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            self.writer.commit()
        else:
            self.writer.rollback()
        self.writer.wait_merging_threads()


def _follow(batches: int | None) -> None:
    """Apply pending changes batch by batch, looking again until nothing is left."""
    pointer = storage.read_pointer()
    while pointer and (batches is None or batches > 0):
        position = storage.read_position(pointer.build) or Position()
        pending = following.next_pending(position)
        if pending is None:
            return
        for kind in KINDS:
            if ids := following.touched_ids(kind, pending.changes):
                _replace(kind, pointer.build, sorted(ids))
        storage.write_position(pointer.build, pending.position)
        following.prune(pending.position)
        batches = batches and batches - 1


def _replace(kind: Kind, build: str, ids: Sequence[int]) -> None:
    """Make the records of rows anew; rows that are gone leave none. Repeating it is harmless."""
    index = _manual(build, kind)
    if not _has_any(kind, index, ids):
        return
    with _writer(index) as writer:
        for batch in _chunks(ids):
            writer.delete_documents_by_query(_among(index, batch))
            for record in kind.records(kind.rows().filter(pk__in=batch)):
                writer.add_document(schema.engine_document(record, index.schema))


def _has_any(kind: Kind, index: tantivy.Index, ids: Sequence[int]) -> bool:
    """Whether a kind has, or had, any of the rows: a published document is none of the drafts."""
    searcher = index.searcher()
    return any(
        kind.rows().filter(pk__in=batch).exists()
        or searcher.search(_among(index, batch), limit=1).count
        for batch in _chunks(ids)
    )


def _among(index: tantivy.Index, ids: list[int]) -> tantivy.Query:
    return tantivy.Query.term_set_query(index.schema, "id", ids)


def _chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    return (list(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


# --- Reading ---


@dataclass
class _Opened:
    """The build this process has open, and how far it was when last looked at."""

    build: str = ""
    stamp: tuple[int, int] = (0, 0)
    indexes: dict[str, tantivy.Index] = field(default_factory=dict)


_opened = _Opened()
_opening = threading.Lock()


@dataclass(frozen=True)
class Reader:
    """A kind's index as it is now. ``generation`` changes with every change of the index."""

    kind: Kind
    searcher: tantivy.Searcher
    schema: tantivy.Schema
    generation: tuple[str, int, int]


def reader(kind: Kind) -> Reader:
    """The index of a kind, brought up to date; raises `SearchUnavailable`."""
    refresh(wait=PATIENCE, batches=1, rebuilt_up_to=REBUILT_AT_ONCE)
    with _opening:
        try:
            _reopen()
        except (OSError, ValueError):
            _replace_damaged()
        index = _opened.indexes[kind.name]
        return Reader(kind, index.searcher(), index.schema, (_opened.build, *_opened.stamp))


def _replace_damaged() -> None:
    """Give up a build that cannot be opened, and open the one that is made in its place."""
    logger.exception("the search index cannot be opened")
    try:
        storage.remove_pointer()
        refresh(wait=PATIENCE, rebuilt_up_to=REBUILT_AT_ONCE)
        _reopen()
    except (OSError, ValueError) as error:
        raise SearchUnavailable(f"The search index cannot be read: {error}") from error


def _reopen() -> None:
    """Open a new build; reload the present one when its position was written since."""
    pointer = storage.read_pointer()
    if pointer is None or pointer.version != schema.version():
        raise SearchUnavailable("There is no search index yet: run manage.py index.")
    stamp = _stamp(storage.position_file(pointer.build))
    if _opened.build != pointer.build:
        _opened.indexes = {kind.name: _manual(pointer.build, kind) for kind in KINDS}
        _opened.build = pointer.build
    elif _opened.stamp != stamp:
        for index in _opened.indexes.values():
            index.reload()
    _opened.stamp = stamp


def _manual(build: str, kind: Kind) -> tantivy.Index:
    """An index that is reloaded when we say so, without a thread that watches its directory."""
    index = schema.opened(str(storage.root() / build / kind.name))
    index.config_reader("manual")
    index.reload()
    return index


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return (status.st_mtime_ns, status.st_ino)


# --- Checking ---


@dataclass(frozen=True)
class Differences:
    """Ids by which the index of a kind differs from the database."""

    missing: list[int]
    needless: list[int]
    outdated: list[int]

    def __bool__(self) -> bool:
        return bool(self.missing or self.needless or self.outdated)


def differences(progress: Progress = silent) -> dict[str, Differences]:
    """What differs, by kind; empty when the index is what the database would make of it now."""
    found = {kind.name: _differences(kind, progress) for kind in KINDS}
    return {name: kind for name, kind in found.items() if kind}


def _differences(kind: Kind, progress: Progress) -> Differences:
    indexed = _fingerprints(reader(kind))
    rows: dict[int, int] = {}
    total = kind.rows().count()
    for batch in _by_key(kind.rows()):
        rows.update((record["id"], schema.fingerprint(record)) for record in kind.records(batch))
        progress(kind.name, len(rows), total)
    return Differences(
        missing=sorted(rows.keys() - indexed.keys()),
        needless=sorted(indexed.keys() - rows.keys()),
        outdated=sorted(pk for pk in rows.keys() & indexed.keys() if rows[pk] != indexed[pk]),
    )


def _fingerprints(source: Reader) -> dict[int, int]:
    """The fingerprint of every record in an index, by id."""
    everything = source.searcher.search(
        tantivy.Query.all_query(), limit=max(1, source.searcher.num_docs)
    )
    addresses = [address for _score, address in everything.hits]
    ids, prints = (
        source.searcher.fast_field_values(column, addresses)
        for column in ("id", schema.FINGERPRINT)
    )
    return dict(zip(ids, prints, strict=True))


def trouble() -> str | None:
    """What keeps searches from being answered, or None; changes nothing."""
    pointer = storage.read_pointer()
    if pointer is None:
        return "there is none yet: run manage.py index"
    if not _is_ours(pointer):
        return "it belongs to another version or database: run manage.py index --rebuild"
    position = storage.read_position(pointer.build)
    if position is None or not following.is_followable(position, ChangeLog.current()):
        return "it is too far behind: run manage.py index --rebuild"
    return None
