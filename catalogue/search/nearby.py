"""Words of the index that are near to one that is not in it: by letters, and names by their sound.

What is asked of the index is bounded: some seventy look-ups a letter for one slip, and for two the
most frequent words of the same beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tantivy import Query, Searcher

from catalogue.writing import (
    exact_terms,
    name_key,
    one_slip_away,
    script_of,
    slips_between,
    words,
)

from .index import Reader
from .kinds import NAMED
from .named import CALLED, names_of, with_published_documents
from .opening import current_reader
from .suggestions import most_documents
from .words import EXACT, NAME

SHORTEST, SHORTEST_FAR = 4, 7
"""Letters of a word from which on it is looked for at one slip, and at two."""

ALIKE = 3
"""Letters at the beginning that a word shares with those at two slips."""

READ = 2_000
"""So many words of one beginning are looked through, the most frequent ones."""

NAMES = 3
"""Keys of names near to a word's own that are looked at, and names of each."""


def near_words(source: Reader, word: str, least: int) -> Iterator[str]:
    """Terms near to a word that ``least`` records have, the nearest and most frequent first, and
    then words of names whose keys are near to its own."""
    if len(word) < SHORTEST:
        return
    columns = [area.column(EXACT) for area in source.kind.areas if area.by_default]
    for term in exact_terms(word):
        yield from _terms_near(source.searcher, columns, term, least)
    yield from _names_near(word)


def _terms_near(searcher: Searcher, columns: Iterable[str], term: str, least: int) -> Iterator[str]:
    """Terms at one slip, then at two, each by how many records have them."""
    near: dict[str, int] = {}
    far: dict[str, int] = {}
    for column in columns:
        for other in set(one_slip_away(term)):
            if there := searcher.doc_freq(column, other):
                near[other] = near.get(other, 0) + there
        if len(term) < SHORTEST_FAR:
            continue
        for other, there in searcher.terms_with_prefix(column, term[:ALIKE], limit=READ):
            if slips_between(term, other, 2) == 2:
                far[other] = far.get(other, 0) + there
    for found in (near, far):
        often = [other for other, there in found.items() if there >= least and other.isalpha()]
        yield from sorted(often, key=lambda other: (other[0] != term[0], -found[other], other))


def _names_near(word: str) -> Iterator[str]:
    """Words of names whose key is one slip away, in the script that was typed if they can be."""
    key = name_key(word)
    if len(key) < SHORTEST:
        return
    for kind in NAMED.values():
        source = current_reader(kind)  # the search that asks has just brought it up to date
        there = {
            other: number
            for other in one_slip_away(key)
            if (number := source.searcher.doc_freq(CALLED.column(NAME), other))
        }
        if keys := sorted(there, key=lambda other: (-there[other], other))[:NAMES]:
            names = _names_with(source, keys)
            parts = [part for name in names for part in words(name) if name_key(part) in keys]
            own = [part for part in parts if script_of(part) is script_of(word)]
            yield from dict.fromkeys(own or parts)


def _names_with(source: Reader, keys: list[str]) -> list[str]:
    """All names of those that have most published documents among what has names of some keys."""
    has_key = Query.term_set_query(source.schema, CALLED.column(NAME), keys)
    ids = most_documents(source, has_key, NAMES)
    rows = with_published_documents(source.kind.rows().filter(pk__in=ids))
    return [name for names in names_of(rows).values() for name in names]
