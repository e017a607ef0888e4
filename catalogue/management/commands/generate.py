"""`manage.py generate`: a made-up collection of any size, to measure and to try things on."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from catalogue.management.generation import (
    OtherCollection,
    Plan,
    Progress,
    foreign_rows,
    generate,
)

MOST = 100_000_000
"""Documents, dela, or the number of a seed."""


class Command(BaseCommand):
    help = (
        "Makes up a lifelike collection, the same for the same seed. A run that was stopped goes "
        "on where it was when started again with the same arguments; a finished one adds nothing. "
        "Build the search index afterwards: manage.py index --rebuild."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--documents", type=_count, default=1_000, metavar="N")
        parser.add_argument("--dela", type=_count, default=10_000, metavar="M")
        parser.add_argument("--seed", type=_count, default=1, metavar="S")
        parser.add_argument(
            "--yes",
            action="store_true",
            help="also into a database that holds other than made-up rows and fixtures",
        )

    def handle(
        self, *, documents: int, dela: int, seed: int, yes: bool, verbosity: int, **options: Any
    ) -> None:
        if settings.PRODUCTION:  # where readers would take it for the holdings
            raise CommandError("generate is for development: unset ARCHIVE_ENV.")
        if not yes and (foreign := foreign_rows()):
            raise CommandError(
                f"This database holds what somebody described ({'; '.join(foreign)}). "
                "Name another one in DATABASE_URL, or say --yes."
            )
        progress = Progress(self.stdout)
        try:
            added = generate(Plan(documents, dela, seed), progress)
        except OtherCollection as other:
            raise CommandError(
                f"There is another made-up collection here already ({other}). Give its figures "
                "to complete it, or name an empty database in DATABASE_URL."
            ) from other
        except KeyboardInterrupt as stop:
            progress.break_off()
            raise CommandError(
                "Stopped at a whole batch; the same command goes on from there."
            ) from stop
        if verbosity:
            self.stdout.write(_said(added))


def _said(added: dict[str, int]) -> str:
    if not any(added.values()):
        return "Nothing to add: this collection is here already."
    figures = ", ".join(f"{count:,} {what}" for what, count in added.items())
    return f"Added {figures}. The search index: manage.py index --rebuild."


def _count(text: str) -> int:
    """A whole number that is not negative, and not so large that its digits alone take long."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST))) or int(text) > MOST:
        raise ArgumentTypeError(f"give a whole number from 0 to {MOST:,}")
    return int(text)
