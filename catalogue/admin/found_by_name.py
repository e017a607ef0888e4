"""Agents and terms are found by the search index: by any name, in any script, however spelled."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalogue.search import SearchUnavailable, find_named

MOST_FOUND = 200
"""So many are found at most, those with most documents."""


class FoundByName:
    """For the admins of what has names: their lists, and the select boxes that ask them.

    ``found_as`` is the kind of the index; without an index `found_in_table` looks through the
    table itself, letter by letter.
    """

    found_as: str = ""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Those whose names have the words, the last one begun; most documents first."""
        if not search_term.strip():
            return queryset, False
        if not self.found_as:
            return self.found_in_table(queryset, search_term), False
        try:
            found = find_named(self.found_as, search_term, MOST_FOUND)
        except SearchUnavailable:
            return self.found_in_table(queryset, search_term), False
        if len(found) == MOST_FOUND and _is_list(request):
            words = _("Only the %(n)d with most documents are shown.")
            messages.info(request, words % {"n": MOST_FOUND})
        return in_order(queryset.filter(pk__in=found), found), False

    def found_in_table(self, queryset: QuerySet, search_term: str) -> QuerySet:
        raise NotImplementedError


def in_order(rows: QuerySet, keys: list[int]) -> QuerySet:
    """Rows in the order of their keys."""
    if not keys:
        return rows
    places = (When(pk=key, then=Value(place)) for place, key in enumerate(keys))
    return rows.order_by(Case(*places))


def _is_list(request: HttpRequest) -> bool:
    """Whether a page is asked for, on which a word to the curator can stand."""
    match: Any = request.resolver_match
    return match is not None and match.url_name != "autocomplete"
