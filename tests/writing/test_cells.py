"""Cells are written with a guard where a spreadsheet would run them, and read without it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.writing import RISKY, guarded, unguarded


@given(st.text(alphabet=st.one_of(st.sampled_from("'=+-@\t"), st.characters())))
def test_what_is_read_is_what_was_written(text: str) -> None:
    assert not guarded(text).startswith(RISKY)
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("words", ["'tis", "'", "’=1", "Ф. 3", ""])
def test_an_apostrophe_before_anything_harmless_is_one_of_the_words(words: str) -> None:
    assert unguarded(words) == words
