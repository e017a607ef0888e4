"""Applying what the change log holds to the index, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack

import tantivy

from . import following, schema, storage
from .building import writer
from .kinds import KINDS, Kind
from .opening import opened, tally
from .shared import Shared
from .storage import Position
from .workers import BATCH

HEAP = 64_000_000
"""Bytes of memory the writer may fill before it writes a segment."""


def apply_pending(batches: int | None = None) -> ExitStack:
    """Apply pending changes, looking again until nothing is left or so many batches are done.

    The caller holds the writers' lock, and keeps it until what is returned is closed: the merges
    of the last batch, for which no reader needs to wait. The position is written after the
    index's own commit, so a crash in between repeats work, which is harmless, and loses none.
    """
    merges = ExitStack()
    pointer = storage.read_pointer()
    while pointer and (batches is None or batches > 0):
        position = storage.read_position(pointer.build) or Position()
        pending = following.next_pending(position)
        if pending is None:
            break
        merges.close()
        shared = Shared(tally(storage.root() / pointer.build))
        for kind in KINDS:
            if ids := following.touched_ids(kind, pending.changes):
                _replace(kind, pointer.build, sorted(ids), shared, merges)
        storage.write_position(pointer.build, pending.position)
        following.prune(pending.position)
        batches = batches and batches - 1
    return merges


def _replace(kind: Kind, build: str, ids: Sequence[int], shared: Shared, merges: ExitStack) -> None:
    """Make the records of rows anew; rows that are gone leave none. Repeating it is harmless."""
    index = opened(build, kind)
    if not _has_any(kind, index, ids):
        return
    with writer(index, HEAP) as engine:
        for batch in _chunks(ids):
            engine.delete_documents_by_query(_among(index, batch))
            for record in kind.records(kind.rows().filter(pk__in=batch), shared):
                engine.add_json(schema.line(record))
    merges.callback(engine.wait_merging_threads)


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
