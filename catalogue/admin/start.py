"""The start page and the menu: what is on the desk, in the order of its use."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.sites import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from .reports import reports_view, work_view
from .search_page import search_view
from .start_page import start_page

SECTIONS = {
    _("Documents"): ("Document", "ProposedRevision", "Agent", "Collection"),
    _("Holdings"): ("Archive", "Fond", "Opis", "Delo", "FormerReference"),
    _("Imports"): ("Batch",),
    _("Vocabularies"): ("DocumentType", "Language", "Role", "Place", "Subject"),
    _("Accounts"): ("AuditLine",),
}
"""The catalogue's tables, by what a curator is doing; other apps follow as they are."""


def sections(request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
    """What the menu and the start page list, of what the curator may see."""
    apps = AdminSite.get_app_list(admin.site, request, app_label)
    found = []
    for app in apps:
        if app["app_label"] == "catalogue":
            models = {model["object_name"]: model for model in app["models"]}
            for name, members in SECTIONS.items():
                there = [models[member] for member in members if member in models]
                found += [app | {"name": name, "models": there}] if there else []
    return found + [app for app in apps if app["app_label"] != "catalogue"]


def index(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """The start page."""
    return AdminSite.index(admin.site, request, start_page(request) | (extra_context or {}))


def addresses() -> list[URLPattern | URLResolver]:
    """The desk's addresses: those of no one table, and then Django's."""
    view = admin.site.admin_view
    return [
        path("search/", view(search_view), name="catalogue_search"),
        path("reports/", view(reports_view), name="catalogue_reports"),
        path("reports/<str:month>/", view(work_view), name="catalogue_work"),
        *AdminSite.get_urls(admin.site),
    ]


admin.site.get_app_list = sections
admin.site.index = index
admin.site.get_urls = addresses
admin.site.index_template = "admin/catalogue/start.html"
admin.site.site_header = admin.site.site_title = _("Curators’ desk")
admin.site.index_title = _("What is on the desk")
