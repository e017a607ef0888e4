"""The documents that lie where references lead: on the sheets cited, else anywhere in the delo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from django.db.models import F, Q

from catalogue.models.documents import Document
from catalogue.models.holdings import Holding, ListyRun
from catalogue.models.units import Delo
from catalogue.references import Run

from .batches import rows_of_any
from .found import DocumentThere, Found

MOST_DOCUMENTS = 50
"""So many documents of one reference are named, those on just the sheets cited first."""

MOST_RUNS = 20_000
"""So many runs of sheets are looked through for a hundred dela."""


class _Lying(NamedTuple):
    """A run of sheets that a holding takes in a delo; no positions where its sheets are unknown."""

    delo: int
    start: int | None
    end: int | None
    holding: int


ByDelo = Mapping[int, Sequence[_Lying]]


def documents_there(founds: Sequence[Found], published: bool) -> list[tuple[DocumentThere, ...]]:
    """The documents of each, in three look-ups; none where no delo was found."""
    lying = _lying([found for found in founds if isinstance(found.unit, Delo)], published)
    named = [_named(found, lying) for found in founds]
    wanted = {pk for pks in named for pk in pks}
    holdings = Holding.objects.select_related("document").in_bulk(wanted)
    return [
        _exact_first(found, [holdings[pk] for pk in pks if pk in holdings])
        for found, pks in zip(founds, named, strict=True)
    ]


def _lying(founds: Iterable[Found], published: bool) -> ByDelo:
    """What lies between the first and last sheet cited of each delo, in order of the sheets."""
    cited: dict[Delo, list[Sequence[Run]]] = defaultdict(list)
    for found in founds:
        cited[found.unit].append(found.reference.listy)
    by_delo: dict[int, list[_Lying]] = defaultdict(list)
    for lying in chain(_in_part(cited, published), _as_a_whole(cited, published)):
        by_delo[lying.delo].append(lying)
    return by_delo


def _in_part(cited: Mapping[Delo, list[Sequence[Run]]], published: bool) -> Iterator[_Lying]:
    """What lies in dela of which only sheets are cited."""
    stretches = []
    for delo, listy in cited.items():
        if all(listy):
            first = min(run.start for runs in listy for run in runs)
            last = max(run.end for runs in listy for run in runs)
            stretches.append(Q(holding__delo=delo, start__lte=last, end__gte=first))
    runs = ListyRun.objects.order_by("holding__delo_id", "start", "holding_id")
    if published:
        runs = runs.filter(holding__document__status=Document.Status.PUBLISHED)
    columns = runs.values_list("holding__delo_id", "start", "end", "holding_id")
    return map(_Lying._make, rows_of_any(columns, stretches, MOST_RUNS))


def _as_a_whole(cited: Mapping[Delo, list[Sequence[Run]]], published: bool) -> Iterator[_Lying]:
    """What lies in dela that are cited as such, documents of unknown sheets last."""
    holdings = Holding.objects.order_by("delo_id", F("runs__start").asc(nulls_last=True), "pk")
    if published:
        holdings = holdings.filter(document__status=Document.Status.PUBLISHED)
    columns = holdings.values_list("delo_id", "runs__start", "runs__end", "pk")
    wholes = [Q(delo=delo) for delo, listy in cited.items() if not all(listy)]
    return map(_Lying._make, rows_of_any(columns, wholes, MOST_RUNS))


def _named(found: Found, lying: ByDelo) -> list[int]:
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
        DocumentThere(
            _at_home(holding, found), bool(cited) and _positions(holding.sheet_runs) == cited
        )
        for holding in holdings
    ]
    return tuple(sorted(there, key=lambda one: not one.exact))


def _at_home(holding: Holding, found: Found) -> Holding:
    """The holding knows its place without asking for it again."""
    delo = found.unit
    holding.delo, holding.opis = delo, delo.opis
    holding.fond, holding.archive = delo.opis.fond, delo.opis.fond.archive
    return holding


def _positions(runs: Iterable[Run]) -> set[tuple[int, int]]:
    return {(run.start, run.end) for run in runs}
