"""What imports and bulk changes tell in the history of a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.models import Batch, BatchChange, BatchRun
from catalogue.models.contents import PARTS

from .chronicle import OTHER_SOURCES, Entry
from .differences import Changed, compare

SHOWN = 25
"""So many batches a history tells of."""


def entries_of_batches(record: Model) -> Iterator[Entry]:
    """What batches did to a record and to its parts, the latest first."""
    rows = _rows_of(record)
    touched = Q(pk__in=BatchChange.objects.filter(_changes_of(rows)).values("batch"))
    made = BatchRun.objects.filter(
        model=record._meta.label_lower, first__lte=record.pk, last__gte=record.pk
    )
    batches = Batch.objects.filter(touched | Q(pk__in=made.values("batch")))
    for batch in batches.select_related("user").order_by("-pk")[:SHOWN]:
        changes = batch.changes.filter(_changes_of(rows)).order_by("pk")
        yield Entry(
            at=batch.started_at,
            who=str(batch.user or ""),
            comment=_comment(batch),
            told_at=reverse("admin:catalogue_batch_change", args=[batch.pk]),
            changes=[one for change in changes for one in _changed(change)],
        )


def _comment(batch: Batch) -> str:
    if batch.state == Batch.State.UNDONE:
        return _("%(batch)s (undone since)") % {"batch": batch}
    return str(batch)


def _rows_of(record: Model) -> dict[str, list[int]]:
    """The keys of a record and of its parts, by model."""
    rows = {record._meta.label_lower: [record.pk]}
    for name in PARTS.get(type(record), ()):
        parts = getattr(record, name)
        rows[parts.model._meta.label_lower] = list(parts.values_list("pk", flat=True))
    return rows


def _changes_of(rows: dict[str, list[int]]) -> Q:
    found = Q()
    for model, keys in rows.items():
        found |= Q(model=model, object_id__in=keys)
    return found


def _changed(change: BatchChange) -> list[Changed]:
    """The columns that a change tells of, before and after."""

    def content(values: dict[str, Any]) -> list[dict[str, Any]]:
        if not values:
            return []
        return [{"model": change.model, "pk": change.object_id, "fields": values}]

    return compare(content(change.before), content(change.after))


OTHER_SOURCES.append(entries_of_batches)
