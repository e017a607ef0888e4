"""Batches: many rows changed in one go, by an import or a bulk action, and what each was before.

Rows that a batch made are kept as ranges of primary keys, so that a million cost a handful of
rows; rows that it changed or deleted are kept with their values before and after. A batch says to
a row's history what it did, and can be undone as one step while nothing builds on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import undoing

Values = Mapping[str, Any]
"""Columns of a row by their names in the table's model (``attname``); links by field name."""


class ExactEncoder(DjangoJSONEncoder):
    """Moments to the microsecond: Django's own encoder cuts them."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, dt.datetime) else super().default(value)


class BatchQuerySet(models.QuerySet):
    def touching(self, row: models.Model) -> BatchQuerySet:
        """The batches that made, changed or deleted a row, latest first; undone ones too."""
        model = row._meta.label_lower
        made = BatchRun.objects.filter(
            batch=OuterRef("pk"), model=model, first__lte=row.pk, last__gte=row.pk
        )
        changed = BatchChange.objects.filter(batch=OuterRef("pk"), model=model, object_id=row.pk)
        found = self.filter(Exists(made) | Exists(changed)).annotate(made_it=Exists(made))
        return found.select_related("user").order_by("-started_at", "-pk")

    def unfinished(self) -> BatchQuerySet:
        """Those that were broken off, and those that may still be at work."""
        return self.filter(state__in=(Batch.State.RUNNING, Batch.State.STOPPED))


class Batch(models.Model):
    """One import or one bulk change: who, when, from what, how far, with which outcome."""

    class Kind(models.TextChoices):
        IMPORT = "import", _("import")
        CHANGE = "change", _("bulk change")

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        STOPPED = "stopped", _("stopped")
        FAILED = "failed", _("failed")
        DONE = "done", _("done")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.IMPORT)
    title = models.CharField(_("title"), max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    source = models.TextField(_("file"), blank=True)
    checksum = models.CharField(_("SHA-256"), max_length=64, blank=True, db_index=True)
    options = models.JSONField(_("options"), default=dict, blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    report = models.JSONField(_("report"), default=dict, blank=True, encoder=ExactEncoder)
    position = models.JSONField(_("position"), default=dict, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("batch")
        verbose_name_plural = _("imports and bulk changes")
        indexes = [models.Index(fields=["-started_at", "-id"], name="batch_by_time")]
        permissions = [
            ("import_batch", _("Can import files")),
            ("undo_batch", _("Can undo imports and bulk changes")),
        ]

    def __str__(self) -> str:
        return self.title or self.source or f"{self.get_kind_display()} {self.pk}"

    def record_created(self, model: type[models.Model], keys: Iterable[int]) -> None:
        """Remember rows that were made; a run that goes on where the last one ended grows it."""
        label = model._meta.label_lower
        last = self._last_runs.get(label) or self.runs.filter(model=label).order_by("pk").last()
        for first, end in runs_of_keys(keys):
            if last is not None and last.last + 1 == first:
                last.last = end
                last.save(update_fields=["last"])
            else:
                last = self.runs.create(model=label, first=first, last=end)
        if last is not None:
            self._last_runs[label] = last

    @cached_property
    def _last_runs(self) -> dict[str, BatchRun]:
        """The last run of each table that was made or grown here."""
        return {}

    def record_updated(
        self, model: type[models.Model], changes: Iterable[tuple[int, Values, Values]]
    ) -> None:
        """Remember rows that were changed: their key, the changed values before and after."""
        self._record(model, BatchChange.Action.UPDATED, changes)

    def record_deleted(self, rows: Iterable[models.Model]) -> None:
        """Remember rows that are about to be deleted, whole."""
        for row in rows:
            change = (row.pk, values_of(row), {})
            self._record(type(row), BatchChange.Action.DELETED, [change])

    def _record(
        self, model: type[models.Model], action: str, changes: Iterable[tuple[int, Values, Values]]
    ) -> None:
        label = model._meta.label_lower
        BatchChange.objects.bulk_create(
            (
                BatchChange(
                    batch=self,
                    model=label,
                    object_id=key,
                    action=action,
                    before=dict(before),
                    after=dict(after),
                )
                for key, before, after in changes
            ),
            batch_size=500,
        )

    def undo(self, user: models.Model | None = None) -> None:
        """Take it back as one step; raises `undoing.CannotUndo`, saying what builds on it."""
        undoing.undo(self, user)

    def undo_some(self, user: models.Model | None, seconds: float) -> bool:
        """Go on undoing a bulk change for some seconds; whether it is done. Raises as `undo`."""
        return undoing.undo_some(self, user, seconds)

    def finish(self, state: str) -> None:
        """Close the batch in a state."""
        self.state, self.finished_at = state, timezone.now()
        self.save()


class BatchRun(models.Model):
    """A range of rows that a batch made, both ends included."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="runs")
    model = models.CharField(max_length=60)
    first = models.BigIntegerField()
    last = models.BigIntegerField()

    class Meta:
        verbose_name = "range of rows made by a batch"
        indexes = [models.Index(fields=["model", "first", "last"], name="batch_run_of_row")]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lte=models.F("last")), name="batch_run_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.first}–{self.last}"


class BatchChange(models.Model):
    """A row that a batch changed or deleted: the values that differ, before and after."""

    class Action(models.TextChoices):
        UPDATED = "updated", _("updated")
        DELETED = "deleted", _("deleted")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="changes")
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    action = models.CharField(max_length=8, choices=Action)
    before = models.JSONField(default=dict, encoder=ExactEncoder)
    after = models.JSONField(default=dict, encoder=ExactEncoder)

    class Meta:
        verbose_name = "row changed by a batch"
        indexes = [models.Index(fields=["model", "object_id"], name="batch_change_of_row")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id} {self.action}"


def runs_of_keys(keys: Iterable[int]) -> list[tuple[int, int]]:
    """The ranges that some primary keys fill without a gap."""
    runs: list[tuple[int, int]] = []
    for key in sorted(keys):
        if runs and runs[-1][1] + 1 == key:
            runs[-1] = (runs[-1][0], key)
        else:
            runs.append((key, key))
    return runs


def values_of(row: models.Model) -> dict[str, Any]:
    """All columns of a row."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
