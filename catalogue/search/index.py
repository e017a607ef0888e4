"""The index beside the database: kept in step, rebuilt when need be, opened for searching.

The database is the only truth. Whoever searches first applies what the change log holds, so a
save is seen on the next page whoever made it and however it was made; a process killed between
commit and index leaves work for the next one, never a gap.
"""

from __future__ import annotations

import logging
import math
import threading
from contextlib import ExitStack

from django.db import connection

from catalogue.models import ChangeLog

from . import checking, damage, following, opening, storage
from .applying import apply_pending
from .building import Progress, build, has_more_rows_than, silent
from .checking import Differences, is_ours, trouble
from .kinds import KINDS, Kind
from .opening import Reader
from .storage import SearchUnavailable

__all__ = ["Reader", "damaged_file", "differences", "reader", "rebuild", "refresh", "trouble"]

logger = logging.getLogger(__name__)

REBUILT_AT_ONCE = 20_000
"""Up to so many rows a missing index is rebuilt by the search that misses it."""

PATIENCE = 5.0
"""Seconds a search waits for another process that is bringing the index up to date."""


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
    if _is_up_to_date():
        return
    with damage.noticed("written"), ExitStack() as held:
        if held.enter_context(storage.writing(wait)):
            _repair(rebuilt_up_to, progress)
            held.push(apply_pending(batches))
            _close_later(held.pop_all())


def rebuild(progress: Progress = silent) -> None:
    """Build the index anew beside the present one, which serves until the new one is ready."""
    with damage.noticed("written"), storage.writing(wait=600.0) as mine:
        if not mine:
            raise SearchUnavailable("Another process has been writing the index for ten minutes.")
        build(progress)
        apply_pending().close()


def _close_later(held: ExitStack) -> None:
    """Keep the lock until the engine has merged what it wants to; nobody here waits for that."""

    def close() -> None:
        try:
            held.close()
        except (OSError, ValueError):
            logger.exception("the search index was not merged")

    threading.Thread(target=close, name="merging the search index").start()


def _is_up_to_date() -> bool:
    pointer = storage.read_pointer()
    if pointer is None or not is_ours(pointer):
        return False
    position = storage.read_position(pointer.build)
    if position is None or position.day < following.today():
        return False
    return not following.after(position).exists()


def _repair(most: float, progress: Progress) -> None:
    """Rebuild an index that is missing, foreign or too far behind, unless it has too many rows."""
    pointer = storage.read_pointer()
    if pointer and is_ours(pointer):
        position = storage.read_position(pointer.build)
        if position and following.is_followable(position, ChangeLog.current()):
            return
    if has_more_rows_than(most):
        raise SearchUnavailable(f"The search index cannot be used: {trouble()}.")
    logger.info("rebuilding the search index")
    build(progress)


def reader(kind: Kind) -> Reader:
    """The index of a kind, brought up to date; raises `SearchUnavailable`."""
    for attempt in (1, 2):
        refresh(wait=PATIENCE, batches=1, rebuilt_up_to=REBUILT_AT_ONCE)
        try:
            with damage.noticed():
                return opening.current_reader(kind)
        except SearchUnavailable:
            if attempt == 2 or trouble() is None:
                raise
    raise AssertionError("unreachable")


def differences(progress: Progress = silent) -> dict[str, Differences]:
    """What differs from the database, by kind; empty when nothing does."""
    return checking.differences([reader(kind) for kind in KINDS], progress)


def damaged_file() -> str | None:
    """The first file of the index that is not as it was written; nobody writes meanwhile."""
    with damage.noticed("written"), storage.writing(wait=60.0):
        pointer = storage.read_pointer()
        return damage.first_damaged(pointer.build) if pointer else None
