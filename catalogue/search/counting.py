"""How many of a search's results have each value of a column: exact, and counted once.

Counts are kept by the question alone, without page and order (see `kept`). A facet is counted
without its own choice, so a search narrowed by one facet finds that facet's counts already made by
the search it came from. A search that finds more than half of everything is counted by what it
leaves out: that is the smaller part, and the whole is kept. (The most frequent of thousands of
values are counted in `frequent`.)
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from tantivy import Occur, Query

from . import kept
from .filters import FIRST_YEAR, LAST_YEAR, Search
from .opening import Reader
from .queries import query_of
from .years import YEARS, ByYear

BUCKETS = 60_000
"""So many values one answer of the engine tells; it refuses from 65,000 on, of all columns."""

FEW = 2_000
"""So many records have no more values than one answer tells, of all columns together."""

MUCH = 20_000
"""So many records are worth the cost of looking for them once on each core."""

CORES = os.cpu_count() or 1
_threads = ThreadPoolExecutor(CORES, thread_name_prefix="counting")

TOP = 1_000
"""So many of the most frequent values are told of a column that has more than `BUCKETS`."""

Counts = Mapping[str, int]
"""Records by value, most frequent first; equals by value."""

Among = Mapping[str, Sequence[str]]
"""Columns of which only some values are counted: these."""

NONE: Among = {}


class Most(Counter[str]):
    """The most frequent values only: each count is exact, but nothing is reckoned with them."""


def total(source: Reader, search: Search) -> int:
    """How many records a search finds."""
    return known(source, search).total


def known_total(source: Reader, search: Search) -> int | None:
    """The same, of any kind, where it was asked before; all kinds change together."""
    found = kept.get(search.question)
    return found.total if found and found.source.generation == source.generation else None


def documents_with(source: Reader, column: str, value: str) -> int:
    """How many records have a value, told by the list that the index has of them."""
    return _how_many(source, Query.term_query(source.schema, column, value))


def counts(source: Reader, search: Search, columns: Iterable[str]) -> dict[str, Counts]:
    """The counts of some columns, in few passes over what is not yet known."""
    return counts_among(source, search, columns, NONE)


def counts_among(
    source: Reader, search: Search, columns: Iterable[str], among: Among
) -> dict[str, Counts]:
    """The counts of some columns and, in the same pass, of some values of others."""
    found, columns = known(source, search), list(columns)
    missing = [name for name in columns if name not in found.counts]
    told: dict[str, Counter[str]] = {}
    if missing or among:
        told = _counted(source, search, missing, among, found.total)
        found.counts |= {name: told[name] for name in missing}
        kept.keep(search.question, found)
    return {name: found.counts[name] for name in columns} | {name: told[name] for name in among}


def known(source: Reader, search: Search) -> kept.Kept:
    """What is kept of a search in the index as it is now: at least how much it finds."""
    found = kept.get(search.question)
    if found is not None and found.source.generation != source.generation:
        found = _brought_forward(found, source, search)
    if found is None:
        found = kept.Kept(source, _size(source, search))
    kept.keep(search.question, found)
    return found


def _size(source: Reader, search: Search) -> int:
    """How many records a search finds: reckoned, where what is known of others tells it."""
    if search.only_choice:
        return _with_value(source, search.for_everything(), *search.only_choice)
    if search.has_whole_years and (years := _known_years(source, search.without_years())):
        within = 0
        if search.year_from is not None or search.year_to is not None:
            within = years.within(search.year_from or FIRST_YEAR, search.year_to or LAST_YEAR)
        return within + (years.undated if search.undated else 0)
    return _how_many(source, query_of(search, source))


def _with_value(source: Reader, everything: Search, name: str, value: str) -> int:
    """How many records have a value of a facet, or of one below it."""
    column = source.kind.facet(name).counted_in or name
    found = counts(source, everything, [column])[column]
    if isinstance(found, Most):
        return documents_with(source, name, value)
    if column == name:
        return found.get(value, 0)
    below = f"{value}/"
    return sum(count for path, count in found.items() if f"{path}/".startswith(below))


def _known_years(source: Reader, search: Search) -> ByYear | None:
    """The years of a question, where they are counted already; of everything they always are."""
    if search.is_for_everything:
        return ByYear.of(counts(source, search, YEARS))
    found = kept.get(search.question)
    if found is None or found.source.generation != source.generation:
        return None
    return ByYear.of(found.counts) if all(name in found.counts for name in YEARS) else None


def _how_many(source: Reader, query: Query) -> int:
    return source.searcher.search(query, limit=1).count


# --- Counting ---


def _counted(
    source: Reader, search: Search, columns: list[str], among: Among, size: int
) -> dict[str, Counter[str]]:
    query = query_of(search, source)
    if 2 * size > source.searcher.num_docs and not search.is_for_everything:
        whole = counts(source, search.for_everything(), [*columns, *among])
        if not any(isinstance(whole[name], Most) for name in columns):
            whole |= {name: {one: whole[name][one] for one in among[name]} for name in among}
            others = _told(
                source, _other_than(query), source.searcher.num_docs - size, columns, among
            )
            return {name: ranked((Counter(whole[name]) - others[name]).items()) for name in whole}
    return _told(source, query, size, columns, among)


def _other_than(query: Query) -> Query:
    """Everything that a query does not find."""
    return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, query)])


def _told(
    source: Reader, query: Query, size: int, columns: Sequence[str], among: Among = NONE
) -> dict[str, Counter[str]]:
    """What the engine counts among the records of a query, of which there are so many."""
    few = size <= FEW
    requests = [[*among, *columns]] if few else list(_requests(source, columns, among))
    if size > MUCH:
        requests = [part for together in requests for part in _divided(together)]

    def answer(together: list[str]) -> dict[str, Counter[str]]:
        return _answer_or_most(source, query, together, among)

    answers = _threads.map(answer, requests) if size > MUCH else map(answer, requests)
    return {name: counter for told in answers for name, counter in told.items()}


def _divided(columns: list[str]) -> list[list[str]]:
    """Columns in as many parts as there are cores; the engine counts on each at once."""
    parts = [columns[start::CORES] for start in range(CORES)]
    return [part for part in parts if part]


def _answer_or_most(
    source: Reader, query: Query, columns: list[str], among: Among
) -> dict[str, Counter[str]]:
    """The counts of all values; of the most frequent, where there are too many for one answer."""
    try:
        return _answer(source, query, columns, BUCKETS, Counter, among)
    except ValueError as error:
        if "bucket limit" not in str(error):
            raise
    told: dict[str, Counter[str]] = {}
    for column in columns:
        told |= _answer(source, query, [column], TOP, Most, among)
    return told


def _requests(source: Reader, columns: Iterable[str], among: Among) -> Iterator[list[str]]:
    """Columns share a pass as long as one answer holds all their values; what has thousands, and
    of which it is not known how many, gets one of its own."""
    long = {facet.name for facet in source.kind.facets if facet.is_long}
    together, held = list(among), 0
    for column in columns:
        values = _values_of_everything(source, column) if column in long else 0
        if held + values > BUCKETS // 2:  # the other half is for what has few
            yield [column]
        else:
            together.append(column)
            held += values
    if together:
        yield together


def _values_of_everything(source: Reader, column: str) -> int:
    """How many values a column has, where they were counted; else more than one answer holds."""
    everything = kept.get(Search(kind=source.kind.name).question)
    if everything is None or column not in everything.counts:
        return BUCKETS + 1
    return len(everything.counts[column])


def _answer(
    source: Reader,
    query: Query,
    columns: list[str],
    size: int,
    counter: type[Counter[str]],
    among: Among,
) -> dict[str, Counter[str]]:
    """Every value is counted in each segment, so that what is told is exact."""
    terms = {name: {"field": name, "size": size, "segment_size": BUCKETS} for name in columns}
    for name in among.keys() & terms.keys():
        terms[name]["include"] = list(among[name])
    answer = source.searcher.aggregate(query, {name: {"terms": terms[name]} for name in columns})
    return {
        name: ranked(((one["key"], one["doc_count"]) for one in found["buckets"]), counter)
        for name, found in answer.items()
    }


def ranked(pairs: Iterable[tuple[str, int]], counter: type[Counter[str]] = Counter) -> Counter[str]:
    """Most frequent first; equals by value, so that an address always shows the same page."""
    return counter(dict(sorted(pairs, key=lambda pair: (-pair[1], pair[0]))))


# --- Bringing forward ---


def _brought_forward(old: kept.Kept, source: Reader, search: Search) -> kept.Kept | None:
    """The counts in the index as it is now; None where counting anew is as good.

    A save touches a few records, and what was counted before it stays true but for them: the
    counts among them in the index as it was are taken away, those in the index now are added.
    """
    ids = kept.touched_between(old.source, source)
    if ids is None or any(isinstance(counter, Most) for counter in old.counts.values()):
        return None
    if not ids:
        return kept.Kept(source, old.total, dict(old.counts))
    before, now = (_among(ids, search, reader) for reader in (old.source, source))
    size = old.total - _how_many(old.source, before) + _how_many(source, now)
    columns = list(old.counts)
    gone, come = (
        _told(each, query, len(ids), columns)
        for each, query in ((old.source, before), (source, now))
    )
    fresh = {
        name: counter
        if gone[name] == come[name]
        else ranked((counter - gone[name] + come[name]).items())
        for name, counter in old.counts.items()
    }
    return kept.Kept(source, size, fresh)


def _among(ids: list[int], search: Search, source: Reader) -> Query:
    among = Query.term_set_query(source.schema, "id", ids)
    return Query.boolean_query([(Occur.Must, query_of(search, source)), (Occur.Must, among)])
