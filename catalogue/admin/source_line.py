"""A source line: what it names, what exists of it, what would be made.

Reading and finding are done elsewhere (`catalogue.references`, `catalogue.models.finding`); here is
decided what is proposed to the curator.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from catalogue.models import Archive, ArchiveName, Document
from catalogue.models.finding import DocumentThere, Found, find_all
from catalogue.references import (
    Reference,
    number_key,
    read_references,
    write_reference,
)

from .making import NewUnit, archive_of, existing_unit, missing_units

MOST_PLACES = 20
LONGEST_LINE = 4_000
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
    stands: bool = False
    """Whether the document is said to lie there already: then nothing is to be done."""

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
    text: str,
    document: Document,
    user: AbstractBaseUser,
    archives: Mapping[int, Archive],
    *,
    is_proposed: bool = False,
) -> SourceLine:
    """Read a source line for a document, which may be new.

    ``archives`` are those chosen, by number of the place. ``is_proposed``: what is saved waits for
    a reviewer, and until then no unit can be made of it.
    """
    shortened = text[:LONGEST_LINE]
    reading = read_references(shortened, ArchiveName.objects.known())
    left_over = (shortened[span.start : span.end].strip() for span in reading.not_understood)
    return SourceLine(
        text,
        tuple(
            _proposals(_found(reading.places[:MOST_PLACES], archives), document, user, is_proposed)
        ),
        tuple(words for words in left_over if words.casefold() not in JOINTS),
        is_cut=len(reading.places) > MOST_PLACES or len(text) > LONGEST_LINE,
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


def not_there_yet(proposals: Iterable[Proposal], document: Document) -> list[Proposal]:
    """Those of some proposals where a document is not said to lie by now."""
    standing = _places_of(document)
    return [one for one in proposals if not _stands(one.found, one.to_make, standing)]


def _proposals(
    places: Iterable[Found], document: Document, user: AbstractBaseUser, is_proposed: bool
) -> Iterator[Proposal]:
    """A proposal for each place; what a line names twice is refused the second time."""
    standing = _places_of(document)
    named: set[Hashable] = set()
    for found in places:
        to_make = tuple(missing_units(found))
        others = tuple(one for one in found.documents if one.document != document)
        refusal = _refusal(found, to_make, user, is_proposed)
        place = (found.unit, to_make, found.reference.listy)
        if place in named and not refusal:
            refusal = _("The line names this place twice.")
        named.add(place)
        yield Proposal(found, to_make, others, refusal, _stands(found, to_make, standing))


def _places_of(document: Document) -> list[tuple[Any, Any]]:
    """Where a document lies, each place with its sheets; a new one lies nowhere."""
    holdings = document.holdings.with_places() if document.pk else ()
    return [(holding.place, holding.sheet_runs) for holding in holdings]


def _stands(found: Found, to_make: tuple[NewUnit, ...], standing: list[tuple[Any, Any]]) -> bool:
    return not to_make and (found.unit, found.reference.listy) in standing


def _refusal(
    found: Found, to_make: tuple[NewUnit, ...], user: AbstractBaseUser, is_proposed: bool
) -> str:
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
    if to_make and is_proposed:
        return _("A revision that waits for review makes no new %(level)s: make it first.") % {
            "level": to_make[-1].kind
        }
    return ""
