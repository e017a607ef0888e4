"""From what is asked to a query of the engine. Raw text never reaches the engine's own parser.

A word is looked for in every area and form. Where results are ranked, its best place decides, by
the weights of `words`; how often a word is there and in how long a text tells equals apart. Words
that filter (facets, years) weigh nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import tantivy
from tantivy import Occur, Query

from catalogue.references import number_key
from catalogue.writing import Clause, Kind, parse_query, sought
from catalogue.writing import Query as Words

from .filters import FIRST_YEAR, LAST_YEAR, Search
from .index import Reader
from .words import AREA, EXACT, Area

NUMBER_FIELDS = {"fond": "fond_number"}
"""Fields of the reader's syntax that name a number: ``fond:059a``."""

FIELDS = frozenset(AREA) | frozenset(NUMBER_FIELDS)
"""The fields a reader may name: ``title:``, ``from:``, ``to:``, ``fond:`` ..."""

BESIDES = 0.005
"""What a second place where a word stands adds to the best one: all together less than half a
step of the weights, shared among the words that are asked for."""

FINE = 0.01
"""What the engine's own score of a place adds to its weight, likewise shared: it seldom reaches
forty, so what is no step never makes one."""

STEPS = (14.0, 11.0, 9.0, 8.0)
"""Weights down to which the best places of a word are looked at first, a step after the other."""

Weigh = Callable[[Query, float], Query]
"""From a query and the weight of its place to a query that has a score."""


def query_of(search: Search, source: Reader) -> Query:
    """The engine's query for a search, to be counted or put in another order than its scores'."""
    return _all_together([*_words(parsed(search), source, _as_it_is), *_filters(search, source)])


def ranked_queries_of(search: Search, source: Reader) -> Iterator[Query]:
    """Queries whose scores put the best first; each finds what the one before finds, and more.

    They agree on the order, and what only a later one finds stands below: who wants the first
    few need not have the engine weigh every record that has a common word. The last finds all.
    """
    words, filters = parsed(search), list(_filters(search, source))
    share = 1 / max(1, len(words.wanted))

    def weigh(query: Query, weight: float) -> Query:
        place = Query.const_score_query(query, weight)
        fine = Query.boost_query(query, FINE * share)
        return Query.boolean_query([(Occur.Must, place), (Occur.Should, fine)])

    ranked = [*_words(words, source, weigh, BESIDES * share), *filters]
    for least in _steps(words):
        best = [_clause(clause, source, _as_it_is, least=least) for clause in words.wanted]
        yield Query.boolean_query([*ranked, *map(_weightless, best)])
    yield _all_together(ranked)


def _all_together(parts: Sequence[tuple[Occur, Query]]) -> Query:
    """One part alone is asked as it is, for then the engine may have its answer ready."""
    if len(parts) == 1 and parts[0][0] is Occur.Must:
        return parts[0][1]
    return Query.boolean_query(list(parts)) if parts else Query.all_query()


def parsed(search: Search) -> Words:
    return parse_query(search.q, FIELDS)


def _steps(words: Words) -> Sequence[float]:
    """Of one word each place stands above all that weigh less; of several, only where every one
    of them is in the very best place is it sure that nothing else stands above."""
    plain = all(clause.kind is Kind.WORD and not clause.field for clause in words.wanted)
    if not (words.wanted and plain):
        return ()
    return STEPS if len(words.wanted) == 1 else STEPS[:1]


def _as_it_is(query: Query, weight: float) -> Query:
    return query


def _weightless(query: Query) -> tuple[Occur, Query]:
    return (Occur.Must, Query.const_score_query(query, 0.0))


# --- Choices ---


def _filters(search: Search, source: Reader) -> Iterator[tuple[Occur, Query]]:
    for name, values in search.chosen.items():
        yield _weightless(_chosen(source.schema, name, values))
    if search.has_years:
        yield _weightless(_years(search, source.schema))
    if search.stated_only:
        yield _weightless(Query.term_query(source.schema, "inferred", 0))


def _chosen(schema: tantivy.Schema, name: str, values: Sequence[str]) -> Query:
    """Of one value the engine has a list ready; of several it makes one."""
    if len(values) == 1:
        return Query.term_query(schema, name, values[0])
    return Query.term_set_query(schema, name, list(values))


def _years(search: Search, schema: tantivy.Schema) -> Query:
    """Dates that may fall into the years, or none at all where the undated are wanted too."""
    wanted = []
    if search.undated:
        wanted.append(Query.term_query(schema, "dated", 0))
    within = []
    if search.year_to is not None:  # begun by then
        within.append(_between(schema, "first_year", FIRST_YEAR, search.year_to))
    if search.year_from is not None:  # not ended before
        within.append(_between(schema, "last_year", search.year_from, LAST_YEAR))
    if within:
        wanted.append(_all_of(within))
    return _any_of(wanted)


def _between(schema: tantivy.Schema, column: str, lowest: int, highest: int) -> Query:
    """The years of a column from one to another: as a set of terms, for a range would look at
    every record, and takes twice as long."""
    return Query.term_set_query(schema, column, list(range(lowest, highest + 1)))


# --- Words ---


def _words(
    words: Words, source: Reader, weigh: Weigh, besides: float = BESIDES
) -> Iterator[tuple[Occur, Query]]:
    """A query for each clause of the reader's words."""
    for clause in words.wanted:
        yield (Occur.Must, _clause(clause, source, weigh, besides))
    for clause in words.unwanted:
        yield (Occur.MustNot, _clause(clause, source, _as_it_is))
    if words.unwanted and not words.wanted:
        yield (Occur.Must, Query.all_query())


def _clause(
    clause: Clause, source: Reader, weigh: Weigh, besides: float = BESIDES, least: float = 0.0
) -> Query:
    """A clause in the field it names, else in every area that is searched by default.

    With ``least``, only in places of that weight or more.
    """
    if clause.field in NUMBER_FIELDS:
        column = NUMBER_FIELDS[clause.field]
        return Query.term_query(source.schema, column, number_key(clause.text))
    areas = [
        area
        for area in source.kind.areas
        if (area.is_named(clause.field) if clause.field else area.by_default)
    ]
    places = [
        weigh(query, weight)
        for area in areas
        for query, weight in _in_area(clause, area, source.schema)
        if weight >= least
    ]
    return Query.disjunction_max_query(places, besides) if places else Query.empty_query()


def _in_area(clause: Clause, area: Area, schema: tantivy.Schema) -> Iterator[tuple[Query, float]]:
    """A clause in each form of an area; what is quoted or a beginning is meant to the letter."""
    for form, weight in area.weights:
        if form is EXACT or clause.kind is Kind.WORD:
            words = sought(form.terms(clause.text), clause.text)
            yield _terms(clause, words, area.column(form), schema), weight


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
