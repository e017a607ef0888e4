"""Where a document lies, as rows of its form: the deepest unit is picked, the rest follows."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from catalogue.models import Holding

from .desk import Blocks
from .places import LEVELS, PlaceField
from .records import PartFormSet, RecordForm

PLACES = ("archive", "fond__archive", "opis__fond__archive", "delo__opis__fond__archive")
"""What the name of a holding's place is made of, for ``select_related``."""


class HoldingForm(RecordForm):
    """A holding: one field for its place, and an error of any level shown there."""

    place = PlaceField(label=_("Place"))
    may_add_delo: ClassVar[bool] = False
    shown_at = dict.fromkeys([*LEVELS, NON_FIELD_ERRORS], "place")
    fills = frozenset({"delo"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "place" not in self.fields:
            return
        place = self.fields["place"]
        place.help_text = render_to_string(
            "admin/catalogue/place_help.html",
            {"id": self.auto_id % self.add_prefix("place"), "may_add": self.may_add_delo},
        )
        if self.instance.pk:
            self.initial["place"] = place.widget.known = self.instance.place

    def clean(self) -> dict[str, Any]:
        """Set the level picked; the model fills in those above it."""
        cleaned = super().clean()
        place = cleaned.get("place")
        for level, model in LEVELS.items():
            setattr(self.instance, level, place if isinstance(place, model) else None)
        return cleaned


class HoldingFormSet(PartFormSet):
    """The holdings of a document: no two in one place on the same sheets."""

    def keys_of(self, row: Holding) -> Iterator[tuple[Hashable, str]]:
        place = (row.archive_id, row.fond_id, row.opis_id, row.delo_id)
        yield (*place, row.listy), str(_("The document is said to lie there already."))


class HoldingBlocks(Blocks):
    """The holdings of a document."""

    model = Holding
    form = HoldingForm
    formset = HoldingFormSet
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("place", "listy"),
                    ("copy_kind", "certainty", "order"),
                    ("as_written", "note"),
                ]
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related(*PLACES)

    def get_formset(
        self, request: HttpRequest, obj: Any = None, **kwargs: Any
    ) -> type[HoldingFormSet]:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.may_add_delo = request.user.has_perm("catalogue.add_delo")
        return formset

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A first one to fill in; further ones by “add another”."""
        return 0 if obj and obj.holdings.exists() else 1
