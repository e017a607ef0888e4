"""Merging two units that are one: what lies in the one goes to the other, nothing said is lost.

First a plan, for a curator to look at; then the same plan carried out. What the two contradict each
other in is for a person to settle, so it refuses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from .concordance import FormerReference
from .holdings import Holding
from .merging_pairs import CHILDREN, MOST_IN_COMMON, Common, in_common
from .relocating import Recorded, entries_for, forget_present, record
from .units import Unit

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
    doubles: tuple[tuple[Holding, Holding], ...] = ()
    """Holdings that the other has already, with those."""
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
    """What merging one unit into another would do; its `refusals` say why it must not.

    It takes a fixed number of queries, however much the two have in common.
    """
    if type(gone) is not type(kept) or gone.pk == kept.pk:
        return Merge(gone, kept, refusals=(_("Choose another unit of the same level."),))
    top, *lower = in_common(gone, kept)
    if any(common.is_too_much for common in (top, *lower)):
        words = _("%(unit)s has more than %(most)d things in common with it: merge those first.")
        plan = _plan(gone, kept, top, ())
        too_much = words % {"unit": gone, "most": MOST_IN_COMMON}
        return replace(plan, refusals=(*plan.refusals, too_much))
    below: dict[int, list[Merge]] = defaultdict(list)
    for common in reversed(lower):
        plans = [_plan(*pair, common, below[pair[0].pk]) for pair in common.pairs]
        below = defaultdict(list)
        for plan in plans:
            below[getattr(plan.gone, f"{plan.gone.parent_level}_id")].append(plan)
    return _plan(gone, kept, top, below[gone.pk])


def _plan(gone: Unit, kept: Unit, common: Common, pairs: Iterable[Merge]) -> Merge:
    """What becomes of one unit; ``pairs`` are the plans of what lies in it and in the other."""
    pairs = tuple(pairs)
    doubles = common.doubles.get(gone.pk, [])
    refusals = (*_contradictions(gone, kept), *_contradicting_holdings(doubles))
    return Merge(
        gone,
        kept,
        children=common.children.get(gone.pk, 0) - len(pairs),
        pairs=pairs,
        holdings=common.holdings.get(gone.pk, 0) - len(doubles),
        doubles=tuple(doubles),
        filled=dict(_filled(gone, kept)),
        noted=tuple(_noted(gone, kept)),
        refusals=refusals,
    )


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


def _contradicting_holdings(doubles: Iterable[tuple[Holding, Holding]]) -> Iterator[str]:
    for ours, theirs in doubles:
        if any(
            getattr(ours, name) and getattr(theirs, name)
            for name in SAID_OF_HOLDING
            if getattr(ours, name) != getattr(theirs, name)
        ):
            yield _("“%(document)s” lies in both on the same sheets, said in different words.") % {
                "document": ours.document
            }


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
        CHILDREN[type(gone)]._default_manager.filter(**{level: gone}).update(**{level: kept})
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
    for double, standing in plan.doubles:
        for name in SAID_OF_HOLDING:
            setattr(standing, name, getattr(standing, name) or getattr(double, name))
        double.delete()
        standing.save()
