"""What a reader may mean, offered while typing: a fragment of a page for the search field."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalogue.search import SearchUnavailable
from catalogue.search.suggestions import LONGEST, suggest

from .public import public_page

SHOWN = 4
"""So many of each kind; a list that is longer is not read."""


@public_page
def suggestions(request: HttpRequest) -> HttpResponse:
    """The options of the search field's list, by kind; empty where nothing begins so."""
    text = request.GET.get("q", "")[:LONGEST]
    try:
        found = suggest(text, limit=SHOWN)
    except SearchUnavailable:
        found = []
    groups = [(key, list(ones)) for key, ones in groupby(found, lambda one: one.kind_label)]
    context = {"groups": groups, "count": len(found)}
    response = render(request, "catalogue/suggestions.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
