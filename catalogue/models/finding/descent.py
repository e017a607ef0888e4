"""From an archive down to fond, opis and delo, as far as they exist; a level at a time."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.models.units import Fond, Opis

from .found import Found, Unit
from .left_out import taken_to_only_opis, without_fond
from .papki import taken_to_dela
from .seekers import seeker
from .shelves import Shelf


def descended(founds: Sequence[Found]) -> list[Found]:
    """Where each leads to, from an archive or wherever it begins."""
    at_fond = [without_fond(found) for found in taken_to(Fond, founds)]
    at_opis = taken_to_only_opis(taken_to(Opis, at_fond))
    return taken_to_dela(at_opis)


def taken_to(level: type[Unit], founds: Sequence[Found]) -> list[Found]:
    """One level down, those that stand right above it and name a number of it."""
    seekers = [seeker(level, found) for found in founds]
    shelf = Shelf(level)
    shelf.fetch(each.sought() for each in seekers if each)
    return [
        (each.chosen(shelf.below(found.unit)) or each.missed()) if each else found
        for found, each in zip(founds, seekers, strict=True)
    ]
