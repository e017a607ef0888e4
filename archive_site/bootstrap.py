"""Bring `manage.py` into a Python that has the locked dependencies.

Standard library only, and importable on Python 3.8, so that an old Python gets a sentence
instead of a traceback.
"""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import CalledProcessError
from typing import NoReturn

from archive_site.dependencies import Lock
from archive_site.virtual_environment import OLDEST_PYTHON, SetupError, VirtualEnvironment

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENT = VirtualEnvironment(PROJECT / ".venv")


def require_python() -> None:
    """Leave with a clear sentence where the running Python is too old for the project."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        oldest, found = (".".join(map(str, v)) for v in (OLDEST_PYTHON, sys.version_info[:3]))
        sys.exit(f"The catalogue needs Python {oldest} or newer; this is Python {found}.")


def enter(lock_name: str) -> None:
    """Return in a Python that has all that the lock pins.

    The running one, if it has; otherwise the project's `.venv`, made and filled as needed, in
    which the command is started again.
    """
    lock = Lock(PROJECT / lock_name)
    if _running_python_has(lock):
        return
    if not ENVIRONMENT.holds(lock):
        require_python()
        _set_up(lock)
    _start_again()


def enter_existing() -> None:
    """Start the command again inside `.venv`, where there is one and it is not running yet."""
    if ENVIRONMENT.fault() is None and not ENVIRONMENT.is_running():
        _start_again()
    require_python()


def _running_python_has(lock: Lock) -> bool:
    if sys.version_info[:2] < OLDEST_PYTHON:
        return False
    if ENVIRONMENT.is_running():
        return ENVIRONMENT.holds(lock)
    return not lock.absent_from(map(Path, sys.path))


def _set_up(lock: Lock) -> None:
    """Make `.venv` hold the lock, or leave with a sentence that says why not."""
    try:
        with _one_at_a_time():
            _provide(lock)
    except SetupError as error:
        sys.exit(str(error))
    except (OSError, CalledProcessError) as error:
        sys.exit(f"The environment {ENVIRONMENT.folder} cannot be made: {error}")
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same command begins anew.")


def _provide(lock: Lock) -> None:
    """Make `.venv` hold the lock, saying in one line what is done."""
    if ENVIRONMENT.holds(lock):  # another command made it while this one waited
        return
    fault = ENVIRONMENT.fault()
    if fault is None:
        _say(f"Setting up: installing {lock.path.name} into .venv (once, needs the network) ...")
    else:
        _say(
            f"Setting up: making .venv ({fault}) and installing {lock.path.name} into it"
            " (once, needs the network, about half a minute) ..."
        )
        ENVIRONMENT.make()
    ENVIRONMENT.fill(lock)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let `demo` and `test`, started together on a fresh clone, wait for each other."""
    path = PROJECT / "var" / "setup.lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _start_again() -> NoReturn:
    """Replace this process by the same command in `.venv`, interpreter options included."""
    python = str(ENVIRONMENT.python)
    # Python 3.9 and older do not tell the interpreter's own options.
    arguments = getattr(sys, "orig_argv", [python, *sys.argv])[1:]
    os.execv(python, [python, *arguments])  # noqa: S606 - our own Python, our own arguments
