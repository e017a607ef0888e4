"""What references name: many natural keys to rows, in one query a table, each thing once.

Rows are kept with the few columns that naming and deriving need, and only so many of them: memory
stays flat however many there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.db.models.base import ModelState

from .keys import KEYS, Identity, Key
from .stored import find_rows

KEPT = 30_000
"""How many rows of a table are kept."""

Reference = tuple[str, ...]


class Known:
    """Rows that were referred to or made lately."""

    def __init__(self, kept: int = KEPT) -> None:
        self.kept = kept
        self._rows: dict[type[Model], dict[Identity, Model]] = defaultdict(dict)
        self._by_id: dict[type[Model], dict[int, Model]] = defaultdict(dict)
        self._named: dict[type[Model], dict[Reference, Model]] = defaultdict(dict)

    def find(
        self, model: type[Model], references: Collection[Reference]
    ) -> Mapping[Reference, Model]:
        """The rows that some references name; a reference to nothing is left out."""
        named = self._named[model]
        missed = [reference for reference in references if reference not in named]
        if missed:
            found = self._look_up(model, missed)
            if len(named) + len(found) > self.kept:
                here = {one: named[one] for one in references if one in named}
                named.clear()
                named.update(here)
            named.update(found)
        return {one: named[one] for one in references if one in named}

    def add_all(self, model: type[Model], rows: Iterable[Model]) -> None:
        """Keep rows that were just made: what follows will refer to them."""
        key = KEYS[model]
        for row in rows:
            self._keep(key, light_copy(key, row))

    def forget(self) -> None:
        """Forget everything: a transaction was rolled back."""
        self._rows.clear()
        self._by_id.clear()
        self._named.clear()

    def _look_up(
        self, model: type[Model], references: Iterable[Reference]
    ) -> dict[Reference, Model]:
        key = KEYS[model]
        identities = self._identities(key, references)
        rows = self._rows[model]
        missed = {one for one in identities.values() if one not in rows}
        fresh = {key.identity_of(row): row for row in find_rows(key, missed, key.light)}
        self._hang_under_parents(key, fresh.values())
        found = {
            reference: rows.get(identity) or fresh.get(identity)
            for reference, identity in identities.items()
        }
        for row in fresh.values():
            self._keep(key, row)
        return {reference: row for reference, row in found.items() if row is not None}

    def _keep(self, key: Key, row: Model) -> None:
        rows = self._rows[key.model]
        if len(rows) >= self.kept:
            rows.clear()
            self._by_id[key.model].clear()
        rows[key.identity_of(row)] = row
        self._by_id[key.model][row.pk] = row

    def _identities(self, key: Key, references: Iterable[Reference]) -> dict[Reference, Identity]:
        """The identity each reference means; one whose parent does not exist is left out."""
        references = [one for one in references if len(one) == key.length]
        columns: list[list[Any]] = []
        at = 0
        for part in key.parts:
            if part.parent is None:
                made_by = part.made_by or str
                columns.append([made_by(one[at]) for one in references])
                at += 1
            else:
                end = at + KEYS[part.parent].length
                heads = [one[at:end] for one in references]
                parents = self.find(part.parent, set(heads))
                columns.append([getattr(parents.get(head), "pk", None) for head in heads])
                at = end
        identities = zip(*columns, strict=True)
        return {
            reference: identity
            for reference, identity in zip(references, identities, strict=True)
            if None not in identity
        }

    def _hang_under_parents(self, key: Key, rows: Collection[Model]) -> None:
        """Give rows that were found their parents as objects, for their names need them."""
        for part in key.parts:
            if part.parent is None:
                continue
            wanted = {getattr(row, part.column) for row in rows}
            above = KEYS[part.parent]
            kept = self._by_id[part.parent]
            parents = {pk: kept[pk] for pk in wanted if pk in kept}
            if missed := wanted - parents.keys():
                fresh = above.model._default_manager.filter(pk__in=missed).only(*above.light)
                parents.update({row.pk: row for row in fresh})
                self._hang_under_parents(above, [parents[pk] for pk in missed if pk in parents])
            for row in rows:
                name = part.column.removesuffix("_id")
                row._state.fields_cache[name] = parents[getattr(row, part.column)]


def light_copy(key: Key, row: Any) -> Model:
    """A row with the columns that others need to name it, and with its parents."""
    copy: Any = key.model.__new__(key.model)  # what from_db does, in a fifth of the time
    copy._state = ModelState()
    copy._state.adding, copy._state.db = False, "default"
    values, objects = row.__dict__, row._state.fields_cache
    copy.__dict__.update({name: values[name] for name in key.light})
    copy._state.fields_cache = {name: objects[name] for name in key.parents if name in objects}
    return copy
