"""Documents: the form laid out as one reads a document, the list for a million of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from catalogue.models import Document
from catalogue.search import SearchUnavailable, find_documents

from .dating import DATE, DatedForm, understood_json
from .desk import Desk
from .document_parts import IdentifierRows, ParticipationRows, TextBlocks
from .holdings import HoldingBlocks
from .publishing import Publishing
from .source_line_page import SourceLinePage

MOST_FOUND = 1_000
"""So many documents a search in the list shows, the best ones."""


@admin.register(Document)
class DocumentAdmin(SourceLinePage, Publishing, Desk):
    """Documents with their holdings, participations, texts and identifiers."""

    form = DatedForm
    inlines = [HoldingBlocks, ParticipationRows, TextBlocks, IdentifierRows]
    autocomplete_fields = ["place_of_writing", "places", "subjects", "collections", "languages"]
    listed_fields = ("type",)
    readonly_fields = ["published_at", "created_at", "changed_at"]
    list_display = ["titled", "dated", "type", "lies_in", "status"]
    list_display_links = ["titled"]
    list_filter = ["status", "type"]
    search_fields = ["identifier"]
    search_help_text = _("Words, names, “phrases”, an identifier or a reference; drafts too.")
    ordering = ["-pk"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title",
                    "title_original",
                    *DATE,
                    ("date_inferred", "date_reason"),
                    ("type", "languages"),
                    "place_of_writing",
                ]
            },
        ),
        (_("At the head of the document"), {"fields": ["markings"]}),
        (_("What it says"), {"fields": ["summary", "subjects", "places", "collections"]}),
        (
            _("Publication"),
            {
                "fields": [
                    ("status", "identifier"),
                    "publisher",
                    "credits",
                    "rights",
                    ("published_at", "created_at", "changed_at"),
                ]
            },
        ),
        (
            _("Where it lies"),
            {
                "fields": ["source_note"],
                "description": _("“Save and read the source line” makes holdings of it."),
            },
        ),
    ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(understood_json)
        return [path("read-date/", view, name="catalogue_read_date"), *super().get_urls()]

    def for_list(self, rows: QuerySet) -> QuerySet:
        return rows.for_list()

    def view_on_site(self, document: Document) -> str | None:
        is_public = document.status == Document.Status.PUBLISHED
        return document.get_absolute_url() if is_public else None

    @admin.display(description=_("title"))
    def titled(self, document: Document) -> str:
        return Truncator(document.title).chars(160)

    @admin.display(description=_("date"))
    def dated(self, document: Document) -> str:
        return document.date_in_words

    @admin.display(description=_("lies in"))
    def lies_in(self, document: Document) -> str:
        return "; ".join(_short(holding.reference) for holding in document.holdings.all())

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Documents by the index, drafts too; without it, by the whole identifier."""
        if not search_term.strip():
            return queryset, False
        try:
            found = find_documents(search_term, limit=MOST_FOUND)
        except SearchUnavailable as error:
            messages.warning(request, _("Only identifiers are found now: %s") % error.reason)
            return queryset.filter(identifier=search_term), False
        if len(found) == MOST_FOUND:
            messages.info(request, _("Only the %(n)d best are shown.") % {"n": MOST_FOUND})
        return queryset.filter(pk__in=found), False


def _short(reference: Any) -> str:
    """A reference in the shortest form, for a column."""
    numbers = (reference.fond, reference.opis, reference.papka, reference.delo)
    return " ".join([reference.archive, "/".join(filter(None, numbers))]).strip()
