"""Searching: an embedded index beside the database, its facets, and what asks it."""

from .filters import DocumentFilter, Search
from .results import (
    Applied,
    Bar,
    FacetCounts,
    FacetValue,
    Histogram,
    Hit,
    Overview,
    Results,
    facet_values,
    find_documents,
    overview,
    search_documents,
)
from .storage import SearchUnavailable

__all__ = [
    "Applied",
    "Bar",
    "DocumentFilter",
    "FacetCounts",
    "FacetValue",
    "Histogram",
    "Hit",
    "Overview",
    "Results",
    "Search",
    "SearchUnavailable",
    "facet_values",
    "find_documents",
    "overview",
    "search_documents",
]
