"""Where the index lies: one directory a build, a pointer to the current one, a lock for writers.

::

    var/index/
        current.json            which build is read, and for which database and columns
        writing.lock            held by the one process that writes
        1f0c…/                  a build
            position.json       how far it has followed the change log
            documents/ drafts/ dela/

A build is replaced by moving the pointer, so readers see the old one or the new one, never half.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings


class SearchUnavailable(Exception):
    """The index cannot answer; ``reason`` says what is the matter, for a reader and an operator."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Pointer:
    """The current build: its directory's name, the columns it has, the database it mirrors."""

    build: str
    version: str
    token: str


@dataclass(frozen=True)
class Position:
    """How far a build has followed the log: every change up to this one is in it.

    ``ahead`` are later ones that are in it too: they were visible while an older transaction
    was still running, so the position could not yet move past them.
    """

    transaction: int = 0
    id: int = 0
    ahead: tuple[int, ...] = field(default=())


def root() -> Path:
    return Path(settings.CATALOGUE_INDEX)


def read_pointer() -> Pointer | None:
    """The pointer, or None where there is none that can be read."""
    try:
        return Pointer(**json.loads((root() / "current.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_pointer(pointer: Pointer) -> None:
    _write_whole(root() / "current.json", asdict(pointer))


def remove_pointer() -> None:
    """Have no current build: the next who needs one makes it."""
    (root() / "current.json").unlink(missing_ok=True)


def position_file(build: str) -> Path:
    return root() / build / "position.json"


def read_position(build: str) -> Position | None:
    try:
        values = json.loads(position_file(build).read_text("utf-8"))
        return Position(values["transaction"], values["id"], tuple(values["ahead"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_position(build: str, position: Position) -> None:
    _write_whole(position_file(build), asdict(position))


def _write_whole(path: Path, values: dict) -> None:
    """Write a small file so that readers and crashes see the old one or the new one."""
    fresh = path.with_suffix(f".{secrets.token_hex(4)}")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(values, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def new_build() -> str:
    build = secrets.token_hex(6)
    (root() / build).mkdir(parents=True)
    return build


def remove_builds(keep: str) -> None:
    """Delete every build but one: the replaced one, and what a killed rebuild left."""
    for path in root().iterdir():
        if path.is_dir() and path.name != keep:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def writing(wait: float) -> Iterator[bool]:
    """Hold the writers' lock; yields False if another process kept it for ``wait`` seconds.

    The system lets go of it when a process dies, so a killed writer never leaves it behind.
    """
    root().mkdir(parents=True, exist_ok=True)
    with (root() / "writing.lock").open("w") as file:
        yield _locked(file.fileno(), wait)


def _locked(descriptor: int, wait: float) -> bool:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.01)
        else:
            return True
