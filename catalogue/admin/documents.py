"""Documents: the form laid out as one reads a document, the list for a million of them."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from catalogue.exchange.snapshots import among
from catalogue.models import Document, made_by
from catalogue.search import SearchUnavailable, find_documents

from .attention import NeedingAttention
from .bulk_page import MOST_RECORDS, BulkWork
from .dating import DATE, understood_json
from .desk import Desk
from .document_list import LINKED, DocumentList
from .document_parts import IdentifierRows, ParticipationRows, TextBlocks
from .document_preview import DocumentPreview
from .document_runs import DocumentRuns
from .exporting import CannotExport, Exporting
from .holdings import HoldingBlocks
from .parties_page import PartiesPage
from .proposing import Proposing
from .publishing import Publishing
from .review_page import ReviewPage
from .source_line_page import SourceLinePage
from .source_line_typed import DocumentForm, SourceLineTyped
from .vocabulary import DOCUMENTS_WITH

MOST_FOUND = 1_000
"""So many documents a search in the list shows, the best ones."""


class MadeByMe(admin.SimpleListFilter):
    """The documents that whoever looks has made here."""

    title = _("who made it")
    parameter_name = "made_by"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("me", _("me"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(pk__in=made_by(request.user)) if self.value() else queryset


ASKED_FOR = frozenset({*LINKED, *DOCUMENTS_WITH.values()})


@admin.register(Document)
class DocumentAdmin(
    Exporting,
    BulkWork,
    Proposing,
    ReviewPage,
    DocumentPreview,
    DocumentRuns,
    SourceLinePage,
    SourceLineTyped,
    PartiesPage,
    Publishing,
    Desk,
):
    """Documents with their holdings, participations, texts and identifiers."""

    form = DocumentForm
    actions = [*Publishing.actions, *BulkWork.actions, *Exporting.actions]
    inlines = [HoldingBlocks, ParticipationRows, TextBlocks, IdentifierRows]
    autocomplete_fields = ["place_of_writing", "places", "subjects", "collections", "languages"]
    listed_fields = ("type",)
    readonly_fields = ["published_at", "created_at", "changed_at"]
    list_display = ["titled", "dated", "type", "lies_in", "status"]
    list_display_links = ["titled"]
    list_filter = ["status", "type", MadeByMe, NeedingAttention]
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
                "description": _("Holdings are made of it, and the units that are missing."),
            },
        ),
    ]

    class Media:
        js = ("catalogue/admin/document.js", "catalogue/admin/source_line.js")
        css = {"all": ("catalogue/admin/document.css",)}

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(understood_json)
        return [path("read-date/", view, name="catalogue_read_date"), *super().get_urls()]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """The list also shows the documents of an agent or of a term."""
        return lookup in ASKED_FOR or super().lookup_allowed(lookup, value, request)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DocumentList

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

    def has_change_many_permission(self, request: HttpRequest) -> bool:
        """Public documents are among many: only who may publish changes those directly."""
        return self.has_publish_permission(request)

    def chosen_keys(self, request: HttpRequest, queryset: QuerySet) -> list[int]:
        """What was chosen; of a whole search everything found, not only what the list shows."""
        term = request.GET.get("q", "").strip()
        if not term or request.POST.get("select_across") != "1":
            return super().chosen_keys(request, queryset)
        found = find_documents(term, limit=MOST_RECORDS + 1)
        listed = self.get_changelist_instance(_without_words(request)).queryset
        return [
            key
            for start in range(0, len(found), MOST_FOUND)
            for key in listed.filter(pk__in=found[start : start + MOST_FOUND])
            .order_by("pk")
            .values_list("pk", flat=True)
        ]

    def rows_of_list(self, request: HttpRequest) -> QuerySet:
        """Of a search everything found, not only what the list shows."""
        term = request.GET.get("q", "").strip()
        if not term:
            return super().rows_of_list(request)
        listed = self.get_changelist_instance(_without_words(request)).queryset
        try:
            found = find_documents(term, limit=MOST_RECORDS + 1)
        except SearchUnavailable as error:
            raise CannotExport(error.reason) from error
        if len(found) > MOST_RECORDS:
            words = _("More than %(most)s are found: narrow the search.")
            raise CannotExport(words % {"most": f"{MOST_RECORDS:,}"})
        return listed.filter(pk__in=among(found))


def _without_words(request: HttpRequest) -> HttpRequest:
    """The request of the same list with its filters only."""
    bare = copy(request)
    bare.GET = request.GET.copy()
    bare.GET.pop("q", None)
    return bare


def _short(reference: Any) -> str:
    """A reference in the shortest form, for a column."""
    numbers = (reference.fond, reference.opis, reference.papka, reference.delo)
    return " ".join([reference.archive, "/".join(filter(None, numbers))]).strip()
