"""Writing many rows of one table at once: columns and links, in a statement for like values.

No signal is sent: what a model derives from its columns is derived here; nothing else may hang
on the columns that are written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model

from .derived import Derived

AT_ONCE = 500
"""Rows in one statement."""

MOST_STATEMENTS = 5
"""So many different values are written by a statement each; more go into one of many cases."""

Row = tuple[Model, Mapping[str, Any]]
"""A row as it stands, and values for it: columns by ``attname``, links by name as lists of keys."""


def write_rows(model: type[Model], rows: Sequence[Row]) -> None:
    """Give rows of a table, at most `AT_ONCE`, their values; every row has the same names."""
    names = rows[0][1].keys() if rows else set()
    links = {field.name for field in model._meta.many_to_many} & names
    if columns := names - links:
        _write_columns(model, rows, columns)
    for name in sorted(links):
        _relink(model, name, rows)


def _write_columns(model: type[Model], rows: Sequence[Row], names: Collection[str]) -> None:
    keys: dict[str, list[int]] = defaultdict(list)
    written: dict[str, dict[str, Any]] = {}
    for row, values in rows:
        for name in names:
            setattr(row, name, values[name])
        after = {name: getattr(row, name) for name in names} | _derived(row, names)
        keys[repr(after)].append(row.pk)
        written[repr(after)] = after
    if len(keys) <= MOST_STATEMENTS:
        for like, some in keys.items():
            model._base_manager.filter(pk__in=some).update(**written[like])
        return
    columns = {name for after in written.values() for name in after}
    fields = sorted(model._meta.get_field(name).name for name in columns)
    model._base_manager.bulk_update([row for row, _values in rows], fields, batch_size=AT_ONCE)


def _derived(row: Model, names: Collection[str]) -> dict[str, Any]:
    """The columns that follow from some and are not yet as they should be."""
    if not isinstance(row, Derived) or row.underived_from.issuperset(names):
        return {}
    before = {name: getattr(row, name) for name in row.derived_fields}
    row.derive()
    return {name: getattr(row, name) for name, was in before.items() if getattr(row, name) != was}


def _relink(model: type[Model], name: str, rows: Iterable[Row]) -> None:
    """Take out and put in the rows between records and terms; they have been prefetched."""
    field = model._meta.get_field(name)
    through, own = field.remote_field.through, f"{field.m2m_field_name()}_id"
    other = f"{field.m2m_reverse_field_name()}_id"
    gone: dict[frozenset[int], list[int]] = defaultdict(list)
    made = []
    for row, values in rows:
        present, wanted = {one.pk for one in getattr(row, name).all()}, {*values[name]}
        gone[frozenset(present - wanted)].append(row.pk)
        made += [through(**{own: row.pk, other: key}) for key in sorted(wanted - present)]
    for terms, keys in gone.items():
        if terms:
            links = through.objects.filter(**{f"{own}__in": keys, f"{other}__in": terms})
            links._raw_delete(links.db)
    through.objects.bulk_create(made, ignore_conflicts=True, batch_size=AT_ONCE)
