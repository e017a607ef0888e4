"""What a reference leads to, as values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

from catalogue.models.archives import Archive
from catalogue.models.documents import Document
from catalogue.models.holdings import Holding
from catalogue.models.units import Delo, Fond, Opis
from catalogue.references import Reference

Unit = Archive | Fond | Opis | Delo

LEVELS = (Archive, Fond, Opis, Delo)


class Certainty(IntEnum):
    """How sure it is that the unit found is the one meant; compares as numbers do."""

    GUESSED = 1
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True)
class DocumentThere:
    """A document that lies in the place found; ``exact`` when on just the sheets cited."""

    holding: Holding
    exact: bool

    @property
    def document(self) -> Document:
        return self.holding.document


@dataclass(frozen=True)
class Found:
    """What a reference leads to: the deepest unit, what lies there, how sure, what is missing."""

    reference: Reference
    """The reference as it reads today, where the concordance renumbered it."""
    unit: Unit | None = None
    certainty: Certainty = Certainty.SURE
    notes: tuple[str, ...] = ()
    """What was understood beyond the letter of the reference, in words."""
    missing: str = ""
    """The first level that does not exist, in words."""
    documents: tuple[DocumentThere, ...] = ()
    others: tuple[Found, ...] = field(default=(), compare=False)
    """What else it may mean, likeliest first."""

    @property
    def depth(self) -> int:
        """How many levels were found."""
        return 0 if self.unit is None else 1 + LEVELS.index(type(self.unit))

    @property
    def archive(self) -> Archive | None:
        """The archive that the unit lies in."""
        place: Any = self.unit
        for above in ("opis", "fond", "archive"):
            place = getattr(place, above, place)
        return place

    def noting(self, note: str, certainty: Certainty = Certainty.LIKELY) -> Found:
        return replace(self, notes=(*self.notes, note), certainty=min(self.certainty, certainty))
