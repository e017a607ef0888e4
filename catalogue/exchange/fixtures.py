"""The catalogue as a fixture of Django's: JSON Lines with natural keys, an object a line.

Two exports of one state are equal byte for byte, from either database: tables come parents
first, rows in the order of their keys' code points, fields in the order of the model. Every
field is stated, empty ones too, so that loading it over another state leaves nothing of that
one behind; moments are stated to the microsecond. What follows from other columns is left out.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TextIO

from django.db.models import ForeignKey, QuerySet

from .contents import CONTENT, CONTENTS, Chosen, Content, selected
from .snapshots import among, by_letters, in_batches, one_state

Key = list[str]
Told = Callable[[str, int, int], None]
"""Told of a table: rows written, rows in all."""


def silent(what: str, done: int, total: int) -> None:
    """Progress that is not shown."""


def write_fixtures(file: TextIO, chosen: Chosen | None = None, tell: Told = silent) -> int:
    """Write the whole catalogue, or chosen rows of it; return the number of objects.

    `contents.with_all_they_need` chooses rows that can be loaded by themselves.
    """
    written = 0
    for line in fixture_lines(chosen, tell):
        file.write(line)
        written += 1
    return written


def fixture_lines(chosen: Chosen | None = None, tell: Told = silent) -> Iterator[str]:
    """What `write_fixtures` writes, an object a line, with no more than a batch in memory."""
    with one_state():
        for content in CONTENTS:
            rows = selected(content, chosen)
            done, total = 0, rows.count()
            for ids in in_batches(_ordered_ids(content, rows)):
                yield from _lines(content, ids)
                done += len(ids)
                tell(content.model._meta.verbose_name_plural, done, total)


def _ordered_ids(content: Content, rows: QuerySet) -> Iterable[int]:
    """Ids in the order of the natural keys; what lies within another row comes after that one."""
    ids = rows.order_by(*map(by_letters, content.key)).values_list("pk", flat=True)
    for column in content.fields:
        if column.related_model is content.model:
            above = dict(rows.values_list("pk", column.attname))
            return sorted(ids, key=lambda pk: _depth(pk, above))  # equals keep their order
    return ids.iterator(chunk_size=10_000)


def _depth(pk: int, above: dict[int, int | None]) -> int:
    """How many rows a row lies within; a circle ends where it began."""
    passed = {pk}
    while (pk := above.get(pk)) is not None and pk not in passed:
        passed.add(pk)
    return len(passed)


def _lines(content: Content, ids: Sequence[int]) -> Iterator[str]:
    """The lines of a batch of rows, in a query for the rows and one for each of their lists."""
    rows = dict(_rows(content, ids))
    for column in content.lists:
        for pk, keys in _listed(content, column.name, ids).items():
            rows[pk][column.name] = keys
    for pk in ids:
        written = json.dumps(
            {"model": content.name, "fields": rows[pk]}, ensure_ascii=False, default=_written
        )
        yield f"{written}\n"


def _rows(content: Content, ids: Sequence[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Ids with the plain fields, and the natural keys that stand for references."""
    columns = [(field.name, _paths(field)) for field in content.fields]
    paths = [path for _name, paths in columns for path in paths]
    rows = content.model._default_manager.filter(pk__in=among(ids)).order_by()
    for pk, *values in rows.values_list("pk", *paths):
        remaining = iter(values)
        fields = {name: _value(name, paths, remaining) for name, paths in columns}
        for level in _implied(content, fields):
            del fields[level]
        yield pk, {**fields, **{column.name: [] for column in content.lists}}


def _paths(field: Any) -> list[str]:
    """A column itself; of a reference its id, and the natural key of the row it leads to."""
    if not isinstance(field, ForeignKey):
        return [field.name]
    return [field.attname, *(f"{field.name}__{path}" for path in CONTENT[field.related_model].key)]


def _value(name: str, paths: Sequence[str], values: Iterator[Any]) -> Any:
    """The next field from a row of values; a reference that leads nowhere is None."""
    first, *key = [next(values) for _path in paths]
    if not key:
        return first
    return None if first is None else ["" if part is None else part for part in key]


def _implied(content: Content, fields: dict[str, Any]) -> list[str]:
    """The levels that need not be stated beside the deepest known one."""
    deepest = next((level for level in content.levels if fields[level]), None)
    return [level for level in content.levels if level != deepest]


def _listed(content: Content, name: str, ids: Sequence[int]) -> dict[int, list[Key]]:
    """For each row of a batch the keys in one of its lists, in order."""
    column = content.model._meta.get_field(name)
    source, target = column.m2m_field_name(), column.m2m_reverse_field_name()
    key = [f"{target}__{path}" for path in CONTENT[column.related_model].key]
    pairs = column.remote_field.through._default_manager.filter(**{f"{source}__in": among(ids)})
    found: dict[int, list[Key]] = defaultdict(list)
    for pk, *parts in pairs.values_list(f"{source}_id", *key):
        found[pk].append(parts)
    return {pk: sorted(keys) for pk, keys in found.items()}


def _written(value: Any) -> str:
    """Days and moments as ISO 8601, whole."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    raise TypeError(f"A fixture cannot hold a {type(value).__name__}.")
