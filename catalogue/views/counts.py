"""How many there are of something, for lists whose rows may each have a hundred thousand.

Counts begin at the row at hand and go along the index of what refers to it; whether a document is
published is asked of each one found. Put otherwise ("published documents that ..."), a database
without statistics begins at the million published ones instead, once for every row of the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, IntegerField, Model, OuterRef, QuerySet, Subquery

from catalogue.models import Document, Holding, Participation

MOST = 1000
"""Counting ends here; a page then says "over 1,000"."""


class BoundedNumber(int):
    """A number that was counted no further than `MOST`."""

    most = MOST

    @property
    def is_beyond(self) -> bool:
        """Whether there are more than were counted."""
        return self > self.most


class BoundedNumberField(IntegerField):
    """What comes back from the database as such a number."""

    def from_db_value(self, value: int, *context: object) -> BoundedNumber:
        return BoundedNumber(value)


class BoundedCount(Subquery):
    """The number of rows of a subquery, counted up to one more than `MOST`."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = BoundedNumberField()

    def __init__(self, rows: QuerySet) -> None:
        super().__init__(rows.order_by()[: MOST + 1])


@dataclass(frozen=True)
class Link:
    """Rows that join documents to something: their column for it, and for the document."""

    rows: type[Model]
    to: str
    document: str = "document_id"

    def published(self) -> QuerySet:
        """The ids of published documents joined to the row at hand."""
        is_published = Document.objects.published().filter(pk=OuterRef(self.document))
        links = self.rows._default_manager.filter(Exists(is_published), **{self.to: OuterRef("pk")})
        return links.order_by().values(self.document).distinct()


IN_ARCHIVE = Link(Holding, "archive")
IN_FOND = Link(Holding, "fond")
IN_OPIS = Link(Holding, "opis")
IN_DELO = Link(Holding, "delo")
TAKING_PART = Link(Participation, "agent")
ABOUT_PLACE = Link(Document.places.through, "place")
WRITTEN_IN = Link(Document, "place_of_writing", "pk")
ON_SUBJECT = Link(Document.subjects.through, "subject")
IN_COLLECTION = Link(Document.collections.through, "collection")


def children(model: type[Model], parent: str) -> BoundedCount:
    """How many rows of a model have the row at hand as their parent."""
    return BoundedCount(model._default_manager.filter(**{parent: OuterRef("pk")}).values("pk"))


def documents(link: Link, *others: Link) -> BoundedCount:
    """How many published documents are joined to the row at hand by some of the links."""
    return BoundedCount(link.published().union(*(other.published() for other in others)))


def count_documents(rows: Sequence[Model], *links: Link) -> None:
    """Give each row of a page, all of one model, the number of its documents, in one query."""
    if not rows:
        return
    found = type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows]).order_by()
    counted = dict(found.annotate(n=documents(*links)).values_list("pk", "n"))
    for row in rows:
        row.document_count = counted.get(row.pk, 0)


def has_documents(*links: Link) -> Exists:
    """Whether any published document is; it ends at the first."""
    return reduce(or_, (Exists(link.published()) for link in links))
