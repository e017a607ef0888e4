"""Where the index lies: one directory a build, a pointer to the current one, a lock for writers.

::

    var/index/
        current.json            which build is read, and for which database and columns
        building.json           how far a new build is, while there is one
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
    damaged: str = ""
    """The file that was found damaged, if one was: the build is then not read any more."""


@dataclass(frozen=True)
class Position:
    """How far a build has followed the log: every change up to this one is in it.

    ``ahead`` are later ones that are in it too: they were visible while an older transaction
    was still running, so the position could not yet move past them. ``day`` is the ordinal of the
    last day whose openings are in it.
    """

    transaction: int = 0
    id: int = 0
    ahead: tuple[int, ...] = field(default=())
    day: int = 0


@dataclass(frozen=True)
class Unfinished:
    """A build that is not ready: what it will be, and the last row it holds of each kind."""

    build: str
    version: str
    token: str
    position: Position
    done: dict[str, int]


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


def position_file(build: str) -> Path:
    return root() / build / "position.json"


def read_position(build: str) -> Position | None:
    try:
        return _position_of(json.loads(position_file(build).read_text("utf-8")))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _position_of(values: dict) -> Position:
    ahead, day = tuple(values["ahead"]), values.get("day", 0)
    return Position(values["transaction"], values["id"], ahead, day)


def write_position(build: str, position: Position) -> None:
    _write_whole(position_file(build), asdict(position))


def read_unfinished() -> Unfinished | None:
    """The build that was stopped, if its directory is still there."""
    try:
        values = json.loads(_unfinished_file().read_text("utf-8"))
        position = _position_of(values.pop("position"))
        state = Unfinished(position=position, **values)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return state if (root() / state.build).is_dir() else None


def write_unfinished(state: Unfinished) -> None:
    _write_whole(_unfinished_file(), asdict(state))


def remove_unfinished() -> None:
    _unfinished_file().unlink(missing_ok=True)


def _unfinished_file() -> Path:
    return root() / "building.json"


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
            remove_folder(path)


def remove_folder(path: Path) -> None:
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
