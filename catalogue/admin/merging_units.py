"""Merging two fonds, two opisi, two dela."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Merge, merge, plan_merge

from .merging_page import MergingPage
from .places import LEVELS, PlaceField
from .relocation import recorded_words

Unit = Any


class UnitChoice(forms.Form):
    """Into which unit: of the same level, found by its path."""

    kept = PlaceField(
        label=gettext_lazy("Merge into"), help_text=gettext_lazy("Type a path: “aprf 3 65 830”.")
    )
    level: type[Unit]

    def clean_kept(self) -> Unit:
        kept = self.cleaned_data["kept"]
        if kept is not None and not isinstance(kept, self.level):
            raise ValidationError(
                _("Choose a %(level)s.") % {"level": self.level._meta.verbose_name}
            )
        return kept


class MergingUnits(MergingPage):
    """For the units' admins."""

    merge_template = "admin/catalogue/merge_units.html"

    def choosing(self, data: Any) -> UnitChoice:
        form = UnitChoice(data)
        form.level = LEVELS[self.opts.model_name]
        return form

    def plan(self, gone: Unit, kept: Unit) -> Merge:
        return plan_merge(gone, kept)

    def refusals(self, plan: Merge) -> Iterable[str]:
        return plan.all_refusals

    def carry_out(self, request: HttpRequest, gone: Unit, kept: Unit) -> None:
        for words in recorded_words(merge(gone, kept)):
            messages.info(request, words)
