"""Taking a batch back as one step: what it made goes, what it changed or deleted returns.

Nothing else is lost by it: where something newer builds on a row of the batch, it is named and
the batch stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from reversion.models import Version

if TYPE_CHECKING:
    from .batches import Batch, BatchChange

MOST_REASONS = 10
AT_ONCE = 500
RAW_DELETED = 50_000
"""Primary keys in one statement that deletes."""


class CannotUndo(Exception):
    """Something builds on the batch; ``reasons`` says what, in words."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def undo(batch: Batch) -> None:
    """Take a batch back, or raise CannotUndo and change nothing."""
    with transaction.atomic():
        type(batch).objects.select_for_update().get(pk=batch.pk)
        batch.refresh_from_db()
        states = type(batch).State
        if batch.state not in (states.DONE, states.STOPPED):
            raise CannotUndo([_("There is nothing to undo: it is %s.") % batch.get_state_display()])
        refuse(islice(_newer_batches(batch), MOST_REASONS))
        refuse(islice(_edited(batch), MOST_REASONS))
        refuse(islice(_put_back(batch), MOST_REASONS))
        refuse(islice(_outsiders(batch), MOST_REASONS))
        for model in _made_models(batch):
            _delete_made(batch, model)
        batch.state = states.UNDONE
        batch.position = {}
        batch.save()


def refuse(reasons: Iterator[str]) -> None:
    if found := list(reasons):
        raise CannotUndo(found)


def _made_models(batch: Batch) -> list[type[models.Model]]:
    labels = batch.runs.order_by("model").values_list("model", flat=True).distinct()
    return [apps.get_model(label) for label in labels]


def made_by(batch: Batch, model: type[models.Model], key: str = "pk") -> Exists:
    """The condition that the row a key names was made by a batch."""
    runs = batch.runs.model.objects.filter(
        batch=batch,
        model=model._meta.label_lower,
        first__lte=OuterRef(key),
        last__gte=OuterRef(key),
    )
    return Exists(runs)


def _newer_batches(batch: Batch) -> Iterator[str]:
    """Later batches that changed rows which this one made or changed."""
    states = type(batch).State
    changes = batch.changes.model.objects
    later = changes.filter(batch__pk__gt=batch.pk).exclude(
        batch__state__in=(states.UNDONE, states.FAILED)
    )
    made = batch.runs.model.objects.filter(
        batch=batch,
        model=OuterRef("model"),
        first__lte=OuterRef("object_id"),
        last__gte=OuterRef("object_id"),
    )
    changed = changes.filter(batch=batch, model=OuterRef("model"), object_id=OuterRef("object_id"))
    building = later.filter(Exists(made) | Exists(changed))
    for other in type(batch).objects.filter(pk__in=building.values("batch")).order_by("-pk"):
        yield _("“%s” came later and changed the same: undo it first.") % other


def _edited(batch: Batch) -> Iterator[str]:
    """Rows of the batch that somebody changed by hand since."""
    since = batch.finished_at or batch.started_at
    for model in _made_models(batch):
        for field in model._meta.concrete_fields:
            if getattr(field, "auto_now", False):
                later = {f"{field.name}__gt": since}
                rows = model._default_manager.filter(made_by(batch, model), **later)
                for row in rows.order_by("pk")[:MOST_REASONS]:
                    yield _changed_since(row)
        runs = list(batch.runs.filter(model=model._meta.label_lower).values_list("first", "last"))
        versions = Version.objects.get_for_model(model).filter(revision__date_created__gt=since)
        for version in versions.order_by("pk").iterator():
            key = int(version.object_id)
            if any(first <= key <= last for first, last in runs):
                yield _changed_since(version.object_repr)


def _changed_since(row: object) -> str:
    return _("“%s” was changed by hand since.") % row


def _put_back(batch: Batch) -> Iterator[str]:
    """Give changed and deleted rows their old values; yields what cannot be."""
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
                yield _changed_since(row)
            else:
                _write(row, change.before)


def _rows_of(changes: list[BatchChange]) -> dict[tuple[str, int], models.Model]:
    found: dict[tuple[str, int], models.Model] = {}
    for label in {change.model for change in changes}:
        keys = [change.object_id for change in changes if change.model == label]
        rows = apps.get_model(label)._base_manager.in_bulk(keys)
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


def _linked(row: models.Model, name: str) -> QuerySet:
    return getattr(row, name).values_list("pk", flat=True)


def _column(row: models.Model, attname: str) -> Any:
    field = row._meta.get_field(attname)
    return field.target_field if field.is_relation else field


def _outsiders(batch: Batch) -> Iterator[str]:
    """Rows not of the batch that refer to rows that it made."""
    for model in _made_models(batch):
        for relation in _relations_to(model):
            if _goes_along(relation, model):
                continue
            other, key = _owner_of(relation)
            rows = relation.related_model._base_manager.filter(
                made_by(batch, model, relation.field.attname)
            ).exclude(made_by(batch, other, key))
            for row in rows.order_by("pk")[:MOST_REASONS]:
                yield _("It is referred to by what was added since: %(kind)s “%(row)s”.") % {
                    "kind": other._meta.verbose_name,
                    "row": getattr(row, key.removesuffix("_id")) if key != "pk" else row,
                }


def _relations_to(model: type[models.Model]) -> Iterator[Any]:
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            yield relation


def _goes_along(relation: Any, model: type[models.Model]) -> bool:
    """Whether rows are a part of the row they refer to: its links, and what follows from it."""
    other = relation.related_model
    if other._meta.auto_created:
        return other._meta.auto_created is model and not _is_target(relation)
    return not hasattr(other, "natural_key") and relation.on_delete is models.CASCADE


def _is_target(relation: Any) -> bool:
    """Whether a link leads to the row, not from it."""
    declared = relation.related_model._meta.auto_created
    link = next(
        f for f in declared._meta.many_to_many if f.remote_field.through is relation.related_model
    )
    return relation.field.name == link.m2m_reverse_field_name()


def _owner_of(relation: Any) -> tuple[type[models.Model], str]:
    """The table a referring row belongs to, and its column that names the row there."""
    other = relation.related_model
    if not other._meta.auto_created:
        return other, "pk"
    declared = other._meta.auto_created
    link = next(f for f in declared._meta.many_to_many if f.remote_field.through is other)
    return declared, f"{link.m2m_field_name()}_id"


def _delete_made(batch: Batch, model: type[models.Model]) -> None:
    """Delete what a batch made of a table, by ranges; keys are checked when all is gone."""
    for first, last in batch.runs.filter(model=model._meta.label_lower).values_list(
        "first", "last"
    ):
        for start in range(first, last + 1, RAW_DELETED):
            keys = (start, min(last, start + RAW_DELETED - 1))
            for relation in _relations_to(model):
                if _goes_along(relation, model):
                    key = relation.field.name
                    parts = {f"{key}__gte": keys[0], f"{key}__lte": keys[1]}
                    _raw_delete(relation.related_model._base_manager.filter(**parts))
            _raw_delete(model._base_manager.filter(pk__range=keys))


def _raw_delete(rows: QuerySet) -> None:
    rows._raw_delete(rows.db)
