"""Taking a batch back as one step: what it made goes, what it changed or deleted returns.

Nothing else is lost by it: where something newer builds on a row of the batch, it is named and
the batch stays.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from reversion.models import Version

from .putting_back import changed_by_hand, changed_since, put_back, put_some_back

if TYPE_CHECKING:
    from .batches import Batch

MOST_REASONS = 10
RAW_DELETED = 50_000
"""Primary keys in one statement that deletes."""


class CannotUndo(Exception):
    """Something builds on the batch; ``reasons`` says what, in words."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def undo(batch: Batch, user: models.Model | None = None) -> None:
    """Take a batch back, as a user does, or raise CannotUndo and change nothing."""
    if batch.kind == batch.Kind.CHANGE:
        while not undo_some(batch, user):
            pass
        return
    with transaction.atomic():
        _begin(batch)
        refuse(islice(_edited(batch), MOST_REASONS))
        refuse(islice(put_back(batch, user), MOST_REASONS))
        refuse(islice(_outsiders(batch), MOST_REASONS))
        for model in _made_models(batch):
            _delete_made(batch, model)
        _end(batch)


def undo_some(batch: Batch, user: models.Model | None, seconds: float = math.inf) -> bool:
    """Go on taking a bulk change back for some seconds; returns whether it is done.

    What stands in the way is looked for before anything is changed, and raises CannotUndo. What
    somebody changes while the work goes on stays as it is then.
    """
    deadline = time.monotonic() + seconds
    if batch.state != batch.State.UNDOING:
        with transaction.atomic():
            _begin(batch)
            refuse(islice(changed_by_hand(batch), MOST_REASONS))
            batch.state, batch.position = batch.State.UNDOING, {"done": 0}
            batch.save(update_fields=["state", "position"])
    while put_some_back(batch, user):
        if time.monotonic() > deadline:
            return False
    _end(batch)
    return True


def _begin(batch: Batch) -> None:
    """Take a batch for undoing, in a transaction; nothing newer may build on it."""
    type(batch).objects.select_for_update().get(pk=batch.pk)
    batch.refresh_from_db()
    states = type(batch).State
    if batch.state not in (states.DONE, states.STOPPED):
        raise CannotUndo([_("There is nothing to undo: it is %s.") % batch.get_state_display()])
    refuse(islice(_newer_batches(batch), MOST_REASONS))


def _end(batch: Batch) -> None:
    batch.state = type(batch).State.UNDONE
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
                    yield changed_since(row)
        runs = list(batch.runs.filter(model=model._meta.label_lower).values_list("first", "last"))
        versions = Version.objects.get_for_model(model).filter(revision__date_created__gt=since)
        for version in versions.order_by("pk").iterator():
            key = int(version.object_id)
            if any(first <= key <= last for first, last in runs):
                yield changed_since(version.object_repr)


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
