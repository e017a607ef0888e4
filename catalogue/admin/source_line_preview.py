"""What a source line would make, as it is shown: a proposal and a choice for each place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Archive, Document

from .source_line import MOST_PLACES, Proposal, SourceLine, read_source_line


class PlaceForm(forms.Form):
    """What the curator says of one place: in which archive, and whether at all."""

    archive = forms.ModelChoiceField(
        Archive.objects.order_by("sort_key"), label=gettext_lazy("Archive"), required=False
    )
    leave_out = forms.BooleanField(label=gettext_lazy("leave out"), required=False)

    @property
    def chosen(self) -> Archive | None:
        return self.cleaned_data.get("archive") if self.is_valid() else None

    @property
    def is_left_out(self) -> bool:
        return self.is_valid() and self.cleaned_data["leave_out"]


@dataclass(frozen=True)
class Preview:
    """A line as read, and what was chosen for each of its places."""

    line: SourceLine
    places: list[PlaceForm]

    @property
    def rows(self) -> list[tuple[Proposal, PlaceForm]]:
        return list(zip(self.line.proposals, self.places, strict=False))

    @property
    def wanted(self) -> list[Proposal]:
        """The places to make holdings of: neither left out nor said already."""
        return [one for one, place in self.rows if not (place.is_left_out or one.stands)]

    @property
    def is_ready(self) -> bool:
        """Whether it can be confirmed as it is shown."""
        return not list(self.refusals(self.line.fingerprint))

    def refusals(self, shown: str) -> Iterator[str]:
        """Why nothing is made, where it is confirmed under the mark of what was shown."""
        if shown != self.line.fingerprint:
            yield _("This has changed since it was shown: look again, then confirm.")
        if not self.wanted:
            yield _("No place is left to make a holding of.")
        yield from (f"{one.written}: {one.refusal}" for one in self.wanted if one.refusal)


def preview_of(
    text: str,
    document: Document,
    user: AbstractBaseUser,
    chosen: QueryDict,
    *,
    is_proposed: bool = False,
) -> Preview:
    """What a line would make for a document, under the choices that were sent."""
    places = [PlaceForm(chosen, prefix=f"place-{number}") for number in range(MOST_PLACES)]
    archives = {number: place.chosen for number, place in enumerate(places) if place.chosen}
    line = read_source_line(text, document, user, archives, is_proposed=is_proposed)
    return Preview(line, places)
