"""Units below other units, by number: what many references look for, asked at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Q

from catalogue.models.archives import Archive
from catalogue.models.units import Delo, Fond, Opis

from .batches import rows_of_any
from .found import Unit

ABOVE = {Fond: Archive, Opis: Fond, Delo: Opis}
"""The level above each."""

ANYWHERE = Q()
"""The condition that every row meets."""

ByKey = Mapping[str, Sequence[Any]]
"""Units by the key of their number; of one number there are several only in different papki."""


@dataclass(frozen=True)
class Sought:
    """Keys of numbers looked for below a unit, among the rows that meet a condition."""

    above: Unit
    keys: tuple[str, ...]
    condition: Q = ANYWHERE


class Shelf:
    """Units of one level, as far as they were asked for.

    No order is asked of the database: to read in order SQLite would go through all the units of
    a parent instead of seeking the numbers.
    """

    def __init__(self, level: type[Unit]) -> None:
        self._level = level
        self._parent = ABOVE[level]._meta.model_name
        self._units: dict[Unit, dict[int, Any]] = defaultdict(dict)

    def fetch(self, sought: Iterable[Sought]) -> None:
        """Fetch what is sought, a hundred parents in a query."""
        keys: dict[tuple[Unit, Q], set[str]] = defaultdict(set)
        for each in sought:
            keys[each.above, each.condition].update(each.keys)
        above = {unit.pk: unit for unit, _condition in keys}
        conditions = (
            Q(condition, **{self._parent: unit, "number_key__in": some})
            for (unit, condition), some in keys.items()
        )
        for row in rows_of_any(self._level.objects.order_by(), conditions):
            unit = above[getattr(row, f"{self._parent}_id")]
            setattr(row, self._parent, unit)
            self._units[unit][row.pk] = row

    def below(self, unit: Unit) -> ByKey:
        """The units fetched below one, in the order of their numbers."""
        by_key: dict[str, list[Any]] = defaultdict(list)
        for row in sorted(self._units[unit].values(), key=attrgetter("sort_key", "pk")):
            by_key[row.number_key].append(row)
        return by_key
