"""Adding units in a row: the form of the next one keeps its place and suggests its number."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from catalogue.models import Delo, Fond, Opis

from .next_numbers import siblings_below, suggested_number


class RowOfUnits:
    """For the units' admins. The address of an empty form may name parent, papka and the last
    number given: ``?opis=5&papka=11&after=830``."""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        after = initial.pop("after", "")
        siblings = siblings_below(self.model, initial.get(self.model.parent_level, ""))
        if siblings is not None and "number" not in initial:
            initial["number"] = suggested_number(siblings, initial.get("papka", ""), after)
        return initial

    def response_add(
        self, request: HttpRequest, obj: Fond | Opis | Delo, post_url_continue: str | None = None
    ) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        return self._next_form(obj) if "_addanother" in request.POST else response

    def response_change(self, request: HttpRequest, obj: Fond | Opis | Delo) -> HttpResponse:
        response = super().response_change(request, obj)
        return self._next_form(obj) if "_addanother" in request.POST else response

    def _next_form(self, unit: Fond | Opis | Delo) -> HttpResponse:
        """The empty form of the unit that comes after one."""
        place = {unit.parent_level: getattr(unit, f"{unit.parent_level}_id")}
        if papka := getattr(unit, "papka", ""):
            place["papka"] = papka
        address = reverse(f"admin:catalogue_{self.opts.model_name}_add")
        return HttpResponseRedirect(f"{address}?{urlencode(place | {'after': unit.number})}")
