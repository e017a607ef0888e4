"""The most frequent values of a column that has thousands, each with its exact count.

To tell thousands of values costs the engine several times what counting them does. So it is asked
for few of them, in one of two ways that both say how frequent a value may be that is not among
them: the most frequent of everything, which no search finds oftener; or the most frequent of each
part (segment) of the index, with the engine's own bound. Then only those in question are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from tantivy import Query

from . import kept
from .counting import BUCKETS, FEW, Counts, counts, counts_among, known, ranked
from .filters import Search
from .opening import Reader
from .queries import query_of

CANDIDATES = 200
"""So many of the values that are the most frequent of everything are looked at first."""

MANY = 10
"""Where a search finds one in so many, its most frequent values are likely among those."""

LOOKS = (100, 1_000)
"""So many values each segment is asked for; where even that says too little, all are counted."""


@dataclass(frozen=True)
class Frequent:
    """Some values of a column with their counts, most frequent first."""

    counts: Counts = field(default_factory=Counter)
    more: bool = False
    """Whether there are others."""


def most_frequent(
    source: Reader, search: Search, column: str, most: int, also: Sequence[str] = ()
) -> Frequent:
    """So many of the most frequent values of a column, and some others, whatever theirs is."""
    found = known(source, search)
    if column not in found.counts and (column, most) not in found.frequent:
        count_together(source, search, [], [column], most)
    if search.is_for_everything or column in found.counts:
        whole = counts(source, search, [column])[column]
        wanted = [*list(whole)[:most], *(value for value in also if value in whole)]
        return Frequent({value: whole[value] for value in wanted}, len(whole) > most)
    top = found.frequent.get((column, most))
    if top is None:
        top = found.frequent[column, most] = _looked_for(source, search, column, most)
        kept.keep(search.question, found)
    missing = [value for value in also if value not in top.counts]
    if not missing:
        return top
    others = _exactly(source, query_of(search, source), column, missing)
    return Frequent({**top.counts, **others}, top.more)


def count_together(
    source: Reader, search: Search, columns: Sequence[str], long: Iterable[str], most: int
) -> None:
    """Count some columns and, in the same pass, what `most_frequent` is likely to tell of others.

    It is where many records are found: their most frequent values are those of everything. Where
    few are found, all values are told.
    """
    found = known(source, search)
    if found.total <= FEW:
        counts(source, search, [*columns, *long])
        return
    if search.is_for_everything or MANY * found.total <= source.searcher.num_docs:
        counts(source, search, columns)
        return
    wanted = [column for column in long if (column, most) not in found.frequent]
    whole = counts(source, search.for_everything(), wanted)
    candidates = {column: list(whole[column])[:CANDIDATES] for column in wanted}
    told = counts_among(source, search, columns, candidates)
    for column in wanted:
        bound = next(islice(whole[column].values(), CANDIDATES, None), 0)
        top = _surely(told[column], most, bound)
        found.frequent[column, most] = top if top and (top.more or not bound) else None


def _looked_for(source: Reader, search: Search, column: str, most: int) -> Frequent:
    """The most frequent values of a column, asked of every segment."""
    query = query_of(search, source)
    for look in LOOKS:
        among, bound = _of_each_segment(source, query, column, look)
        if bound:
            among = _exactly(source, query, column, _in_question(among, most, bound))
        if top := _surely(among, most, bound):
            return replace(top, more=top.more or bool(bound))
    return _top(counts(source, search, [column])[column], most)


def _top(among: Counts, most: int) -> Frequent:
    return Frequent(dict(list(among.items())[:most]), len(among) > most)


def _surely(among: Counts, most: int, bound: int) -> Frequent | None:
    """The most frequent of some values, if none that is not among them is as frequent."""
    least = list(among.values())[most - 1 : most]
    if bound and not (least and least[0] > bound):
        return None
    return _top(among, most)


def _in_question(among: Counts, most: int, bound: int) -> list[str]:
    """Of values counted too low by as much as the bound, those that may be the most frequent."""
    least = list(among.values())[:most][-1]
    return [value for value, count in among.items() if count + bound >= least]


# --- The engine ---


def _of_each_segment(source: Reader, query: Query, column: str, look: int) -> tuple[Counts, int]:
    """The most frequent values of every segment, and how frequent any other value is at most.

    What is among them may still be counted too low, by no more than that.
    """
    found = _asked(source, query, column, look)
    among = ranked((one["key"], one["doc_count"]) for one in found["buckets"])
    left_out = list(among.values())[-1] if found["sum_other_doc_count"] else 0
    return among, found["doc_count_error_upper_bound"] + left_out


def _exactly(source: Reader, query: Query, column: str, values: Sequence[str]) -> Counts:
    """The counts of some values; those that are nowhere are left out."""
    found = _asked(source, query, column, BUCKETS, include=list(values))
    return ranked((one["key"], one["doc_count"]) for one in found["buckets"])


def _asked(source: Reader, query: Query, column: str, size: int, **options: object) -> dict:
    """So many values, of all segments and of each: it is never asked for fewer."""
    terms = {"field": column, "size": size, "segment_size": size, **options}
    return source.searcher.aggregate(query, {column: {"terms": terms}})[column]
