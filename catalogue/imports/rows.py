"""Candidates into tables: new rows and changed ones, with links and what follows from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from .candidates import Candidate
from .columns import Table
from .inserting import delete_where, insert, take_ids, update


def create_rows(table: Table, candidates: Sequence[Candidate]) -> None:
    """Insert new rows, their links, and the rows that follow from them."""
    if not candidates:
        return
    now = timezone.now()
    for key, candidate in zip(take_ids(table.model, len(candidates)), candidates, strict=True):
        row: Any = candidate.row
        row.pk = key
        for moment in table.moments:
            if moment not in candidate.values:
                setattr(row, moment, now)
    rows = [candidate.row for candidate in candidates]
    insert(table.model, table.attnames, map(table.prepared, rows))
    for name, link in table.links.items():
        pairs = [
            (candidate.row.pk, pk)
            for candidate in candidates
            for pk in dict.fromkeys(row.pk for row in candidate.links.get(name, ()))
        ]
        _insert_links(link, pairs)
    _insert_parts(table, rows)


def change_rows(table: Table, candidates: Sequence[Candidate]) -> None:
    """Update stored rows, their links, and the rows that follow from them."""
    by_columns: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_columns[tuple(candidate.changes)].append(candidate)
    prepare = table.preparing
    for columns, some in by_columns.items():
        if columns:
            rows = [
                (*(_value(prepare[name], getattr(one.row, name)) for name in columns), one.row.pk)
                for one in some
            ]
            update(table.model, columns, rows)
    for name, link in table.links.items():
        pairs = [
            (one.row.pk, *one.link_changes[name]) for one in candidates if name in one.link_changes
        ]
        if pairs:
            mine, theirs = _columns_of(link)
            gone = [(row, pk) for row, old, new in pairs for pk in old - new]
            delete_where(link.remote_field.through, (mine, theirs), gone)
            _insert_links(link, [(row, pk) for row, old, new in pairs for pk in new - old])
    key = table.key
    if key.parts_model is not None:
        remade = [one.row for one in candidates if key.parts_from & one.changes.keys()]
        if remade:
            delete_where(key.parts_model, (key.parts_key,), [(row.pk,) for row in remade])
            _insert_parts(table, remade)


def _columns_of(link: Any) -> tuple[str, str]:
    return f"{link.m2m_field_name()}_id", f"{link.m2m_reverse_field_name()}_id"


def _insert_links(link: Any, pairs: list[tuple[int, int]]) -> None:
    if pairs:
        insert(link.remote_field.through, _columns_of(link), pairs)


def _insert_parts(table: Table, rows: Sequence[Any]) -> None:
    """Insert the rows that follow from others: the runs of a holding's listy."""
    key = table.key
    if key.parts_model is None or key.parts_of is None:
        return
    parts = [part for row in rows for part in key.parts_of(row)]
    if parts:
        names = [f.attname for f in key.parts_model._meta.concrete_fields if not f.primary_key]
        insert(key.parts_model, names, [[getattr(part, name) for name in names] for part in parts])


def _value(prepare: Any, value: Any) -> Any:
    return value if prepare is None or value is None else prepare(value)
