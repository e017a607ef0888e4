"""A source line: what it names, what exists of it, what would be made.

Reading and finding are done elsewhere (`catalogue.references`, `catalogue.models.finding`); here is
decided what is proposed to the curator.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from catalogue.models import Archive, ArchiveName, Document, Holding
from catalogue.models.finding import DocumentThere, Found, find_all
from catalogue.references import (
    Reference,
    number_key,
    read_references,
    write_reference,
)

from .making import NewUnit, archive_of, existing_unit, missing_units

MOST_PLACES = 20
JOINTS = frozenset({"and", "also", "и", "а", "также", "та", "і", "й"})
"""Words between two references that nobody need understand."""


@dataclass(frozen=True)
class Proposal:
    """One place that a source line names, and what making a holding of it would take."""

    found: Found
    to_make: tuple[NewUnit, ...] = ()
    others_there: tuple[DocumentThere, ...] = ()
    """Other documents on the same sheets: perhaps the same paper, described twice."""
    refusal: str = ""

    @property
    def written(self) -> str:
        return write_reference(self.found.reference)

    @property
    def left_out(self) -> list[str]:
        """What is numbered on the way and no holding keeps: a part, a volume, a box."""
        return [f"{name} {number}" for name, number in self.found.reference.extra]

    @property
    def may_mean(self) -> tuple[Archive, ...]:
        """The archives the name may mean, where there are several."""
        candidates = [self.found, *self.found.others] if self.found.others else []
        archives = dict.fromkeys(archive_of(one.unit) for one in candidates)
        return tuple(archives) if len(archives) > 1 else ()

    @property
    def doubt(self) -> str:
        """Why a level without a number would be made, or ""."""
        return "" if all(unit.number for unit in self.to_make) else self.found.missing

    @property
    def needs_an_archive(self) -> bool:
        return self.found.unit is None


@dataclass(frozen=True)
class SourceLine:
    """A source line as read: a proposal for each place, and the words left over."""

    text: str
    proposals: tuple[Proposal, ...]
    not_understood: tuple[str, ...]
    is_cut: bool = False
    """There are more places in it than are read at once."""

    @property
    def fingerprint(self) -> str:
        """Changes when anything else would be made than was shown."""
        shown = repr([(str(p.found.unit), p.to_make, p.written) for p in self.proposals])
        return hashlib.sha256(shown.encode()).hexdigest()


def read_source_line(
    text: str, document: Document, user: AbstractBaseUser, archives: Mapping[int, Archive]
) -> SourceLine:
    """Read a source line for a document; ``archives`` are those chosen, by number of the place."""
    reading = read_references(text, ArchiveName.objects.known())
    left_over = (text[span.start : span.end].strip() for span in reading.not_understood)
    standing = list(document.holdings.with_places())
    return SourceLine(
        text,
        tuple(
            _proposal(found, document, user, standing)
            for found in _found(reading.places[:MOST_PLACES], archives)
        ),
        tuple(words for words in left_over if words.casefold() not in JOINTS),
        is_cut=len(reading.places) > MOST_PLACES,
    )


def _found(places: Iterable[Reference], archives: Mapping[int, Archive]) -> Iterator[Found]:
    """What exists of each place; within an archive, where the curator has chosen one."""
    asked = [
        replace(place, archive=archives[number].code) if number in archives else place
        for number, place in enumerate(places)
    ]
    for number, found in enumerate(find_all(asked, published=False)):
        yield _within(found, archives[number]) if number in archives else found


def _within(found: Found, chosen: Archive) -> Found:
    """Of what a reference may mean, that which lies in an archive."""
    for candidate in (found, *found.others):
        if candidate.unit and archive_of(candidate.unit) == chosen:
            return replace(candidate, others=())
    return _followed_down(Found(found.reference, chosen))


def _followed_down(found: Found) -> Found:
    """As far down as units of exactly those numbers exist."""
    for new in missing_units(found):
        there = existing_unit(found.unit, new)
        if there is None:
            break
        found = replace(found, unit=there)
    return found


# --- What is proposed ---


def _proposal(
    found: Found, document: Document, user: AbstractBaseUser, standing: Iterable[Holding]
) -> Proposal:
    to_make = tuple(missing_units(found))
    others = tuple(one for one in found.documents if one.document != document)
    refusal = _refusal(found, to_make, user)
    if not refusal and not to_make and _stands(found, standing):
        refusal = _("The document is said to lie there already.")
    return Proposal(found, to_make, others, refusal)


def _refusal(found: Found, to_make: Iterable[NewUnit], user: AbstractBaseUser) -> str:
    """Why no holding can be made of a place, or ""."""
    if found.unit is None:
        return found.missing
    if found.reference.listy and not found.reference.delo:
        return _("Sheets are named, but no delo that they are of.")
    for unit in to_make:
        if unit.level != "opis" and not number_key(unit.number):
            return _("No %(level)s is named.") % {"level": unit.kind}
        if not user.has_perm(f"catalogue.add_{unit.level}"):
            return _("You may not make a new %(level)s.") % {"level": unit.kind}
    return ""


def _stands(found: Found, standing: Iterable[Holding]) -> bool:
    cited = (found.unit, found.reference.listy)
    return any((holding.place, holding.sheet_runs) == cited for holding in standing)
