"""Finding one reference or many: where each begins, how far down it leads, what lies there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from catalogue.references import Reference

from .beginnings import Beginnings
from .descent import descended
from .documents_there import documents_there
from .found import Certainty, Found


def find(reference: Reference, *, published: bool = True) -> Found:
    """The deepest existing unit of a reference, and the documents on the sheets it cites.

    Of several archives that the name may mean, the one that has most of the reference comes
    first, the others are in ``others``. ``published=False`` also shows drafts, for the desk.
    """
    return find_all([reference], published=published)[0]


def find_all(references: Sequence[Reference], *, published: bool = True) -> list[Found]:
    """What `find` says of each reference, in about ten queries for all of them."""
    beginnings = Beginnings(references)
    begun = [beginnings.of(reference) for reference in references]
    ends = iter(descended([start for starts in begun for start in starts]))
    best = [
        _best(reference, [next(ends) for _ in starts])
        for reference, starts in zip(references, begun, strict=True)
    ]
    there = documents_there(best, published)
    return [
        replace(found, documents=documents) for found, documents in zip(best, there, strict=True)
    ]


def _best(reference: Reference, candidates: list[Found]) -> Found:
    """The candidate that leads deepest, the others beside it."""
    if not candidates:
        return Found(reference, missing=_missing_archive(reference))
    candidates.sort(key=lambda found: (-found.depth, -found.certainty))
    best, *others = candidates
    others = [
        other
        for other in others
        if other.unit != best.unit and (other.depth > 1 or best.depth == 1)
    ]
    if reference.archive and others and others[0].depth == best.depth:
        words = _("“%(name)s” may mean several archives.") % {"name": reference.archive}
        best = best.noting(words, Certainty.GUESSED)
    return replace(best, others=(*best.others, *others))


def _missing_archive(reference: Reference) -> str:
    if reference.archive:
        return _("“%(name)s” is not an archive known here.") % {"name": reference.archive}
    if not reference.fond:
        return _("Neither an archive nor a fond is named.")
    return _("No archive is named, and no archive here has such a fond.")
