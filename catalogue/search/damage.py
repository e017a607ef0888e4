"""Whether the files of a build are as they were written.

The engine ends each of its files with a checksum of what stands before, but does not look at it
when it reads. A flipped byte then shows as an error, as a panic, or as a wrong answer.
"""

from __future__ import annotations

import json
import logging
import math
import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from . import schema, storage
from .kinds import KINDS, Kind
from .storage import SearchUnavailable

logger = logging.getLogger(__name__)

MAGIC = 1337
"""How the engine ends a file: the checksum as JSON, its length, this number."""

VERSION = {"major", "minor", "patch", "index_format_version"}
"""What the end of a file says of the engine that wrote it."""

PIECE = 1 << 22
"""Bytes read at once."""


PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
"""The files that every segment of an index has."""


def first_damaged(build: str) -> str | None:
    """The first file of a build that is not whole, or None. Reads everything."""
    for kind in KINDS:
        folder = storage.root() / build / kind.name
        if damaged := _first_damaged(folder, kind):
            return f"{kind.name}/{damaged}"
    return None


def _first_damaged(folder: Path, kind: Kind) -> str | None:
    try:
        names = _files_in_use(folder, kind)
    except (OSError, ValueError, TypeError, KeyError):
        return "meta.json"
    try:
        managed = set(json.loads((folder / ".managed.json").read_bytes()))
    except (OSError, ValueError, TypeError):
        managed = set()
    if not managed.issuperset(names):
        return ".managed.json"
    return next((name for name in names if not _has_its_checksum(folder / name)), None)


def _files_in_use(folder: Path, kind: Kind) -> list[str]:
    """The files of the segments that the index consists of; ValueError where it is not ours."""
    meta = json.loads((folder / "meta.json").read_bytes())
    columns = [(field["name"], field["type"]) for field in meta["schema"]]
    if columns != schema.columns_of(kind):
        raise ValueError("The columns are not those that were written.")
    names = []
    for segment in meta["segments"]:
        stem = segment["segment_id"].replace("-", "")
        names += [f"{stem}.{part}" for part in PARTS]
        if deletes := segment["deletes"]:
            names.append(f"{stem}.{deletes['opstamp']}.del")
    if missing := [name for name in names if not (folder / name).exists()]:
        raise ValueError(f"{missing[0]} is named but not there.")
    return names


def _has_its_checksum(path: Path) -> bool:
    try:
        return _checksum_is_right(path)
    except (OSError, ValueError, TypeError, KeyError, struct.error):
        return False


def _checksum_is_right(path: Path) -> bool:
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(size - 8)
        length, magic = struct.unpack("<II", file.read(8))
        file.seek(size - 8 - length)
        footer = json.loads(file.read(length))
        file.seek(0)
        counted, left = 0, size - 8 - length
        while left > 0:
            piece = file.read(min(PIECE, left))
            counted, left = zlib.crc32(piece, counted), left - len(piece)
    return (magic, counted) == (MAGIC, footer["crc"]) and footer["version"].keys() == VERSION


@contextmanager
def noticed(done: str = "read") -> Iterator[None]:
    """What keeps the engine from reading or writing an index, as `SearchUnavailable`.

    A panic of the engine is no `Exception`. Damage is written down, so that the next who asks
    has the index repaired or is told how to; what was no damage (no space, no memory, no more
    files to open) leaves the index alone.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        raise _unavailable(error, done) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _unavailable(error, done) from error


def _unavailable(error: BaseException, done: str) -> SearchUnavailable:
    logger.error("the search index cannot be %s", done, exc_info=error)
    if damaged := _write_down():
        return SearchUnavailable(f"The search index is damaged ({damaged}).")
    said = str(error)[:SAID]
    return SearchUnavailable(f"The search index cannot be {done}: {said}")


def _write_down() -> str | None:
    """Look for damage in the current build, not too often, and have the pointer say it."""
    pointer = storage.read_pointer()
    if pointer is None or time.monotonic() - _looked_at.get(pointer.build, -math.inf) < SELDOM:
        return None
    _looked_at[pointer.build] = time.monotonic()
    if damaged := first_damaged(pointer.build):
        storage.write_pointer(replace(pointer, damaged=damaged))
    return damaged


SAID = 200
"""Characters of the engine's own words that are passed on: it likes to quote whole files."""

SELDOM = 60.0
"""Seconds before a process looks through the same build again: it may be large."""

_looked_at: dict[str, float] = {}
