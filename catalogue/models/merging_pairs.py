"""What two units have in common down to their dela: each level is asked of at once.

However many units of one number lie in both, a level costs the same few queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from .holdings import Holding
from .units import Delo, Fond, Opis, Unit

MOST_IN_COMMON = 1_000
"""So many pairs of units at a level, and holdings of the same document, are merged at once."""

CHILDREN = {Fond: Opis, Opis: Delo}
BELOW = {"fond": "opis", "opis": "delo"}


@dataclass(frozen=True)
class Level:
    """A level below the two units that are merged."""

    model: type[Unit]
    way_up: str
    """From a unit of this level to the one of the two in which it lies."""
    numbers: tuple[str, ...]
    """What is the same in two units that are one."""

    def numbers_of(self, unit: Unit) -> tuple[str, ...]:
        return tuple(attrgetter(column.replace("__", "."))(unit) for column in self.numbers)

    def same_as_any(self, units: list[Unit]) -> Q:
        """Units that may be one with some of others: each number is that of one of them."""
        numbers = zip(*map(self.numbers_of, units), strict=True)
        wanted = dict(zip(self.numbers, numbers, strict=False)) if units else {"pk": ()}
        return Q(**{f"{column}__in": set(values) for column, values in wanted.items()})


LEVELS = {
    Fond: (
        Level(Opis, "fond", ("number_key",)),
        Level(Delo, "opis__fond", ("opis__number_key", "papka_key", "number_key")),
    ),
    Opis: (Level(Delo, "opis", ("papka_key", "number_key")),),
    Delo: (),
}


@dataclass(frozen=True)
class Common:
    """The pairs of one level, and what lies in the units that go, by their primary keys."""

    pairs: list[tuple[Unit, Unit]]
    children: dict[int, int]
    holdings: dict[int, int]
    """How many documents lie in a unit and in nothing below it."""
    doubles: dict[int, list[tuple[Holding, Holding]]]
    """Holdings that the other unit has as well, with those."""
    is_too_much: bool


def in_common(gone: Unit, kept: Unit) -> Iterator[Common]:
    """What two units of a level have in common: themselves first, then each level below."""
    yield _common([(gone, kept)])
    for level in LEVELS[type(gone)]:
        pairs = _pairs(level, gone, kept)
        if not pairs:
            return
        yield _common(pairs)


def _pairs(level: Level, gone: Unit, kept: Unit) -> list[tuple[Unit, Unit]]:
    """Units of one number, at most one more than may be."""
    same = {column: OuterRef(column) for column in level.numbers}
    rows = level.model._default_manager.order_by("pk")
    ours, theirs = (rows.filter(**{level.way_up: unit}) for unit in (gone, kept))
    found = list(ours.filter(Exists(theirs.filter(**same))).with_parents()[: MOST_IN_COMMON + 1])
    partners = theirs.filter(level.same_as_any(found), Exists(ours.filter(**same))).with_parents()
    there = {level.numbers_of(one): one for one in partners}
    return [(one, there[level.numbers_of(one)]) for one in found]


def _common(pairs: list[tuple[Unit, Unit]]) -> Common:
    level = pairs[0][0]._meta.model_name
    partner = {gone.pk: kept.pk for gone, kept in pairs}
    inside = {f"{level}__in": list(partner)}
    doubles, goes_on = _doubles(level, partner)
    child = CHILDREN.get(type(pairs[0][0]))
    return Common(
        pairs,
        children=_counts(child._default_manager.filter(**inside), level) if child else {},
        holdings=_counts(deepest_at(level).filter(**inside), level),
        doubles=doubles,
        is_too_much=goes_on or len(pairs) > MOST_IN_COMMON,
    )


def _counts(rows: QuerySet, level: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(level).annotate(n=Count("pk")))


def deepest_at(level: str) -> QuerySet:
    """The holdings of which a level is the deepest that is known."""
    below = {f"{BELOW[level]}__isnull": True} if level in BELOW else {}
    return Holding.objects.filter(**below)


def _doubles(
    level: str, partner: dict[int, int]
) -> tuple[dict[int, list[tuple[Holding, Holding]]], bool]:
    """Holdings that a unit and its partner both have, and whether there are more than may be."""
    theirs = deepest_at(level).filter(**{f"{level}__in": list(partner.values())})
    there = theirs.filter(document=OuterRef("document"), listy=OuterRef("listy"))
    ours = deepest_at(level).filter(Exists(there), **{f"{level}__in": list(partner)})
    ours = list(ours.select_related("document").order_by("pk")[: MOST_IN_COMMON + 1])
    documents = {one.document_id for one in ours}
    unit = attrgetter(f"{level}_id")
    standing = {
        (unit(one), one.document_id, one.listy): one
        for one in (theirs.filter(document__in=documents) if ours else ())
    }
    found = defaultdict(list)
    for one in ours:
        other = standing.get((partner[unit(one)], one.document_id, one.listy))
        if other is not None:
            found[unit(one)].append((one, other))
    return found, len(ours) > MOST_IN_COMMON
