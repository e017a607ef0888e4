"""What every list and form of the desk has in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import PROTECT, Model, QuerySet, TextField
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from .autocomplete import Autocompleting
from .history import HistoryAdmin
from .paginating import BoundedPaginator
from .records import Lines, PartFormSet, RecordForm
from .together import Together

MOST_AT_ONCE = 500
"""So many rows one action takes; each gets an entry in its history."""

MOST_HINDRANCES = 20
"""So many rows that keep another from being deleted are named."""

MOST_PARTS = 500
"""So many rows of one kind a form holds."""


class DeskList(ChangeList):
    """A list that reads its rows as its admin says."""

    def apply_select_related(self, rows: QuerySet) -> QuerySet:
        return self.model_admin.for_list(rows)


class Desk(Together, Autocompleting, HistoryAdmin):
    """An admin for tables of any length: nothing it does grows with the table."""

    form = RecordForm
    paginator = BoundedPaginator
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ()
    unbounded_actions: tuple[str, ...] = ("change_many", "export_csv", "export_fixtures")
    """Actions that bound what they take themselves."""
    formfield_overrides = {TextField: {"widget": Lines}}

    class Media:
        js = ("catalogue/admin/names.js",)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DeskList

    def for_list(self, rows: QuerySet) -> QuerySet:
        """The rows with what a line of the list shows, in a fixed number of queries."""
        return rows

    def response_action(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Refuse to act on more rows at once than can be done while someone waits."""
        is_all = request.POST.get("select_across") == "1"
        is_bounded = request.POST.get("action") not in self.unbounded_actions
        if is_all and is_bounded and queryset.order_by()[: MOST_AT_ONCE + 1].count() > MOST_AT_ONCE:
            message = _("At most %(most)d can be done at once: narrow the list.")
            messages.warning(request, message % {"most": MOST_AT_ONCE})
            return None
        return super().response_action(request, queryset)

    def get_deleted_objects(
        self, objs: Sequence[Model] | QuerySet, request: HttpRequest
    ) -> tuple[list, dict, set, list]:
        """What would go; where other records hold to it, only those, and only some of them.

        Django would list all hundred thousand dela of an opis. A term is held by the documents
        that carry it: deleting it would take it from each without a trace.
        """
        hindrances = list(_hindrances(self.model, objs))
        if hindrances:
            return [], {}, set(), hindrances
        return super().get_deleted_objects(objs, request)


def _hindrances(model: type[Model], rows: Sequence[Model] | QuerySet) -> list[str]:
    """What holds to some rows, in words."""
    found: list[str] = []
    for relation in model._meta.related_objects:
        if relation.on_delete is PROTECT or relation.many_to_many:
            holding = relation.related_model._default_manager.filter(
                **{f"{relation.field.name}__in": rows}
            )
            kind = relation.related_model._meta.verbose_name
            for row in holding.order_by("pk")[:MOST_HINDRANCES]:
                found.append(f"{kind}: {getattr(row, 'document', row)}")
    more = [_("… and perhaps more")] if len(found) >= MOST_HINDRANCES else []
    return found[:MOST_HINDRANCES] + more


class Parts(Autocompleting):
    """What belongs to a record and is edited in its form."""

    form = RecordForm
    formset = PartFormSet
    extra = 0
    max_num = MOST_PARTS
    formfield_overrides = {TextField: {"widget": Lines}}

    def get_formset(
        self, request: HttpRequest, obj: Model | None = None, **kwargs: Any
    ) -> type[PartFormSet]:
        """Rows without end, as a forged form claims them, would keep the server busy."""
        return super().get_formset(request, obj, absolute_max=MOST_PARTS, **kwargs)


class Rows(Parts, admin.TabularInline):
    """Parts with few, short columns: a line each."""


class Blocks(Parts, admin.StackedInline):
    """Parts with long texts: a block each."""
