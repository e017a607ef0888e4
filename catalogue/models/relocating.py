"""Renumbering a unit and moving it elsewhere, with the concordance kept.

Whoever cited a place before finds it after: every reference by which the unit could be reached is
recorded as a former one. Numbers of what lies in the unit need no entries of their own, since an
entry of a fond or an opis covers all below it; except below an opis without a number, which no
reference can name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.references import Reference

from .archives import Archive, archive_name_key
from .concordance import BELOW_ARCHIVE, FormerReference, numbers_of
from .units import Delo, Fond, Opis, Unit

MOST_ENTRIES = 20_000
"""So many dela of an opis without a number get an entry each; with more it is not renumbered."""


@dataclass
class Recorded:
    """What became of the old references of a unit."""

    entries: list[FormerReference] = field(default_factory=list)
    """Those that lead to it from now on."""
    taken: list[FormerReference] = field(default_factory=list)
    """Those that lead to another unit, which had the number before it: its entry says so now."""


@transaction.atomic
def relocate(unit: Unit, *, was_a_mistake: bool = False) -> Recorded:
    """Save a unit whose number, papka or parent was changed, and record its old references.

    Holdings follow it. A number that ``was_a_mistake`` was never cited: nothing is recorded.
    Raises ``ValidationError`` where the concordance cannot be kept.
    """
    stored = type(unit)._default_manager.with_parents().select_for_update(of=("self",))
    before = stored.get(pk=unit.pk)
    old = {} if was_a_mistake else entries_for(before, unit)
    unit.save()
    return record(old, unit)


def is_relocated(before: Unit, after: Unit) -> bool:
    """Whether two states of a unit have different references."""
    parent = f"{before.parent_level}_id"
    return (
        getattr(before, parent) != getattr(after, parent)
        or before.number != after.number
        or getattr(before, "papka", "") != getattr(after, "papka", "")
    )


# --- Old references ---


def entries_for(before: Unit, now: Unit) -> dict[Reference, Unit]:
    """The references of a unit as it was, and what each means when the unit is ``now`` instead."""
    if isinstance(before, Opis) and not before.number_key:
        return _entries_of_dela(before, now)
    return dict.fromkeys(references_of(before), now)


def refuse_unnameable(before: Unit) -> None:
    """Raise ``ValidationError`` for a unit that has too many references to be recorded."""
    if not isinstance(before, Opis) or before.number_key:
        return
    if before.dela.order_by()[: MOST_ENTRIES + 1].count() > MOST_ENTRIES:
        raise ValidationError(
            _("An opis without a number that has more than %(most)d dela cannot be renumbered.")
            % {"most": MOST_ENTRIES}
        )


def _entries_of_dela(before: Opis, now: Unit) -> dict[Reference, Unit]:
    """An opis without a number has no reference of its own, but its dela have."""
    refuse_unnameable(before)
    above = references_of(before.fond)
    entries = {}
    for delo in before.dela.order_by("pk"):
        delo.opis = now
        entries |= {replace(each, papka=delo.papka, delo=delo.number): delo for each in above}
    return entries


def references_of(place: Archive | Unit) -> list[Reference]:
    """Every reference by which a place is or was reached: by its own number below each reference
    of what lies above it, and by the concordance."""
    if isinstance(place, Archive):
        own = [Reference(archive=place.code)]
    else:
        above = references_of(getattr(place, place.parent_level))
        own = [_continued(reference, place) for reference in above if _can_go_on(reference, place)]
    former = FormerReference.objects.now_meaning(place) if place.pk else ()
    return list(dict.fromkeys([*own, *map(as_reference, former)]))


def as_reference(entry: FormerReference) -> Reference:
    """A former reference as a value."""
    levels = {level: getattr(entry, level) for level in BELOW_ARCHIVE}
    return Reference(archive=entry.archive, **levels)


def _continued(above: Reference, unit: Unit) -> Reference:
    level = unit._meta.model_name
    papka = {"papka": unit.papka} if isinstance(unit, Delo) else {}
    return replace(above, **{level: unit.number}, **papka)


LEVELS_FROM = {Fond: BELOW_ARCHIVE, Opis: BELOW_ARCHIVE[1:], Delo: BELOW_ARCHIVE[2:]}


def _can_go_on(above: Reference, unit: Unit) -> bool:
    """Whether a reference of the level above leaves room for the unit's own number."""
    return not any(getattr(above, level) for level in LEVELS_FROM[type(unit)])


# --- Recording ---


def record(old: dict[Reference, Unit], unit: Unit) -> Recorded:
    """Write the concordance of a unit that has got its new place."""
    recorded = Recorded()
    standing = _standing(old)
    for reference, now in old.items():
        key = _key(reference)
        if key == _key(now.reference):
            continue
        if key not in standing:
            standing[key] = entry = _entry(reference, now)
            entry.full_clean(exclude=entry.derived_fields)
            entry.save()
            recorded.entries.append(entry)
        elif standing[key].now != now:
            _note_another(standing[key], now)
            recorded.taken.append(standing[key])
    forget_present(unit)
    return recorded


def forget_present(unit: Unit) -> None:
    """Delete the former reference that is the unit's present one again."""
    for entry in FormerReference.objects.now_meaning(unit):
        if (entry.archive_key, *entry.numbers) == _key(unit.reference):
            entry.delete()


def _entry(reference: Reference, now: Unit) -> FormerReference:
    levels = {level: getattr(reference, level) for level in BELOW_ARCHIVE}
    levels[f"now_{now._meta.model_name}"] = now
    return FormerReference(archive=reference.archive, **levels)


def _key(reference: Reference) -> tuple[str, ...]:
    return (archive_name_key(reference.archive), *numbers_of(reference))


def _standing(references: Iterable[Reference]) -> dict[tuple[str, ...], FormerReference]:
    """The entries there are of some references, by key."""
    entries = (entry for each in _in_hundreds(references) for entry in _entries_of(each))
    return {(entry.archive_key, *entry.numbers): entry for entry in entries}


def _in_hundreds(references: Iterable[Reference]) -> Iterator[list[Reference]]:
    wanted = list(references)
    return (wanted[start : start + 100] for start in range(0, len(wanted), 100))


def _entries_of(references: list[Reference]) -> Iterable[FormerReference]:
    return FormerReference.objects.of_any(map(_key, references)).with_units()


def _note_another(entry: FormerReference, unit: Unit) -> None:
    """Say at an old number that another unit had it later; a number means one unit at a time."""
    words = _("Later the number of %(unit)s.") % {"unit": unit}
    longest = FormerReference._meta.get_field("note").max_length
    if words not in entry.note:
        entry.note = f"{entry.note} {words}".strip()[:longest]
        entry.save(update_fields=["note"])
