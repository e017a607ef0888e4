"""Merging two units that are one: what lies in the one goes to the other, nothing said is lost.

First a plan, for a curator to look at; then the same plan carried out. What the two contradict each
other in is for a person to settle, so it refuses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from .concordance import FormerReference
from .holdings import Holding
from .relocating import Recorded, entries_for, forget_present, record
from .units import Delo, Fond, Opis, Unit

MOST_PAIRS = 500
"""So many children of the same number, and holdings of the same document, are merged with it."""

CHILDREN = {Fond: Opis, Opis: Delo}
SAME_NUMBER = {Opis: ("number_key",), Delo: ("papka_key", "number_key")}
LEVELS = ("archive", "fond", "opis", "delo")

WORDS = ("title", "title_en", "scope")
ACCESS = ("access", "access_reason", "access_opens")
DATE = ("date_text", "date_edtf", "earliest", "latest")
SAID_OF_HOLDING = ("copy_kind", "as_written", "note")


@dataclass(frozen=True)
class Merge:
    """What merging a unit into another of its level would do."""

    gone: Unit
    kept: Unit
    children: int = 0
    """How many units in it get another parent."""
    pairs: tuple[Merge, ...] = ()
    """Units in both that have one number: they are merged too."""
    holdings: int = 0
    """How many documents that lie directly in it will lie in the other."""
    doubles: tuple[Holding, ...] = ()
    """Holdings that the other has already."""
    filled: dict[str, Any] = field(default_factory=dict)
    """What the other does not say and takes over, by field."""
    noted: tuple[str, ...] = ()
    """What both say differently: the lines added to the other's note."""
    refusals: tuple[str, ...] = ()
    """What they contradict each other in."""

    @property
    def taken_over(self) -> list[tuple[str, Any]]:
        """What is filled in, under the names that forms show."""
        return [
            (_label(self.kept, name), value)
            for name, value in self.filled.items()
            if name not in ("earliest", "latest")
        ]

    @property
    def all_refusals(self) -> list[str]:
        """Its own and those of the units merged with it."""
        return [*self.refusals, *(words for pair in self.pairs for words in pair.all_refusals)]


# --- The plan ---


def plan_merge(gone: Unit, kept: Unit) -> Merge:
    """What merging one unit into another would do; its `refusals` say why it must not."""
    if type(gone) is not type(kept) or gone.pk == kept.pk:
        return Merge(gone, kept, refusals=(_("Choose another unit of the same level."),))
    pairs, too_many = _pairs(gone, kept)
    doubles = list(_doubles(gone, kept)[: MOST_PAIRS + 1])
    refusals = [*_contradictions(gone, kept), *_contradicting_holdings(doubles, kept)]
    if too_many or len(doubles) > MOST_PAIRS:
        refusals.append(
            _("%(unit)s has more than %(most)d things in common with it: merge those first.")
            % {"unit": gone, "most": MOST_PAIRS}
        )
        pairs, doubles = [], []
    return Merge(
        gone,
        kept,
        children=_children(gone).count() - len(pairs) if type(gone) in CHILDREN else 0,
        pairs=tuple(plan_merge(one, other) for one, other in pairs),
        holdings=_directly_in(gone).count() - len(doubles),
        doubles=tuple(doubles),
        filled=dict(_filled(gone, kept)),
        noted=tuple(_noted(gone, kept)),
        refusals=tuple(refusals),
    )


def _children(unit: Unit) -> QuerySet:
    model = CHILDREN[type(unit)]
    return model._default_manager.filter(**{unit._meta.model_name: unit})


def _pairs(gone: Unit, kept: Unit) -> tuple[list[tuple[Unit, Unit]], bool]:
    """Children of one number, and whether there are more of them than are merged at once."""
    if type(gone) not in CHILDREN:
        return [], False
    columns = SAME_NUMBER[CHILDREN[type(gone)]]
    same = {column: OuterRef(column) for column in columns}
    ours = _children(gone).filter(Exists(_children(kept).filter(**same))).with_parents()
    ours = list(ours.order_by("pk")[: MOST_PAIRS + 1])
    wanted = {f"{column}__in": {getattr(one, column) for one in ours} for column in columns}
    theirs = _children(kept).with_parents().filter(**wanted) if ours else ()
    by_number = {tuple(getattr(one, c) for c in columns): one for one in theirs}
    pairs = [(one, by_number[tuple(getattr(one, c) for c in columns)]) for one in ours]
    return pairs[:MOST_PAIRS], len(pairs) > MOST_PAIRS


def _directly_in(unit: Unit) -> QuerySet:
    """Holdings of which a unit is the deepest level."""
    level = unit._meta.model_name
    below = LEVELS[LEVELS.index(level) + 1 :][:1]
    deepest = {f"{each}__isnull": True for each in below}
    return Holding.objects.filter(**{level: unit}, **deepest)


def _doubles(gone: Unit, kept: Unit) -> QuerySet:
    there = _directly_in(kept).filter(document=OuterRef("document"), listy=OuterRef("listy"))
    found = _directly_in(gone).filter(Exists(there)).select_related("document")
    return found.order_by("pk")


# --- What is said of both ---


def _filled(gone: Unit, kept: Unit) -> Iterator[tuple[str, Any]]:
    for name in (*WORDS, "sheets", "note"):
        if getattr(gone, name) and not getattr(kept, name):
            yield name, getattr(gone, name)
    if (gone.date_text or gone.date_edtf) and not (kept.date_text or kept.date_edtf):
        yield from ((name, getattr(gone, name)) for name in DATE)


def _noted(gone: Unit, kept: Unit) -> Iterator[str]:
    """What both say differently, in lines: the note of the one kept takes them."""
    for name in (*WORDS, "note"):
        ours, theirs = getattr(gone, name), getattr(kept, name)
        if ours and theirs and ours.strip() != theirs.strip():
            yield f"{_label(gone, name)}: {ours}" if name != "note" else ours
    dates = [unit.date_text or unit.date_edtf for unit in (gone, kept)]
    if all(dates) and dates[0] != dates[1]:
        yield f"{_label(gone, 'date_text')}: {dates[0]}"


def _label(unit: Unit, name: str) -> str:
    return str(unit._meta.get_field(name).verbose_name).capitalize()


def _contradictions(gone: Unit, kept: Unit) -> Iterator[str]:
    """What only a person can settle."""
    both = {"gone": gone, "kept": kept}
    if any(getattr(gone, name) != getattr(kept, name) for name in ACCESS):
        yield _("%(gone)s and %(kept)s have different access: make it alike first.") % both
    if gone.sheets and kept.sheets and gone.sheets != kept.sheets:
        yield _("%(gone)s has %(ours)d sheets, %(kept)s has %(theirs)d.") % (
            both | {"ours": gone.sheets, "theirs": kept.sheets}
        )
    if gone.span and kept.span and not gone.span.overlaps(kept.span):
        yield _("The dates of %(gone)s and %(kept)s exclude each other.") % both


def _contradicting_holdings(doubles: list[Holding], kept: Unit) -> Iterator[str]:
    for double, standing in zip(doubles, _counterparts(doubles, kept), strict=True):
        if any(
            getattr(double, name) and getattr(standing, name)
            for name in SAID_OF_HOLDING
            if getattr(double, name) != getattr(standing, name)
        ):
            yield _("“%(document)s” lies in both on the same sheets, said in different words.") % {
                "document": double.document
            }


def _counterparts(doubles: list[Holding], kept: Unit) -> list[Holding]:
    documents = {double.document_id for double in doubles}
    standing = _directly_in(kept).filter(document__in=documents) if doubles else ()
    by_place = {(one.document_id, one.listy): one for one in standing}
    return [by_place[double.document_id, double.listy] for double in doubles]


# --- Carrying it out ---


@transaction.atomic
def merge(gone: Unit, kept: Unit) -> Recorded:
    """Merge a unit into another: holdings, children and former references; then delete it.

    Raises ``ValidationError`` with the refusals of the plan, which is made anew.
    """
    plan = plan_merge(gone, kept)
    if plan.all_refusals:
        raise ValidationError(plan.all_refusals)
    old = entries_for(gone, kept)
    _carry_out(plan)
    recorded = record(old, kept)
    forget_present(kept)
    return recorded


def _carry_out(plan: Merge) -> None:
    """Of two children of one number nothing is recorded: the entry of what they lie in says it."""
    gone, kept = plan.gone, plan.kept
    for pair in plan.pairs:
        _carry_out(pair)
    _describe(plan)
    _merge_doubles(plan)
    level = gone._meta.model_name
    Holding.objects.filter(**{level: gone}).update(**_levels_of(kept))
    if type(gone) in CHILDREN:
        _children(gone).update(**{level: kept})
    FormerReference.objects.now_meaning(gone).update(**{f"now_{level}": kept})
    gone.delete()


def _levels_of(unit: Unit) -> dict[str, Any]:
    """A unit and those above it, by level."""
    levels, place = {}, unit
    while isinstance(place, Unit):
        levels[place._meta.model_name] = place
        place = getattr(place, place.parent_level)
    return levels | {"archive": place}


def _describe(plan: Merge) -> None:
    """Write what the one kept takes over."""
    kept = plan.kept
    for name, value in plan.filled.items():
        setattr(kept, name, value)
    if plan.noted:
        kept.note = "\n".join(filter(None, [kept.note, *plan.noted]))
    kept.save()


def _merge_doubles(plan: Merge) -> None:
    """Leave one holding of each two, with what either says."""
    doubles = list(plan.doubles)
    for double, standing in zip(doubles, _counterparts(doubles, plan.kept), strict=True):
        for name in SAID_OF_HOLDING:
            setattr(standing, name, getattr(standing, name) or getattr(double, name))
        double.delete()
        standing.save()
