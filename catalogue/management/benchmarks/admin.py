"""How fast the desk answers: every list, form, select box and page of it, the slowest first.

It asks as a superuser and as a cataloguer, in one transaction that is taken back at the end: the
two accounts, their sessions and what a page writes leave no trace. On SQLite nobody else can write
meanwhile.
"""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

from django.contrib.auth.models import Group, User
from django.core.management import CommandError
from django.db import connection, transaction
from django.test import Client
from django.utils.crypto import get_random_string

from catalogue.models import Delo, Document
from catalogue.models.groups import CATALOGUER
from catalogue.search import index

from .admin_questions import Asked, questions
from .measurement import Measurement
from .query_plans import Statement, plan_of, seconds_of, statements
from .search_pages import Times, as_for_readers, percentile

AIM = 300.0
"""Milliseconds within which 19 of 20 pages should be there."""

MAY_NOT = (302, 403)
"""How a page is answered that somebody may not open, or that has nothing to show her."""

LONGEST_STATEMENT = 2_000
"""Characters of a statement that are shown."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--times", type=int, default=11, metavar="N", help="each page is asked for; without it 11"
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=3.0,
        metavar="S",
        help="a page is not asked for again for longer; without it 3",
    )
    parser.add_argument(
        "--only", default="", metavar="WORDS", help="only pages whose name has these words"
    )
    parser.add_argument(
        "--plans",
        action="store_true",
        help="show the statements of the slow pages, and how the database goes about them",
    )


@dataclass(frozen=True)
class Answered:
    """A page as one person met it."""

    what: str
    times: Times
    working: Times
    """Milliseconds of this process alone: others who use the machine do not blur them."""
    kept: Sequence[Statement]
    plans: tuple[str, ...] = ()

    @property
    def measurement(self) -> Measurement:
        middle = median(self.times)
        aim = "" if self.slow <= AIM else f"{AIM:.0f}"
        working = median(self.working)
        note = f"median {middle:,.0f} ms, processor {working:,.0f} ms, {len(self.kept)} queries"
        kept = {"median": middle, "processor": working, "queries": len(self.kept)}
        return Measurement(self.what, self.slow, "ms", aim, note, self.plans, kept)

    @property
    def slow(self) -> float:
        return percentile(self.times)


def measure(
    *, times: int, seconds: float, only: str, plans: bool, **options: object
) -> Iterator[Measurement]:
    if not Document.objects.exists():
        raise CommandError("There is nothing on the desk: fill a database with `generate` first.")
    index.refresh()
    answered: list[Answered] = []
    with _quiet(), as_for_readers(), transaction.atomic():
        for person, client in _people():
            for asked in questions(client, only):
                if page := _answered(person, client, asked, times, seconds, plans):
                    answered.append(page)
        transaction.set_rollback(True)
    answered.sort(key=lambda page: page.slow, reverse=True)
    yield Measurement(f"documents, on {connection.vendor}", Document.objects.count())
    yield Measurement("dela", Delo.objects.count())
    slow = sum(page.slow > AIM for page in answered)
    yield Measurement(f"pages slower than {AIM:.0f} ms, of {len(answered)}", slow, aim="0")
    for page in answered:
        yield page.measurement


@contextmanager
def _quiet() -> Iterator[None]:
    """Without a line in the log for each page that somebody may not open."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _people() -> Iterator[tuple[str, Client]]:
    """A superuser and a cataloguer, signed in."""
    name = f"bench-{get_random_string(8)}"
    superuser = User.objects.create_superuser(f"{name}-superuser")
    cataloguer = User.objects.create_user(f"{name}-cataloguer", is_staff=True)
    cataloguer.groups.set(Group.objects.filter(name=CATALOGUER))
    for person, user in (("superuser", superuser), ("cataloguer", cataloguer)):
        client = Client()
        client.force_login(user)
        yield person, client


def _answered(
    person: str, client: Client, asked: Asked, times: int, seconds: float, plans: bool
) -> Answered | None:
    """A page, asked for so many times or seconds; None where she may not open it."""
    with statements() as kept:
        status = asked.by(client).status_code
    if status >= 500 or status in (400, 404):
        raise CommandError(f"{asked.address} is answered with {status}.")
    if status in MAY_NOT:
        return None
    kept = [one for one in kept if not one[0].startswith(("SAVEPOINT", "RELEASE"))]
    taken: Times = []
    working: Times = []
    ends = perf_counter() + seconds
    while not taken or (len(taken) < times and perf_counter() < ends):
        started, worked = perf_counter(), process_time()
        asked.by(client)
        taken.append(1_000 * (perf_counter() - started))
        working.append(1_000 * (process_time() - worked))
    told = tuple(_plans(kept)) if plans and percentile(taken) > AIM else ()
    return Answered(f"{asked.name} ({person})", taken, working, kept, told)


def _plans(kept: Sequence[Statement]) -> Iterator[str]:
    """Each statement that reads: its milliseconds, its words, the steps of its plan."""
    for statement in kept:
        if statement[0].lstrip("(").startswith("SELECT"):
            yield f"{1_000 * seconds_of([statement]):,.1f} ms  {statement[0][:LONGEST_STATEMENT]}"
            yield from (f"    {step}" for step in plan_of(statement))
