"""Archives, with every name they are cited by."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from catalogue.models import Archive, ArchiveName, archive_name_key
from catalogue.writing import fold

from .desk import Desk, Rows
from .exporting import Exporting
from .places import LEVELS, places_json
from .records import RecordForm
from .tree_page import TreePage


class ArchiveNameRows(Rows):
    """The names of an archive."""

    model = ArchiveName
    fields = ["name", "kind"]
    verbose_name_plural = _("names, current and former, in any script")


class ArchiveForm(RecordForm):
    """An archive; its address follows from its code."""

    shown_at = {"slug": "code"}


@admin.register(Archive)
class ArchiveAdmin(Exporting, TreePage, Desk):
    """Archives, found by any of their names."""

    form = ArchiveForm
    change_list_template = "admin/catalogue/unit_list.html"
    inlines = [ArchiveNameRows]
    list_display = ["code", "name", "local_name", "city", "country"]
    list_filter = ["country"]
    search_fields = ["code"]
    search_help_text = _("Any name, current or former, in any script.")
    fieldsets = [
        (None, {"fields": [("code", "levels"), "name", "local_name", ("city", "country"), "note"]})
    ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Archives by a part of a name; its folded key knows neither case nor points."""
        key = archive_name_key(search_term)
        if not key:
            return queryset, False
        in_own_names = Q(slug__contains=key) | Q(name__icontains=fold(search_term))
        return queryset.filter(Q(names__key__contains=key) | in_own_names), True

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.places_view)
        return [path("places/", view, name="catalogue_places"), *super().get_urls()]

    def places_view(self, request: HttpRequest) -> JsonResponse:
        """Places at any level for a typed path: what the select boxes of places ask."""
        levels = [level for level, model in LEVELS.items() if self._may_see(request, model)]
        if not levels:
            raise PermissionDenied
        return places_json(request, levels)

    def _may_see(self, request: HttpRequest, model: type[Any]) -> bool:
        return self.admin_site.get_model_admin(model).has_view_permission(request)
