"""The page of the search box: what a typed or pasted text means anywhere in the catalogue."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from .looking_up import LONGEST, look_up


def search_view(request: HttpRequest) -> HttpResponse:
    """What `q` may mean, in groups; straight to the one record that it names beyond doubt."""
    if not request.user.has_module_perms("catalogue"):
        raise PermissionDenied
    text = request.GET.get("q", "").strip()[:LONGEST]
    findings = look_up(text, request.user)
    if findings.straight:
        return redirect(findings.straight)
    context = {
        **admin.site.each_context(request),
        "title": _("Search"),
        "subtitle": text or None,
        "typed": text,
        "longest": LONGEST,
        "findings": findings,
    }
    return TemplateResponse(request, "admin/catalogue/search.html", context)
