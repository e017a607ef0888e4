"""Counts kept in this process, each with the state of the index it was made in.

The least recently asked ones go first. What the kept counts of an older state need to be brought
forward is the records that were touched since: the change log knows them.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from . import following
from .opening import Reader

MOST_VALUES = 300_000
"""So many values are kept, of all questions together: about 40 MB."""

MOST_TOUCHED = 2_000
"""If more records were touched, counting anew is quicker."""


@dataclass
class Kept:
    """What is known of one question: how much it finds, and the counts of some columns."""

    source: Reader
    """The index in the state in which it was counted."""
    total: int
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    frequent: dict[Hashable, Any] = field(default_factory=dict)
    """What `frequent` found, a few values each; it is not brought forward."""

    @property
    def size(self) -> int:
        return 1 + sum(map(len, self.counts.values())) + 50 * len(self.frequent)


_kept: OrderedDict[Hashable, Kept] = OrderedDict()
_touched: OrderedDict[Hashable, list[int] | None] = OrderedDict()
_lock = threading.RLock()


def get(question: Hashable) -> Kept | None:
    """What was kept of a question, in whatever state of the index."""
    with _lock:
        return _kept.get(question)


def keep(question: Hashable, known: Kept) -> None:
    """Keep what is known of a question, and forget what was not asked for longest."""
    with _lock:
        _kept[question] = known
        _kept.move_to_end(question)
        size = sum(one.size for one in _kept.values())
        while size > MOST_VALUES and len(_kept) > 1:
            _question, gone = _kept.popitem(last=False)
            size -= gone.size


def forget() -> None:
    """Forget everything, as a new process begins."""
    with _lock:
        _kept.clear()
        _touched.clear()


def touched_between(old: Reader, new: Reader) -> list[int] | None:
    """Ids of records that may differ between two states of an index; None if unknown or many."""
    if old.generation[0] != new.generation[0]:  # another build
        return None
    key = (old.kind.name, old.generation, new.generation)
    with _lock:
        if key not in _touched:
            _touched[key] = following.touched_since(old.kind, old.position, MOST_TOUCHED)
            while len(_touched) > 100:
                _touched.popitem(last=False)
        return _touched[key]
