"""The page of the tree: an address for each unit that is open."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from catalogue.models import Archive, Document

from .places import LEVELS, Place, place_with, places_at, value_of
from .tree import CHILDREN, Start, tree, tree_address

LONGEST_NUMBER = 64
LONGEST_PATH = 200


class TreePage:
    """For the archives' admin: the whole of the holdings as a tree."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.tree_view)
        return [
            path("tree/", view, name="catalogue_tree"),
            path("tree/<slug:value>/", view, name="catalogue_tree_at"),
            *super().get_urls(),
        ]

    def tree_view(self, request: HttpRequest, value: str = "") -> HttpResponse:
        """The tree with one unit open; ``?q=`` opens the unit of a typed path."""
        if not all(_may(request, "view", model) for model in LEVELS.values()):
            raise PermissionDenied
        typed = request.GET.get("q", "").strip()[:LONGEST_PATH]
        found = places_at(typed) if typed else []
        if len(found) == 1 or (found and not value and _is_named(found)):
            return redirect("admin:catalogue_tree_at", value_of(found[0]))
        opened = place_with(value) if value else None
        if value and opened is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": _("Holdings"),
            "subtitle": str(opened) if opened else None,
            "opts": self.opts,
            "opened": opened,
            "typed": typed,
            "found": [(place, tree_address(place)) for place in found],
            "adding": _adding(request, opened),
            "branch": tree(opened, _start(request), with_documents=_may(request, "view", Document)),
        }
        return TemplateResponse(request, "admin/catalogue/tree.html", context)


def _may(request: HttpRequest, action: str, model: type) -> bool:
    model_admin = admin.site.get_model_admin(model)
    return getattr(model_admin, f"has_{action}_permission")(request)


def _adding(request: HttpRequest, opened: Place | None) -> dict[str, str] | None:
    """The way to the form of a unit below the open one, if the curator may make it."""
    child = CHILDREN.get(type(opened), Archive if opened is None else None)
    if child is None or not _may(request, "add", child):
        return None
    address = reverse(f"admin:catalogue_{child._meta.model_name}_add")
    place = f"?{opened._meta.model_name}={opened.pk}" if opened else ""
    label = _("Add %(kind)s") % {"kind": child._meta.verbose_name}
    return {"address": f"{address}{place}", "label": label}


def _is_named(found: list) -> bool:
    """Whether the first place found is the one meant, and the others lie in it."""
    return len({type(place) for place in found[:2]}) > 1


def _start(request: HttpRequest) -> Start:
    number, papka = (request.GET.get(name, "")[:LONGEST_NUMBER] for name in ("from", "papka"))
    digits = request.GET.get("id", "")
    is_id = digits.isascii() and digits.isdecimal() and len(digits) < 19
    return Start(number, papka, int(digits) if is_id else 0)
