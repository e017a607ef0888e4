"""What two wordings of a text differ in, word by word, for people to read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "out", "in", "gap"]

_WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_LINE = re.compile(r"[^\n]*\n+|[^\n]+\Z")

MOST_STEPS = 1_000_000
"""So many pairs of like words are weighed at most; the time of a comparison grows with them."""

KEPT_AROUND = 12
"""So many words of an unchanged stretch stay beside what was changed."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is in both wordings, only in the old or only in the new one.

    A "gap" stands for an unchanged stretch that is left out.
    """

    kind: Kind
    text: str


def word_differences(before: str, after: str) -> list[Piece]:
    """Compare two wordings; the pieces but "in" give the old, those but "out" the new one.

    Long texts are compared line by line first, then the words of the lines that differ; lines too
    long for that stand as replaced whole. Nothing here grows faster than `MOST_STEPS`.
    """
    return list(_joined(_by_lines(before, after)))


def shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out what lies far from any change."""
    short: list[Piece] = []
    last = len(pieces) - 1
    for place, piece in enumerate(pieces):
        words = _WORD.findall(piece.text)
        head = KEPT_AROUND if place > 0 else 0
        tail = KEPT_AROUND if place < last else 0
        if piece.kind != "same" or len(words) <= head + tail + KEPT_AROUND:
            short.append(piece)
            continue
        beginning, end = "".join(words[:head]), "".join(words[len(words) - tail :])
        short += [Piece("same", beginning)] if head else []
        short.append(Piece("gap", ""))
        short += [Piece("same", end)] if tail else []
    return short


def _by_lines(before: str, after: str) -> Iterator[Piece]:
    old, new = _LINE.findall(before), _LINE.findall(after)
    if _cost(old, new) > MOST_STEPS:
        yield from _replaced(before, after)
        return
    budget = MOST_STEPS
    for is_same, gone, come in _opcodes(old, new):
        if is_same:
            yield Piece("same", gone)
            continue
        olds, news = _WORD.findall(gone), _WORD.findall(come)
        cost = _cost(olds, news)
        if cost > budget:
            yield from _replaced(gone, come)
            continue
        budget -= cost
        for equal, word_out, word_in in _opcodes(olds, news):
            if equal:
                yield Piece("same", word_out)
            else:
                yield from _replaced(word_out, word_in)


def _cost(old: list[str], new: list[str]) -> int:
    """How many pairs of like words there are: what the matcher has to weigh."""
    times = Counter(new)
    return sum(number * times[word] for word, number in Counter(old).items())


def _opcodes(old: list[str], new: list[str]) -> Iterator[tuple[bool, str, str]]:
    """Whether two stretches are the same, and each as text."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        yield tag == "equal", "".join(old[start:end]), "".join(new[new_start:new_end])


def _replaced(before: str, after: str) -> Iterator[Piece]:
    if before:
        yield Piece("out", before)
    if after:
        yield Piece("in", after)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Put neighbouring changes together: first all that went, then all that came."""
    waiting: dict[Kind, str] = {"out": "", "in": ""}
    for piece in pieces:
        if piece.kind == "same":
            yield from _flushed(waiting)
            yield piece
        else:
            waiting[piece.kind] += piece.text
    yield from _flushed(waiting)


def _flushed(waiting: dict[Kind, str]) -> Iterator[Piece]:
    for kind in ("out", "in"):
        if waiting[kind]:
            yield Piece(kind, waiting[kind])
            waiting[kind] = ""
