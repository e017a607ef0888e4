"""What a database holds that is neither made up nor from the catalogue's own fixtures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Model, Q

from catalogue.models import Agent, Document, Fond

from .units import MADE_UP
from .vocabulary import OWN


@dataclass(frozen=True)
class Kind:
    """A table that people fill: the fields that name its rows, and which rows are made up."""

    model: type[Model]
    fields: tuple[str, ...]
    made_up: Q

    def of_fixtures(self) -> set[tuple[str, ...]]:
        """The names of the rows that fixtures hold; a reference names its row by its first part."""
        return {
            tuple(_written(values[field.partition("__")[0]]) for field in self.fields)
            for model, values in _fixture_objects()
            if model == self.model._meta.label_lower
        }

    def foreign(self) -> list[tuple[str, ...]]:
        """Some names of rows of other origin; empty where there are none.

        One more row than the fixtures have is enough to know.
        """
        known = self.of_fixtures()
        others = self.model._default_manager.exclude(self.made_up).order_by()
        names = others.values_list(*self.fields)[: len(known) + 1]
        return sorted(set(names) - known)


KINDS = (
    Kind(Document, ("identifier",), Q(identifier__startswith=OWN)),
    Kind(Agent, ("slug",), Q(slug__startswith=OWN)),
    Kind(Fond, ("archive__code", "number"), Q(note=MADE_UP)),
)


def foreign_rows() -> list[str]:
    """An example of each kind of row that somebody would miss."""
    found = []
    for kind in KINDS:
        for name in kind.foreign()[:1]:
            found.append(f"{kind.model._meta.verbose_name} {' '.join(name)}")
    return found


def _fixture_objects() -> Iterator[tuple[str, dict]]:
    for path in sorted((settings.BASE_DIR / "fixtures").glob("*.json")):
        for each in json.loads(path.read_text(encoding="utf-8")):
            yield each["model"], each["fields"]


def _written(value: str | list[str]) -> str:
    return value if isinstance(value, str) else value[0]
