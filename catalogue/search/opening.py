"""The index as it lies open in this process, for searching."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import tantivy

from . import schema, storage
from .kinds import DOCUMENTS, KINDS, Kind
from .shared import Tally
from .storage import Position, SearchUnavailable


@dataclass
class _Opened:
    """The build this process has open, and how far it was when last looked at."""

    build: str = ""
    stamp: tuple[int, int] = (0, 0)
    position: Position = field(default_factory=Position)
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
    position: Position
    """A position in the change log that the index has surely reached."""


def current_reader(kind: Kind) -> Reader:
    """The index of a kind as it was last written; raises `SearchUnavailable`."""
    with _opening:
        _reopen()
        index = _opened.indexes[kind.name]
        generation = (_opened.build, *_opened.stamp)
        return Reader(kind, index.searcher(), index.schema, generation, _opened.position)


def _reopen() -> None:
    """Open a new build; reload the present one when its position was written since."""
    pointer = storage.read_pointer()
    if pointer is None or pointer.damaged or pointer.version != schema.version():
        raise SearchUnavailable("There is no search index that can be read: run manage.py index.")
    stamp = _stamp(storage.position_file(pointer.build))
    if (_opened.build, _opened.stamp) != (pointer.build, stamp):  # read before what it tells of
        _opened.position = storage.read_position(pointer.build) or Position()
    if _opened.build != pointer.build:
        _opened.indexes = {kind.name: opened(pointer.build, kind) for kind in KINDS}
        _opened.build = pointer.build
    elif _opened.stamp != stamp:
        for index in _opened.indexes.values():
            index.reload()
    _opened.stamp = stamp


def close() -> None:
    """Forget what is open, as a new process finds it."""
    _opened.build, _opened.indexes = "", {}


def opened(build: str, kind: Kind) -> tantivy.Index:
    """An index of a build, as `opened_at`."""
    return opened_at(storage.root() / build / kind.name)


def opened_at(path: Path) -> tantivy.Index:
    """An index that is reloaded when we say so, without a thread that watches its directory."""
    index = schema.opened(str(path))
    index.config_reader("manual")
    index.reload()
    return index


def tally(folder: Path) -> Tally:
    """How many documents of a build in a folder have a value in a facet, when first asked."""

    @lru_cache(1)
    def documents() -> tuple[tantivy.Schema, tantivy.Searcher]:
        index = opened_at(folder / DOCUMENTS.name)
        return index.schema, index.searcher()

    def count(facet: str, value: str) -> int:
        columns, searcher = documents()
        return searcher.search(tantivy.Query.term_query(columns, facet, value), limit=1).count

    return count


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return (status.st_mtime_ns, status.st_ino)
