"""`manage.py test`: the tests on SQLite, on PostgreSQL and in a browser, and what of it ran."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import psycopg
import pytest

PROJECT = Path(__file__).resolve().parent.parent

LOCAL_SERVER = "postgresql://postgres@127.0.0.1:5432/postgres"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ON_MACOS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes folders of its own in it
ROOM = 4 << 30
"""Bytes of memory that the tests' folders may need."""

# What is asked of pytest itself, and runs no test.
QUESTIONS = {"-h", "--help", "-V", "--version", "--markers", "--fixtures", "--co", "--collect-only"}


@dataclass(frozen=True)
class Suite:
    """One run of pytest: which tests (`--suite`, see tests/conftest.py), on which database."""

    name: str
    title: str
    environment: Mapping[str, str] = field(default_factory=dict)
    obstacle: str = ""  # why it cannot run here


@dataclass(frozen=True)
class Tally:
    """How many tests of a run ended how."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def main(arguments: list[str]) -> int:
    """Run every suite that can run here, say which did, and give the exit status."""
    if not QUESTIONS.isdisjoint(arguments):
        return pytest.main(arguments)
    suites = [sqlite_suite(), postgresql_suite(), browser_suite()]
    # Ctrl-C is pytest's to answer: it still has its database to remove.
    signal.signal(signal.SIGINT, lambda *_: None)
    tallies = run_side_by_side([suite for suite in suites if not suite.obstacle], arguments)
    total = sum(tallies.values(), Tally())
    print("--- What ran")
    for suite in suites:
        print(f"{suite.title}: {outcome(suite, tallies)}")
    print(total)
    obstructed = os.environ.get("CI") == "true" and any(suite.obstacle for suite in suites)
    return 1 if total.failed or obstructed or not (total.passed or total.skipped) else 0


def outcome(suite: Suite, tallies: Mapping[str, Tally]) -> str:
    """Say in a few words what became of a suite."""
    if suite.name not in tallies:
        return f"not run, {suite.obstacle or 'stopped before'}"
    tally = tallies[suite.name]
    return "no test selected" if tally == Tally() else str(tally)


def run_side_by_side(suites: list[Suite], arguments: list[str]) -> dict[str, Tally]:
    """Run the first suite, and beside it the others, one after another.

    Each has a process, a database and an index of its own, so they do not meet. What those beside
    say is shown at the end.
    """
    tallies: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory() as folder:
        outputs = {suite.title: Path(folder) / suite.name for suite in suites[1:]}

        def run_others() -> None:
            for suite in suites[1:]:
                status, tallies[suite.name] = run(suite, arguments, outputs[suite.title])
                if status == pytest.ExitCode.INTERRUPTED:  # by Ctrl-C, or a broken test module
                    break

        with ThreadPoolExecutor(1) as pool:
            others = pool.submit(run_others)
            for suite in suites[:1]:
                print(f"--- {suite.title}", flush=True)
                _status, tallies[suite.name] = run(suite, arguments)
            others.result()
        for title, output in outputs.items():
            if output.exists():
                print(f"--- {title}", flush=True)
                print(output.read_text(encoding="utf-8", errors="replace"), flush=True)
    return tallies


def run(suite: Suite, arguments: list[str], output: Path | None = None) -> tuple[int, Tally]:
    """Run pytest on one suite, its output going into a file, or where ours goes."""
    environment = {
        **os.environ,
        "ARCHIVE_ENV": "development",
        "DEBUG": "",
        **without_waiting_for_a_disk(),
        **suite.environment,
    }
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        options = [f"--suite={suite.name}", f"--junit-xml={report}"]
        command = [sys.executable, "-m", "pytest", *options, *arguments]
        with output.open("wb") if output else nullcontext() as shown:
            status = subprocess.run(  # noqa: S603
                command,
                cwd=PROJECT,
                env=environment,
                check=False,
                stdout=shown,
                stderr=subprocess.STDOUT if shown else None,
            ).returncode
        tally = read_report(report)
    if status not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED} and not tally.failed:
        tally += Tally(failed=1)  # pytest itself broke, or was interrupted
    return status, tally


def without_waiting_for_a_disk() -> dict[str, str]:
    """Settings by which what tests write need not outlast a power cut: half their time else."""
    quick = {"PGOPTIONS": f"{os.environ.get('PGOPTIONS', '')} -c synchronous_commit=off".strip()}
    if (
        IN_MEMORY.is_dir()
        and shutil.disk_usage(IN_MEMORY).free > ROOM
        and os.access(IN_MEMORY, os.W_OK)
    ):
        quick["TMPDIR"] = os.environ.get("TMPDIR", str(IN_MEMORY))
    return quick


def read_report(path: Path) -> Tally:
    """Count a JUnit report; errors in a test's set-up count as failures."""
    if not path.exists():
        return Tally()
    suites = ElementTree.parse(path).iter("testsuite")  # noqa: S314 - pytest wrote it just now
    counts = [{key: int(suite.get(key, 0)) for key in _REPORTED} for suite in suites]
    ran, failures, errors, skipped = (sum(each[key] for each in counts) for key in _REPORTED)
    failed = failures + errors
    return Tally(passed=max(0, ran - failed - skipped), failed=failed, skipped=skipped)


_REPORTED = ("tests", "failures", "errors", "skipped")


def sqlite_suite() -> Suite:
    return Suite("sqlite", "SQLite", {"DATABASE_URL": ""})


def postgresql_suite() -> Suite:
    """The tests that touch the database, on the server named or on the local one."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    obstacle = "" if given else local_server_obstacle()
    return Suite("postgresql", "PostgreSQL", {"DATABASE_URL": given or LOCAL_SERVER}, obstacle)


def browser_suite() -> Suite:
    """The tests that drive a real browser."""
    found = find_chromium()
    obstacle = "" if found else "no Chromium was found (install it, or set CHROMIUM to its path)"
    return Suite("browser", "Browser", {"DATABASE_URL": "", "CHROMIUM": found or ""}, obstacle)


def local_server_obstacle() -> str:
    """Say why the local PostgreSQL cannot be used; empty when it can."""
    try:
        psycopg.connect(LOCAL_SERVER, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        reason = str(error).splitlines()[0]
        return f"TEST_DATABASE_URL is not set and the local server does not serve: {reason}"
    return ""


def find_chromium() -> str | None:
    """Find the Chromium of this machine, or the one that CHROMIUM names."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [*CHROMIUM_NAMES, *CHROMIUM_ON_MACOS]
    return next(filter(None, map(shutil.which, candidates)), None)
