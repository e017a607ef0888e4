"""The fields of a table as files may state them, each with what it takes and how it is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from operator import itemgetter
from typing import Any

from django.db.models import DateTimeField, Field, ForeignKey, ManyToManyField, Model
from django.db.models.base import ModelState

from .cleaning import Cleaner, cleaner_of, preparer_of
from .keys import KEYS, Key

MOST_SHAPES = 1_000
"""Sets of fields that are remembered."""


@dataclass(frozen=True)
class Shape:
    """What a set of fields stated together comes to, worked out once: many objects share it."""

    names: frozenset[str]
    plain: tuple[tuple[str, str, Cleaner], ...]
    """Name, ``attname`` and cleaner of each column that is no reference."""
    keys: tuple[tuple[str, ForeignKey], ...]
    links: tuple[tuple[str, ManyToManyField], ...]
    unknown: tuple[str, ...]
    lacking: tuple[str, ...]
    """Fields that a new row would have to state as well."""


class Table:
    """A table that can be imported: its key, its fields, and what a row must have."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.meta = model._meta
        self.label = model._meta.label_lower
        self.key: Key = KEYS[model]
        self.rank = list(KEYS).index(model)
        self.derived: frozenset[str] = getattr(model, "derived_fields", frozenset())
        self._shapes: dict[tuple[str, ...], Shape] = {}

    @cached_property
    def columns(self) -> dict[str, Field]:
        """The plain and foreign-key fields by name, without the id."""
        return {f.name: f for f in self.meta.concrete_fields if not f.primary_key}

    @cached_property
    def links(self) -> dict[str, ManyToManyField]:
        return {f.name: f for f in self.meta.many_to_many}

    @cached_property
    def keys(self) -> dict[str, ForeignKey]:
        return {name: f for name, f in self.columns.items() if isinstance(f, ForeignKey)}

    @cached_property
    def attnames(self) -> tuple[str, ...]:
        return tuple(f.attname for f in self.meta.concrete_fields)

    @cached_property
    def computed(self) -> frozenset[str]:
        """Columns that nobody states: what a file says of them is passed over."""
        return frozenset(
            name
            for name, f in self.columns.items()
            if not f.editable and not isinstance(f, DateTimeField)
        )

    @cached_property
    def accepted(self) -> str:
        """The names of the fields that may be stated."""
        return ", ".join(sorted({*self.columns, *self.links} - self.computed))

    @cached_property
    def required(self) -> list[Field]:
        """What a new row must state: fields without a default that may not be empty."""
        return [
            f
            for name, f in self.columns.items()
            if f.editable and not f.blank and not f.has_default() and name not in self.derived
        ]

    @cached_property
    def refers_to_itself(self) -> list[str]:
        return [name for name, f in self.keys.items() if f.related_model is self.model]

    @cached_property
    def cleaners(self) -> dict[str, Cleaner]:
        return {name: cleaner_of(f) for name, f in self.columns.items() if name not in self.keys}

    def shape_of(self, fields: Mapping[str, Any]) -> Shape:
        """What can be done with fields of these names."""
        names = tuple(fields)
        shape = self._shapes.get(names)
        if shape is None:
            shape = self._shape(names)
            if len(self._shapes) >= MOST_SHAPES:
                self._shapes.clear()
            if not shape.unknown:  # names of a file's own may be of any length
                self._shapes[names] = shape
        return shape

    def _shape(self, names: tuple[str, ...]) -> Shape:
        cleaners = {one: clean for one, clean in self.cleaners.items() if one in names}
        stated = [one for one in cleaners if one not in self.computed]
        return Shape(
            frozenset(names),
            tuple((one, self.columns[one].attname, cleaners[one]) for one in stated),
            tuple((one, self.keys[one]) for one in names if one in self.keys),
            tuple((one, self.links[one]) for one in names if one in self.links),
            tuple(one for one in names if one not in self.columns and one not in self.links),
            tuple(f.name for f in self.required if f.name not in names),
        )

    @cached_property
    def preparing(self) -> dict[str, Cleaner | None]:
        """What turns the values of each column into the driver's, if anything, by ``attname``."""
        return {f.attname: preparer_of(f) for f in self.meta.concrete_fields}

    def prepared(self, row: Model) -> list[Any]:
        """The values of a row, in the order of ``attnames``, as the driver takes them."""
        values = list(self._values_of(row.__dict__))
        for at, prepare in self._to_prepare:
            if values[at] is not None:
                values[at] = prepare(values[at])
        return values

    @cached_property
    def _values_of(self) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
        return itemgetter(*self.attnames)

    @cached_property
    def _to_prepare(self) -> list[tuple[int, Cleaner]]:
        prepares = enumerate(self.preparing.values())
        return [(at, prepare) for at, prepare in prepares if prepare is not None]

    @cached_property
    def moments(self) -> list[str]:
        """The columns that hold when a row was made or changed."""
        return [
            f.attname
            for f in self.meta.concrete_fields
            if getattr(f, "auto_now", False) or getattr(f, "auto_now_add", False)
        ]

    @cached_property
    def plain_defaults(self) -> dict[str, Any]:
        """What identities take for columns left out."""
        return {
            f.attname: (None if callable(f.default) and f.unique else f.get_default())
            for f in self.meta.concrete_fields
        }

    @cached_property
    def _defaults(self) -> dict[str, Any]:
        """What new rows take for columns left out, where it is always the same."""
        made = dict(self._made_defaults)
        return {
            f.attname: f.get_default() for f in self.meta.concrete_fields if f.attname not in made
        }

    @cached_property
    def _made_defaults(self) -> list[tuple[str, Callable[[], Any]]]:
        """What makes a default anew for every row."""
        return [
            (f.attname, f.get_default)
            for f in self.meta.concrete_fields
            if f.has_default() and callable(f.default)
        ]

    def new_row(self, values: dict[str, Any]) -> Any:
        """An unsaved row; what ``Model(**values)`` makes, in a fifth of the time."""
        row = self.model.__new__(self.model)
        row._state = ModelState()
        columns = row.__dict__
        columns.update(self._defaults)
        for name, make in self._made_defaults:
            if name not in values:
                columns[name] = make()
        columns.update(values)
        return row


@cache
def table_of(model: type[Model]) -> Table:
    return Table(model)
