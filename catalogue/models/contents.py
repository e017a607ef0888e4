"""A record with its parts as plain values: what two states of it differ in, and joined again.

A *content* is a list of rows as Django serialises them, the record first, then its parts::

    [{"model": "catalogue.document", "pk": 7, "fields": {"title": "Telegram", …}},
     {"model": "catalogue.holding", "pk": 12, "fields": {"document": 7, …}}]

History, proposed revisions and their review all compare contents.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import models

from .agents import Agent
from .archives import Archive
from .documents import Document

Row = dict[str, Any]
Content = list[Row]
RowKey = tuple[str, int]

PARTS: dict[type[models.Model], tuple[str, ...]] = {
    Document: ("holdings", "participations", "texts", "identifiers"),
    Agent: ("names",),
    Archive: ("names",),
}
"""What belongs to a record, by the names of its relations."""

WHOLE = {
    "catalogue.holding": {"delo": ("archive", "fond", "opis", "delo")},
    "catalogue.document": {
        "date_text": ("date_text", "date_edtf"),
        "date_inferred": ("date_inferred", "date_reason"),
    },
}
"""Columns that say one thing together, so that no half of it is ever taken: a place, a date."""

NOT_COMPARED = {"catalogue.document": {"status"}}
"""Columns that have a way of their own: a status is changed by steps."""


def content_of(record: models.Model) -> Content:
    """A record as it stands, with its parts."""
    parts = [
        row for name in PARTS.get(type(record), ()) for row in getattr(record, name).order_by("pk")
    ]
    return json.loads(serializers.serialize("json", [record, *parts]))


def values_of(row: Row) -> dict[str, Any]:
    """What a curator has put into a row, by column; columns that say one thing are one value."""
    model = apps.get_model(row["model"])
    left_out = NOT_COMPARED.get(row["model"], set())
    fields = row["fields"]
    together = WHOLE.get(row["model"], {})
    within = {name for names in together.values() for name in names}
    values: dict[str, Any] = {}
    for name, value in fields.items():
        described = model._meta.get_field(name)
        if not described.editable or name in left_out or _is_parent(model, name):
            continue
        if name in within and name not in together:
            continue
        if name in together:
            values[name] = [fields.get(one) for one in together[name]]
        else:
            values[name] = sorted(value) if described.many_to_many else value
    return values


def _is_parent(model: type[models.Model], name: str) -> bool:
    """Whether a column of a part names the record it belongs to."""
    related = model._meta.get_field(name).related_model
    parts = (related._meta.get_field(one).related_model for one in PARTS.get(related, ()))
    return model in parts


def by_key(content: Content) -> dict[RowKey, Row]:
    return {(row["model"], row["pk"]): row for row in content}


@dataclass(frozen=True)
class Clash:
    """A value that two have changed differently; ``column`` is empty for a row one took out."""

    row: RowKey
    column: str
    base: Row | None
    mine: Row | None
    theirs: Row | None

    @property
    def key(self) -> str:
        """Its name in a form."""
        return ":".join([self.row[0], str(self.row[1]), self.column])


@dataclass
class Merged:
    """Two states joined upon the one that both began from."""

    content: Content = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)


def merge(base: Content, mine: Content, theirs: Content, choices: Mapping[str, str]) -> Merged:
    """Put what was changed from ``base`` to ``mine`` upon ``theirs``.

    Where both changed the same, ``choices`` says "mine" or "theirs" by the key of the clash; what
    it does not say stays "theirs". Every clash is listed.
    """
    merged = Merged()
    was, my, their = by_key(base), by_key(mine), by_key(theirs)
    for key in dict.fromkeys([*their, *my]):
        row = _merged_row(key, was.get(key), my.get(key), their.get(key), choices, merged.clashes)
        if row is not None:
            merged.content.append(row)
    return merged


def _merged_row(
    key: RowKey,
    base: Row | None,
    mine: Row | None,
    theirs: Row | None,
    choices: Mapping[str, str],
    clashes: list[Clash],
) -> Row | None:
    if mine and theirs:
        return _merged_values(key, base, mine, theirs, choices, clashes)
    left, is_mine = (mine, True) if mine else (theirs, False)
    if base is None:
        return left  # one of the two added it
    if values_of(left) == values_of(base):
        return None  # one of the two took it out, and the other left it alone
    clash = Clash(key, "", base, mine, theirs)
    clashes.append(clash)
    return left if (choices.get(clash.key) == "mine") == is_mine else None


def _merged_values(
    key: RowKey,
    base: Row | None,
    mine: Row,
    theirs: Row,
    choices: Mapping[str, str],
    clashes: list[Clash],
) -> Row:
    before = values_of(base) if base else {}
    now = values_of(theirs)
    fields = dict(theirs["fields"])
    for column, value in values_of(mine).items():
        if value in (before.get(column), now.get(column)):
            continue
        if now.get(column) != before.get(column):
            clash = Clash(key, column, base, mine, theirs)
            clashes.append(clash)
            if choices.get(clash.key) != "mine":
                continue
        for one in WHOLE.get(key[0], {}).get(column, (column,)):
            fields[one] = mine["fields"][one]
    return {**theirs, "fields": fields}


def with_temporary_keys(content: Content, known: Iterable[RowKey]) -> Content:
    """The same rows; those that are not known get negative keys, which no database gives out."""
    known = set(known)
    lowest = min([0, *(key for _model, key in known)])
    rows = []
    for row in content:
        if (row["model"], row["pk"]) not in known:
            lowest -= 1
            row = {**row, "pk": lowest}
        rows.append(row)
    return rows


def with_fresh_keys(content: Content) -> Content:
    """The same rows; those with a temporary key get none, so that the database gives one."""
    return [{**row, "pk": None if (row["pk"] or 0) < 0 else row["pk"]} for row in content]
