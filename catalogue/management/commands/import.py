"""`manage.py import`: files into the catalogue, tried first, all or nothing, once."""

from __future__ import annotations

import signal
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from catalogue.imports.checksums import Source
from catalogue.imports.entries import Unreadable
from catalogue.imports.formats import FORMATS
from catalogue.imports.report import Report
from catalogue.imports.running import BATCH, Busy, Plan, Run, Stopped
from catalogue.imports.tables import guess, read_mapping
from catalogue.management.generation import Progress
from catalogue.models import Delo, Document
from catalogue.search import SearchUnavailable, index

MOST_SHOWN = 20
"""So many refusals and changes are shown; the file of --report has them all."""


MOST_FOLLOWED = 20_000
"""Up to so many changed objects the index is not made anew."""

TIMES_AS_FAST = 5
"""Measured: so many records are made anew in the time in which one changed object is followed."""


class Command(BaseCommand):
    help = (
        "Imports files: new objects are made, those of the same natural key updated, never blanked "
        "where the file is silent. A faulty file changes nothing, and every fault is told. "
        "Running it again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--mapping",
            type=Path,
            metavar="FILE",
            help="for tables and finding aids: which column is which field, as TOML",
        )
        parser.add_argument(
            "--guess",
            action="store_true",
            help="only print the mapping that the headings of a table suggest, to be corrected",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what the import would do"
        )
        parser.add_argument(
            "--format",
            choices=[one.name for one in FORMATS],
            default="",
            help="without it each file's ending and beginning tell",
        )
        mode = parser.add_mutually_exclusive_group()
        mode.add_argument(
            "--update",
            action="store_true",
            help="update what exists with what the file says (this is the default)",
        )
        mode.add_argument(
            "--only-new", action="store_true", help="leave what exists as it is; add the rest"
        )
        parser.add_argument(
            "--keep-good",
            action="store_true",
            help="keep what is good, batch by batch; the same command resumes a broken-off run",
        )
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="write the report; JSON if it ends so"
        )
        parser.add_argument("--batch", type=_batch, default=BATCH, metavar="N")

    def handle(self, *, paths: list[Path], report: Path | None, **options: Any) -> None:
        if options["guess"]:
            self._guess(paths)
            return
        if report is not None:
            _write(report, "")  # a file that cannot be written is better known at once
        try:
            mapping = read_mapping(options["mapping"]) if options["mapping"] else None
            sources = [Source.open(path, options["format"]) for path in paths]
        except Unreadable as error:
            raise CommandError(str(error)) from error
        plan = Plan(
            sources,
            update=not options["only_new"],
            keep_good=options["keep_good"],
            dry_run=options["dry_run"],
            batch=options["batch"],
            mapping=mapping,
        )
        self._run(plan, report, options["verbosity"])

    def _guess(self, paths: list[Path]) -> None:
        """Print the mapping of a table, with nothing else around it: it is made into a file."""
        if len(paths) > 1:
            raise CommandError(_("A mapping is guessed from one table at a time."))
        try:
            self.stdout.write(guess(paths[0]).as_toml())
        except (OSError, Unreadable) as error:
            raise CommandError(str(error)) from error

    def _run(self, plan: Plan, report: Path | None, verbosity: int) -> None:
        progress = Progress(self.stdout)
        total = sum(source.objects for source in plan.sources)
        run = Run(plan, is_stopped=lambda: stop.is_asked)
        run.told = lambda read: progress(
            _("objects"), read, max(total, read + 1), read - run.resumed_at
        )
        was_stopped = False
        with _stop_on_ctrl_c() as stop:
            try:
                run()
            except Stopped:
                was_stopped = True
            except Busy as busy:
                raise CommandError(_("This import is running in another process.")) from busy
        progress.break_off()
        if report is not None:
            text = "\n".join(run.report.lines()) + "\n"
            _write(report, run.report.as_json() if report.suffix == ".json" else text)
        self._say(plan, run, was_stopped, verbosity)

    def _say(self, plan: Plan, run: Run, was_stopped: bool, verbosity: int) -> None:
        said = "\n".join(run.report.lines(MOST_SHOWN))
        is_kept = run.report.is_clean or plan.keep_good
        if was_stopped or not is_kept or run.report.failure:
            kept = plan.keep_good and not plan.dry_run
            head = "" if was_stopped or kept else _("Nothing was imported.")
            raise CommandError("\n".join(filter(None, (head, said))))
        if verbosity:
            if run.resumed_at:
                self.stdout.write(_("Resumed after object %s.") % f"{run.resumed_at:,}")
            self.stdout.write(said)
            self.stdout.write(_closing(plan, run.report))
        if not plan.dry_run:
            self._bring_index_in_step(run.report, verbosity)

    def _bring_index_in_step(self, report: Report, verbosity: int) -> None:
        """Apply what the log holds now; else the next readers would, a part each."""
        try:
            if _is_sooner_made_anew(report):
                index.rebuild()
            else:
                index.refresh()
        except SearchUnavailable as error:
            if verbosity:
                self.stdout.write(
                    _("The search index follows later: %(why)s") % {"why": error.reason}
                )


def _is_sooner_made_anew(report: Report) -> bool:
    """Whether so much was imported that the index is made anew sooner than change by change."""
    changed = report.total("created") + report.total("updated")
    if changed <= MOST_FOLLOWED:
        return False
    return changed * TIMES_AS_FAST > Document.objects.count() + Delo.objects.count()


def _closing(plan: Plan, report: Report) -> str:
    if plan.dry_run:
        return _("A trial: nothing was changed.")
    if not report.total("created") and not report.total("updated"):
        return _("Nothing to change: it is all here already.")
    return _("Imported.")


class _Stop:
    is_asked = False


@contextmanager
def _stop_on_ctrl_c() -> Iterator[_Stop]:
    """Ctrl-C asks for a stop after the batch at hand; a second one does not wait."""
    stop = _Stop()

    def ask(number: int, frame: Any) -> None:
        if stop.is_asked:
            raise KeyboardInterrupt
        stop.is_asked = True

    try:
        before = signal.signal(signal.SIGINT, ask)
    except ValueError:  # not the main thread: nobody presses keys there
        yield stop
        return
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.") from error


def _batch(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 20_000 and len(text) < 9):
        raise ArgumentTypeError(_("give a whole number from 1 to 20,000"))
    return int(text)
