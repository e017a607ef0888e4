"""Batch by batch: a run that was stopped or killed goes on exactly where it was."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from catalogue.imports.checksums import Source
from catalogue.imports.running import Busy, Plan, Run, Stopped, _new_record
from catalogue.models import Batch, BatchRun, Delo

from .conftest import ARCHIVE, FOND, OPIS, Write, item, last_batch, reported
from .test_engine import dumped

pytestmark = pytest.mark.django_db(transaction=True)

KILLS = int(os.environ.get("IMPORT_KILLS", "3"))
"""How many times a run is killed; more are tried by hand."""


def objects(many: int) -> list[dict]:
    """Children before parents, faults, repetitions and contradictions among many dela."""
    found: list[dict] = []
    for n in range(many):
        found.append(item("delo", opis=["GARF", "Р-5446", "1а"], number=str(n), title=f"Дело {n}"))
        if n % 50 == 7:
            found.append(item("delo", opis=["GARF", "Р-5446", "1а"], number=str(n), title="Else"))
            found.append(item("delo", opis=["GARF", "Р-5446", "1а"], number="№"))
        if n % 40 == 3:
            found.append(item("document", identifier=f"d{n}", title="D", subjects=[["late"]]))
            delo = ["GARF", "Р-5446", "1а", "", str(n)]
            found.append(item("holding", document=[f"d{n}"], delo=delo, listy="1-2"))
            found.append(item("text", document=[f"d{n}"], language=["xx"], body="no language"))
    return [*found[: many // 3], ARCHIVE, FOND, OPIS, *found[many // 3 :], LATE]


LATE = item("subject", slug="late", label_en="Late")


def database_url() -> str:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    database = connection.settings_dict
    password = f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else ""
    host = f"{database['HOST']}:{database['PORT'] or 5432}"
    return f"postgresql://{database['USER']}{password}@{host}/{name}"


def start(path: Path, *options: str) -> subprocess.Popen:
    command = [sys.executable, "manage.py", "import", str(path), "--keep-good", *options]
    environment = {**os.environ, "DATABASE_URL": database_url()}
    return subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def state() -> tuple[list[str], dict, list[dict]]:
    batch = last_batch()
    return dumped(), batch.report["counts"], batch.report["rejected"]


def test_killed_at_random_moments_it_ends_as_if_undisturbed(write: Write) -> None:
    many = max(2_400, 300 * KILLS)
    path = write(*objects(many), name="many.jsonl")
    reported(path, keep_good=True, batch=20)
    undisturbed = state()
    assert undisturbed[1]["catalogue.delo"]["rejected"] == many // 50 * 2
    call_command("flush", verbosity=0, interactive=False)
    killed = 0
    for _ in range(KILLS):
        with start(path, "--batch", "20") as process:
            begun = time.monotonic()
            before = Batch.objects.values_list("position", flat=True).first()
            # The interpreter starts for a second or two; only then there is work to disturb.
            while process.poll() is None and time.monotonic() - begun < 30:
                if Batch.objects.values_list("position", flat=True).first() != before:
                    break
                time.sleep(0.01)
            time.sleep(random.uniform(0, 0.25))  # noqa: S311
            process.send_signal(signal.SIGKILL)
            process.communicate()
        if last_batch().state == Batch.State.DONE:  # what was killed was the work on the index
            break
        killed += 1
    else:
        with start(path, "--batch", "20") as process:
            process.communicate()
            assert process.returncode == 0 or Batch.objects.count() == 1
    print(f"killed {killed} times")
    assert killed, "it was never killed at work"
    assert Batch.objects.count() == 1
    assert last_batch().state == Batch.State.DONE
    assert state() == undisturbed


def test_a_stopped_run_says_so_and_goes_on(write: Write) -> None:
    path = write(*objects(200), name="many.jsonl")
    reported(path, keep_good=True, batch=10)
    undisturbed = state()
    call_command("flush", verbosity=0, interactive=False)
    for stop_after in range(10, 300, 30):
        run = Run(Plan([Source.open(path)], keep_good=True, batch=10))
        told: list[int] = []
        run.told = told.append
        run.is_stopped = lambda told=told, limit=stop_after: bool(told) and told[-1] > limit
        try:
            run()
        except Stopped:
            assert last_batch().state == Batch.State.STOPPED
            assert "goes on from there" in run.report.failure
        else:
            break
    else:
        reported(path, keep_good=True, batch=10)
    assert Batch.objects.count() == 1
    assert state() == undisturbed
    assert BatchRun.objects.filter(model="catalogue.delo").count() == 1


def test_stopping_an_import_of_all_or_nothing_leaves_nothing(write: Write) -> None:
    run = Run(Plan([Source.open(write(*objects(100)))], batch=10))
    run.told = lambda read: setattr(run, "is_stopped", lambda: True)
    with pytest.raises(Stopped):
        run()
    assert not Delo.objects.exists()
    assert last_batch().state == Batch.State.STOPPED


def test_an_interrupt_from_the_keyboard_ends_with_a_report(write: Write) -> None:
    path = write(*objects(3_000), name="many.jsonl")
    with start(path, "--batch", "5") as process:
        begun = time.monotonic()
        while not Delo.objects.exists() and time.monotonic() - begun < 30:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _out, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "goes on from there" in errors.decode()
    assert "Traceback" not in errors.decode()
    assert last_batch().state == Batch.State.STOPPED


def test_an_import_that_runs_elsewhere_is_not_begun_twice(write: Write) -> None:
    path = write(*objects(10))
    record = _new_record(Plan([Source.open(path)], keep_good=True, batch=10))
    record.position["process"]["id"] = os.getppid()
    record.save()
    with pytest.raises(Busy):
        reported(path, keep_good=True, batch=10)
