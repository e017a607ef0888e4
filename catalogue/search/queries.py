"""From what is asked to a query of the engine. Raw text never reaches the engine's own parser.

A word is looked for in every area and form. Where results are ranked, its best place decides, by
the weights of `words`; how often a word is there and in how long a text tells equals apart. Words
that filter (facets, years) weigh nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import tantivy
from tantivy import FieldType, Occur, Query

from catalogue.references import number_key
from catalogue.writing import Clause, Kind, parse_query, sought

from .filters import Search
from .index import Reader
from .records import FIRST_YEAR, LAST_YEAR
from .words import AREA, EXACT, Area

NUMBER_FIELDS = {"fond": "fond_number"}
"""Fields of the reader's syntax that name a number: ``fond:059a``."""

FIELDS = frozenset(AREA) | frozenset(NUMBER_FIELDS)
"""The fields a reader may name: ``title:``, ``from:``, ``to:``, ``fond:`` ..."""

BESIDES = 0.005
"""What a second place where a word stands adds to the best one: all together less than half a
step of the weights."""

FINE = 0.01
"""What the engine's own score of a place adds to its weight: it seldom reaches forty."""

Weigh = Callable[[Query, float], Query]
"""From a query and the weight of its place to a query that has a score."""


def query_of(search: Search, source: Reader) -> Query:
    """The engine's query for a search, to be counted or put in another order than its scores'."""
    return _query_of(search, source, _as_it_is)


def ranked_query_of(search: Search, source: Reader) -> Query:
    """The same, with scores by which the best stand first. It costs three times as much."""
    return _query_of(search, source, _weighed)


def _query_of(search: Search, source: Reader, weigh: Weigh) -> Query:
    """Everything, when nothing is asked."""
    parts = [*_words(search.q, source, weigh), *map(_weightless, _filters(search, source))]
    return Query.boolean_query(parts) if parts else Query.all_query()


def _as_it_is(query: Query, weight: float) -> Query:
    return query


def _weighed(query: Query, weight: float) -> Query:
    place, fine = Query.const_score_query(query, weight), Query.boost_query(query, FINE)
    return Query.boolean_query([(Occur.Must, place), (Occur.Should, fine)])


def _weightless(query: Query) -> tuple[Occur, Query]:
    return (Occur.Must, Query.const_score_query(query, 0.0))


# --- Choices ---


def _filters(search: Search, source: Reader) -> Iterator[Query]:
    for name, values in search.chosen.items():
        yield Query.term_set_query(source.schema, name, list(values))
    if search.has_years:
        yield _years(search, source.schema)
    if search.stated_only:
        yield Query.term_query(source.schema, "inferred", 0)


def _years(search: Search, schema: tantivy.Schema) -> Query:
    """Dates that may fall into the years, or none at all where the undated are wanted too."""
    wanted = []
    if search.undated:
        wanted.append(Query.term_query(schema, "dated", 0))
    if search.year_from is not None or search.year_to is not None:
        begun = _between(schema, "first_year", FIRST_YEAR, search.year_to or LAST_YEAR)
        not_ended = _between(schema, "last_year", search.year_from or FIRST_YEAR, LAST_YEAR)
        wanted.append(_all_of([begun, not_ended]))
    return _any_of(wanted)


def _between(schema: tantivy.Schema, column: str, lowest: int, highest: int) -> Query:
    return Query.range_query(schema, column, FieldType.Integer, lowest, highest)


# --- Words ---


def _words(text: str, source: Reader, weigh: Weigh) -> Iterator[tuple[Occur, Query]]:
    """A query for each clause of the reader's words."""
    query = parse_query(text, FIELDS)
    for clause in query.wanted:
        yield (Occur.Must, _clause(clause, source, weigh))
    for clause in query.unwanted:
        yield (Occur.MustNot, _clause(clause, source, _as_it_is))
    if query.unwanted and not query.wanted:
        yield (Occur.Must, Query.all_query())


def _clause(clause: Clause, source: Reader, weigh: Weigh) -> Query:
    """A clause in the field it names, else in every area that is searched by default."""
    if clause.field in NUMBER_FIELDS:
        column = NUMBER_FIELDS[clause.field]
        return Query.term_query(source.schema, column, number_key(clause.text))
    areas = [
        area
        for area in source.kind.areas
        if (area.is_named(clause.field) if clause.field else area.by_default)
    ]
    places = [query for area in areas for query in _in_area(clause, area, source.schema, weigh)]
    return Query.disjunction_max_query(places, BESIDES) if places else Query.empty_query()


def _in_area(clause: Clause, area: Area, schema: tantivy.Schema, weigh: Weigh) -> Iterator[Query]:
    """A clause in each form of an area; what is quoted or a beginning is meant to the letter."""
    for form, weight in area.weights:
        if form is EXACT or clause.kind is Kind.WORD:
            words = sought(form.terms(clause.text), clause.text)
            terms = _terms(clause, words, area.column(form), schema)
            yield weigh(terms, weight)


def _terms(clause: Clause, terms: list[str], column: str, schema: tantivy.Schema) -> Query:
    """A clause's terms in one column: one term, or several that follow one another."""
    if clause.kind is Kind.PREFIX:
        return _beginning(terms, column, schema)
    if len(terms) == 1:
        return Query.term_query(schema, column, terms[0])
    return Query.phrase_query(schema, column, list(terms))


def _beginning(terms: list[str], column: str, schema: tantivy.Schema) -> Query:
    """Terms of which the last is a beginning. They are letters and digits: nothing to escape."""
    *whole, last = terms
    parts = [Query.term_query(schema, column, term) for term in whole]
    return _all_of([*parts, Query.regex_query(schema, column, f"{last}.*")])


def _any_of(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _all_of(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])
