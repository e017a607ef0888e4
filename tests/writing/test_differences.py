"""Two wordings compared: both can be read off it, and what did not change is not marked."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.writing.differences import Piece, shortened, word_differences

CASES = [
    ("", "", []),
    ("Мао", "Мао", [Piece("same", "Мао")]),
    ("", "new", [Piece("in", "new")]),
    (
        "After listening to the greetings",
        "After reading the greetings",
        [
            *(Piece("same", "After "), Piece("out", "listening to "), Piece("in", "reading ")),
            Piece("same", "the greetings"),
        ],
    ),
    (
        "One line\n\nЕго слова\n",
        "One line\n\nЕё слова\n",
        [
            *(Piece("same", "One line\n\n"), Piece("out", "Его "), Piece("in", "Её ")),
            Piece("same", "слова\n"),
        ],
    ),
]


@pytest.mark.parametrize(("before", "after", "pieces"), CASES)
def test_only_the_words_that_changed_are_marked(before, after, pieces) -> None:
    assert word_differences(before, after) == pieces


TEXTS = st.text(alphabet="ab я\n.", max_size=60)


@given(TEXTS, TEXTS)
def test_both_wordings_can_be_read_off(before: str, after: str) -> None:
    pieces = word_differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "in") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "out") == after


def test_what_lies_far_from_a_change_is_left_out() -> None:
    before = " ".join(f"word{n}" for n in range(200))
    pieces = shortened(word_differences(before, before.replace("word100 ", "other ")))
    assert [piece.kind for piece in pieces] == ["gap", "same", "out", "in", "same", "gap"]
    assert pieces[1].text.endswith("word99 ")


@pytest.mark.parametrize("line_end", [" ", "\n"])
def test_long_texts_that_have_nothing_in_common_take_a_bounded_time(line_end: str) -> None:
    before = line_end.join(f"word{n % 3}" for n in range(20_000))
    after = line_end.join(f"word{n % 5}" for n in range(20_000))
    start = time.process_time()
    pieces = word_differences(before, after)
    assert time.process_time() - start < 5
    assert "".join(piece.text for piece in pieces if piece.kind != "out") == after
