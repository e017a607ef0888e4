"""The questions that the search is measured with: a fixed list, filled from the collection.

What is common and what is rare, the index itself says: words are taken from documents spread
over the collection, and each place in the list takes the one nearest to the share it wants.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from catalogue.models import Agent, Document
from catalogue.references import write_reference
from catalogue.search import DocumentFilter, Search, facet_values, search_documents
from catalogue.search.facets import DOCUMENT_FACETS as COLUMNS
from catalogue.search.index import reader
from catalogue.search.kinds import DOCUMENTS
from catalogue.search.queries import query_of
from catalogue.writing import exact_terms

DOCUMENT_FACETS = [one for one in COLUMNS if not getattr(one, "is_column_only", False)]
"""The facets that can be chosen."""

DELA = ("kind", "dela")
"""The parameter by which the page searches dela, where it does."""

SPREAD = 150
"""So many documents lend their words."""

Parameters = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A question: what it is called in the table, and the parameters of the page's address."""

    name: str
    parameters: Parameters = field(default_factory=dict)
    beside_rivals: bool = False
    """Others are asked it too; they are slow, so not every question is put to them."""

    @property
    def address(self) -> str:
        return f"{reverse('documents')}?{urlencode(self.parameters, doseq=True)}"

    @cached_property
    def search(self) -> Search:
        return DocumentFilter(QueryDict(urlencode(self.parameters, doseq=True))).search

    @property
    def is_of_dela(self) -> bool:
        return DELA in self.parameters.items()


def questions() -> list[Asked]:
    """The whole list for the collection in the database; its index is in step."""
    known = _Collection()
    asked = [
        *_browsing(),
        *_choices(known),
        *_years(),
        *_words(known),
        *_names(known),
        *_together(known),
        *_deep(known),
    ]
    if DELA[0] in DocumentFilter.base_filters:
        asked += _dela(known)
    return asked


class _Collection:
    """What a collection has to ask for."""

    @cached_property
    def total(self) -> int:
        return found(q="")

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """The values of each facet, most frequent first; a facet may have none."""
        return {
            facet.name: [one.value for one in facet_values(Search(), facet.name)]
            for facet in DOCUMENT_FACETS
        }

    @cached_property
    def documents(self) -> list[Document]:
        """Published documents spread over the collection."""
        published = Document.objects.published().order_by("pk")
        first, last = (row.pk for row in (published.first(), published.last()))
        ids = range(first, last + 1, max(1, (last - first) // SPREAD))
        return list(published.filter(pk__in=list(ids)[: 2 * SPREAD]))

    @cached_property
    def words(self) -> list[tuple[float, str]]:
        """Words of titles and summaries with the share of documents that have them."""
        texts = (f"{one.title} {one.title_original} {one.summary[:300]}" for one in self.documents)
        words = {word for text in texts for word in exact_terms(text) if len(word) > 3}
        some = sorted(words)[:: max(1, len(words) // (2 * SPREAD))]
        return [(found(q=word) / self.total, word) for word in some]

    def word(self, share: float, after: str = "") -> str:
        """The word whose share of the documents is nearest; `after` is taken already."""
        return min(
            (pair for pair in self.words if pair[1] != after),
            key=lambda pair: (abs(pair[0] - share) / share, pair[1]),
        )[1]

    def top(self, facet: str, number: int = 0) -> str:
        values = self.values[facet]
        return values[min(number, len(values) - 1)] if values else "none-of-them"

    def path(self, depth: int) -> str:
        """The most frequent place of a depth: archive 1, fond 2, opis 3."""
        path = ""
        for level in range(1, depth + 1):
            search = Search(chosen={"archive": (path,)} if path else {})
            (facet,) = [one for one in search_documents(search).facets if one.name == "archive"]
            path = next(
                (
                    one.value
                    for one in _flat(facet.values)
                    if one.value.count("/") == level - 1 and one.value.startswith(path)
                ),
                path,
            )
        return path

    @cached_property
    def person(self) -> Agent:
        """Whoever takes part in most documents under names in two scripts."""
        slugs = self.values["agent"][:200]
        agents = Agent.objects.filter(slug__in=slugs, kind=Agent.Kind.PERSON)
        known = {one.slug: one for one in agents.prefetch_related("names")}
        in_order = [known[slug] for slug in slugs if slug in known]
        return next((one for one in in_order if _in_cyrillic(one)), in_order[0])


def found(**parameters: Any) -> int:
    """How many documents a search finds, without anything else of its page."""
    source = reader(DOCUMENTS)
    search = DocumentFilter(QueryDict(urlencode(parameters, doseq=True))).search
    return source.searcher.search(query_of(search, source), limit=1).count


def _flat(values: Sequence[Any]) -> Iterator[Any]:
    for value in values:
        yield value
        yield from _flat(value.children)


def _in_cyrillic(agent: Agent) -> str:
    names = (name.name for name in agent.names.all() if name.script == "cyrillic")
    return next(names, "")


# --- The list ---


def _browsing() -> Iterator[Asked]:
    yield Asked("everything", beside_rivals=True)
    yield Asked("everything, latest first", {"sort": "-date"})
    yield Asked("everything, by reference", {"sort": "reference"})
    yield Asked("everything, 100 on a page", {"per_page": "100"})


def _choices(known: _Collection) -> Iterator[Asked]:
    for facet in DOCUMENT_FACETS:
        beside = facet.name in {"archive", "type", "agent"}
        yield Asked(f"one {facet.name}", {facet.name: known.top(facet.name)}, beside)
    yield Asked("one fond", {"archive": known.path(2)})
    yield Asked("one opis", {"archive": known.path(3)}, beside_rivals=True)
    yield Asked("a middling agent", {"agent": known.top("agent", 500)}, beside_rivals=True)
    yield Asked("a middling subject", {"subject": known.top("subject", 100)})
    types = known.values["type"][:3]
    languages = known.values["language"][:2]
    yield Asked("two types", {"type": types[:2]})
    yield Asked("three types, two languages", {"type": types, "language": languages}, True)
    people = known.values["agent"][:3]
    yield Asked("three agents", {"agent": people})
    yield Asked("agent and subject", {"agent": people[:1], "subject": known.top("subject")})
    everywhere = {name: known.top(name) for name in ("archive", "type", "language")}
    yield Asked("archive, type and language", everywhere, beside_rivals=True)


def _years() -> Iterator[Asked]:
    yield Asked("one year", {"year_from": "1953", "year_to": "1953"}, beside_rivals=True)
    yield Asked("ten years", {"year_from": "1945", "year_to": "1954"})
    yield Asked("undated", {"undated": "on"})
    yield Asked("without inferred dates", {"inferred": "no"})


def _words(known: _Collection) -> Iterator[Asked]:
    common, middling = known.word(0.6), known.word(0.05)
    rare = known.word(0.001)
    yield Asked("a very common word", {"q": common}, beside_rivals=True)
    yield Asked("a common word", {"q": known.word(0.2, common)})
    yield Asked("a middling word", {"q": middling}, beside_rivals=True)
    yield Asked("a rare word", {"q": rare}, beside_rivals=True)
    yield Asked("an absent word", {"q": "zzyzzyva"})
    yield Asked("two words", {"q": f"{common} {middling}"})
    yield Asked("three words", {"q": f"{common} {known.word(0.2, common)} {middling}"})
    yield Asked("a word without another", {"q": f"{common} -{middling}"})
    yield Asked("a word in titles", {"q": f"title:{middling}"})
    title = known.documents[len(known.documents) // 2]
    latin, original = title.title.split(), title.title_original.split() or title.title.split()
    yield Asked("a phrase of two words", {"q": f'"{" ".join(latin[:2])}"'})
    yield Asked("a long phrase", {"q": f'"{" ".join(latin[:5])}"'})
    yield Asked("a phrase, original script", {"q": f'"{" ".join(original[:2])}"'})
    yield Asked("a short beginning", {"q": f"{common[:3]}*"})
    yield Asked("a longer beginning", {"q": f"{middling[:5]}*"})


def _names(known: _Collection) -> Iterator[Asked]:
    surname = known.person.name.split(",")[0]
    cyrillic = _in_cyrillic(known.person).replace(",", " ").split() or [surname]
    yield Asked("a surname, Latin", {"q": surname})
    yield Asked("a surname, Cyrillic", {"q": cyrillic[0]})
    yield Asked("a surname, another case", {"q": f"{cyrillic[0]}у"})
    yield Asked("a whole name", {"q": known.person.name.replace(",", " ")})
    yield Asked("a sender's name", {"q": f"from:{surname}"})


def _together(known: _Collection) -> Iterator[Asked]:
    common, middling, rare = (known.word(share) for share in (0.6, 0.05, 0.001))
    archive = known.top("archive")
    years = {"year_from": "1945", "year_to": "1954"}
    yield Asked("word and type", {"q": middling, "type": known.top("type")})
    yield Asked("word, archive, years", {"q": middling, "archive": archive, **years}, True)
    yield Asked("rare word, language", {"q": rare, "language": known.top("language")})
    yield Asked("common word, agent", {"q": common, "agent": known.top("agent")})
    delo = Document.objects.filter(pk__in=[one.pk for one in known.documents])
    holdings = (one.holdings.exclude(delo=None).first() for one in delo)
    holding = next((one for one in holdings if one), None)
    if holding:
        yield Asked("a reference", {"q": write_reference(holding.reference, "wilson")})


def _deep(known: _Collection) -> Iterator[Asked]:
    last = max(1, known.total // 20)
    yield Asked("page 50", {"page": min(50, last)})
    yield Asked("page 1,000", {"page": min(1_000, last)})
    common = known.word(0.6)
    pages = max(1, found(q=common) // 20)
    yield Asked("page 20 of a common word", {"q": common, "page": min(20, pages)})


def _dela(known: _Collection) -> Iterator[Asked]:
    name, value = DELA
    common = known.word(0.05)
    for what, parameters in (
        ("dela: everything", {}),
        ("dela: one archive", {"archive": known.top("archive")}),
        ("dela: one fond", {"archive": known.path(2)}),
        ("dela: a word", {"q": common}),
        ("dela: a word in an archive", {"q": common, "archive": known.top("archive")}),
        ("dela: ten years", {"year_from": "1945", "year_to": "1954"}),
        ("dela: page 1,000", {"page": 1_000}),
    ):
        yield Asked(what, {name: value, **parameters})
