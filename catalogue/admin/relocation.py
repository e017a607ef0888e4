"""Renumbering and moving a unit in its form: the old reference stays in force."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.models import Delo, Fond, Opis, is_relocated, relocate
from catalogue.models.relocating import Recorded, refuse_unnameable

from .dating import DatedForm


class UnitForm(DatedForm):
    """A unit; when its number or place is changed, the old reference is kept, or was a mistake."""

    was_a_mistake = forms.BooleanField(
        label=gettext_lazy("The old number was a mistake"),
        required=False,
        help_text=gettext_lazy(
            "Otherwise the old reference is recorded: it still leads here, and so do old addresses."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_relocated and not cleaned.get("was_a_mistake"):
            refuse_unnameable(self._meta.model.objects.get(pk=self.instance.pk))
        return cleaned

    @property
    def is_relocated(self) -> bool:
        """Whether the number, the papka or the unit above is changed."""
        place = {self._meta.model.parent_level, "number", "papka"}
        return self.instance.pk is not None and not place.isdisjoint(self.changed_data)


class Relocating:
    """For the units' admins: a save that changes the reference keeps the concordance."""

    def save_model(
        self, request: HttpRequest, obj: Fond | Opis | Delo, form: UnitForm, change: bool
    ) -> None:
        stored = self.model.objects.filter(pk=obj.pk).first() if change else None
        if stored is None or not is_relocated(stored, obj):
            super().save_model(request, obj, form, change)
            return
        was_a_mistake = form.cleaned_data.get("was_a_mistake", False)
        recorded = relocate(obj, was_a_mistake=was_a_mistake)
        for words in recorded_words(recorded):
            messages.info(request, words)


MOST_NAMED = 5


def recorded_words(recorded: Recorded) -> list[str]:
    """What was written into the concordance, for a message."""
    said = []
    if count := len(recorded.entries):
        named = "; ".join(map(str, recorded.entries[:MOST_NAMED]))
        words = ngettext(
            "%(n)d former reference recorded:", "%(n)d former references recorded:", count
        )
        said.append(f"{words % {'n': count}} {named}{' …' if count > MOST_NAMED else '.'}")
    for entry in recorded.taken[:MOST_NAMED]:
        words = _("%(old)s goes on meaning %(unit)s, which had the number before.")
        said.append(words % {"old": entry, "unit": entry.now})
    return said
