"""The tabs of the search page: each kind of result with its count and its own address."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from catalogue.search import FACETS, Results
from catalogue.search.filters import KINDS


@dataclass(frozen=True)
class ResultKind:
    name: str
    label: str
    count: int
    address: str


OWN_ORDER = ("sort", "page")
"""Parameters that begin anew with another kind: its orders are others."""


def result_kinds(asked: QueryDict, results: Results) -> list[ResultKind]:
    """A tab for each kind; what the kind does not have is left out of its address."""
    return [
        ResultKind(name, str(label), results.counts[name], _address(asked, name))
        for name, label in KINDS.items()
    ]


def _address(asked: QueryDict, kind: str) -> str:
    names = {facet.name for facet in FACETS[kind]}
    elsewhere = {facet.name for facets in FACETS.values() for facet in facets} - names
    left_out = {*elsewhere, *OWN_ORDER, "kind"} | ({"inferred"} if kind == "dela" else set())
    kept = QueryDict(mutable=True)
    if kind != "documents":
        kept["kind"] = kind
    for name, values in asked.lists():
        if name not in left_out and any(values):
            kept.setlist(name, [value for value in values if value])
    query = kept.urlencode()
    return reverse("documents") + (f"?{query}" if query else "")
