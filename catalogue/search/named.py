"""Records of what has names: agents and the terms that readers browse, with their documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, Model, OuterRef, QuerySet

from catalogue.models import (
    Agent,
    AgentName,
    Collection,
    Document,
    Participation,
    Place,
    Subject,
)
from catalogue.writing import forms

from .shared import Shared
from .words import EXACT, NAME, Area

CALLED = Area("called", ((EXACT, 6.0), (NAME, 3.0)), by_default=False)
"""Every name of an agent, every label of a term."""

LABELS = ("label_en", "label_ru", "label_uk")


def records(rows: QuerySet, shared: Shared) -> Iterator[dict[str, Any]]:
    """Rows with their names and the number of their published documents, in a query for each."""
    names = _names_of_agents(rows) if rows.model is Agent else _labels(rows)
    documents = _documents_of(rows.model, list(names))
    for pk, called in names.items():
        yield {"id": pk, **CALLED.columns(*map(forms, called)), "document_count": documents[pk]}


def _names_of_agents(rows: QuerySet) -> dict[int, list[str]]:
    names = {pk: [name] for pk, name in rows.order_by("pk").values_list("pk", "name")}
    variants = AgentName.objects.filter(agent__in=list(names)).order_by("pk")
    for pk, name in variants.values_list("agent", "name"):
        names[pk].append(name)
    return names


def _labels(rows: QuerySet) -> dict[int, list[str]]:
    found = rows.order_by("pk").values_list("pk", *LABELS)
    return {pk: [label for label in labels if label] for pk, *labels in found}


def _documents_of(model: type[Model], ids: list[int]) -> Counter[int]:
    """How many published documents each row has."""
    found: Counter[int] = Counter()
    for links, column, document in LINKS[model]():
        published = links.filter(**{f"{document}status": "published", f"{column}__in": ids})
        counted = Count(f"{document}pk", distinct=True)
        found.update(dict(published.order_by().values_list(column).annotate(counted)))
    return found


def with_published_documents(rows: QuerySet) -> QuerySet:
    """Those of some rows that a published document has: each asked for its first one, not joined,
    for a place may be that of a hundred thousand documents in two ways."""
    has_one = (
        Exists(links.filter(**{f"{document}status": "published", column: OuterRef("pk")}))
        for links, column, document in LINKS[rows.model]()
    )
    return rows.filter(reduce(or_, has_one))


Links = tuple[QuerySet, str, str]
"""Rows that join to documents, their column for what they join, and the way to the document."""

LINKS: Mapping[type[Model], Callable[[], tuple[Links, ...]]] = {
    Agent: lambda: ((Participation.objects.all(), "agent", "document__"),),
    Subject: lambda: ((Document.subjects.through.objects.all(), "subject", "document__"),),
    Collection: lambda: ((Document.collections.through.objects.all(), "collection", "document__"),),
    Place: lambda: (
        (Document.places.through.objects.all(), "place", "document__"),
        (_written_there_about_elsewhere(), "place_of_writing", ""),
    ),
}


def _written_there_about_elsewhere() -> QuerySet[Document]:
    """Documents whose place of writing is not among their places: no document counts twice."""
    about = Document.places.through.objects.filter(
        document=OuterRef("pk"), place=OuterRef("place_of_writing")
    )
    return Document.objects.filter(~Exists(about))
