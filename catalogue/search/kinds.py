"""The kinds of record that are searched, each in an index of its own.

Drafts have an index of their own beside the published documents': nothing unpublished is ever in
the index that readers search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Model, QuerySet

from catalogue.models import Agent, Collection, Delo, Document, Place, Subject

from . import named, records
from .facets import DELO_FACETS, DOCUMENT_FACETS, Facet
from .shared import Shared
from .words import AREA, AREAS, Area

Expansion = Callable[[Sequence[int]], QuerySet]
"""From ids of changed rows of one kind to the records that show them."""


@dataclass(frozen=True)
class Kind:
    """What is searched: its rows, their records, and what touches them."""

    name: str
    own: str
    """The kind of change that names this kind's rows themselves."""
    areas: tuple[Area, ...]
    facets: tuple[Facet, ...]
    rows: Callable[[], QuerySet]
    """Every row that belongs into the index."""
    records: Callable[[QuerySet, Shared], Iterator[records.Record]]
    touched: Mapping[str, Expansion]
    """For each other kind of change, the rows it touches."""

    def facet(self, name: str) -> Facet:
        return next(facet for facet in self.facets if facet.name == name)


def documents_with(path: str) -> Expansion:
    """Documents reached from changed rows by a path of relations."""
    return lambda ids: Document.objects.filter(**{f"{path}__in": ids})


DOCUMENT_CHANGES: Mapping[str, Expansion] = {
    "type": documents_with("type"),
    "language": documents_with("languages"),
    "subject": documents_with("subjects"),
    "collection": documents_with("collections"),
    "place": lambda ids: documents_with("places")(ids) | documents_with("place_of_writing")(ids),
    "role": documents_with("participations__role"),
    "agent": documents_with("participations__agent"),
    "archive": documents_with("holdings__archive"),
    "fond": documents_with("holdings__fond"),
    "opis": documents_with("holdings__opis"),
    "delo": documents_with("holdings__delo"),
}

DELO_CHANGES: Mapping[str, Expansion] = {
    "opis": lambda ids: Delo.objects.filter(opis__in=ids),
    "fond": lambda ids: Delo.objects.filter(opis__fond__in=ids),
    "archive": lambda ids: Delo.objects.filter(opis__fond__archive__in=ids),
}


def drafts() -> QuerySet[Document]:
    return Document.objects.exclude(status=Document.Status.PUBLISHED)


DOCUMENTS = Kind(
    "documents",
    "document",
    AREAS,
    DOCUMENT_FACETS,
    lambda: Document.objects.published(),
    records.documents,
    DOCUMENT_CHANGES,
)
DRAFTS = Kind(
    "drafts",
    "document",
    AREAS,
    DOCUMENT_FACETS,
    drafts,
    records.documents,
    DOCUMENT_CHANGES,
)
DELA = Kind(
    "dela",
    "delo",
    (AREA["title"], AREA["reference"]),
    DELO_FACETS,
    lambda: Delo.objects.all(),
    records.dela,
    DELO_CHANGES,
)


# --- What is suggested by its name while a reader types ---


def _named(name: str, change: str, model: type[Model], *paths: str) -> Kind:
    """A kind of what has names: ``paths`` are the relations that lead to its documents."""

    def reached_from(path: str) -> Expansion:
        return lambda ids: model._default_manager.filter(**{f"{path}__in": ids})

    def of_documents(ids: Sequence[int]) -> QuerySet:
        return reduce(or_, (reached_from(path)(ids) for path in paths))

    return Kind(
        name,
        change,
        (named.CALLED,),
        (),
        lambda: model._default_manager.all(),
        named.records,
        {f"{change} link": reached_from("pk"), "document": of_documents},
    )


AGENTS = _named("agents", "agent", Agent, "participations__document")
PLACES = _named("places", "place", Place, "documents", "documents_written")
SUBJECTS = _named("subjects", "subject", Subject, "documents")
COLLECTIONS = _named("collections", "collection", Collection, "documents")
NAMED = {kind.name: kind for kind in (AGENTS, PLACES, SUBJECTS, COLLECTIONS)}
"""What is suggested by its name. Those without a published document are there for the admin;
how many published ones each has decides what readers are shown."""

KINDS = (DOCUMENTS, DRAFTS, DELA, *NAMED.values())
KIND = {kind.name: kind for kind in KINDS}
PUBLIC = {kind.name: kind for kind in (DOCUMENTS, DELA)}
"""The kinds of result a reader may look for, by name."""
