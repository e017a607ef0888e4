"""Which records stand on a page of results, in order.

The engine finds a page by keeping all that stand before it, so it is first narrowed: by date, to
the years that a deep page lies in; by reference, to the shelves (archive, fond, opis). Their counts
say how many records stand before them. Nothing is skipped that way but whole years and shelves, so
there is no last page that can be reached and none that costs a scan of what is sorted. By
relevance a deep page costs as much as what stands before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

import tantivy

from .counting import Most, counts, total
from .filters import Search
from .index import Reader
from .queries import query_of, ranked_queries_of
from .remembered import remembered
from .shelves import in_order

ORDERS: dict[str, tuple[str | None, tantivy.Order]] = {
    "relevance": (None, tantivy.Order.Desc),
    "date": ("date_order", tantivy.Order.Asc),
    "-date": ("date_order", tantivy.Order.Desc),
    "reference": ("place_order", tantivy.Order.Asc),
}


SHALLOW = 2_000
"""Up to so many records before a page, the engine passes them over in no time."""


def page_of_ids(source: Reader, search: Search) -> list[int]:
    """The ids of the records on the page that a search asks for; none beyond the last page."""
    start = (search.page - 1) * search.per_page
    if start and start >= total(source, search):
        return []
    key = ("page", search.question, search.order, start, search.per_page)
    return remembered.ask(
        source.generation, key, lambda: _stretch(source, search, start), search.per_page + 10
    )


def _stretch(source: Reader, search: Search, start: int) -> list[int]:
    if search.order == "relevance":
        return best(source, search, search.per_page, start)
    query = query_of(search, source)
    if search.order == "reference":
        stretches = _shelves_from(source, search, start)
    elif start >= SHALLOW:
        stretches = _years_from(source, search, start)
    else:
        return _cut(source, query, search.order, start, search.per_page)
    ids: list[int] = []
    for stretch in stretches:
        narrowed = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, query), (tantivy.Occur.Must, stretch.query)]
        )
        wanted = search.per_page - len(ids)
        ids += _cut(source, narrowed, search.order, max(0, start - stretch.before), wanted)
        if len(ids) == search.per_page:
            break
    return ids


def best(source: Reader, search: Search, length: int, start: int = 0) -> list[int]:
    """The ids of so many records by relevance, from a place in that order on."""
    ids: list[int] = []
    for query in ranked_queries_of(search, source):
        ids = _cut(source, query, "relevance", start, length)
        if len(ids) == length:
            break
    return ids


def _cut(source: Reader, query: tantivy.Query, order: str, start: int, length: int) -> list[int]:
    """The ids of so many records of a query, from a place in their order on."""
    column, direction = ORDERS[order]
    found = source.searcher.search(
        query, limit=length, offset=start, order_by_field=column, order=direction
    )
    return ids_of(source, found)


# --- Years and shelves ---


class Stretch(NamedTuple):
    """Records that stand together: a query for them, and how many records stand before them."""

    query: tantivy.Query
    before: int


def _years_from(source: Reader, search: Search, start: int) -> Iterator[Stretch]:
    """The years that dates begin in, then the undated, from where a place in the order lies."""
    found = counts(source, search, ("first_year", "dated"))
    sizes: list[tuple[int | None, int]] = sorted(
        (int(year), count) for year, count in found["first_year"].items()
    )
    sizes.append((None, found["dated"].get(0, 0)))
    if search.order == "-date":
        sizes.reverse()
    for year, before in _from(sizes, start):
        column, value = ("dated", 0) if year is None else ("first_year", year)
        yield Stretch(_weightless(tantivy.Query.term_query(source.schema, column, value)), before)


def _shelves_from(source: Reader, search: Search, start: int) -> Iterator[Stretch]:
    """The shelves in their order, from where a place in the order lies."""
    (found,) = counts(source, search, ("shelf",)).values()
    if isinstance(found, Most):  # there are more shelves than can be told: nothing is narrowed
        yield Stretch(tantivy.Query.all_query(), 0)
        return
    shelves = remembered.ask(
        source.generation, ("shelves", search.question), lambda: in_order(found), len(found)
    )
    sizes = [(paths, sum(found[path] for path in paths)) for paths in shelves]
    for paths, before in _from(sizes, start):
        wanted = tantivy.Query.term_set_query(source.schema, "shelf", list(paths))
        yield Stretch(_weightless(wanted), before)


T = TypeVar("T")


def _from(sizes: Iterable[tuple[T, int]], start: int) -> Iterator[tuple[T, int]]:
    """What a place in a sequence of groups falls into and what follows, and what was before."""
    before = 0
    for group, size in sizes:
        if before + size > start:
            yield group, before
        before += size


def _weightless(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)


def ids_of(source: Reader, found: tantivy.SearchResult) -> list[int]:
    return source.searcher.fast_field_values("id", [address for _, address in found.hits])
