"""Candidates beside the stored rows: what is new, what differs, what stays, what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from .candidates import Candidate
from .columns import Table
from .keys import Identity
from .rules import checks_of, further_uniques
from .seen import Seen
from .stored import find_rows, rows_with


def identify(table: Table, candidate: Candidate) -> None:
    """Find the identity of a candidate; reject one that leaves out a part of it."""
    key = table.key
    if key.found_by:  # its columns follow from one another: only the row can tell
        row = made_row(table, candidate)
        if not candidate.rejections:
            candidate.row, candidate.identity = row, key.identity_of(row)
        return
    defaults = table.plain_defaults
    identity = key.identity_from(candidate.values, lambda column: defaults[column])
    if None in identity:
        for part, value in zip(key.parts, identity, strict=True):
            if value is None:
                candidate.reject(part.stated_as, _("It has to be stated: the object's key."))
    else:
        candidate.identity = identity


def made_row(table: Table, candidate: Candidate) -> Model:
    """A new row of what a candidate states, with its derived columns; rejects what will not do."""
    row = table.new_row(candidate.values)
    row._state.fields_cache = dict(candidate.objects)
    for name in candidate.shape.lacking:
        candidate.reject(name, _("It has to be stated."))
    if not candidate.rejections:
        check(candidate, row)
    return row


def check(candidate: Candidate, row: Any) -> None:
    """Let the model judge a row, as a form would; derived columns are computed on the way."""
    try:
        row.clean()
    except ValidationError as error:
        candidate.blame(error)
        return
    for rule, condition in checks_of(type(row)):
        if condition is None:
            try:
                rule.validate(type(row), row)
            except ValidationError as error:
                candidate.blame(error)
        elif condition(row) is False:
            candidate.reject("", str(rule.get_violation_error_message()))


def stored_rows(table: Table, candidates: Iterable[Candidate]) -> dict[Identity, Model]:
    """The stored rows that candidates describe, whole."""
    identities = [one.identity for one in candidates if one.identity is not None]
    if not identities:
        return {}
    rows = find_rows(table.key, identities, table.attnames)
    return {table.key.identity_of(row): row for row in rows}


def linked_rows(table: Table, name: str, rows: Sequence[int]) -> dict[int, set[int]]:
    """The primary keys that stored rows are linked to, by a many-to-many field."""
    link = table.links[name]
    mine, theirs = f"{link.m2m_field_name()}_id", f"{link.m2m_reverse_field_name()}_id"
    pairs = link.remote_field.through._default_manager.filter(**{f"{mine}__in": rows})
    found: dict[int, set[int]] = {row: set() for row in rows}
    for row, linked in pairs.values_list(mine, theirs):
        found[row].add(linked)
    return found


def compare(table: Table, candidate: Candidate, seen: Seen) -> None:
    """Note what a candidate would change of its stored row, and judge the changed row."""
    stored: Any = candidate.stored
    kept = {part.source or part.column for part in table.key.parts}
    changed = {
        column: value
        for column, value in candidate.values.items()
        if column not in kept and _differs(getattr(stored, column), value)
    }
    if candidate.row is not None:  # made to be identified: what it derives is no statement
        candidate.row = None
    if not changed and not candidate.link_changes:
        return
    names = [*(table.meta.get_field(column).name for column in changed), *candidate.link_changes]
    if twice := seen.stated(table.label, stored.pk, names):
        contradict(candidate, twice)
        return
    if changed:
        change(table, candidate, changed)
    else:
        touch(table, candidate, {})


def _differs(stored: Any, stated: Any) -> bool:
    """Whether a value is another than the stored one; JSON cuts moments to milliseconds."""
    if stored == stated:
        return False
    if isinstance(stored, dt.datetime) and isinstance(stated, dt.datetime):
        cut = stored.replace(microsecond=stored.microsecond // 1_000 * 1_000)
        return bool(cut != stated)
    return True


def change(table: Table, candidate: Candidate, changed: dict[str, Any]) -> None:
    """Set columns of the stored row, derive, check; keep what each column was before."""
    row: Any = candidate.stored
    before = dict(row.__dict__)
    for column, value in changed.items():
        setattr(row, column, value)
    row._state.fields_cache.update(candidate.objects)
    check(candidate, row)
    if candidate.rejections:
        return
    candidate.changes = {
        column: (before[column], getattr(row, column))
        for column in table.attnames
        if before[column] != getattr(row, column)
    }
    touch(table, candidate, before)


def touch(table: Table, candidate: Candidate, before: dict[str, Any]) -> None:
    """Set the moment of change, unless the file states it; the row is to be written."""
    row: Any = candidate.stored
    for field in table.columns.values():
        if getattr(field, "auto_now", False) and field.attname not in candidate.values:
            old = getattr(row, field.attname)
            setattr(row, field.attname, timezone.now())
            candidate.changes[field.attname] = (old, getattr(row, field.attname))
    candidate.row = row


def contradict(candidate: Candidate, fields: Iterable[str]) -> None:
    for field in fields:
        candidate.reject(
            field,
            _("The same object was stated before in this import, otherwise."),
            _("one statement, or the same twice"),
        )


def reject_taken(table: Table, candidates: Sequence[Candidate]) -> None:
    """Reject rows that would share with another what must be unique beside the identity."""
    identity = frozenset(table.key.columns)
    for columns in further_uniques(table.model, identity):
        _reject_taken(table, columns, candidates)


def _reject_taken(table: Table, columns: tuple[str, ...], candidates: Sequence[Candidate]) -> None:
    wanted: dict[tuple[Any, ...], Candidate] = {}
    for candidate in candidates:
        value = tuple(getattr(candidate.row, column) for column in columns)
        if None in value:
            continue
        other = wanted.setdefault(value, candidate)
        if other is not candidate:
            _reject_as_taken(table, columns, candidate, other.name)
    key = table.model._meta.pk.attname
    for row in rows_with(table.model, columns, wanted, [key, *columns]):
        taker = wanted.get(tuple(getattr(row, column) for column in columns))
        if taker is not None and (taker.stored is None or taker.stored.pk != row.pk):
            _reject_as_taken(table, columns, taker, str(row))


def _reject_as_taken(
    table: Table, columns: tuple[str, ...], candidate: Candidate, other: str
) -> None:
    field = table.meta.get_field(columns[-1])
    candidate.reject(
        field.name,
        _("Another has this %(field)s already: %(other)s.")
        % {"field": field.verbose_name, "other": other},
        value=str(getattr(candidate.row, columns[-1])),
    )
