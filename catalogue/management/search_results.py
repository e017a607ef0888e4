"""Everything a search finds, for commands that work on all of it."""

from __future__ import annotations

from django.core.management import CommandError
from django.http import QueryDict

from catalogue.search import DocumentFilter, Search, SearchUnavailable
from catalogue.search.index import reader
from catalogue.search.kinds import DOCUMENTS, DRAFTS, PUBLIC
from catalogue.search.queries import query_of


def read_search(query: str) -> Search:
    """The search that an address of the search page asks for: ``q=aid&type=telegram``.

    Raises `CommandError` for a parameter or value that the page does not know, where the page
    would answer with the rest: nobody wants a file of something else.
    """
    address = QueryDict(query.partition("?")[2] or query)
    asked = DocumentFilter(address)
    unknown = sorted(set(address) - set(asked.form.fields))
    if unknown:
        known = ", ".join(sorted(asked.form.fields))
        raise CommandError(f"--query: there is no {', '.join(unknown)}. Known: {known}.")
    if not asked.form.is_valid():
        faults = (f"{name}: {' '.join(said)}" for name, said in asked.form.errors.items())
        raise CommandError(f"--query: {'; '.join(faults)}")
    return asked.search


def ids_found(search: Search, *, drafts: bool = False) -> list[int]:
    """Ids of everything a search finds, in no order; unpublished documents only when asked for."""
    found: list[int] = []
    try:
        asked = PUBLIC[search.kind]
        for kind in (asked, DRAFTS) if drafts and asked is DOCUMENTS else (asked,):
            source = reader(kind)
            limit = max(1, source.searcher.num_docs)
            hits = source.searcher.search(query_of(search, source), limit=limit).hits
            found += source.searcher.fast_field_values("id", [address for _, address in hits])
    except SearchUnavailable as error:
        raise CommandError(error.reason) from error
    return found
