"""The public parameters of a search: declared once, checked here, executed by the engine.

The address is the whole state of a search. A bad value is said at its field, and the rest of the
search still works.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from catalogue.models import Document

from .facets import DELO_FACETS, DOCUMENT_FACETS, Facet

FACETS: Mapping[str, tuple[Facet, ...]] = {
    kind: tuple(facet for facet in facets if not facet.is_column_only)
    for kind, facets in (("documents", DOCUMENT_FACETS), ("dela", DELO_FACETS))
}
"""The public kinds of result, and the facets of each. What they share, a choice carries over."""

KINDS = {"documents": _("Documents"), "dela": _("Dela")}
SORTS = {
    "relevance": _("Relevance"),
    "date": _("Date, earliest first"),
    "-date": _("Date, latest first"),
    "reference": _("Reference"),
}
PER_PAGE = (20, 50, 100)
QUERY_LENGTH = 1_000
FIRST_YEAR, LAST_YEAR = 0, 9999
"""The years of a date open at its beginning or end: it may be any year, and is found in each."""

CHOICES = 50
"""So many values of one facet may be chosen at once; it bounds what an address can ask for."""


@dataclass(frozen=True)
class Search:
    """What is asked: words, choices by facet, years, order and page. Always answerable."""

    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year_from: int | None = None
    year_to: int | None = None
    undated: bool = False
    stated_only: bool = False
    sort: str = ""
    per_page: int = PER_PAGE[0]
    page: int = 1
    kind: str = "documents"
    """What is looked for: ``documents`` or ``dela``."""

    @property
    def order(self) -> str:
        """The order of the results: by relevance to words, else by date, dela by reference."""
        if self.sort and not (self.sort == "relevance" and not self.q):
            return self.sort
        if self.q:
            return "relevance"
        return "date" if self.kind == "documents" else "reference"

    @property
    def question(self) -> Hashable:
        """What decides which records are found: equal questions have equal answers."""
        chosen = sorted((name, tuple(sorted(values))) for name, values in self.chosen.items())
        years = (self.year_from, self.year_to, self.undated, self.stated_only)
        return (self.kind, " ".join(self.q.split()), tuple(chosen), years)

    @property
    def has_years(self) -> bool:
        return self.undated or self.year_from is not None or self.year_to is not None

    @property
    def has_whole_years(self) -> bool:
        """Whether years are asked for that do not end before they begin."""
        ends = (self.year_from, self.year_to)
        return self.has_years and (None in ends or self.year_from <= self.year_to)

    def of_kind(self, kind: str) -> Search:
        """The same words and years, and the choices that the kind has too: its first page."""
        if kind == self.kind:
            return replace(self, page=1)
        names = {facet.name for facet in FACETS[kind]}
        chosen = {k: v for k, v in self.chosen.items() if k in names}
        return replace(self, kind=kind, chosen=chosen, stated_only=False, sort="", page=1)

    @property
    def is_for_everything(self) -> bool:
        return self.question == self.for_everything().question

    def for_everything(self) -> Search:
        """What finds every record of the kind."""
        return Search(kind=self.kind)

    @property
    def only_choice(self) -> tuple[str, str] | None:
        """The facet and value that are chosen, where nothing else is asked."""
        if len(self.chosen) != 1 or self != replace(
            self.for_everything(),
            chosen=self.chosen,
            **{name: getattr(self, name) for name in ("sort", "per_page", "page")},
        ):
            return None
        ((name, values),) = self.chosen.items()
        return (name, values[0]) if len(values) == 1 else None

    def on_page(self, page: int) -> Search:
        return replace(self, page=page)

    def without_facet(self, name: str) -> Search:
        return replace(self, chosen={k: v for k, v in self.chosen.items() if k != name})

    def without_years(self) -> Search:
        return replace(self, year_from=None, year_to=None, undated=False)


class Values(forms.MultipleChoiceField):
    """Any number of values of a facet; which of them exist, the index knows."""

    widget = forms.MultipleHiddenInput

    _shape = RegexValidator(r"\A[^\s\x00]{1,300}\Z", _("This is not a value of this facet."))

    def valid_value(self, value: str) -> bool:
        return True

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > CHOICES:
            raise forms.ValidationError(
                _("At most %(most)d values can be chosen at once."), params={"most": CHOICES}
            )
        for one in value:
            self._shape(one)


class ValuesFilter(django_filters.Filter):
    field_class = Values


class WholeNumber(django_filters.Filter):
    field_class = forms.IntegerField


class Checked(django_filters.Filter):
    field_class = forms.BooleanField


class ChoiceOrDefault(django_filters.ChoiceFilter):
    """A choice that is left out when it is the default."""

    def __init__(self, choices: Mapping[Any, Any], **kwargs: Any) -> None:
        super().__init__(choices=list(choices.items()), empty_label=None, **kwargs)


class DocumentFilter(django_filters.FilterSet):
    """The parameters of a search for documents or dela. Facets join them from their declaration.

    ``kind`` says which are looked for. What the kind does not have (the language of a delo) is
    read without complaint and left out of ``search``.
    """

    kind = ChoiceOrDefault(KINDS, label=_("Look for"))
    q = django_filters.CharFilter(
        label=_("Words, names, “phrases”, a reference"), max_length=QUERY_LENGTH
    )
    year_from = WholeNumber(label=_("From year"), min_value=1, max_value=9999)
    year_to = WholeNumber(label=_("To year"), min_value=1, max_value=9999)
    undated = Checked(label=_("Undated"))
    inferred = ChoiceOrDefault({"no": _("Leave out inferred dates")}, label=_("Inferred dates"))
    sort = ChoiceOrDefault(SORTS, label=_("Order"))
    per_page = ChoiceOrDefault({str(n): str(n) for n in PER_PAGE}, label=_("On a page"))
    page = WholeNumber(min_value=1, max_value=10_000_000)

    class Meta:
        model = Document
        fields: tuple[str, ...] = ()

    @cached_property
    def search(self) -> Search:
        """What is asked, from every parameter that could be read."""
        self.form.is_valid()
        read = {k: v for k, v in self.form.cleaned_data.items() if v not in (None, "", [])}
        kind = read.get("kind", "documents")
        return Search(
            q=read.get("q", ""),
            chosen={
                facet.name: tuple(dict.fromkeys(read[facet.name]))
                for facet in FACETS[kind]
                if facet.name in read
            },
            year_from=read.get("year_from"),
            year_to=read.get("year_to"),
            undated=bool(read.get("undated")),
            stated_only=kind == "documents" and read.get("inferred") == "no",
            sort=read.get("sort", ""),
            per_page=int(read.get("per_page", PER_PAGE[0])),
            page=read.get("page", 1),
            kind=kind,
        )


for _facet in (*FACETS["dela"], *FACETS["documents"]):
    DocumentFilter.base_filters[_facet.name] = ValuesFilter(label=_facet.label)
