"""How words stand on a page: references, paragraphs, days, and the language they are in."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import get_language

from catalogue.dates import write_date
from catalogue.exchange.citations import cite_place, write_holding
from catalogue.models import Archive, Delo, Fond, Holding, Opis
from catalogue.writing import Script, script_of

register = template.Library()

LANGUAGE_OF_COUNTRY = {"BG": "bg", "BY": "be", "RU": "ru", "UA": "uk"}
"""The language that Cyrillic titles are most likely in, by the country of the archive."""


@register.inclusion_tag("catalogue/parts/reference.html")
def reference(holding: Holding) -> dict[str, Any]:
    """The reference of a holding, which lines break only between its levels."""
    return {"levels": write_holding(holding).split(", ")}


@register.inclusion_tag("catalogue/parts/reference.html")
def unit_reference(unit: Fond | Opis | Delo) -> dict[str, Any]:
    """The reference of a fond, an opis or a delo, likewise."""
    return {"levels": cite_place(unit).split(", ")}


@register.filter
def in_words(day: date) -> str:
    """A day as the dates of documents are written, in the language of the interface."""
    return write_date(day.isoformat(), language=(get_language() or "en")[:2])


@register.filter
def grouped(number: int) -> str:
    """A count in figures, the thousands apart as the language of the interface has them."""
    return str(number_format(int(number), force_grouping=True))


@register.filter
def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, which empty lines part."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return [part.strip() for part in parts if part.strip()]


@register.filter
def listed(listy: str) -> list[str]:
    """The runs of listy as written, each to be kept on one line."""
    return re.findall(r"[^\s,;][^,;]*[,;]?", listy)


@register.simple_tag
def lang(text: str, archive: Archive | None) -> str:
    """The `lang` attribute of a title, as far as its letters and its archive's country tell."""
    if script_of(text) is not Script.CYRILLIC:
        return ""
    language = LANGUAGE_OF_COUNTRY.get(archive.country if archive else "", "ru")
    return format_html(' lang="{}"', language)
