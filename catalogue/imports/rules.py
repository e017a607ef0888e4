"""The rules of a table, checked in memory: a query a row would cost more than the import.

Check constraints are conditions over one row; those written with plain comparisons are turned into
Python, with SQL's third answer (unknown counts as kept). What cannot be turned is asked of the
database, which has the last word in any case.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import CheckConstraint, F, Model, Q, UniqueConstraint

Truth = bool | None
"""SQL's three values: None is unknown."""

Condition = Callable[[Model], Truth]

COMPARISONS = {
    "exact": operator.eq,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}


class NotPlain(Exception):
    """A condition that only the database can judge."""


@cache
def checks_of(model: type[Model]) -> list[tuple[CheckConstraint, Condition | None]]:
    """The check constraints of a table with their conditions; None: ask the database."""
    return [
        (rule, _condition_or_none(model, rule.condition))
        for rule in model._meta.constraints
        if isinstance(rule, CheckConstraint)
    ]


def _condition_or_none(model: type[Model], condition: Any) -> Condition | None:
    try:
        return condition_of(model, condition)
    except NotPlain:
        return None


def condition_of(model: type[Model], condition: Any) -> Condition:
    """A Q as a function of a row. Raises NotPlain for more than plain comparisons."""
    if not isinstance(condition, Q):
        raise NotPlain
    parts = [
        condition_of(model, child) if isinstance(child, Q) else _comparison(model, *child)
        for child in condition.children
        if isinstance(child, Q | tuple) or _raise()
    ]
    joined = {Q.AND: _all, Q.OR: _any}.get(condition.connector)
    if joined is None:
        raise NotPlain
    together = joined(parts)
    return _negated(together) if condition.negated else together


def _raise() -> bool:
    raise NotPlain


def _comparison(model: type[Model], path: str, value: Any) -> Condition:
    name, _sep, lookup = path.partition("__")
    left = _attname(model, name)
    lookup = lookup or "exact"
    if lookup == "isnull" or (lookup == "exact" and value is None):
        wanted = True if value is None else value
        return lambda row: (getattr(row, left) is None) is wanted
    if lookup == "in" and isinstance(value, list | tuple | set | frozenset):
        return lambda row: None if (x := getattr(row, left)) is None else x in value
    compare = COMPARISONS.get(lookup)
    if compare is None:
        raise NotPlain
    if isinstance(value, F):
        right = _attname(model, value.name)
        return lambda row: _compared(compare, getattr(row, left), getattr(row, right))
    if not isinstance(value, str | int | bool):
        raise NotPlain
    return lambda row: _compared(compare, getattr(row, left), value)


def _attname(model: type[Model], name: str) -> str:
    if "__" in name:
        raise NotPlain
    return model._meta.get_field(name).attname


def _compared(compare: Callable[[Any, Any], bool], left: Any, right: Any) -> Truth:
    return None if left is None or right is None else compare(left, right)


def _all(parts: list[Condition]) -> Condition:
    return lambda row: _joined(parts, row, decisive=False)


def _any(parts: list[Condition]) -> Condition:
    return lambda row: _joined(parts, row, decisive=True)


def _joined(parts: list[Condition], row: Model, *, decisive: bool) -> Truth:
    """The answer that decides, if any part gives it; else unknown, if any part is; else no."""
    answer: Truth = not decisive
    for part in parts:
        given = part(row)
        if given is decisive:
            return decisive
        if given is None:
            answer = None
    return answer


def _negated(part: Condition) -> Condition:
    def judge(row: Model) -> Truth:
        answer = part(row)
        return None if answer is None else not answer

    return judge


@cache
def further_uniques(model: type[Model], identity: frozenset[str]) -> list[tuple[str, ...]]:
    """The sets of columns that must be unique beside the identity of a row."""
    found = [(f.attname,) for f in model._meta.concrete_fields if f.unique and not f.primary_key]
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and rule.fields and rule.condition is None:
            found.append(tuple(model._meta.get_field(name).attname for name in rule.fields))
    return [columns for columns in found if frozenset(columns) != identity]
