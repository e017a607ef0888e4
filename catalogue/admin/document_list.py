"""The list of documents, also of those that one agent or one term is linked to."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from catalogue.models import Document, Participation

from .desk import DeskList

LINKED = {
    "participations__agent__id__exact": (Participation, "agent"),
    "participations__role__id__exact": (Participation, "role"),
    "languages__id__exact": (Document.languages.through, "language"),
    "places__id__exact": (Document.places.through, "place"),
    "subjects__id__exact": (Document.subjects.through, "subject"),
    "collections__id__exact": (Document.collections.through, "collection"),
}
"""How the list is asked for the documents that something is linked to: the rows of the link, and
their column for it."""

MANY_LINKS = 100_000
"""Fewer links are gathered; of more, each document is asked whether it has one: then it is soon
found, whatever else there is."""


class DocumentList(DeskList):
    """Documents, not joined to what they are asked for.

    Joined, each would be compared with every other, texts and all, so that none stands twice.
    """

    def get_filters(self, request: HttpRequest) -> tuple[Any, ...]:
        specs, has_filters, lookups, _duplicates, is_active = super().get_filters(request)
        for lookup in LINKED.keys() & lookups.keys():
            for value in lookups.pop(lookup):
                self.root_queryset = self.root_queryset.filter(_linked(lookup, value))
        return specs, has_filters, lookups, False, is_active


def _linked(lookup: str, value: str) -> Q | Exists:
    """Documents with a link to a row; raises IncorrectLookupParameters for what is no row."""
    if not (value.isascii() and value.isdecimal() and len(value) < 19):
        raise IncorrectLookupParameters(value)
    links, column = LINKED[lookup]
    rows: QuerySet = links.objects.filter(**{f"{column}_id": value}).order_by()
    if rows[: MANY_LINKS + 1].count() > MANY_LINKS:
        return Exists(rows.filter(document=OuterRef("pk")))
    return Q(pk__in=rows.values("document_id"))
