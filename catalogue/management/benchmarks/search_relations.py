"""Where the database holds the values of each facet: for those who count without the index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from catalogue.exchange.snapshots import among
from catalogue.models import UNNUMBERED, Document, Holding, Participation, Text
from catalogue.search import Search
from catalogue.search.facets import ADDRESSEES, SENDERS


@dataclass(frozen=True)
class Relation:
    """A facet as a table: the column of its document, and the path to its value."""

    name: str
    model: type[Model]
    value: str
    document: str = "document_id"
    condition: Mapping[str, Any] = field(default_factory=dict)

    @property
    def rows(self) -> QuerySet:
        rows = self.model._default_manager.order_by().filter(**self.condition)
        return rows.exclude(**{self.value: None})

    def pairs(self) -> Iterator[tuple[int, str]]:
        """Ids of documents, each with one value; drafts too, in no order."""
        yield from self.rows.values_list(self.document, self.value).iterator(chunk_size=10_000)


RELATIONS = (
    Relation("archive", Holding, "archive__slug"),
    Relation("type", Document, "type__slug", "id"),
    Relation("language", Document.languages.through, "language__slug"),
    Relation("agent", Participation, "agent__slug"),
    Relation("sender", Participation, "agent__slug", condition={"role__slug__in": SENDERS}),
    Relation("addressee", Participation, "agent__slug", condition={"role__slug__in": ADDRESSEES}),
    Relation("place", Document.places.through, "place__slug"),
    Relation("subject", Document.subjects.through, "subject__slug"),
    Relation("collection", Document.collections.through, "collection__slug"),
    Relation("text", Text, "kind"),
)
"""In the order of the facets; places of writing are left out, which makes others' work less."""

RELATION = {relation.name: relation for relation in RELATIONS}

LEVELS = ("archive__slug", "fond__number_key", "opis__number_key")


def documents_of(search: Search, found: Sequence[int]) -> QuerySet[Document]:
    """The published documents of a search; `found` are those that have its words.

    Words are not asked of the database: it would have no index for them.
    """
    documents = Document.objects.published().order_by()
    if search.q:
        documents = documents.filter(pk__in=among(found))
    for name, values in search.chosen.items():
        documents = documents.filter(pk__in=_having(RELATION[name], values))
    if search.year_from or search.year_to:
        first = dt.date(search.year_from or 1, 1, 1)
        documents = documents.dated_within(first, dt.date(search.year_to or 9999, 12, 31))
    return documents


def _having(relation: Relation, values: Sequence[str]) -> QuerySet:
    """Ids of the documents that have one of some values."""
    if relation.name == "archive":
        found = relation.rows.none()
        for path in values:
            found |= relation.rows.filter(**_place(path))
        return found.values(relation.document)
    return relation.rows.filter(**{f"{relation.value}__in": values}).values(relation.document)


def _place(path: str) -> dict[str, str]:
    keys = ("" if key == UNNUMBERED else key for key in path.split("/"))
    return dict(zip(LEVELS, keys, strict=False))
