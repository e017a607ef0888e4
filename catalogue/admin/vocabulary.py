"""Vocabularies: a term is a row, with labels in three languages."""

from __future__ import annotations

from functools import reduce
from operator import and_

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.models import Collection, DocumentType, Language, Place, Role, Subject
from catalogue.models.vocabulary import Term
from catalogue.writing import fold

from .desk import Desk
from .slugs import SluggedForm

LABELS = ("label_en", "label_ru", "label_uk")


class TermForm(SluggedForm):
    slug_source = "label_en"


class TermAdmin(Desk):
    """Terms, found by a label in any language."""

    form = TermForm
    list_display = [*LABELS, "slug"]
    search_fields = ["folded"]
    search_help_text = _("A label, in any language.")
    fields: list[str] = [*LABELS, "slug"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        words = fold(search_term).split()
        if not words:
            return queryset, False
        return queryset.filter(reduce(and_, (Q(folded__contains=word) for word in words))), False


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


@admin.register(Place)
class PlaceAdmin(PublicTermAdmin):
    """Places, each within a larger one where that is said."""

    autocomplete_fields = ["within"]
    list_display = [*LABELS, "within", "slug"]
    fields = [*LABELS, "within", "slug"]

    def for_list(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("within")


@admin.register(Collection)
class CollectionAdmin(PublicTermAdmin):
    """Documents put together by an editor."""

    fields = [*LABELS, "description", "slug"]
