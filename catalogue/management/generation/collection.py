"""A made-up collection, written batch by batch: what is there already is passed over.

Every batch is one transaction and draws from chance of its own, so that a run that was stopped
goes on at the first batch that is missing, and ends with the same rows as one that was not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from catalogue.models import Collection

from .agents import agents_for, create_agents, has_agent
from .documents import create_documents, has_document, setting
from .tree import planned
from .units import create_dela, has_delo, shelves
from .vocabulary import OWN, vocabulary

BATCH = 1_000
"""Rows of one kind that are made in one transaction, with what hangs on them.

Chance begins anew with each batch: another size makes another collection.
"""

Told = Callable[[str, int, int, int], None]
"""Told of a kind: rows done, rows in all, rows added by this run."""


class OtherCollection(Exception):
    """The database holds a made-up collection of other size or seed."""


@dataclass(frozen=True)
class Plan:
    """A collection before it is made."""

    documents: int
    dela: int
    seed: int

    @property
    def slug(self) -> str:
        """The key of the row that says what was made here."""
        return f"{OWN}made-{self.documents}-{self.dela}-{self.seed}"

    @property
    def label(self) -> str:
        return f"Made up: {self.documents} documents, {self.dela} dela, seed {self.seed}"


def generate(plan: Plan, tell: Told) -> dict[str, int]:
    """Make a collection, or what is missing of it; returns the rows added, by kind.

    Raises `OtherCollection`: two collections in one database would share their keys.
    """
    with _no_log_of_queries():
        with transaction.atomic():
            _mark(plan)
            words = vocabulary(plan.seed)
            units = shelves(plan.seed, planned(plan.seed, plan.dela), words.archives)
        work = _Work(tell)
        work.do(
            "agents",
            agents_for(plan.documents),
            has_agent,
            lambda *run: create_agents(plan.seed, *run),
        )
        work.do(
            "dela",
            plan.dela,
            lambda ordinal: has_delo(units, ordinal),
            lambda *run: create_dela(plan.seed, units, *run),
        )
        around = setting(plan.seed, words, units)
        work.do(
            "documents", plan.documents, has_document, lambda *run: create_documents(around, *run)
        )
    return work.added


def _mark(plan: Plan) -> None:
    """Leave a row that says what was made here, in a vocabulary, where no reader sees it."""
    made = Collection.objects.filter(slug__startswith=f"{OWN}made-")
    if other := made.exclude(slug=plan.slug).first():
        raise OtherCollection(other.label_en)
    if not made.exists():
        Collection.objects.create(slug=plan.slug, label_en=plan.label)


class _Work:
    """Batches of several kinds, and how many rows they added."""

    def __init__(self, tell: Told) -> None:
        self.tell = tell
        self.added: dict[str, int] = {}

    def do(
        self,
        what: str,
        total: int,
        is_there: Callable[[int], bool],
        create: Callable[[int, int], None],
    ) -> None:
        """Create what is missing of one kind; its rows are numbered from 0."""
        self.added[what] = 0
        self.tell(what, 0, total, 0)
        for first in range(0, total, BATCH):
            last = min(total, first + BATCH)
            if not is_there(first):
                with transaction.atomic():
                    create(first, last)
                self.added[what] += last - first
            self.tell(what, last, total, self.added[what])


@contextmanager
def _no_log_of_queries() -> Iterator[None]:
    """Keep Django from remembering statements, as it does in development.

    It remembers the last 9,000, which are large here: memory would not stay flat; and SQLite
    would be asked to spell out every value of each.
    """
    debug, settings.DEBUG = settings.DEBUG, False
    try:
        yield
    finally:
        settings.DEBUG = debug
