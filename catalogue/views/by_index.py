"""What the index tells quicker than the database; where it cannot tell, the database is asked.

Browsing never depends on the index. It cannot tell within a transaction, either: what is not
committed it does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest

from catalogue.search import (
    Search,
    SearchUnavailable,
    numbers_of_documents,
    page_of_documents,
)

from . import counts
from .paging import LENGTH, in_pages_or_404

T = TypeVar("T")


def told(ask: Callable[[], T]) -> T | None:
    """The index's answer, or None where it has none."""
    if connection.in_atomic_block:
        return None
    try:
        return ask()
    except SearchUnavailable:
        return None


def count_documents(rows: Sequence[Any], facet: str, *links: counts.Link) -> None:
    """Give each row of a page the number of its documents."""
    values = {row.pk: facet_value(row) for row in rows}
    numbers = told(lambda: numbers_of_documents(facet, values.values()))
    if numbers is None:
        counts.count_documents(rows, *links)
        return
    for row in rows:
        row.document_count = numbers[values[row.pk]]


def facet_value(row: Any) -> str:
    """The value of a row in the facet of its kind: a slug, or the path of a unit."""
    return row.slug if hasattr(row, "slug") else "/".join(row.address)


class FoundByIndex(Paginator):
    """Pages of the documents that a search finds; ``object_list`` are the rows to show."""

    def __init__(self, documents: QuerySet, search: Search, total: int) -> None:
        self.search, self.total = search, total
        super().__init__(documents, search.per_page)

    @cached_property
    def count(self) -> int:
        return self.total

    def page(self, number: int | str) -> Page[Any]:
        number = self.validate_number(number)
        ids = page_of_documents(self.search.on_page(number)).ids
        rows = self.object_list.in_bulk(ids)
        return self._get_page([rows[pk] for pk in ids if pk in rows], number, self)


def documents_by_date(
    request: HttpRequest, documents: QuerySet, facet: str, value: str
) -> Page[Any]:
    """The page that `?page=` asks for of the documents that have a value in a facet, by date.

    ``documents`` are these documents as the database finds them. A page that is not there is not
    found.
    """
    search = Search(chosen={facet: (value,)}, sort="date", per_page=LENGTH)
    total = told(lambda: page_of_documents(search).total)
    if total is None:
        return in_pages_or_404(request, Paginator(documents.by_date(), LENGTH))
    return in_pages_or_404(request, FoundByIndex(documents, search, total))
