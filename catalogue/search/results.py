"""Asking the index: a page of results, the counts of every facet, the histogram of years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .applied import Applied, applied
from .corrections import Correction, corrections
from .counting import documents_with, known_total, total
from .damage import noticed
from .facet_counts import FacetCounts, FacetValue, facet_counts, values_of
from .filters import FACETS, Search
from .histogram import Histogram, histogram
from .hits import HITS, Hit
from .index import Reader, reader
from .kinds import DELA, DOCUMENTS, DRAFTS, PUBLIC, Kind
from .paging import best, page_of_ids


@dataclass(frozen=True)
class Results:
    """A page of results of one kind (``search.kind``), and what stands beside it."""

    total: int
    hits: list[Hit]
    facets: list[FacetCounts]
    histogram: Histogram
    applied: list[Applied]
    search: Search
    corrections: list[Correction]
    """What may have been meant, where next to nothing is found."""
    counts: Mapping[str, int]
    """How many records of each kind (``documents``, ``dela``) there are for the same words, years
    and shared choices: what ``search.of_kind(kind)`` finds."""

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.search.per_page))


def search_kind(search: Search) -> Results:
    """Everything a page of results shows, of the kind that is asked for.

    Raises `SearchUnavailable`.
    """
    with noticed():
        source = reader(PUBLIC[search.kind])
        sizes = {name: _size(source, search.of_kind(name)) for name in PUBLIC}
        facets = facet_counts(source, search)
        years = histogram(source, search)
        ids = page_of_ids(source, search)
        meant = corrections(source, search, sizes[search.kind])
    return Results(
        total=sizes[search.kind],
        hits=HITS[search.kind](source, ids, search.q),
        facets=facets,
        histogram=years,
        applied=list(applied(source, search)),
        search=search,
        corrections=meant,
        counts=sizes,
    )


def search_documents(search: Search) -> Results:
    """Documents for a search of either kind, as `search_kind`."""
    return search_kind(search if search.kind == "documents" else search.of_kind("documents"))


def search_dela(search: Search) -> Results:
    """Dela for a search of either kind, as `search_kind`; each hit has its ``delo``."""
    return search_kind(search if search.kind == "dela" else search.of_kind("dela"))


def _size(source: Reader, search: Search) -> int:
    """How many records a search of any kind finds; a known answer needs no reader of its own."""
    if search.kind == source.kind.name:
        return total(source, search)
    known = known_total(source, search)
    return total(reader(PUBLIC[search.kind]), search) if known is None else known


def facet_values(
    search: Search, name: str, *, order: str = "count", contains: str = ""
) -> Sequence[FacetValue]:
    """All values of one facet of the search's kind, for the facet's own page.

    ``order`` is ``count`` or ``az``; ``contains`` are letters of the label. A facet that the
    kind does not have has no values. Raises `SearchUnavailable`.
    """
    if name not in {facet.name for facet in FACETS[search.kind]}:
        return []
    with noticed():
        source = reader(PUBLIC[search.kind])
        return values_of(source, search, source.kind.facet(name), order, contains)


# --- Pages that are not the search ---


@dataclass(frozen=True)
class Found:
    """How many documents a search finds, and the ids of those on its page."""

    total: int
    ids: list[int]


def page_of_documents(search: Search) -> Found:
    """A page of documents, and nothing counted beside it. Raises `SearchUnavailable`."""
    with noticed():
        source = reader(DOCUMENTS)
        return Found(total(source, search), page_of_ids(source, search))


def numbers_of_documents(facet: str, values: Iterable[str]) -> dict[str, int]:
    """How many published documents have each of some values of a facet.

    Raises `SearchUnavailable`.
    """
    with noticed():
        source = reader(DOCUMENTS)
        return {value: documents_with(source, facet, value) for value in values}


# --- The front page, the desk ---


@dataclass(frozen=True)
class Overview:
    """How many documents are published, and from which years; how many dela are described."""

    total: int
    histogram: Histogram
    dela: int


def overview() -> Overview:
    """The figures of a front page, without counting facets. Raises `SearchUnavailable`."""
    with noticed():
        source = reader(DOCUMENTS)
        dela = reader(DELA).searcher.num_docs
        return Overview(source.searcher.num_docs, histogram(source, Search()), dela)


def find_documents(text: str, limit: int = 1_000) -> list[int]:
    """Ids of documents, drafts too, that have some words; best first, published ones before."""
    return [*_find(DOCUMENTS, text, limit), *_find(DRAFTS, text, limit)][:limit]


def find_dela(text: str, limit: int = 1_000) -> list[int]:
    """Ids of dela that have some words in their titles or references; best first."""
    return _find(DELA, text, limit)


def _find(kind: Kind, text: str, limit: int) -> list[int]:
    with noticed():
        return best(reader(kind), Search(q=text), limit)
