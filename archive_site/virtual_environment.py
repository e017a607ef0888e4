"""The project's own `.venv`: judged, made, filled.

Standard library only, and importable on Python 3.8: this runs before anything is installed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from archive_site.dependencies import Lock

OLDEST_PYTHON = (3, 11)

NO_PIP = """\
This Python ({python}) has neither "ensurepip" nor "pip", so nothing can be installed with it.
On Debian and Ubuntu:  sudo apt install python3-venv
elsewhere:             install Python 3.11 or newer with pip
Then give the same command again."""

PIP_FAILED = """\
The packages of {lock} could not be installed; pip says above why (most often: no network).
Nothing outside {folder} was touched. Give the same command again when the cause is gone."""


class SetupError(Exception):
    """The environment cannot be provided; the message tells the reader what to do."""


@dataclass(frozen=True)
class VirtualEnvironment:
    """A folder with a Python of its own.

    One that this module made carries a note: where it stood when made (a moved environment
    has stale paths inside) and whether it was ever finished. One made by hand has no note; it
    is used and filled like any other, and thrown away only when its Python cannot be used.
    """

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def _note_path(self) -> Path:
        return self.folder / "made-by-manage.json"

    def is_running(self) -> bool:
        """Whether the running interpreter is this environment's."""
        return Path(sys.prefix).resolve() == self.folder.resolve()

    def holds(self, lock: Lock) -> bool:
        """Whether everything that the lock pins is installed here, and soundly."""
        return self.fault() is None and not lock.absent_from(self._package_folders())

    def fault(self) -> str | None:
        """Say why this environment has to be made anew; None while it can be used."""
        if not self.folder.is_dir():
            return "there is none yet"
        if not self.python.exists():  # also a link to a Python that was removed since
            return "its Python is gone"
        version = self._python_version()
        if version < OLDEST_PYTHON:
            return "it was made by Python " + ".".join(map(str, version))
        note = self._read_note()
        if note is None:
            return None
        if note.get("folder") != str(self.folder):
            return "the project was moved"
        return None if note.get("finished") else "its making was interrupted"

    def make(self) -> None:
        """Make the environment anew, empty but for pip."""
        if not (_has_module("ensurepip") or _has_module("pip")):
            raise SetupError(NO_PIP.format(python=sys.executable))
        if self.folder.is_symlink():
            self.folder.unlink()
        elif self.folder.exists():
            shutil.rmtree(self.folder)
        self.folder.mkdir()
        self._write_note(finished=False)
        # Debian's Python without python3-venv has no ensurepip; `fill` then borrows its pip.
        venv.create(self.folder, with_pip=_has_module("ensurepip"), symlinks=True)

    def fill(self, lock: Lock) -> None:
        """Install what the lock pins, each file checked against its hash."""
        is_ours = self._read_note() is not None
        if is_ours:
            self._write_note(finished=False)
        options = ["--require-hashes", "--no-input", "-qq", "--disable-pip-version-check"]
        command = [*self._pip(), "install", *options, "--requirement", str(lock.path)]
        # A pip.conf with `user = true` would send the packages to the home folder instead.
        outcome = subprocess.run(command, env={**os.environ, "PIP_USER": "0"}, check=False)  # noqa: S603
        if outcome.returncode != 0 or lock.absent_from(self._package_folders()):
            raise SetupError(PIP_FAILED.format(lock=lock.path.name, folder=self.folder))
        if is_ours:
            self._write_note(finished=True)

    def _pip(self) -> list[str]:
        """Give the command that runs pip for this environment: its own, or a borrowed one."""
        if any((folder / "pip").is_dir() for folder in self._package_folders()):
            return [str(self.python), "-m", "pip"]
        if _has_module("pip"):
            return [sys.executable, "-m", "pip", "--python", str(self.python)]
        raise SetupError(NO_PIP.format(python=sys.executable))

    def _package_folders(self) -> list[Path]:
        return sorted(self.folder.glob("lib/python3*/site-packages"))

    def _python_version(self) -> tuple[int, ...]:
        """Read the version from `pyvenv.cfg`: `version` by venv, `version_info` by others."""
        try:
            lines = (self.folder / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
            entries = dict(line.replace(" ", "").split("=", 1) for line in lines if "=" in line)
            written = entries.get("version") or entries["version_info"]
            return tuple(map(int, written.split(".")[:2]))
        except (OSError, KeyError, ValueError):
            return (0,)

    def _read_note(self) -> dict[str, object] | None:
        try:
            note = json.loads(self._note_path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            return {}
        return note if isinstance(note, dict) else {}

    def _write_note(self, finished: bool) -> None:
        note = {"folder": str(self.folder), "finished": finished}
        self._note_path.write_text(json.dumps(note), encoding="utf-8")


def _has_module(name: str) -> bool:
    return find_spec(name) is not None
