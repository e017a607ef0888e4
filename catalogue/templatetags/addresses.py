"""Links that keep, change or take back what the present address asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

register = template.Library()


@dataclass(frozen=True)
class Section:
    """A part of the site: the page it begins with, and the names of all its pages."""

    start: str
    label: str
    pages: tuple[str, ...]


SECTIONS = (
    Section("documents", _("Documents"), ("documents", "facet", "document")),
    Section(
        "holdings",
        _("Holdings"),
        ("holdings", "archive", "fond", "opis", "delo", "delo_in_papka"),
    ),
    Section("resolve", _("References"), ("resolve", "ref")),
    Section("agents", _("People and bodies"), ("agents", "agent")),
    Section("places", _("Places"), ("places", "place")),
    Section("subjects", _("Subjects"), ("subjects", "subject")),
    Section("collections", _("Collections"), ("collections", "collection")),
)


@register.inclusion_tag("catalogue/parts/sections.html", takes_context=True)
def sections(context: dict[str, Any]) -> dict[str, Any]:
    """The site's sections; the present one is marked."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    page = match.url_name if match else ""
    return {"sections": SECTIONS, "page": page}


@register.simple_tag
def catalogue_title() -> str:
    return settings.CATALOGUE_TITLE


@register.simple_tag(takes_context=True)
def permanent_address(context: dict[str, Any]) -> str:
    """The full address of this page without what was asked of it."""
    request = context["request"]
    return request.build_absolute_uri(request.path)


@register.simple_tag(takes_context=True)
def toggle(context: dict[str, Any], name: str, value: object) -> str:
    """The query that has a value of a parameter where the present one lacks it, and vice versa.

    The page number is dropped: another selection begins at its first page.
    """
    asked = context["request"].GET.copy()
    values = asked.getlist(name)
    text = str(value)
    kept = [each for each in values if each != text]
    asked.setlist(name, kept if len(kept) < len(values) else [*values, text])
    return written(asked)


@register.simple_tag(takes_context=True)
def without(context: dict[str, Any], *names: str) -> str:
    """The query without some parameters, and without the page number."""
    asked = context["request"].GET.copy()
    for name in names:
        asked.pop(name, None)
    return written(asked)


@register.inclusion_tag("catalogue/parts/carried.html", takes_context=True)
def carried(context: dict[str, Any], *but: str) -> dict[str, Any]:
    """Hidden fields that carry the present query through a form, save what the form asks itself."""
    asked = context["request"].GET
    names = [name for name in asked if name not in {*but, "page"}]
    return {
        "fields": [
            (name, value) for name in names for value in asked.getlist(name) if "\x00" not in value
        ]
    }


def written(asked: QueryDict) -> str:
    """A query as a link has it, without the page number and without empty parameters."""
    asked.pop("page", None)
    for name in list(asked):
        asked.setlist(name, [value for value in asked.getlist(name) if value])
    query = asked.urlencode()
    return f"?{query}" if query else "?"
