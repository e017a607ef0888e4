"""What the catalogue consists of, table by table, parents first, and a part of it that is whole.

A table that holds what people described has a line in `CONTENTS`. Logs, and rows that follow
from others, have none: they are made anew wherever the rest is loaded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import DateTimeField, Field, ForeignKey, ManyToManyField, Model, QuerySet

from catalogue import models

from .snapshots import among

Chosen = dict[type[Model], set[int]]
"""Ids of rows by model."""


@dataclass(frozen=True)
class Content:
    """A table that is content: by which columns its rows are known, and on which row they hang."""

    model: type[Model]
    key: tuple[str, ...]
    """Paths to the columns of the natural key, in its order; empty where a level is missing."""
    part_of: str = ""
    """The field that leads to the row without which this one would mean nothing."""
    levels: tuple[str, ...] = field(default=())
    """Fields of which only the first that is filled is stated: the others follow from it."""

    @property
    def name(self) -> str:
        return self.model._meta.label_lower

    @property
    def fields(self) -> list[Field]:
        """The columns that people fill, and the moments that were noted for them."""
        derived = () if self.levels else getattr(self.model, "derived_fields", ())
        return [
            column
            for column in self.model._meta.concrete_fields
            if not column.primary_key
            and column.name not in derived
            and (column.editable or isinstance(column, DateTimeField))
        ]

    @property
    def lists(self) -> list[ManyToManyField]:
        return list(self.model._meta.many_to_many)


SLUG = ("slug",)
PLACE = ("archive__code", "fond__number", "opis__number", "delo__papka", "delo__number")

CONTENTS = (
    Content(models.DocumentType, SLUG),
    Content(models.Language, SLUG),
    Content(models.Role, SLUG),
    Content(models.Place, SLUG),
    Content(models.Subject, SLUG),
    Content(models.Collection, SLUG),
    Content(models.Agent, SLUG),
    Content(models.AgentName, ("agent__slug", "name"), "agent"),
    Content(models.AgentIdentifier, ("agent__slug", "scheme", "value"), "agent"),
    Content(models.Archive, ("code",)),
    Content(models.ArchiveName, ("archive__code", "name"), "archive"),
    Content(models.Fond, ("archive__code", "number")),
    Content(models.Opis, ("fond__archive__code", "fond__number", "number")),
    Content(
        models.Delo,
        ("opis__fond__archive__code", "opis__fond__number", "opis__number", "papka", "number"),
    ),
    Content(models.FormerReference, ("archive", "fond", "opis", "papka", "delo")),
    Content(models.Document, ("identifier",)),
    Content(models.ExternalIdentifier, ("document__identifier", "scheme", "value"), "document"),
    Content(
        models.Participation, ("document__identifier", "role__slug", "agent__slug"), "document"
    ),
    Content(models.Text, ("document__identifier", "kind", "language__slug", "label"), "document"),
    Content(
        models.Holding,
        ("document__identifier", *PLACE, "listy"),
        "document",
        ("delo", "opis", "fond", "archive"),
    ),
)
CONTENT: Mapping[type[Model], Content] = {content.model: content for content in CONTENTS}


def selected(content: Content, chosen: Chosen | None) -> QuerySet:
    """The rows of a table that are chosen, with those that hang on chosen ones; None is all."""
    rows = content.model._default_manager.order_by()
    if chosen is None:
        return rows
    if content.part_of:
        parent = content.model._meta.get_field(content.part_of).related_model
        return rows.filter(**{f"{content.part_of}__in": among(chosen.get(parent, ()))})
    return rows.filter(pk__in=among(chosen.get(content.model, ())))


def with_all_they_need(roots: Mapping[type[Model], Collection[int]]) -> Chosen:
    """Rows with everything they refer to, directly or not: what can be loaded by itself.

    The concordance is not referred to by anything: it comes along only if it is among the roots.
    """
    chosen: Chosen = {content.model: set(roots.get(content.model, ())) for content in CONTENTS}
    for content in reversed(CONTENTS):
        for target, found in _referred(content, chosen):
            chosen[target] |= found
    return chosen


def _referred(content: Content, chosen: Chosen) -> Iterator[tuple[type[Model], set[int]]]:
    """Ids of the rows that the chosen rows of a table refer to, column by column."""
    for column in (*content.fields, *content.lists):
        target = column.related_model
        if target is content.model:
            yield target, _surroundings(content, column, chosen)
        elif target in CONTENT and column.name != content.part_of:
            rows = selected(content, chosen).filter(**{f"{column.name}__isnull": False})
            yield target, set(rows.values_list(column.name, flat=True).distinct())


def _surroundings(content: Content, column: ForeignKey, chosen: Chosen) -> set[int]:
    """The rows of a table above the chosen ones, where its rows lie within others of it."""
    above: set[int] = set()
    below = chosen[content.model]
    while below:
        rows = content.model._default_manager.filter(pk__in=among(below))
        found = set(rows.exclude(**{column.name: None}).values_list(column.name, flat=True))
        below = found - above
        above |= found
    return above
