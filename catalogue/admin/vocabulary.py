"""Vocabularies: a term is a row, with labels in three languages."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from catalogue.models import Collection, DocumentType, Language, Place, Role, Subject
from catalogue.models.vocabulary import Term
from catalogue.writing import fold

from .desk import Desk
from .exporting import Exporting
from .found_by_name import FoundByName
from .slugs import SluggedForm

DOCUMENTS_WITH = {
    DocumentType: "type__id__exact",
    Language: "languages__id__exact",
    Role: "participations__role__id__exact",
    Place: "places__id__exact",
    Subject: "subjects__id__exact",
    Collection: "collections__id__exact",
}
"""How the list of documents asks for those that carry a term."""

LABELS = ("label_en", "label_ru", "label_uk")


class TermForm(SluggedForm):
    slug_source = "label_en"


class Untranslated(admin.SimpleListFilter):
    """Terms that lack a label in a language of the interface."""

    title = _("translation")
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [
            ("any", _("untranslated")),
            ("ru", _("no Russian label")),
            ("uk", _("no Ukrainian label")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "any":
            return queryset.untranslated()
        lacking = {"ru": Q(label_ru=""), "uk": Q(label_uk="")}
        return queryset.filter(lacking.get(self.value() or "", Q()))


class TermAdmin(Exporting, FoundByName, Desk):
    """Terms, found by a label in any language."""

    form = TermForm
    list_display = [*LABELS, "slug"]
    search_fields = ["folded"]
    search_help_text = _("A label, in any language.")
    list_filter = [Untranslated]
    change_form_template = "admin/catalogue/term_form.html"
    fields: list[str] = [*LABELS, "slug"]

    def found_in_table(self, queryset: QuerySet, search_term: str) -> QuerySet:
        """Terms with all the words in their labels."""
        words = fold(search_term).split()
        if not words:
            return queryset
        return queryset.filter(reduce(and_, (Q(folded__contains=word) for word in words)))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["documents_lookup"] = DOCUMENTS_WITH.get(self.model, "")
        return super().render_change_form(request, context, *args, **kwargs)


class PublicTermAdmin(TermAdmin):
    """Terms with a page of their own, which readers see once a published document has them."""

    def view_on_site(self, term: Term) -> str | None:
        is_public = type(term).objects.in_use().filter(pk=term.pk).exists()
        return term.get_absolute_url() if is_public else None


@admin.register(DocumentType, Language)
class ShortListAdmin(TermAdmin):
    """Short lists that other forms show whole."""


@admin.register(Role)
class RoleAdmin(TermAdmin):
    """Roles, in the order in which pages name them."""

    list_display = [*LABELS, "order", "slug"]
    fields = [*LABELS, "order", "slug"]


@admin.register(Subject)
class SubjectAdmin(PublicTermAdmin):
    """What documents are about."""

    found_as = "subjects"


@admin.register(Place)
class PlaceAdmin(PublicTermAdmin):
    """Places, each within a larger one where that is said."""

    found_as = "places"

    autocomplete_fields = ["within"]
    list_display = [*LABELS, "within", "slug"]
    fields = [*LABELS, "within", "slug"]

    def for_list(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("within")


@admin.register(Collection)
class CollectionAdmin(PublicTermAdmin):
    """Documents put together by an editor."""

    found_as = "collections"

    fields = [*LABELS, "description", "slug"]
