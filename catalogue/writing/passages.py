"""The passage of a text that answers a query best, cut into what to mark and what not."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from catalogue.writing.hits import Hit, find_hits
from catalogue.writing.query import Query

PASSAGE_LENGTH = 300
"""Characters of a passage, about four lines of a list of results."""

MOST_READ = 1_500_000
"""Characters of the texts of one record that are looked through."""

_ELLIPSIS = "…"
_LONGEST_CUT = 40  # characters given up to cut at a word border; longer "words" are cut in two


class Fragment(NamedTuple):
    """A piece of the original text, and whether it is a hit."""

    text: str
    is_hit: bool


class Place(NamedTuple):
    """A text in which something may be found, and what is asked of it."""

    text: str
    query: Query
    language: str | None = None


def highlighted(text: str, query: Query, language: str | None = None) -> list[Fragment]:
    """Return the whole of a title or a name, in fragments; any word in it may be a name."""
    return list(_fragments(text, find_hits(text, query, language, any_name=True), 0, len(text)))


def best_passage(places: Iterable[Place], most: int = MOST_READ) -> list[Fragment]:
    """Return the best passage of several texts, nothing where none has what is asked for.

    Best is, as within one text, where most clauses meet, then what comes first. No more than
    `most` characters of all the texts are looked through.
    """
    best: tuple[int, str, list[Hit]] = (0, "", [])
    for text, query, language in places:
        read = text[:most]
        most -= len(read)
        hits = find_hits(read, query, language)
        met = len({hit.clause for hit in hits})
        if met > best[0]:
            best = (met, text, hits)
    return _passage(best[1], best[2], PASSAGE_LENGTH) if best[0] else []


def passages(
    text: str, query: Query, language: str | None = None, length: int = PASSAGE_LENGTH
) -> list[Fragment]:
    """Return the best passage of `text` in fragments, at most about `length` characters.

    Best is where most clauses of the query meet, then where most hits are, then what comes
    first; without a hit it is the beginning. What was left out is marked by an ellipsis.
    """
    return _passage(text, find_hits(text, query, language), length)


def _passage(text: str, hits: list[Hit], length: int) -> list[Fragment]:
    first, end = _best_stretch(hits, length)
    start, end = _trimmed(text, *_widened(text, first, end, length))
    fragments = list(_fragments(text, hits, start, end))
    left_out = Fragment(_ELLIPSIS, False)
    before = [left_out] if text[:start].strip() else []
    after = [left_out] if text[end:].strip() else []
    return before + fragments + after


def _best_stretch(hits: list[Hit], length: int) -> tuple[int, int]:
    """Return start and end of the run of hits within `length` that answers the query best."""
    clauses: Counter[int] = Counter()
    first = 0
    best, stretch = (0, 0), (0, 0)
    for last, hit in enumerate(hits):
        clauses[hit.clause] += 1
        while first < last and hit.end - hits[first].start > length:
            clauses[hits[first].clause] -= 1
            first += 1
        worth = (len(+clauses), last - first)
        if worth > best:
            best, stretch = worth, (hits[first].start, hit.end)
    return stretch


def _widened(text: str, start: int, end: int, length: int) -> tuple[int, int]:
    """Return a stretch widened to `length` on both sides alike, cut at word borders."""
    spare = max(0, length - (end - start))
    wide_start = max(0, min(start - spare // 2, len(text) - length))
    wide_end = min(len(text), max(end, wide_start + length))
    return _word_start(text, wide_start, start), _word_end(text, wide_end, end)


def _word_start(text: str, place: int, latest: int) -> int:
    """Return the first beginning of a word from `place` on."""
    if place == 0 or text[place - 1].isspace():
        return place
    for border in range(place, min(latest, place + _LONGEST_CUT)):
        if text[border].isspace():
            return border + 1
    return place


def _word_end(text: str, place: int, earliest: int) -> int:
    """Return the last end of a word up to `place`."""
    if place == len(text) or text[place].isspace():
        return place
    for border in range(place, max(earliest, place - _LONGEST_CUT), -1):
        if text[border - 1].isspace():
            return border - 1
    return place


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without white space at its ends."""
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())


def _fragments(text: str, hits: list[Hit], start: int, end: int) -> Iterator[Fragment]:
    """Yield `text[start:end]` as hits and what lies between them."""
    for hit in hits:
        if start <= hit.start and hit.end <= end:
            if start < hit.start:
                yield Fragment(text[start : hit.start], False)
            yield Fragment(text[hit.start : hit.end], True)
            start = hit.end
    if start < end:
        yield Fragment(text[start:end], False)
