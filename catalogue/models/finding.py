"""Finding: from a reference to the row it names, else to the deepest level that exists.

Reading a text gives references (`catalogue.references`); this asks the tables for each. Every
step is an indexed look-up on a parent and a number's key, so ten million dela cost no more than
ten. What was tried beyond the letter of the reference is said in a note: an archive's former
name, a letter taken for its likeness, a leading zero, an old number in the concordance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from catalogue.references import Alternative, Reason, Reference, Run, lookalike_keys, number_key

from .archives import Archive, ArchiveName, archive_name_key
from .concordance import FormerReference
from .documents import Document
from .holdings import Holding, HoldingQuerySet
from .units import Delo, Fond, Opis

Unit = Archive | Fond | Opis | Delo

MOST_ARCHIVES = 20
"""So many archives of one ambiguous name, or of a reference without a name, are tried."""

MOST_DOCUMENTS = 200
"""So many documents on the sheets cited are named."""


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

    def noting(self, note: str, certainty: Certainty = Certainty.LIKELY) -> Found:
        return replace(self, notes=(*self.notes, note), certainty=min(self.certainty, certainty))


LEVELS = (Archive, Fond, Opis, Delo)


def find(reference: Reference, *, published: bool = True) -> Found:
    """The deepest existing unit of a reference, and the documents on the sheets it cites.

    Of several archives that the name may mean, the one that has most of the reference comes
    first, the others are in ``others``. ``published=False`` also shows drafts, for the desk.
    """
    candidates = [_descended(start) for start in _archives(reference)]
    if not candidates:
        return Found(reference, missing=_missing_archive(reference))
    candidates.sort(key=lambda found: (-found.depth, -found.certainty))
    best, *others = candidates
    others = [other for other in others if other.depth > 1 or best.depth == 1]
    others = (*best.others, *others)
    return replace(best, documents=_documents(best, published), others=others)


# --- The archive ---


def _archives(reference: Reference) -> Iterable[Found]:
    """The archives a reference may mean, each as a beginning."""
    if not reference.archive:
        yield from _archives_of_fond(reference)
        return
    key = archive_name_key(reference.archive)
    yield from _formerly(reference, key)
    names = ArchiveName.objects.filter(key=key).select_related("archive")
    seen: set[int] = set()
    for name in names.order_by("archive__sort_key")[:MOST_ARCHIVES]:
        if name.archive_id not in seen:
            seen.add(name.archive_id)
            yield _called(Found(reference, name.archive), name)
    for archive in Archive.objects.filter(slug=key).exclude(pk__in=seen):
        yield Found(reference, archive)


def _called(found: Found, name: ArchiveName) -> Found:
    """Say when the name cited is not what the archive is called today."""
    words = {
        ArchiveName.Kind.FORMER: _("%(name)s is a former name of %(archive)s."),
        ArchiveName.Kind.MISREADING: _("%(name)s is taken for %(archive)s."),
    }
    if name.kind not in words:
        return found
    note = words[name.kind] % {"name": name.name, "archive": name.archive.code}
    return found.noting(note, Certainty.LIKELY)


def _archives_of_fond(reference: Reference) -> Iterable[Found]:
    """Where no archive is named: those that have such a fond."""
    if not reference.fond:
        return
    fonds = Fond.objects.with_parents().filter(number_key=number_key(reference.fond))
    for fond in fonds.order_by("archive__sort_key")[:MOST_ARCHIVES]:
        yield Found(reference, fond.archive).noting(_("No archive is named."), Certainty.GUESSED)


def _missing_archive(reference: Reference) -> str:
    if reference.archive:
        return _("“%(name)s” is not an archive known here.") % {"name": reference.archive}
    return _("No archive is named, and no archive here has such a fond.")


# --- The concordance ---


def _formerly(reference: Reference, archive_key: str) -> Iterable[Found]:
    """The present place of an old number: the deepest entry that covers the reference."""
    fond, opis, papka, delo = _keys(reference)
    shapes = [(fond, opis, papka, delo), (fond, opis, "", ""), (fond, "", "", ""), ("",) * 4]
    entries = {
        (entry.fond_key, entry.opis_key, entry.papka_key, entry.delo_key): entry
        for entry in _entries(archive_key, shapes)
    }
    for shape in shapes:
        if entry := entries.get(shape):
            now = entry.now
            note = _("Formerly %(old)s; today %(new)s.") % {"old": entry, "new": now}
            found = Found(reference, now).noting(f"{note} {entry.note}".strip(), Certainty.SURE)
            yield replace(found, reference=_continued(reference, entry))
            return


def _entries(archive_key: str, shapes: Sequence[tuple[str, ...]]) -> Iterable[FormerReference]:
    wanted = Q(pk__in=())
    for fond, opis, papka, delo in shapes:
        wanted |= Q(fond_key=fond, opis_key=opis, papka_key=papka, delo_key=delo)
    return FormerReference.objects.filter(wanted, archive_key=archive_key).select_related(
        "now_archive",
        "now_fond__archive",
        "now_opis__fond__archive",
        "now_delo__opis__fond__archive",
    )


def _keys(reference: Reference) -> tuple[str, str, str, str]:
    levels = (reference.fond, reference.opis, reference.papka, reference.delo)
    fond, opis, papka, delo = (number_key(number) for number in levels)
    return fond, opis, papka, delo


def _continued(reference: Reference, entry: FormerReference) -> Reference:
    """The reference as it reads today: the entry's present numbers, then the rest as cited."""
    now = entry.now if isinstance(entry.now, Archive) else entry.now.reference
    if isinstance(now, Archive):
        return replace(reference, archive=now.code)
    rest = {
        level: getattr(now, level) or ("" if getattr(entry, level) else getattr(reference, level))
        for level in ("fond", "opis", "papka", "delo")
    }
    return replace(reference, archive=now.archive, **rest)


# --- Fond, opis, delo ---


def _descended(found: Found) -> Found:
    """Go down from an archive (or from where the concordance led) as far as units exist."""
    for step in (_to_fond, _to_opis, _to_delo):
        if found.missing:
            break
        found = step(found)
    return found


def _to_fond(found: Found) -> Found:
    number = found.reference.fond
    if not isinstance(found.unit, Archive) or not number:
        return found
    fonds = Fond.objects.with_parents().filter(archive=found.unit)
    tries = [*_tries(number), *_without_prefix(number)]
    return _chosen(found, fonds, tries, _("Fond %(number)s is not in %(above)s."), number)


def _to_opis(found: Found) -> Found:
    reference, fond = found.reference, found.unit
    if not isinstance(fond, Fond):
        return found
    if reference.opis:
        opisi = Opis.objects.with_parents().filter(fond=fond)
        missing = _("Opis %(number)s is not in %(above)s.")
        return _chosen(found, opisi, _tries(reference.opis), missing, reference.opis)
    return _to_only_opis(found, fond) if reference.delo else found


def _to_only_opis(found: Found, fond: Fond) -> Found:
    """A delo cited without its opis lies in the unnumbered opis, or in the only one there is."""
    opisi = list(Opis.objects.with_parents().filter(fond=fond).in_order()[:2])
    if opisi and (len(opisi) == 1 or not opisi[0].number_key):
        opis = opisi[0]
        found = replace(found, unit=opis)
        if not opis.number_key:
            return found
        return found.noting(
            _("No opis is named; %(fond)s has only %(number)s.")
            % {"fond": fond, "number": opis.number}
        )
    several = _("No opis is named, and %(fond)s has several.")
    none = _("No opis is named, and %(fond)s has none here.")
    return replace(found, missing=(several if opisi else none) % {"fond": fond})


def _to_delo(found: Found) -> Found:
    reference, opis = found.reference, found.unit
    if not isinstance(opis, Opis) or not reference.delo:
        return found
    dela = Delo.objects.with_parents().filter(opis=opis)
    papka = number_key(reference.papka)
    within = dela.filter(papka_key=papka) if papka else dela
    missing = _("Delo %(number)s is not in %(above)s.")
    chosen = _chosen(found, within, _tries(reference.delo), missing, reference.delo)
    if papka and chosen.missing:
        elsewhere = _chosen(found, dela, _tries(reference.delo), missing, reference.delo)
        if not elsewhere.missing:
            return elsewhere.noting(
                _("It is not in papka %(number)s here.") % {"number": reference.papka}
            )
    return chosen


@dataclass(frozen=True)
class _Try:
    """A key to look for, and what is said when it is the one that fits."""

    key: str
    note: str = ""


def _tries(number: str) -> list[_Try]:
    """The number's own key, then its look-alikes and the number with other leading zeros."""
    return [
        _Try(number_key(number)),
        *(_Try(alternative.key, _said(alternative)) for alternative in lookalike_keys(number)),
    ]


def _said(alternative: Alternative) -> str:
    if alternative.reason == Reason.LEADING_ZEROS:
        return _("%(number)s is here with other leading zeros.")
    return _("%(number)s is read with a letter that looks alike.")


def _without_prefix(number: str) -> list[_Try]:
    """Soviet fonds of a state archive are often cited without their Р-: GARF 9401."""
    key = number_key(number)
    note = _("%(number)s is here under another prefix.")
    if key[:1].isdigit():
        return [_Try(f"r{key}", note)]
    return [_Try(key[1:], note)] if key[:1] == "r" and key[1:2].isdigit() else []


def _chosen(
    found: Found, units: QuerySet, tries: Sequence[_Try], missing: str, number: str
) -> Found:
    """The first of the tries that exists among the units of one parent, in one look-up."""
    rows = list(units.filter(number_key__in=[attempt.key for attempt in tries]).in_order())
    for attempt in tries:
        if fitting := [row for row in rows if row.number_key == attempt.key]:
            there = _of_several(found, fitting, number)
            return there.noting(attempt.note % {"number": number}) if attempt.note else there
    return replace(found, missing=missing % {"number": number, "above": found.unit})


def _of_several(found: Found, fitting: Sequence[Unit], number: str) -> Found:
    """The unit that fits; of several (one number in two papki) the first, the others beside it."""
    first, *others = fitting
    there = replace(found, unit=first)
    if not others:
        return there
    note = _("There is a delo %(number)s in several papki.") % {"number": number}
    beside = tuple(replace(found, unit=other) for other in others[:MOST_ARCHIVES])
    return replace(there.noting(note, Certainty.GUESSED), others=beside)


# --- The documents there ---


def _documents(found: Found, published: bool) -> tuple[DocumentThere, ...]:
    """Documents on the sheets cited, those on just these sheets first; without sheets, all."""
    if not isinstance(found.unit, Delo):
        return ()
    holdings = found.unit.holdings.with_places().select_related("document")
    if published:
        holdings = holdings.filter(document__status=Document.Status.PUBLISHED)
    cited = found.reference.listy
    if cited:
        holdings = _on_any(holdings, cited)
    there = [
        DocumentThere(holding, bool(cited) and holding.sheet_runs == cited)
        for holding in holdings.order_by("runs__start", "pk")[:MOST_DOCUMENTS]
    ]
    return tuple(sorted(_once(there), key=lambda one: not one.exact))


def _on_any(holdings: HoldingQuerySet, runs: Sequence[Run]) -> HoldingQuerySet:
    overlap = Q(pk__in=())
    for run in runs:
        overlap |= Q(runs__start__lte=run.end, runs__end__gte=run.start)
    return holdings.filter(overlap)


def _once(there: Iterable[DocumentThere]) -> Iterable[DocumentThere]:
    return {one.holding.pk: one for one in there}.values()
