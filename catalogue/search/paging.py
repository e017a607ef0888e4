"""Which records stand on a page of results, in order.

The engine finds a page by keeping all that stand before it, so a deep one is first narrowed: by
date, to the years it lies in, whose counts say how many stand before them. Nothing is skipped that
way but whole years, so there is no last page that can be reached and none that costs a scan of
what is sorted. By relevance and by reference a deep page costs as much as what stands before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import tantivy

from .counting import counts, total
from .filters import Search
from .index import Reader
from .queries import query_of, ranked_queries_of
from .remembered import remembered

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
    if start < SHALLOW or search.order not in ("date", "-date"):
        return _cut(source, query, search.order, start, search.per_page)
    ids: list[int] = []
    for year in _years_from(source, search, start):
        narrowed = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, query), (tantivy.Occur.Must, _in_year(source, year.year))]
        )
        wanted = search.per_page - len(ids)
        ids += _cut(source, narrowed, search.order, max(0, start - year.before), wanted)
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


# --- Deep pages by date ---


class Year(NamedTuple):
    """A year that dates begin in, None for the undated, and how many records stand before it."""

    year: int | None
    before: int


def _years_from(source: Reader, search: Search, start: int) -> Iterator[Year]:
    """The years in order, from the one that a place in the results falls into."""
    found = counts(source, search, ("first_year", "dated"))
    sizes: list[tuple[int | None, int]] = sorted(
        (int(year), count) for year, count in found["first_year"].items()
    )
    sizes.append((None, found["dated"].get(0, 0)))
    if search.order == "-date":
        sizes.reverse()
    before = 0
    for year, size in sizes:
        if before + size > start:
            yield Year(year, before)
        before += size


def _in_year(source: Reader, year: int | None) -> tantivy.Query:
    column, value = ("dated", 0) if year is None else ("first_year", year)
    return tantivy.Query.const_score_query(
        tantivy.Query.term_query(source.schema, column, value), 0.0
    )


def ids_of(source: Reader, found: tantivy.SearchResult) -> list[int]:
    return source.searcher.fast_field_values("id", [address for _, address in found.hits])
