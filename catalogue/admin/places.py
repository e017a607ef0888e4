"""One field for a place at any level: the curator types a path and picks the deepest unit.

A value of the field is ``fond-12``. A bare number is a delo: so the stock “add another” window
hands over the delo it made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, get_select2_language
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.models import Archive, Delo, Fond, Opis

from .unit_paths import UnitPath, read_path
from .units_at import archives_named, dela_at, fonds_at, opisi_at

Place = Archive | Fond | Opis | Delo

LEVELS: dict[str, type[Model]] = {"archive": Archive, "fond": Fond, "opis": Opis, "delo": Delo}
OFFERED = 20
TITLE_SHOWN = 80

_VALUE = re.compile(r"(?:(archive|fond|opis|delo)-)?([0-9]{1,18})")


# --- Values and labels ---


def value_of(place: Place) -> str:
    return f"{place._meta.model_name}-{place.pk}"


def label_of(place: Place) -> str:
    """The reference of a place and the beginning of its title."""
    title = place.name if isinstance(place, Archive) else place.title_en or place.title
    shortened = f"{title[:TITLE_SHOWN].rstrip()}…" if len(title) > TITLE_SHOWN else title
    return f"{place} · {shortened}" if title else str(place)


def place_with(value: str) -> Place | None:
    """The place of a value, or None where there is no such place."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    return _rows(LEVELS[match[1] or "delo"]).filter(pk=match[2]).first()


def _rows(model: type[Model]) -> QuerySet:
    return model.objects.all() if model is Archive else model.objects.with_parents()


# --- Finding ---


def places_at(text: str, levels: Iterable[str] = tuple(LEVELS)) -> list[Place]:
    """The places of a typed path: the units it names or begins, then what lies in the first."""
    path = read_path(text)
    found = (place for level, rows in _steps(path) if level in levels for place in rows[:OFFERED])
    return list(islice(found, OFFERED))


def _steps(path: UnitPath) -> Iterator[tuple[str, QuerySet]]:
    """Where to look, by level; a step is taken only while the list is not full."""
    if path.delo:
        yield "delo", dela_at(path)
    if path.opis:
        yield "opis", opisi_at(path, begun=not path.delo)
    if path.opis and not path.delo:
        yield "delo", dela_at(path)
    if path.fond and not path.opis:
        yield "fond", fonds_at(path)
        yield "opis", opisi_at(path)
    if path.depth == "archive":
        archives = Archive.objects.filter(pk__in=archives_named(path.archive))
        yield "archive", archives.order_by("sort_key")
        yield "fond", fonds_at(path)


def places_json(request: HttpRequest, levels: Iterable[str]) -> JsonResponse:
    """What Select2 shows for a term, of the levels that the curator may see."""
    places = places_at(request.GET.get("term", ""), levels)
    results = [{"id": value_of(place), "text": label_of(place)} for place in places]
    return JsonResponse({"results": results, "pagination": {"more": False}})


# --- The field ---


class PlaceSelect(forms.Select):
    """A select box that is filled while one types; without JavaScript it shows what is chosen."""

    known: Place | None = None
    """The place its row has already, so that showing it asks nothing."""

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        attributes = {
            "class": "admin-autocomplete",
            "data-ajax--url": reverse("admin:catalogue_places"),
            "data-ajax--delay": 200,
            "data-ajax--cache": "true",
            "data-theme": "admin-autocomplete",
            "data-allow-clear": "true",
            "data-placeholder": "",
            "lang": get_select2_language(),
        }
        return super().build_attrs(base_attrs, extra_attrs) | attributes

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        options = [self.create_option(name, "", "", False, 0)]
        place = self._place_with(value[0]) if value else None
        if place is not None:
            options.append(self.create_option(name, value_of(place), label_of(place), True, 1))
        return [(None, options, 0)]

    def _place_with(self, value: str) -> Place | None:
        if self.known is not None and value_of(self.known) == value:
            return self.known
        return place_with(value)

    @property
    def media(self) -> forms.Media:
        return AutocompleteSelect(None, None).media


class PlaceField(forms.Field):
    """A place at any level."""

    widget = PlaceSelect
    default_error_messages = {
        "required": _("Say where it lies: the archive at least."),
        "gone": _("This place is not there any more: choose another."),
    }

    def prepare_value(self, value: Place | str | None) -> str:
        return value_of(value) if isinstance(value, Model) else value or ""

    def to_python(self, value: str | None) -> Place | None:
        if not value:
            return None
        place = place_with(value)
        if place is None:
            raise ValidationError(self.error_messages["gone"], code="gone")
        return place

    def has_changed(self, initial: Place | None, data: str | None) -> bool:
        return self.prepare_value(initial) != (data or "")
