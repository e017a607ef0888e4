"""Records of what has names: agents and the terms that readers browse, with their documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet

from catalogue.models import Agent, AgentName, Collection, Document, Place, Subject
from catalogue.writing import forms

from .shared import Shared
from .words import EXACT, NAME, Area

CALLED = Area("called", ((EXACT, 6.0), (NAME, 3.0)), by_default=False)
"""Every name of an agent, every label of a term."""

LABELS = ("label_en", "label_ru", "label_uk")


def records(rows: QuerySet, shared: Shared) -> Iterator[dict[str, Any]]:
    """Rows with their names and the number of published documents that have them.

    That number is asked of the index of documents, where it is known at once: a place may be that
    of a hundred thousand documents, of which one was saved.
    """
    facet = rows.model._meta.model_name
    read = _names_of_agents if rows.model is Agent else _labels
    for pk, (slug, *called) in read(rows).items():
        count = shared.documents_with(facet, slug)
        yield {"id": pk, **CALLED.columns(*map(forms, called)), "document_count": count}


def names_of(rows: QuerySet) -> dict[int, list[str]]:
    """Every name or label of some rows."""
    read = _names_of_agents if rows.model is Agent else _labels
    return {pk: called for pk, (_slug, *called) in read(rows).items()}


def _names_of_agents(rows: QuerySet) -> dict[int, list[str]]:
    """The slug, then every name, by primary key."""
    names = {pk: called for pk, *called in rows.order_by("pk").values_list("pk", "slug", "name")}
    variants = AgentName.objects.filter(agent__in=list(names)).order_by("pk")
    for pk, name in variants.values_list("agent", "name"):
        names[pk].append(name)
    return names


def _labels(rows: QuerySet) -> dict[int, list[str]]:
    """The slug, then every label there is, by primary key."""
    found = rows.order_by("pk").values_list("pk", "slug", *LABELS)
    return {pk: [slug, *filter(None, labels)] for pk, slug, *labels in found}


def with_published_documents(rows: QuerySet) -> QuerySet:
    """Those of some rows that a published document has: each asked for its first one, not joined,
    for a place may be that of a hundred thousand documents in two ways."""
    published = Document.objects.published().order_by()
    ways = (Exists(published.filter(**{way: OuterRef("pk")})) for way in WAYS[rows.model])
    return rows.filter(reduce(or_, ways))


WAYS: Mapping[type[Model], tuple[str, ...]] = {
    Agent: ("participations__agent",),
    Subject: ("subjects",),
    Collection: ("collections",),
    Place: ("places", "place_of_writing"),
}
"""The relations by which a document has one of these."""
