"""The documents that lie where references lead: on the sheets cited, else anywhere in the delo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Q

from catalogue.models.documents import Document
from catalogue.models.holdings import Holding
from catalogue.models.units import Delo
from catalogue.references import Run

from .batches import rows_of_any
from .found import DocumentThere, Found, Unit

MOST_DOCUMENTS = 50
"""So many documents of one reference are named, those on just the sheets cited first."""

MOST_RUNS = 20_000
"""So many runs of sheets are looked through, for all references together."""


class _Lying(NamedTuple):
    """A run of sheets that a holding takes in a delo; no positions where they are not known."""

    delo: int
    start: int | None
    end: int | None
    holding: int


def documents_there(founds: Sequence[Found], published: bool) -> list[tuple[DocumentThere, ...]]:
    """The documents of each, in two look-ups; none where no delo was found."""
    lying = _lying([found for found in founds if isinstance(found.unit, Delo)], published)
    named = [_named(found, lying) for found in founds]
    wanted = {pk for pks in named for pk in pks}
    holdings = Holding.objects.with_places().select_related("document").in_bulk(wanted)
    return [
        _exact_first(found, [holdings[pk] for pk in pks if pk in holdings])
        for found, pks in zip(founds, named, strict=True)
    ]


def _lying(founds: Sequence[Found], published: bool) -> Mapping[int, Sequence[_Lying]]:
    """What lies between the first and the last sheet cited of each delo, in order of the sheets."""
    holdings = Holding.objects.order_by("delo_id", "runs__start", "pk")
    if published:
        holdings = holdings.filter(document__status=Document.Status.PUBLISHED)
    rows = holdings.values_list("delo_id", "runs__start", "runs__end", "pk")
    by_delo: dict[int, list[_Lying]] = defaultdict(list)
    for row in rows_of_any(rows, _stretches(founds), most=MOST_RUNS):
        by_delo[row[0]].append(_Lying(*row))
    return by_delo


def _stretches(founds: Iterable[Found]) -> Iterator[Q]:
    """For each delo the stretch of sheets that all its references need."""
    cited: dict[Unit, list[Sequence[Run]]] = defaultdict(list)
    for found in founds:
        cited[found.unit].append(found.reference.listy)
    for delo, listy in cited.items():
        stretch = Q(delo=delo)
        if all(listy):
            runs = [run for each in listy for run in each]
            first, last = min(run.start for run in runs), max(run.end for run in runs)
            stretch &= Q(runs__start__lte=last, runs__end__gte=first)
        yield stretch


def _named(found: Found, lying: Mapping[int, Sequence[_Lying]]) -> list[int]:
    """The holdings to name, those that may lie on just the sheets cited first."""
    if not isinstance(found.unit, Delo):
        return []
    cited = found.reference.listy
    positions = _positions(cited)
    taken: dict[int, set[tuple[int | None, int | None]]] = defaultdict(set)
    for row in lying.get(found.unit.pk, ()):
        if not cited or _overlaps(row, cited):
            taken[row.holding].add((row.start, row.end))
    ordered = sorted(taken, key=lambda pk: taken[pk] != positions)
    return ordered[:MOST_DOCUMENTS]


def _overlaps(row: _Lying, cited: Iterable[Run]) -> bool:
    if row.start is None or row.end is None:
        return False
    return any(row.start <= run.end and row.end >= run.start for run in cited)


def _exact_first(found: Found, holdings: Iterable[Holding]) -> tuple[DocumentThere, ...]:
    cited = _positions(found.reference.listy)
    there = [
        DocumentThere(holding, bool(cited) and _positions(holding.sheet_runs) == cited)
        for holding in holdings
    ]
    return tuple(sorted(there, key=lambda one: not one.exact))


def _positions(runs: Iterable[Run]) -> set[tuple[int, int]]:
    return {(run.start, run.end) for run in runs}
