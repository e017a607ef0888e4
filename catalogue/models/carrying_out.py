"""Carrying out a bulk change, step by step: each written and recorded, all or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from .batches import Batch
from .bulk_changes import BulkChange, Planned
from .bulk_writing import write_rows
from .documents import Document
from .steps import record_steps, step_between

STEP = 500
"""Records planned and written at once: a fixed number of queries each."""


@dataclass
class Outcome:
    """How many records a change changed, found so already, and could not change."""

    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    def count(self, planned: Iterable[Planned]) -> None:
        """Count records; one with several rows is changed if any of them is."""
        by_record: dict[int, list[Planned]] = defaultdict(list)
        for one in planned:
            by_record[one.record.pk].append(one)
        for rows in by_record.values():
            if any(one.is_change for one in rows):
                self.changed += 1
            elif any(one.refusal for one in rows):
                self.refused += 1
            else:
                self.unchanged += 1


def steps(keys: Sequence[int], start: int = 0) -> Iterator[Sequence[int]]:
    """Keys in steps, from a place in them on."""
    return (keys[place : place + STEP] for place in range(start, len(keys), STEP))


def carry_out(
    batch: Batch, change: BulkChange, model: type[Model], keys: Sequence[int], outcome: Outcome
) -> None:
    """Change the rows with some keys, a step, and record it in the batch, all or nothing.

    The rows are read again under a lock: what somebody changed since the preview is not undone.
    """
    with transaction.atomic():
        rows = model._default_manager.filter(pk__in=keys).order_by("pk").select_for_update()
        planned = list(change.planned(rows))
        outcome.count(planned)
        changing: dict[type[Model], list[Planned]] = defaultdict(list)
        for one in planned:
            if one.is_change:
                changing[type(one.row)].append(one)
        for kind, ones in changing.items():
            _write(kind, ones)
            _record_steps(batch, ones)
            if kind is not model:
                changed = {one.record.pk for one in ones}
                model._default_manager.filter(pk__in=changed).update(changed_at=timezone.now())
            batch.record_updated(kind, ((one.row.pk, one.before, one.after) for one in ones))
        batch.counts = vars(outcome)
        batch.position = {"done": batch.position.get("done", 0) + len(keys)}
        batch.save(update_fields=["counts", "position"])


def _write(model: type[Model], planned: Sequence[Planned]) -> None:
    """Write what was planned; a record that has one bears the moment of its change."""
    moment = {"changed_at": timezone.now()} if hasattr(model, "changed_at") else {}
    write_rows(model, [(one.row, {**one.after, **moment}) for one in planned])


def _record_steps(batch: Batch, planned: Sequence[Planned]) -> None:
    """The steps on the way to the public that were taken, as if each had been taken by itself."""
    by_kind: dict[str, list[Document]] = defaultdict(list)
    for one in planned:
        if "status" in one.after:
            by_kind[step_between(one.before["status"], one.after["status"])].append(one.row)
    for kind, documents in by_kind.items():
        record_steps(documents, kind, batch.user)
