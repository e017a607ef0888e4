"""What is said of one reference: where it leads, how sure that is, and its permanent address."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Archive, Delo, Fond, Opis
from catalogue.models.finding import Certainty, DocumentThere, Found, Unit
from catalogue.references import Reference, write_reference

from .short_addresses import place_of

STYLE = "wilson"

SHOWN_DOCUMENTS = 10
"""So many documents of a reference stand in an answer; the page of its delo has all."""

VERDICTS = {
    Certainty.SURE: gettext_lazy("Found as cited."),
    Certainty.LIKELY: gettext_lazy("Very probably this."),
    Certainty.GUESSED: gettext_lazy("A guess: it may be another."),
}

REACHED = {
    Archive: gettext_lazy("Found the archive only."),
    Fond: gettext_lazy("Found down to the fond."),
    Opis: gettext_lazy("Found down to the opis."),
    Delo: gettext_lazy("Found down to the delo."),
}


@dataclass(frozen=True)
class Answer:
    """A reference as it was read, and what it leads to; `number` counts from 1."""

    number: int
    cited: Reference
    found: Found

    @property
    def unit(self) -> Unit | None:
        return self.found.unit

    @property
    def is_whole(self) -> bool:
        """Whether every level cited exists."""
        return self.unit is not None and not self.found.missing

    @property
    def here(self) -> Reference:
        """The place found, with the sheets cited."""
        return reference_of(self.found)

    @property
    def levels_here(self) -> list[str]:
        """The place found as its archive writes it, level by level."""
        return written(self.found).split(", ")

    @property
    def levels_cited(self) -> list[str]:
        """The reference as it was read, level by level."""
        return write_reference(self.cited, STYLE).split(", ")

    @property
    def reads_otherwise(self) -> bool:
        """Whether what was read differs from what was found, even in the archive's name."""
        return self.unit is not None and self.levels_cited != self.levels_here

    @property
    def title(self) -> str:
        """What the unit found is called."""
        unit = self.unit
        if unit is None:
            return ""
        return unit.name if isinstance(unit, Archive) else unit.title or unit.title_en

    @property
    def verdict(self) -> str:
        """How far and how surely it was found, in words."""
        if self.unit is None:
            return _("Not found.")
        if self.is_whole:
            return str(VERDICTS[self.found.certainty])
        reached = str(REACHED[type(self.unit)])
        if self.found.certainty is Certainty.SURE:
            return reached
        return f"{reached} {VERDICTS[self.found.certainty]}"

    @property
    def documents(self) -> tuple[DocumentThere, ...]:
        return self.found.documents[:SHOWN_DOCUMENTS]

    @property
    def has_more_documents(self) -> bool:
        return len(self.found.documents) > SHOWN_DOCUMENTS

    @property
    def others(self) -> list[Answer]:
        """What else the reference may mean, likeliest first."""
        return [Answer(self.number, self.cited, other) for other in self.found.others]

    @property
    def short_address(self) -> str:
        """The permanent address of the place; none where only a part of it exists."""
        return reverse("ref", args=[place_of(self.here)]) if self.is_whole else ""


def written(found: Found) -> str:
    """The place found, in the words that its archive has for the levels."""
    scheme = found.archive.levels if found.archive else None
    return write_reference(reference_of(found), STYLE, scheme)


def reference_of(found: Found) -> Reference:
    """The reference to the unit found, with the sheets cited where they are of this unit."""
    unit = found.unit
    if unit is None:
        return found.reference
    if isinstance(unit, Archive):
        return Reference(archive=unit.code)
    listy = found.reference.listy if isinstance(unit, Delo) else ()
    return replace(unit.reference, listy=listy)
