"""Fonds, opisi and dela: each in its place, found by its reference."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from catalogue.models import Delo, Fond, Opis

from .attention import NeedingAttention
from .bulk_page import BulkWork
from .dating import DATE
from .desk import Desk
from .exporting import Exporting
from .merging_units import MergingUnits
from .paginating import COUNTED
from .relocation import Relocating, UnitForm
from .reports import CoveragePage
from .rows_of_units import RowOfUnits
from .tree import tree_address
from .unit_paths import UnitPath, read_path
from .units_at import dela_at, fonds_at, opisi_at, with_levels_above

Unit = Fond | Opis | Delo

DESCRIPTION = (_("Description"), {"fields": ["title", "title_en", *DATE, "scope", "sheets"]})
ACCESS = (_("Access"), {"fields": [("access", "access_opens"), "access_reason", "note"]})
HOW_TO_SEARCH = _("Type a path: “aprf 3 65 830” or “ф. 3, оп. 65”; the last number may be begun.")
DOCUMENTS_SHOWN = 50


class UnitAdmin(Exporting, BulkWork, RowOfUnits, Relocating, MergingUnits, Desk):
    """What the three levels have in common."""

    form = UnitForm
    actions = [*BulkWork.actions, *Exporting.actions]
    change_list_template = "admin/catalogue/unit_list.html"
    search_fields = ["number"]
    list_filter = [NeedingAttention]
    search_help_text = HOW_TO_SEARCH
    readonly_fields = ["place"]
    identity: tuple[Any, ...]
    """The fields that say which unit it is."""
    finder: Callable[[UnitPath], QuerySet]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return with_levels_above(super().get_queryset(request))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Units by their path, in natural order; each look-up goes through an index."""
        if not search_term.strip():
            return queryset, False
        return queryset & type(self).finder(read_path(search_term)), False

    def get_fieldsets(self, request: HttpRequest, obj: Unit | None = None) -> list[Any]:
        fields = ["place", *self.identity, "was_a_mistake"] if obj else list(self.identity)
        return [(None, {"fields": fields}), DESCRIPTION, ACCESS]

    def get_form(self, request: HttpRequest, obj: Unit | None = None, **kwargs: Any) -> Any:
        """A unit that is new has had no other number."""
        form = super().get_form(request, obj, **kwargs)
        if obj is None:
            form.base_fields.pop("was_a_mistake", None)
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if unit := context.get("original"):
            context["tree_address"] = tree_address(unit)
            context["may_merge"] = self.has_merge_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("unit"))
    def named(self, unit: Unit) -> str:
        return str(unit)

    @admin.display(description=_("title"))
    def titled(self, unit: Unit) -> str:
        return Truncator(unit.title_en or unit.title).chars(120)

    @admin.display(description=_("dates"))
    def dated(self, unit: Unit) -> str:
        return unit.date_in_words

    @admin.display(description=_("place"))
    def place(self, unit: Unit) -> SafeString:
        """The levels above a unit and what lies in it, each a way there."""
        above = [
            (str(one), reverse(f"admin:catalogue_{one._meta.model_name}_change", args=[one.pk]))
            for one in levels_above(unit)
        ]
        return render_to_string(
            "admin/catalogue/unit_place.html", {"above": above, **self.contents(unit)}
        )

    def contents(self, unit: Unit) -> dict[str, Any]:
        """What lies in a unit, for its form."""
        raise NotImplementedError


def address_of(record: Model) -> str:
    return reverse(f"admin:catalogue_{record._meta.model_name}_change", args=[record.pk])


def levels_above(unit: Unit) -> list[Any]:
    """From the archive down to the nearest."""
    if isinstance(unit, Fond):
        return [unit.archive]
    nearest = unit.fond if isinstance(unit, Opis) else unit.opis
    return [*levels_above(nearest), nearest]


def units_below(unit: Fond | Opis, children: QuerySet) -> dict[str, Any]:
    """How many units lie in one, counted as far as lists are, and the list of them."""
    model = children.model
    field = unit._meta.model_name
    list_address = reverse(f"admin:catalogue_{model._meta.model_name}_changelist")
    add_address = reverse(f"admin:catalogue_{model._meta.model_name}_add")
    count = children.order_by()[: COUNTED + 1].count()
    return {
        "count": min(count, COUNTED),
        "goes_on": count > COUNTED,
        "kind": model._meta.verbose_name_plural,
        "list_address": f"{list_address}?{field}__id__exact={unit.pk}",
        "add_address": f"{add_address}?{field}={unit.pk}",
        "add_label": _("Add %(kind)s") % {"kind": model._meta.verbose_name},
    }


@admin.register(Fond)
class FondAdmin(CoveragePage, UnitAdmin):
    """Fonds, found by archive and number or by words of their titles."""

    autocomplete_fields = ["archive"]
    identity = ("archive", "number")
    finder = fonds_at
    list_filter = ["access", NeedingAttention]
    list_display = ["named", "titled", "dated", "access"]
    ordering = ["archive_id", "sort_key", "pk"]

    def contents(self, unit: Fond) -> dict[str, Any]:
        return units_below(unit, unit.opisi.all())


@admin.register(Opis)
class OpisAdmin(UnitAdmin):
    """Opisi, found below a fond."""

    autocomplete_fields = ["fond"]
    identity = ("fond", "number")
    finder = opisi_at
    list_display = ["named", "titled", "dated", "access"]
    ordering = ["fond_id", "sort_key", "pk"]

    def contents(self, unit: Opis) -> dict[str, Any]:
        return units_below(unit, unit.dela.all())


@admin.register(Delo)
class DeloAdmin(UnitAdmin):
    """Dela, found below a fond; the form names the documents that lie in the delo."""

    autocomplete_fields = ["opis"]
    identity = ("opis", ("papka", "number"))
    finder = dela_at
    list_display = ["named", "titled", "dated", "access"]
    ordering = ["opis_id", "sort_key", "pk"]

    def contents(self, unit: Delo) -> dict[str, Any]:
        holdings = unit.holdings.select_related("document").order_by("runs__start", "pk")
        return {"holdings": holdings[:DOCUMENTS_SHOWN]}
