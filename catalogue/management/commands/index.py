"""`manage.py index`: bring the search index up to date, check it, or build it anew."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalogue.search import SearchUnavailable, index

STOPPED = "Stopped. A rebuild goes on from here when it is begun again; the old index serves."


class Command(BaseCommand):
    help = (
        "Keep the search index in step with the database. Without options it applies the changes "
        "that are pending, building a missing index first. The site does the same by itself; use "
        "this after a restore, a crash, or a new version of the catalogue."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--check",
            action="store_true",
            help="compare the index with the database; exit 1 and name the records that differ",
        )
        what.add_argument(
            "--rebuild",
            action="store_true",
            help="build it anew beside the present one, which serves until the new one is ready",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        self._began: dict[str, tuple[float, int]] = {}
        try:
            if options["check"]:
                self._check()
            elif options["rebuild"]:
                index.rebuild(self._progress)
            else:
                index.refresh(progress=self._progress)
        except SearchUnavailable as error:
            raise CommandError(error.reason) from error
        except KeyboardInterrupt:
            raise CommandError(STOPPED) from None
        if options["verbosity"]:
            self.stdout.write(f"The index is in step ({time.monotonic() - started:.1f} s).")

    def _check(self) -> None:
        if damaged := index.damaged_file():
            raise CommandError(f"The index is damaged ({damaged}): run manage.py index --rebuild.")
        differences = index.differences(self._progress)
        for kind, differing in differences.items():
            for name, ids in vars(differing).items():
                if ids:
                    self.stderr.write(f"{kind}: {len(ids)} {name}: {ids[:10]}")
        if differences:
            raise CommandError("The index differs: run manage.py index --rebuild.")

    def _progress(self, kind: str, done: int, total: int) -> None:
        """Show how far it is on a terminal; elsewhere a line for each kind when it is done."""
        began, before = self._began.setdefault(kind, (time.monotonic(), done))
        seconds = time.monotonic() - began
        rate = (done - before) / seconds if seconds else 0.0
        is_done = done >= total
        if self.stdout.isatty() or is_done:
            left = "" if is_done or not rate else f", {(total - done) / rate:.0f} s left"
            speed = f", {rate:,.0f} a second, {seconds:.0f} s{left}" if seconds >= 1 else ""
            line = f"{kind}: {done:,} of {total:,}{speed}"
            begin = "\r" if self.stdout.isatty() else ""
            self.stdout.write(f"{begin}{line:<78}".rstrip(), ending="\n" if is_done else "")
