"""Texts cut into words, each with its place in the original writing."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from catalogue.writing.folding import APOSTROPHES, INVISIBLE

_IDEOGRAPH = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_IDEOGRAPH += "\U00020000-\U0003134f"
_MARK = r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f"  # stress, titlo, vowel points
_APOSTROPHE = re.escape(APOSTROPHES)
_LETTER = rf"[^\W_{_IDEOGRAPH}{_APOSTROPHE}]"  # some apostrophes count as letters in Unicode
_INSIDE = re.escape(INVISIBLE) + _MARK + _APOSTROPHE

_IDEOGRAPHS = re.compile(rf"[{_IDEOGRAPH}]")
_RUN = re.compile(
    rf"{_LETTER}{{1,48}}(?:[{_INSIDE}]{{1,3}}{_LETTER}{{1,48}}){{0,24}}[{_MARK}]*"
    rf"|[{_IDEOGRAPH}]+"
)
"""A word (letters and digits, between which apostrophes, stress marks and soft hyphens may
stand) or a run of ideographs (Han and kana). A hyphen ends a word: each part is found by itself.
What is longer than any word is cut, so that nobody can make the work on one word unbounded."""

_UNUSUAL = re.compile(rf"[{_IDEOGRAPH}{_INSIDE}]")
_PLAIN_RUN = re.compile(r"[^\W_]{1,48}")
"""What `_RUN` comes to in a text that has nothing unusual, which is read twice as fast so."""


class Token(NamedTuple):
    """A word as written: `text` is `original[start:end]`."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the words and numbers of `text` in order.

    A run of ideographs, where words are not set apart, gives overlapping pairs and its last one:
    so each begins a token, and what goes on behind a run follows it directly.
    """
    return [Token(text[start:end], start, end) for start, end in spans(text)]


def words(text: str) -> list[str]:
    """Return the texts of the tokens of `text`, which is all that an index needs."""
    if _UNUSUAL.search(text) is None:
        return _PLAIN_RUN.findall(text)
    return [text[start:end] for start, end in spans(text)]


def spans(text: str) -> list[tuple[int, int]]:
    """Return the start and end of each token, which is cheaper than the tokens themselves."""
    if _IDEOGRAPHS.search(text):
        return list(_spans_and_pairs(text))
    return [run.span() for run in _RUN.finditer(text)]


def ends_in_a_run(text: str) -> bool:
    """Tell whether the last token is the last ideograph of a longer run.

    In a text to be found it says nothing: there the run may go on.
    """
    last = spans(text)[-2:]
    return len(last) == 2 and last[0][1] == last[1][1]


def _spans_and_pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each token, of ideographs pair by pair."""
    for run in _RUN.finditer(text):
        start, end = run.span()
        if _IDEOGRAPHS.match(run[0]):
            yield from ((first, min(first + 2, end)) for first in range(start, end))
        else:
            yield start, end
