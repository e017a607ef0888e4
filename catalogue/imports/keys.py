"""What makes two objects the same: for every table that can be imported, its identifying columns.

The columns are those of the table's natural key (one unique constraint each). A reference to an
object is its natural key as a list; ``Key`` says how the list falls into columns, so that many
references are found in one query instead of one each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model

from catalogue.models import (
    Agent,
    AgentIdentifier,
    AgentName,
    Archive,
    ArchiveName,
    Collection,
    Delo,
    Document,
    DocumentType,
    ExternalIdentifier,
    Fond,
    FormerReference,
    Holding,
    Language,
    ListyRun,
    Opis,
    Participation,
    Place,
    Role,
    Subject,
    Text,
    archive_name_key,
    runs_of,
)
from catalogue.references import number_key

Identity = tuple[Any, ...]
"""The values of a row's identifying columns, in the order of its key."""


@dataclass(frozen=True)
class Part:
    """One identifying column: where its value comes from, and how.

    With ``parent`` the column is a foreign key, and the first words of a reference are that
    parent's own key; else it is one word, turned into the column's value by ``made_by``.
    """

    column: str
    source: str = ""
    parent: type[Model] | None = None
    made_by: Callable[[str], str] | None = None

    @property
    def stated_as(self) -> str:
        """The field of a fixture that gives the column."""
        return self.source or self.column.removesuffix("_id")


@dataclass(frozen=True)
class Key:
    """The identity of a table's rows.

    ``found_by`` is how many of the columns find the stored rows (all, where none can be NULL; the
    rest is compared here). ``shown`` are further columns that a row's name needs.
    ``parts_of`` makes the rows that follow from a row: ``parts_key`` is their foreign key to it,
    ``parts_from`` the fields they follow from.
    """

    model: type[Model]
    parts: tuple[Part, ...]
    shown: tuple[str, ...] = ()
    found_by: int = 0
    parts_model: type[Model] | None = None
    parts_of: Callable[[Any], list[Any]] | None = None
    parts_key: str = ""
    parts_from: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(part.column for part in self.parts)

    @cached_property
    def parents(self) -> tuple[str, ...]:
        """The fields that lead to other rows of the key."""
        return tuple(part.stated_as for part in self.parts if part.parent is not None)

    @cached_property
    def finding(self) -> tuple[str, ...]:
        """The columns by which stored rows are looked up."""
        return self.columns[: self.found_by or len(self.columns)]

    @cached_property
    def light(self) -> tuple[str, ...]:
        """The columns that are kept of a row to which others refer, in the table's order."""
        kept = {"id", *self.columns, *self.shown}
        return tuple(f.attname for f in self.model._meta.concrete_fields if f.attname in kept)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What a reference is made of, for messages: archive, fond, number."""
        found: list[str] = []
        for part in self.parts:
            if part.parent is None:
                found.append(part.stated_as)
            else:
                *above, _last = KEYS[part.parent].words
                found += [*above, part.stated_as]
        return tuple(found)

    @cached_property
    def length(self) -> int:
        return len(self.words)

    def identity_of(self, row: Any) -> Identity:
        return tuple([getattr(row, column) for column in self.columns])

    def identity_from(self, values: Mapping[str, Any], default: Callable[[str], Any]) -> Identity:
        """The identity that cleaned values give; ``default`` is asked for what is not there."""
        found = []
        for part in self.parts:
            name = part.source or part.column
            value = values[name] if name in values else default(name)
            found.append(part.made_by(value) if part.made_by and value is not None else value)
        return tuple(found)


def _number(column: str = "number") -> Part:
    return Part(f"{column}_key", column, made_by=number_key)


def _parent(model: type[Model]) -> Part:
    return Part(f"{model._meta.model_name}_id", parent=model)


LISTED = (
    Key(DocumentType, (Part("slug"),)),
    Key(Language, (Part("slug"),)),
    Key(Role, (Part("slug"),)),
    Key(Subject, (Part("slug"),)),
    Key(Collection, (Part("slug"),)),
    Key(Place, (Part("slug"),)),
    Key(Agent, (Part("slug"),)),
    Key(AgentName, (_parent(Agent), Part("name"))),
    Key(AgentIdentifier, (_parent(Agent), Part("scheme"), Part("value")), found_by=1),
    Key(Archive, (Part("code"),)),
    Key(ArchiveName, (_parent(Archive), Part("name"))),
    Key(Fond, (_parent(Archive), _number()), shown=("number",)),
    Key(Opis, (_parent(Fond), _number()), shown=("number",)),
    Key(Delo, (_parent(Opis), _number("papka"), _number()), shown=("papka", "number")),
    Key(
        FormerReference,
        (
            Part("archive_key", "archive", made_by=archive_name_key),
            *map(_number, ("fond", "opis", "papka", "delo")),
        ),
    ),
    Key(Document, (Part("identifier"),)),
    Key(ExternalIdentifier, (_parent(Document), Part("scheme"), Part("value"))),
    Key(Participation, (_parent(Document), _parent(Role), _parent(Agent))),
    Key(Text, (_parent(Document), Part("kind"), _parent(Language), Part("label"))),
    Key(
        Holding,
        (
            _parent(Document),
            *map(_parent, (Archive, Fond, Opis, Delo)),
            Part("listy"),
        ),
        found_by=1,
        parts_model=ListyRun,
        parts_of=runs_of,
        parts_key="holding_id",
        parts_from=frozenset({"listy"}),
    ),
)
"""The tables that can be imported, each after those it refers to: a further one is a line."""

KEYS: dict[type[Model], Key] = {key.model: key for key in LISTED}

FOLLOWING = frozenset(
    key.parts_model._meta.label_lower for key in LISTED if key.parts_model is not None
)
"""Tables whose rows follow from others: a file may hold them, they are made anew here."""

BY_LABEL: dict[str, Key] = {key.model._meta.label_lower: key for key in LISTED}
