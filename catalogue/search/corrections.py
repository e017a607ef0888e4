"""What a reader may have meant whose words find next to nothing.

Words near to what was typed come from the index itself, names also by their keys, so across
scripts; what was typed on a keyboard set to another script is read as it was meant. Each proposal
is a search that is tried: none is shown that finds no more than what was asked, so nothing
withdrawn or unpublished shows through, whatever words the index still holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice, product

from catalogue.writing import (
    KEYBOARDS,
    Clause,
    Keyboard,
    parse_query,
    respelt,
    retyped,
    words,
)

from .filters import Search
from .index import Reader
from .nearby import near_words
from .queries import FIELDS, NUMBER_FIELDS, query_of

FEW = 5
"""A search that finds fewer may have been misspelt, and so may a word."""

OFTENER = 10
"""A word that is found is doubted only for one that so many times more records have."""

LOOKED_AT, DOUBTED, OF_EACH = 32, 4, 3
"""Words of a search that are looked at, that are doubted, and proposed for each of those."""

TRIED, SHOWN = 12, 3
"""Searches that are tried, and that are shown."""


@dataclass(frozen=True)
class Correction:
    """Other words for a search, and how many records they find with the same choices."""

    q: str
    total: int


def corrections(source: Reader, search: Search, total: int) -> list[Correction]:
    """What may have been meant by words that find ``total`` records; each finds more."""
    if not search.q or total >= FEW:
        return []
    doubted = _doubted(source, search)
    proposed = dict.fromkeys(
        chain(_typed_elsewhere(search.q, doubted), _spelt_otherwise(source, search.q, doubted))
    )
    asked = search.q.casefold()
    tried = islice((q for q in proposed if q.casefold() != asked), TRIED)
    found = (Correction(q, _size(source, replace(search, q=q))) for q in tried)
    return list(islice((one for one in found if one.total > total), SHOWN))


def _size(source: Reader, search: Search) -> int:
    return source.searcher.search(query_of(search, source), limit=1).count


def _doubted(source: Reader, search: Search) -> dict[str, int]:
    """The wanted words that few records have, and how many have them."""
    wanted = [
        (clause, word)
        for clause in parse_query(search.q, FIELDS).wanted
        if clause.field not in NUMBER_FIELDS
        for word in words(clause.text)
        if len(word) > 1 and not any(map(str.isdigit, word))
    ]
    sizes = (
        (word, _size(source, Search(q=_alone(clause, word), kind=search.kind)))
        for clause, word in wanted[:LOOKED_AT]
    )
    return dict(islice(((word, size) for word, size in sizes if size < FEW), DOUBTED))


def _alone(clause: Clause, word: str) -> str:
    return f"{clause.field}:{word}" if clause.field else word


# --- Another keyboard ---

_STRETCH = re.compile(rf'(-?(?:(?:{"|".join(sorted(FIELDS))}):)?)([^\s"«»“”„]+)', re.IGNORECASE)
"""What was typed without a space, behind the signs of the reader's syntax."""


def _typed_elsewhere(q: str, doubted: Mapping[str, int]) -> Iterator[str]:
    """The whole with each stretch that finds nothing as another keyboard would have it."""
    for keyboard, stops in product(KEYBOARDS, ("", ",.;:!?")):
        stretch = partial(_stretch, doubted=doubted, keyboard=keyboard, stops=stops)
        yield _STRETCH.sub(stretch, q)


def _stretch(
    found: re.Match[str], doubted: Mapping[str, int], keyboard: Keyboard, stops: str
) -> str:
    """One stretch retyped, without the stops at its end, if none of its words is found."""
    signs, typed = found.groups()
    kept = typed.rstrip(stops) if stops else typed
    if any(doubted.get(word, 1) for word in words(kept)):
        return found[0]
    return signs + retyped(kept, keyboard) + typed[len(kept) :]


# --- Other letters ---


def _spelt_otherwise(source: Reader, q: str, doubted: Mapping[str, int]) -> Iterator[str]:
    """The whole with other words for those that are doubted, nearest first."""
    near = {
        word: list(islice(dict.fromkeys(near_words(source, word, max(1, OFTENER * size))), OF_EACH))
        for word, size in doubted.items()
    }
    near = {word: found for word, found in near.items() if found}
    if near:
        for meant in product(*near.values()):
            yield respelt(q, dict(zip(near, meant, strict=True)))
