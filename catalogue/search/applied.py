"""What narrows a search, in words, for taking it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .facet_counts import labels_of
from .filters import Search
from .index import Reader


@dataclass(frozen=True)
class Applied:
    """A choice that narrows the search: the parameter and value to leave out of the address."""

    name: str
    value: str
    label: str
    facet_label: str


def applied(source: Reader, search: Search) -> Iterator[Applied]:
    """The choices that narrow a search, in words."""
    for name, values in search.chosen.items():
        facet = source.kind.facet(name)
        labels = labels_of(source, facet, values)
        for value in values:
            yield Applied(name, value, labels[value], str(facet.label))
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
