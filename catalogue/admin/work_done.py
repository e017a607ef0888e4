"""What was done in a month: by whom, with which kind of record, how often.

Saves are told by the log of the desk, the way to the public by the steps, imports and bulk changes
by their batches: each counted by the database, along its index of time.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.db.models import Count, F, IntegerField, Model, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Batch, Document, Step

MOST_LINES = 2_000
"""So many lines of each source are told of."""

SAVES = {ADDITION: "created", CHANGE: "changed", DELETION: "deleted"}

COLUMNS = {
    "created": gettext_lazy("created"),
    "changed": gettext_lazy("changed"),
    "deleted": gettext_lazy("deleted"),
    Step.Kind.SENT: gettext_lazy("sent to review"),
    Step.Kind.SENT_BACK: gettext_lazy("sent back"),
    Step.Kind.PUBLISHED: gettext_lazy("published"),
    Step.Kind.REVISED: gettext_lazy("revisions approved"),
    Step.Kind.WITHDRAWN: gettext_lazy("withdrawn"),
    "imported": gettext_lazy("imported"),
    "updated": gettext_lazy("updated by imports"),
    "many": gettext_lazy("changed in bulk"),
}

Done = tuple[str, str, str, int]
"""By whom, with which kind of record, what, how often."""


@dataclass(frozen=True)
class Month:
    """A month of the calendar, as addresses write it: 2026-11."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> Month | None:
        """The month of an address, or None where it is none."""
        year, hyphen, number = text.partition("-")
        is_written = len(year) == 4 and len(number) == 2 and hyphen
        if not (is_written and text.isascii() and (year + number).isdecimal()):
            return None
        month = cls(int(year), int(number))
        return month if 1 <= month.number <= 12 and 1900 <= month.year <= 9998 else None

    @classmethod
    def now(cls) -> Month:
        today = timezone.localdate()
        return cls(today.year, today.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.number, 1)

    @property
    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """When it begins, and when the next one does."""
        midnight = dt.time()
        begins, ends = (dt.datetime.combine(one.first, midnight) for one in (self, self.next))
        return timezone.make_aware(begins), timezone.make_aware(ends)

    @property
    def next(self) -> Month:
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> Month:
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)


def work_done(month: Month, user: Any = None) -> dict[tuple[str, str], Counter[str]]:
    """How often each did what, by person and kind of record; of one user, if one is given."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for source in (_saves, _steps, _batches):
        for who, kind, what, times in source(month, user):
            found[who, kind][what] += times
    return dict(sorted(found.items()))


def _within(rows: QuerySet, moment: str, by: str, month: Month, user: Any) -> QuerySet:
    """The rows of a month, of one user's if one is given."""
    begins, ends = month.moments
    found = rows.filter(**{f"{moment}__gte": begins, f"{moment}__lt": ends}).order_by()
    return found.filter(**{by: user.pk}) if user else found


def _saves(month: Month, user: Any) -> Iterator[Done]:
    entries = _within(LogEntry.objects.all(), "action_time", "user", month, user)
    counted = entries.values_list(
        "user__username", "content_type__app_label", "content_type__model", "action_flag"
    ).annotate(n=Count("pk"))
    for who, app, model, flag, times in counted[:MOST_LINES]:
        yield who, _kind(app, model), SAVES.get(flag, "changed"), times


def _steps(month: Month, user: Any) -> Iterator[Done]:
    steps = _within(Step.objects.exclude(kind=Step.Kind.CREATED), "at", "by", month, user)
    counted = steps.values_list("by_name", "kind").annotate(n=Count("pk"))
    for who, what, times in counted[:MOST_LINES]:
        yield who, _called(Document), what, times


def _batches(month: Month, user: Any) -> Iterator[Done]:
    batches = Batch.objects.exclude(state__in=(Batch.State.UNDONE, Batch.State.FAILED))
    rows = _within(batches, "started_at", "user", month, user)
    counted = rows.values(name=F("user__username"), what=F("kind")).annotate(
        **{
            figure: Sum(Cast(KeyTextTransform(figure, "counts"), IntegerField()))
            for figure in ("created", "updated", "changed")
        }
    )
    for row in counted[:MOST_LINES]:
        who, kind = row["name"] or "", _("imports and bulk changes")
        if row["what"] == Batch.Kind.IMPORT:
            yield who, kind, "imported", row["created"] or 0
            yield who, kind, "updated", row["updated"] or 0
        else:
            yield who, kind, "many", row["changed"] or 0


def _kind(app: str | None, model: str | None) -> str:
    """What a kind of record is called, also one that there is no more."""
    try:
        return _called(apps.get_model(app or "", model or ""))
    except (LookupError, ValueError):
        return model or ""


def _called(model: type[Model]) -> str:
    return str(model._meta.verbose_name_plural)
