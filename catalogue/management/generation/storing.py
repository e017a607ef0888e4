"""Made-up rows into their tables, by the way that imports take: bulk_create is half as fast."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model

from catalogue.imports.inserting import insert, take_ids

Value = Callable[[Model], Any]


def store(rows: Sequence[Model]) -> None:
    """Insert new rows of one model and give them their primary keys."""
    if not rows:
        return
    model = type(rows[0])
    for row, key in zip(rows, take_ids(model, len(rows)), strict=True):
        row.pk = key
    fields = model._meta.concrete_fields
    columns = [list(map(_value(field), rows)) for field in fields]
    insert(model, [field.attname for field in fields], zip(*columns, strict=True))


def _value(field: Field[Any, Any]) -> Value:
    """What a row holds in a field, as the database takes it."""
    if field.is_relation:
        return _key(field)
    database = connections[DEFAULT_DB_ALIAS]  # not its proxy, which is slower than the work
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), database)
    held = attrgetter(field.attname)
    if field.get_internal_type() in {"CharField", "TextField", "SlugField"}:
        return held

    def prepared(row: Model) -> Any:
        value = held(row)
        return None if value is None else field.get_db_prep_save(value, database)

    return prepared


def _key(field: Field[Any, Any]) -> Value:
    """The key of what a row refers to, which may have been stored after the row was made."""
    held = attrgetter(field.attname)

    def key(row: Model) -> Any:
        if (known := held(row)) is None and (other := field.get_cached_value(row, default=None)):
            return other.pk
        return known

    return key
