"""Giving the rows that a batch changed or deleted their old values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from .bulk_writing import write_rows
from .documents import Document
from .steps import record_steps, step_between

if TYPE_CHECKING:
    from .batches import Batch, BatchChange

AT_ONCE = 500
MOST_NAMED = 10


def changed_since(row: object) -> str:
    return _("“%s” was changed by hand since.") % row


def put_back(batch: Batch, user: models.Model | None) -> Iterator[str]:
    """Give the rows of an import their old values; yields what cannot be."""
    changes = batch.changes.order_by("-pk").iterator(chunk_size=AT_ONCE)
    while some := list(islice(changes, AT_ONCE)):
        rows = _rows_of(some)
        for change in some:
            row = rows.get((change.model, change.object_id))
            if change.action == change.Action.DELETED:
                _bring_back(change)
            elif row is None:
                yield _("%s was deleted since.") % change
            elif not _is_as_left(row, change):
                yield changed_since(row)
            else:
                _write(row, change.before)


def changed_by_hand(batch: Batch) -> Iterator[str]:
    """Rows of a bulk change that are not as it left them; a moment of change spares the look."""
    for label in batch.changes.order_by("model").values_list("model", flat=True).distinct():
        model, own = apps.get_model(label), batch.changes.filter(model=label, action="updated")
        keys = own.values("object_id")
        gone = own.filter(~Exists(model._base_manager.filter(pk=OuterRef("object_id"))))
        for change in gone.order_by("pk")[:MOST_NAMED]:
            yield _("%s was deleted since.") % change
        if hasattr(model, "changed_at"):
            since = batch.finished_at or batch.started_at
            keys = model._base_manager.filter(pk__in=keys, changed_at__gt=since).values("pk")
        changes = own.filter(object_id__in=keys).order_by("pk").iterator(chunk_size=AT_ONCE)
        while some := list(islice(changes, AT_ONCE)):
            rows = _rows_of(some)
            for change in some:
                row = rows.get((change.model, change.object_id))
                if row is not None and not _is_as_left(row, change):
                    yield changed_since(row)


def put_some_back(batch: Batch, user: models.Model | None) -> bool:
    """Give some rows of a bulk change their old values, the last ones first; whether there were
    any. A bulk change touches each row once."""
    with transaction.atomic():
        changes = batch.changes.order_by("-pk")
        if "before" in batch.position:
            changes = changes.filter(pk__lt=batch.position["before"])
        some = list(changes[:AT_ONCE])
        if not some:
            return False
        rows = _rows_of(some)
        standing = []
        for change in some:
            row = rows.get((change.model, change.object_id))
            if change.action == change.Action.DELETED:
                _bring_back(change)
            elif row is not None and _is_as_left(row, change):
                standing.append((row, change))
        _write_together(standing)
        _record_steps(batch, standing, user)
        done = batch.position.get("done", 0) + len(some)
        batch.position = {"before": some[-1].pk, "done": done}
        batch.save(update_fields=["position"])
    return True


Standing = list[tuple[models.Model, "BatchChange"]]
"""Rows that are as a batch left them, with what it changed: a bulk change touches each once."""


def _write_together(standing: Standing) -> None:
    """Set rows of each table as they were; nothing hangs on what a bulk change may write."""
    by_table: dict[tuple[str, ...], list[tuple[models.Model, dict[str, Any]]]] = {}
    for row, change in standing:
        links = _links(row)
        before = {
            name: value if name in links else _column(row, name).to_python(value)
            for name, value in change.before.items()
        }
        by_table.setdefault((change.model, *sorted(before)), []).append((row, before))
    for (label, *_names), rows in by_table.items():
        write_rows(apps.get_model(label), rows)


def _record_steps(batch: Batch, standing: Standing, user: models.Model | None) -> None:
    """Documents that go back to the status they had take a step, like any other."""
    by_kind: dict[str, list[Any]] = {}
    for row, change in standing:
        if isinstance(row, Document) and "status" in change.before:
            kind = step_between(change.after["status"], change.before["status"])
            by_kind.setdefault(kind, []).append(row)
    for kind, documents in by_kind.items():
        record_steps(documents, kind, user, _("“%s” was undone.") % batch)


def _rows_of(changes: list[BatchChange]) -> dict[tuple[str, int], models.Model]:
    found: dict[tuple[str, int], models.Model] = {}
    for label in {change.model for change in changes}:
        keys = [change.object_id for change in changes if change.model == label]
        model = apps.get_model(label)
        names = {name for change in changes if change.model == label for name in change.after}
        links = sorted(names & {field.name for field in model._meta.many_to_many})
        locked = model._base_manager.select_for_update()
        rows = locked.prefetch_related(*links).in_bulk(keys)
        found.update(((label, key), row) for key, row in rows.items())
    return found


def _is_as_left(row: models.Model, change: BatchChange) -> bool:
    """Whether a row still is as the batch left it, as far as the batch changed it."""
    for name, value in change.after.items():
        if name in _links(row):
            if {*_linked(row, name)} != {*value}:
                return False
        elif getattr(row, name) != _column(row, name).to_python(value):
            return False
    return True


def _write(row: models.Model, values: dict[str, Any]) -> None:
    """Set columns and links as they were; the moment of change too, so the save is raw."""
    links = _links(row)
    columns = {name: value for name, value in values.items() if name not in links}
    for name, value in columns.items():
        setattr(row, name, _column(row, name).to_python(value))
    if columns:
        row.save_base(raw=True)
    for name in links & values.keys():
        getattr(row, name).set(values[name])


def _bring_back(change: BatchChange) -> None:
    model = apps.get_model(change.model)
    row = model(pk=change.object_id)
    _write(row, change.before)


def _links(row: models.Model) -> set[str]:
    return {field.name for field in row._meta.many_to_many}


def _linked(row: models.Model, name: str) -> list[int]:
    return [one.pk for one in getattr(row, name).all()]


def _column(row: models.Model, attname: str) -> Any:
    field = row._meta.get_field(attname)
    return field.target_field if field.is_relation else field
