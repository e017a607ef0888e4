"""Asking the index: a page of results, the counts of every facet, the histogram of years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import tantivy
from django.utils.translation import gettext as _

from catalogue.models import Document
from catalogue.writing import Fragment, fold, highlighted, parse_query, passages

from .facets import Facet
from .filters import Search
from .index import Reader, reader
from .kinds import DOCUMENTS, DRAFTS
from .queries import FIELDS, query_of
from .records import FIRST_YEAR, LAST_YEAR
from .storage import SearchUnavailable

SHOWN = 10
"""So many values of a facet stand beside the results; the rest have a page of their own."""

BUCKETS = 60_000
"""More values than any facet here counts at once; counts below it are exact."""


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


@dataclass(frozen=True)
class Bar:
    """The documents whose date may fall into some years."""

    first_year: int
    last_year: int
    count: int
    selected: bool = False


@dataclass(frozen=True)
class Histogram:
    bars: list[Bar]
    undated: int


@dataclass(frozen=True)
class Applied:
    """A choice that narrows the search, for taking it back."""

    name: str
    value: str
    label: str
    facet_label: str


@dataclass(frozen=True)
class Hit:
    """A document found, with what was found in it marked."""

    document: Document
    title: list[Fragment]
    passage: list[Fragment]


@dataclass(frozen=True)
class Results:
    total: int
    hits: list[Hit]
    facets: list[FacetCounts]
    histogram: Histogram
    applied: list[Applied]
    search: Search

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.search.per_page))


def search_documents(search: Search) -> Results:
    """Everything a page of results shows. Raises `SearchUnavailable`."""
    source = reader(DOCUMENTS)
    try:
        found = _page(source, search)
        facets = _facets(source, search)
        histogram = _histogram(source, search)
    except ValueError as error:
        raise SearchUnavailable(f"The search index cannot be read: {error}") from error
    return Results(
        total=found.count,
        hits=_hits(_ids(source, found), search.q),
        facets=facets,
        histogram=histogram,
        applied=list(_applied(search)),
        search=search,
    )


@dataclass(frozen=True)
class Overview:
    """How many documents are published, and from which years."""

    total: int
    histogram: Histogram


def overview() -> Overview:
    """The figures of a front page, without counting facets. Raises `SearchUnavailable`."""
    source = reader(DOCUMENTS)
    return Overview(source.searcher.num_docs, _histogram(source, Search()))


# --- The page ---

ORDERS: dict[str, tuple[str | None, tantivy.Order]] = {
    "relevance": (None, tantivy.Order.Desc),
    "date": ("date_order", tantivy.Order.Asc),
    "-date": ("date_order", tantivy.Order.Desc),
    "reference": ("place_order", tantivy.Order.Asc),
}


def _page(source: Reader, search: Search) -> tantivy.SearchResult:
    column, order = ORDERS[search.order]
    return source.searcher.search(
        query_of(search, source),
        limit=search.per_page,
        offset=(search.page - 1) * search.per_page,
        order_by_field=column,
        order=order,
    )


def _ids(source: Reader, found: tantivy.SearchResult) -> list[int]:
    return source.searcher.fast_field_values("id", [address for _, address in found.hits])


def _hits(ids: list[int], q: str) -> list[Hit]:
    """Documents in the order of their ids. The database has the last word on who is published."""
    documents = Document.objects.published().for_list()
    if q:
        documents = documents.prefetch_related("texts")
    rows = documents.in_bulk(ids)
    query = parse_query(q, FIELDS)
    return [_hit(rows[pk], query) for pk in ids if pk in rows]


def _hit(document: Document, query: Any) -> Hit:
    if not query.clauses:
        return Hit(document, highlighted(document.title, query), [])
    texts = [document.summary, *(text.body for text in document.texts.all())]
    marked = (passages(text, query) for text in texts if text)
    best = next((found for found in marked if any(part.is_hit for part in found)), [])
    return Hit(document, highlighted(document.title, query), best)


# --- Facets ---


def _facets(source: Reader, search: Search) -> list[FacetCounts]:
    """The counts of every facet, each without its own choice; unchosen facets share one pass."""
    facets = source.kind.facets
    unchosen = [facet for facet in facets if facet.name not in search.chosen]
    counts = _counts(source, search, unchosen)
    for facet in facets:
        if facet.name in search.chosen:
            counts |= _counts(source, search.without_facet(facet.name), [facet], search)
    return [_facet_counts(facet, counts[facet.name], search) for facet in facets]


def _counts(
    source: Reader, search: Search, facets: Sequence[Facet], chosen: Search | None = None
) -> dict[str, Counter[str]]:
    """How many of a search's results have each value of some facets."""
    asked = {
        facet.name: _asked_terms(facet, (chosen or search).chosen.get(facet.name, ()))
        for facet in facets
    }
    if not asked:
        return {}
    answer = source.searcher.aggregate(query_of(search, source), asked)
    return {
        name: Counter({bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]})
        for name, found in answer.items()
    }


def _asked_terms(facet: Facet, chosen: Iterable[str]) -> dict[str, Any]:
    """What to count: all values; of a hierarchy only the archives and what lies below a choice."""
    terms: dict[str, Any] = {"field": facet.name, "size": BUCKETS}
    if facet.hierarchical:
        parents = {"/".join(path.split("/")[:n]) for path in chosen for n in range(1, 3)}
        below = [f"{_literal(parent)}/[^/]+" for parent in sorted(parents)]
        terms["include"] = "|".join(["[^/]+", *below])
    return {"terms": terms}


def _literal(text: str) -> str:
    """Text that means itself in the engine's regular expressions."""
    return "".join(c if c.isalnum() or c in "/_" else rf"\x{{{ord(c):x}}}" for c in text)


def _facet_counts(facet: Facet, counts: Counter[str], search: Search) -> FacetCounts:
    chosen = search.chosen.get(facet.name, ())
    if facet.hierarchical:
        return _tree(facet, counts, chosen)
    top = [value for value, _count in _most_frequent(counts)[:SHOWN]]
    shown = list(dict.fromkeys([*chosen, *top]))
    labels = facet.labels(shown)
    values = [
        FacetValue(value, labels.get(value, value), counts[value], value in chosen)
        for value in shown
    ]
    values.sort(key=lambda one: (not one.selected, -one.count, one.label))
    return FacetCounts(facet.name, str(facet.label), values, more=len(counts) > len(top))


def _most_frequent(counts: Counter[str]) -> list[tuple[str, int]]:
    """Most frequent first; equals by value, so that an address always shows the same page."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _tree(facet: Facet, counts: Counter[str], chosen: Sequence[str]) -> FacetCounts:
    """A facet of paths: the archives, and below each chosen path what lies there."""
    paths = set(counts) | set(chosen)
    roots = [path for path, _n in _most_frequent(counts) if "/" not in path][:SHOWN]
    open_roots = {path.split("/")[0] for path in chosen}
    roots = list(dict.fromkeys([*sorted(open_roots), *roots]))
    labels = facet.labels([path for path in paths if path.split("/")[0] in {*roots}])

    def branch(path: str) -> FacetValue:
        depth = path.count("/") + 1
        below = [p for p in paths if p.startswith(f"{path}/") and p.count("/") == depth]
        below.sort(key=lambda p: (p not in chosen, -counts[p], p))
        return FacetValue(
            path,
            labels.get(path, path),
            counts[path],
            path in chosen,
            [branch(child) for child in below[: SHOWN + len(chosen)]],
        )

    total = sum("/" not in path for path in counts)
    values = [branch(path) for path in roots]
    return FacetCounts(facet.name, str(facet.label), values, more=total > SHOWN)


def facet_values(
    search: Search, name: str, *, order: str = "count", contains: str = ""
) -> list[FacetValue]:
    """All values of one facet, for its own page; ``order`` is ``count`` or ``az``."""
    source = reader(DOCUMENTS)
    facet = source.kind.facet(name)
    chosen = search.chosen.get(name, ())
    counts = _counts(source, search.without_facet(name), [facet], search)[name]
    labels = facet.labels(list(counts))
    wanted = fold(contains)
    values = [
        FacetValue(value, labels.get(value, value), count, value in chosen)
        for value, count in _most_frequent(counts)
        if wanted in fold(labels.get(value, value))
    ]
    if order == "az":
        values.sort(key=lambda one: fold(one.label))
    return values


# --- Years ---


def _histogram(source: Reader, search: Search) -> Histogram:
    """Results by year, without the choice of years.

    A document counts in every year its date may be, as the search by years finds it: those that
    have begun by then, less those that have ended before.
    """
    everywhen = search.without_years()
    answer = source.searcher.aggregate(
        query_of(everywhen, source),
        {
            name: {"terms": {"field": name, "size": BUCKETS}}
            for name in ("first_year", "last_year", "dated")
        },
    )
    begun, ended, dated = (
        {int(bucket["key"]): bucket["doc_count"] for bucket in answer[name]["buckets"]}
        for name in ("first_year", "last_year", "dated")
    )
    return Histogram(list(_bars(begun, ended, search)), dated.get(0, 0))


MOST_BARS = 60
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def _bars(begun: dict[int, int], ended: dict[int, int], search: Search) -> Iterator[Bar]:
    known = sorted((begun.keys() | ended.keys()) - {FIRST_YEAR, LAST_YEAR})
    if not known:
        return
    first, last = known[0], known[-1]
    step = next(step for step in STEPS if (last - first) // step < MOST_BARS)
    for start in range(first - first % step, last + 1, step):
        end = start + step - 1
        count = sum(n for year, n in begun.items() if year <= end)
        count -= sum(n for year, n in ended.items() if year < start)
        yield Bar(max(start, 1), end, count, _within_choice(start, end, search))


def _within_choice(start: int, end: int, search: Search) -> bool:
    if search.year_from is None and search.year_to is None:
        return False
    return start <= (search.year_to or LAST_YEAR) and end >= (search.year_from or FIRST_YEAR)


# --- What is applied ---


def _applied(search: Search) -> Iterator[Applied]:
    """The choices that narrow a search, in words."""
    for name, values in search.chosen.items():
        facet = DOCUMENTS.facet(name)
        labels = facet.labels(values)
        for value in values:
            yield Applied(name, value, labels.get(value, value), str(facet.label))
    for name, year, label in (
        ("year_from", search.year_from, _("from")),
        ("year_to", search.year_to, _("to")),
    ):
        if year is not None:
            yield Applied(name, str(year), f"{label} {year}", _("Year"))
    if search.undated:
        yield Applied("undated", "1", _("undated"), _("Year"))
    if search.stated_only:
        yield Applied("inferred", "no", _("without inferred dates"), _("Year"))


# --- For the desk ---


def find_documents(text: str, limit: int = 1_000) -> list[int]:
    """Ids of documents, drafts too, that have some words; best first, published ones before."""
    ids: list[int] = []
    for kind in (DOCUMENTS, DRAFTS):
        source = reader(kind)
        found = source.searcher.search(query_of(Search(q=text), source), limit=limit)
        ids += _ids(source, found)
    return ids[:limit]
