"""One import from beginning to end: all or nothing, or batch by batch and resumable.

A run reads its files as one stream of entries, numbered from 0, and takes them in batches. What
refers to something that is not there yet waits, and is looked at again after the last file, in
rounds, as long as a round gets anywhere. The position of a run that keeps what is good stands in
the record of the import, written in the transaction of each batch: a killed run goes on exactly
after the last batch that was committed.
"""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.models import Batch

from .checksums import Source
from .entries import Entry, Note, Refused, Unreadable
from .report import Report
from .waiting import Numbered, Waiting, within
from .work import Work

BATCH = 1_000


class Stopped(Exception):
    """Someone asked the run to stop."""


class Busy(Exception):
    """Another process is at work on this very import."""


class _Undone(Exception):
    """Takes the transaction back: a trial, or a file with faults."""


@dataclass(frozen=True)
class Plan:
    """What to import, and how."""

    sources: Sequence[Source]
    update: bool = True
    keep_good: bool = False
    dry_run: bool = False
    batch: int = BATCH
    user: Any = None
    mapping: Any = None

    @property
    def checksum(self) -> str:
        return Source.checksum_of(self.sources)

    @property
    def options(self) -> dict[str, Any]:
        """What a resumed run must have in common with the first."""
        return {
            "update": self.update,
            "keep_good": self.keep_good,
            "batch": self.batch,
            "mapping": self.mapping.as_toml() if hasattr(self.mapping, "as_toml") else "",
            "formats": [source.format.name for source in self.sources],
        }


@dataclass
class Run:
    """A run under way. ``told`` is called after every batch, with the entries read so far."""

    plan: Plan
    told: Callable[[int], None] = lambda read: None
    is_stopped: Callable[[], bool] = lambda: False
    report: Report = field(default_factory=Report)
    batch: Batch | None = None
    resumed_at: int = 0

    def __call__(self) -> Report:
        """Import; returns the report. The record says how it ended."""
        with _no_log_of_queries(), _rare_collections():
            if self.plan.keep_good and not self.plan.dry_run:
                self._keep_good()
            else:
                self._all_or_nothing()
        return self.report

    # --- All or nothing ----------------------------------------------------------------------

    def _all_or_nothing(self) -> None:
        if not self.plan.dry_run:
            self.batch = _new_record(self.plan)
        try:
            with transaction.atomic():
                record = self.batch or _new_record(self.plan)
                work = Work(self.report, only_new=not self.plan.update)
                with _Steps(self, work, record) as steps:
                    steps.all()
                is_kept = self.report.is_clean or self.plan.keep_good
                if self.plan.dry_run or not is_kept:
                    raise _Undone
                self._finish(Batch.State.DONE)
        except _Undone:
            self._finish(Batch.State.FAILED)
        except (Stopped, KeyboardInterrupt):
            self.report.fail(_("Stopped: nothing was changed."))
            self._finish(Batch.State.STOPPED)
            raise Stopped from None
        except BaseException as error:
            if self.batch is not None:
                self.report.fail(_("Broken off: %s.") % str(error)[:300])
                self._finish(Batch.State.FAILED)
            raise

    def _finish(self, state: str) -> None:
        if self.batch is None:
            return
        self.batch.counts = self.report.totals
        self.batch.report = self.report.as_data()
        self.batch.position = {}
        self.batch.finish(state)

    # --- Batch by batch ----------------------------------------------------------------------

    def _keep_good(self) -> None:
        record = _record_to_resume(self.plan) or _new_record(self.plan)
        self.batch = record
        self.report = Report(record.report)
        self.resumed_at = record.position.get("read", 0)
        work = Work(self.report, only_new=not self.plan.update)
        try:
            with _Steps(self, work, record) as steps:
                steps.all()
        except (Stopped, KeyboardInterrupt):
            record.refresh_from_db()
            self.report.fail(_("Stopped at a whole batch; the same command goes on from there."))
            Batch.objects.filter(pk=record.pk).update(state=Batch.State.STOPPED)
            raise Stopped from None
        except BaseException:
            Batch.objects.filter(pk=record.pk).update(state=Batch.State.STOPPED)
            raise
        self._finish(Batch.State.DONE)


class _Steps:
    """The batches of a run: taken, recorded, with the position after each."""

    def __init__(self, run: Run, work: Work, record: Batch) -> None:
        self.run, self.work, self.record = run, work, record
        self.commits = run.plan.keep_good and not run.plan.dry_run
        position = record.position if self.commits else {}
        self.read: int = position.get("read", 0)
        self.was_waiting: list[list[int]] = position.get("waiting", [])
        self.is_read: bool = position.get("is_read", False)
        self.round_at: int = position.get("round_at", -1)
        self.moved: bool = position.get("moved", False)
        self.waiting = Waiting()

    def __enter__(self) -> _Steps:
        return self

    def __exit__(self, *exc: object) -> None:
        self.waiting.close()

    def all(self) -> None:
        """Read the files to their end, then look again at what waits."""
        self._read_all()
        self._look_again()

    def _read_all(self) -> None:
        """Take the files' entries in batches; pass over those of an earlier run."""
        passed: list[Numbered] = []
        batch: list[tuple[int, Any]] = []
        size = self.run.plan.batch
        start = self.read
        failure = ""
        ordinal = -1
        readings = enumerate(_readings(self.run.plan))
        while True:
            try:
                ordinal, reading = next(readings)
            except StopIteration:
                break
            except Unreadable as error:
                failure = str(error)
                break
            if ordinal < start:
                self._pass_over(ordinal, reading, passed)
                continue
            batch.append((ordinal, reading))
            if len(batch) >= size:
                self._learn(passed)
                self._take(batch)
                batch = []
        self._learn(passed)
        if failure and not self.is_read:
            self.run.report.fail(failure)
        if not self.is_read:
            self._take(batch, is_read=True)

    def _pass_over(self, ordinal: int, reading: Any, passed: list[Numbered]) -> None:
        if not isinstance(reading, Entry):
            return
        if within(ordinal, self.was_waiting):
            self.waiting.add((ordinal, reading))
            return
        passed.append((ordinal, reading))
        if len(passed) >= self.run.plan.batch:
            self._learn(passed)

    def _learn(self, passed: list[Numbered]) -> None:
        if passed:
            self._look_for_a_stop()
            self.work.learn(passed)
            passed.clear()

    def _take(self, batch: Iterable[tuple[int, Any]], *, is_read: bool = False) -> None:
        """Take a batch of readings of the files, in a transaction."""
        self._look_for_a_stop()
        entries = []
        with self._transaction():
            for ordinal, reading in batch:
                self.read = ordinal + 1
                match reading:
                    case Entry():
                        entries.append((ordinal, reading))
                    case Refused():
                        self.run.report.refuse(reading)
                    case Note():
                        self.run.report.note(reading.what, reading.where)
            waiting = set(self.work.take(entries))
            for ordinal, entry in entries:
                if ordinal in waiting:
                    self.waiting.add((ordinal, entry))
            self.is_read = is_read
            self._remember()
        self.run.told(self.read)

    def _look_again(self) -> None:
        """Rounds over what waits, as long as one gets anywhere; what is left is refused."""
        while len(self.waiting):
            before = len(self.waiting)
            self._round(is_last=False)
            if len(self.waiting) == before and not self.moved:
                self._round(is_last=True)
                return
            self.moved = False

    def _round(self, *, is_last: bool) -> None:
        for batch in self.waiting.batches(self.run.plan.batch, self.round_at):
            self._look_for_a_stop()
            with self._transaction():
                still = set(self.work.take(batch, is_last=is_last))
                done = {ordinal for ordinal, _entry in batch} - still
                self.moved = self.moved or bool(done)
                self.round_at = batch[-1][0]
                self.waiting.drop(done)
                self._remember()
            self.run.told(self.read)
        self.round_at = -1

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if not self.commits:
            yield
            return
        with transaction.atomic():
            yield

    def _remember(self) -> None:
        """Note in the record what the batch did; with its position, where that is committed."""
        for model, keys in self.work.done.created.items():
            self.record.record_created(model, keys)
        for model, changes in self.work.done.updated.items():
            self.record.record_updated(model, changes)
        if self.commits:
            self.record.counts = self.run.report.totals
            self.record.report = self.run.report.as_data()
            self.record.position = {
                "read": self.read,
                "waiting": self.waiting.runs,
                "is_read": self.is_read,
                "round_at": self.round_at,
                "moved": self.moved,
                "process": _this_process(),
            }
            self.record.save()

    def _look_for_a_stop(self) -> None:
        if self.run.is_stopped():
            raise Stopped


def _readings(plan: Plan) -> Iterator[Any]:
    for source in plan.sources:
        yield from source.format.read(source.path, plan.mapping)


def _new_record(plan: Plan) -> Batch:
    return Batch.objects.create(
        kind=Batch.Kind.IMPORT,
        user=plan.user,
        source=", ".join(source.name for source in plan.sources),
        checksum=plan.checksum,
        options=plan.options,
        position={"process": _this_process()},
    )


def _record_to_resume(plan: Plan) -> Batch | None:
    """The record of the same import that was broken off. Raises Busy if it still runs."""
    unfinished = Batch.objects.unfinished().filter(
        kind=Batch.Kind.IMPORT, checksum=plan.checksum, options=plan.options
    )
    record = unfinished.order_by("-pk").first()
    if record is None:
        return None
    if record.state == Batch.State.RUNNING and _is_alive(record.position.get("process", {})):
        raise Busy
    record.state = Batch.State.RUNNING
    record.position = {**record.position, "process": _this_process()}
    record.save()
    return record


def _this_process() -> dict[str, Any]:
    return {"host": socket.gethostname(), "id": os.getpid()}


def _is_alive(process: dict[str, Any]) -> bool:
    """Whether a process of this machine still runs; one of another machine counts as gone."""
    if process.get("host") != socket.gethostname() or process.get("id") == os.getpid():
        return False
    try:
        os.kill(process["id"], 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _no_log_of_queries() -> Iterator[None]:
    """Keep Django from remembering statements, as it does in development: memory stays flat."""
    debug, settings.DEBUG = settings.DEBUG, False
    try:
        yield
    finally:
        settings.DEBUG = debug


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Let the collector of circles run seldom: rows come by the million and make none."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
