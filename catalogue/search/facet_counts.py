"""The facets beside the results: the most frequent values of each, the tree of places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

from django.utils.translation import get_language

from catalogue.writing import fold

from .counting import Counts, counts, ranked
from .facets import Facet, Labels
from .filters import FACETS, Search
from .frequent import Frequent, count_together, most_frequent
from .index import Reader
from .remembered import remembered
from .years import YEARS

Choices = Collection[str]
"""The values of a facet that are chosen."""

SHOWN = 10
"""So many values of a facet stand beside the results; the rest have a page of their own."""

FACET_SIZE = 500
"""About so many values and labels the facets of one page hold."""


@dataclass(frozen=True)
class FacetValue:
    """A value of a facet, and how many of the results have it."""

    value: str
    label: str
    count: int
    selected: bool = False
    children: list[FacetValue] = field(default_factory=list)


@dataclass(frozen=True)
class FacetCounts:
    """A facet beside the results: its most frequent values, and whether there are more."""

    name: str
    label: str
    values: list[FacetValue]
    more: bool = False


def facet_counts(source: Reader, search: Search) -> list[FacetCounts]:
    """The counts of every facet, each without its own choice, in the language of the interface."""
    key = ("facets", search.question, get_language())
    return remembered.ask(source.generation, key, lambda: _facet_counts(source, search), FACET_SIZE)


def _facet_counts(source: Reader, search: Search) -> list[FacetCounts]:
    """Made anew: what is counted of the same question shares one pass, the histogram too."""
    facets = FACETS[source.kind.name]
    unchosen = [facet for facet in facets if facet.name not in search.chosen]
    columns = [facet.counted_in or facet.name for facet in unchosen if not facet.is_long]
    long = [facet.name for facet in unchosen if facet.is_long]
    count_together(source, search, columns if search.has_years else [*columns, *YEARS], long, SHOWN)
    return [_shown(source, facet, search) for facet in facets]


class FacetValues(Sequence[FacetValue]):
    """All values of a facet in some order; those that are looked at are called by their labels."""

    def __init__(
        self, source: Reader, facet: Facet, counted: Sequence[tuple[str, int]], chosen: Choices
    ) -> None:
        self.source, self.facet = source, facet
        self.counted, self.chosen = counted, chosen

    def __len__(self) -> int:
        return len(self.counted)

    @overload
    def __getitem__(self, place: int) -> FacetValue: ...

    @overload
    def __getitem__(self, place: slice) -> list[FacetValue]: ...

    def __getitem__(self, place: int | slice) -> FacetValue | list[FacetValue]:
        if isinstance(place, int):
            return self._called([self.counted[place]])[0]
        return self._called(self.counted[place])

    def __iter__(self) -> Iterator[FacetValue]:
        return iter(self[:])

    def _called(self, some: Sequence[tuple[str, int]]) -> list[FacetValue]:
        labels = labels_of(self.source, self.facet, [value for value, _count in some])
        return [
            FacetValue(value, labels[value], count, value in self.chosen) for value, count in some
        ]


def values_of(
    source: Reader, search: Search, facet: Facet, order: str = "count", contains: str = ""
) -> FacetValues:
    """The values of one facet whose label has some letters, in the order asked for."""
    chosen = search.chosen.get(facet.name, ())
    counted = list(_counts_of(source, search.without_facet(facet.name), facet).items())
    wanted = fold(contains)
    if wanted or order == "az":
        labels = labels_of(source, facet, [value for value, _count in counted])
        folded = {value: fold(label) for value, label in labels.items()}
        counted = [pair for pair in counted if wanted in folded[pair[0]]]
        if order == "az":
            counted.sort(key=lambda pair: folded[pair[0]])
    return FacetValues(source, facet, counted, chosen)


def _counts_of(source: Reader, search: Search, facet: Facet) -> Counts:
    """Counts of every value: of the facet's own column, or summed from the deepest paths."""
    if facet.counted_in:
        return _summed(counts(source, search, [facet.counted_in])[facet.counted_in])
    return counts(source, search, [facet.name])[facet.name]


def _summed(deepest: Counts) -> Counts:
    """Counts of every path, from those of the paths that records lie at: one a record."""
    summed: Counter[str] = Counter()
    for path, count in deepest.items():
        for above in _upwards(path):
            summed[above] += count
    return ranked(summed.items())


def labels_of(source: Reader, facet: Facet, values: Iterable[str]) -> Labels:
    """What values are called. A change of a label changes the index, so labels are remembered."""
    key = ("label", facet.name, get_language())
    known = {
        value: remembered.get(source.generation, (*key, value)) for value in dict.fromkeys(values)
    }
    missing = [value for value, label in known.items() if label is None]
    if missing:
        read = facet.labels(missing)
        for value in missing:
            known[value] = read.get(value, value)
            remembered.keep(source.generation, (*key, value), known[value], 2)
    return known


def _shown(source: Reader, facet: Facet, search: Search) -> FacetCounts:
    """A facet as it stands beside the results, counted without its own choice."""
    chosen, search = search.chosen.get(facet.name, ()), search.without_facet(facet.name)
    if facet.hierarchical:
        return _tree(source, facet, Counter(_counts_of(source, search, facet)), chosen)
    top = _most_frequent(source, facet, search, chosen)
    shown = list(dict.fromkeys([*chosen, *top.counts]))
    labels = labels_of(source, facet, shown)
    values = [
        FacetValue(value, labels[value], top.counts.get(value, 0), value in chosen)
        for value in shown
    ]
    values.sort(key=lambda one: (not one.selected, -one.count, one.label))
    return FacetCounts(facet.name, str(facet.label), values, top.more)


def _most_frequent(source: Reader, facet: Facet, search: Search, chosen: Sequence[str]) -> Frequent:
    if facet.is_long:
        return most_frequent(source, search, facet.name, SHOWN, chosen)
    found = _counts_of(source, search, facet)
    wanted = [*list(found)[:SHOWN], *(value for value in chosen if value in found)]
    return Frequent({value: found[value] for value in wanted}, len(found) > SHOWN)


# --- The tree of places ---


def _tree(source: Reader, facet: Facet, found: Counter[str], chosen: Choices) -> FacetCounts:
    """A facet of paths: the archives, and below each chosen path what lies there."""
    opened = {prefix for path in chosen for prefix in _upwards(path)}
    below: dict[str, list[str]] = defaultdict(list)
    for path in dict.fromkeys([*found, *opened]):
        above, _slash, _number = path.rpartition("/")
        if not above or above in opened:
            below[above].append(path)
    for above, paths in below.items():
        paths.sort(key=lambda path: (path not in opened, -found[path], path))
        most = SHOWN + sum(path in opened for path in paths)
        below[above] = paths[:most]
    labels = labels_of(source, facet, [path for paths in below.values() for path in paths])

    def branch(path: str) -> FacetValue:
        children = [branch(child) for child in below.get(path, ())]
        return FacetValue(path, labels[path], found[path], path in chosen, children)

    archives = sum("/" not in path for path in found)
    values = [branch(path) for path in below.get("", ())]
    return FacetCounts(facet.name, str(facet.label), values, more=archives > SHOWN)


def _upwards(path: str) -> list[str]:
    """A path and the paths above it."""
    parts = path.split("/")[:3]
    return ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]
