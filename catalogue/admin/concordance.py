"""The concordance: numbers that units had before."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.models import FormerReference, archive_name_key
from catalogue.references import number_key

from .desk import Desk
from .exporting import Exporting
from .places import LEVELS, PlaceField, label_of
from .records import RecordForm
from .unit_paths import read_path

NOW = [f"now_{level}" for level in LEVELS]
"""The columns of which exactly one says what a former reference means today."""


class FormerReferenceForm(RecordForm):
    """One field for what it means today, at whatever level."""

    now = PlaceField(label=_("Means today"), help_text=_("Type a path: “aprf 3 65 830”."))
    shown_at = dict.fromkeys(NOW, "now")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "now" in self.fields and self.instance.pk:
            self.initial["now"] = self.fields["now"].widget.known = self.instance.now

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        place = cleaned.get("now")
        for level, model in LEVELS.items():
            setattr(self.instance, f"now_{level}", place if isinstance(place, model) else None)
        return cleaned


@admin.register(FormerReference)
class FormerReferenceAdmin(Exporting, Desk):
    """Former references, found by their own path."""

    form = FormerReferenceForm
    list_display = ["__str__", "means_today", "note"]
    search_fields = ["archive"]
    search_help_text = _("The former path: “ЦПА ИМЛ 17 3”.")
    fieldsets = [
        (_("Formerly"), {"fields": ["archive", ("fond", "opis"), ("papka", "delo")]}),
        (_("Today"), {"fields": ["now", "note"]}),
    ]

    def for_list(self, rows: QuerySet) -> QuerySet:
        return rows.with_units()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.for_list(super().get_queryset(request))

    @admin.display(description=_("means today"))
    def means_today(self, former: FormerReference) -> str:
        return label_of(former.now)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """By the beginning of the old archive's name and the old numbers, through one index."""
        path = read_path(search_term)
        wanted = [Q(archive_key__startswith=archive_name_key(path.archive))]
        for level in ("fond", "opis", "papka", "delo"):
            if number := getattr(path, level):
                wanted.append(Q(**{f"{level}_key": number_key(number)}))
        return queryset.filter(reduce(and_, wanted)), False
