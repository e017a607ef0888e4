"""The kinds of record that are searched, each in an index of its own.

Drafts have an index of their own beside the published documents': nothing unpublished is ever in
the index that readers search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from catalogue.models import Agent, Collection, Delo, Document, Place, Subject

from . import named, records
from .facets import DELO_FACETS, DOCUMENT_FACETS, Facet
from .shared import Shared
from .words import AREA, AREAS, Area

Expansion = Callable[[Sequence[int]], QuerySet]
"""From ids of changed rows of one kind to the records that show them."""

Touched = Mapping[str, tuple[Expansion, ...]]
"""For a kind of change, each way to what it touches: asked one by one, for joined by OR they would
have a database look at every row."""


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
    touched: Touched
    """The rows that every other kind of change touches."""
    is_light: bool = False
    """Whether records are short, so that many can be in memory."""

    def facet(self, name: str) -> Facet:
        return next(facet for facet in self.facets if facet.name == name)


def reached(model: type[Model], *paths: str) -> tuple[Expansion, ...]:
    """The rows of a model that lead to changed ones by a path of relations."""

    def by(path: str) -> Expansion:
        return lambda ids: model._default_manager.filter(**{f"{path}__in": ids})

    return tuple(map(by, paths))


DOCUMENT_CHANGES: Touched = {
    "type": reached(Document, "type"),
    "language": reached(Document, "languages"),
    "subject": reached(Document, "subjects"),
    "collection": reached(Document, "collections"),
    "place": reached(Document, "places", "place_of_writing"),
    "role": reached(Document, "participations__role"),
    "agent": reached(Document, "participations__agent"),
    "archive": reached(Document, "holdings__archive"),
    "fond": reached(Document, "holdings__fond"),
    "opis": reached(Document, "holdings__opis"),
    "delo": reached(Document, "holdings__delo"),
}

DELO_CHANGES: Touched = {
    "opis": reached(Delo, "opis"),
    "fond": reached(Delo, "opis__fond"),
    "archive": reached(Delo, "opis__fond__archive"),
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
    is_light=True,
)


# --- What is suggested by its name while a reader types ---


def _named(name: str, change: str, model: type[Model], *paths: str) -> Kind:
    """A kind of what has names: ``paths`` are the relations that lead to its documents."""
    return Kind(
        name,
        change,
        (named.CALLED,),
        (),
        lambda: model._default_manager.all(),
        named.records,
        {f"{change} link": reached(model, "pk"), "document": reached(model, *paths)},
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
