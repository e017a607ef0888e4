"""Searching: an embedded index beside the database, its facets, and what asks it.

``DocumentFilter(request.GET).search`` reads an address into a `Search` of one kind (``documents``
or ``dela``); `search_kind` answers it with `Results`. ``Results.counts`` has the size of both
kinds, ``Search.of_kind`` the search that a link to the other one stands for, ``FACETS`` the facets
of each, `facet_values` all values of one.
"""

from .applied import Applied
from .facet_counts import FacetCounts, FacetValue
from .filters import FACETS, DocumentFilter, Search
from .histogram import Bar, Histogram
from .hits import Hit
from .results import (
    Found,
    Overview,
    Results,
    facet_values,
    find_dela,
    find_documents,
    numbers_of_documents,
    overview,
    page_of_documents,
    search_dela,
    search_documents,
    search_kind,
)
from .storage import SearchUnavailable
from .suggestions import find_named

__all__ = [
    "FACETS",
    "Applied",
    "Bar",
    "DocumentFilter",
    "FacetCounts",
    "FacetValue",
    "Found",
    "Histogram",
    "Hit",
    "Overview",
    "Results",
    "Search",
    "SearchUnavailable",
    "facet_values",
    "find_dela",
    "find_documents",
    "find_named",
    "numbers_of_documents",
    "overview",
    "page_of_documents",
    "search_dela",
    "search_documents",
    "search_kind",
]
