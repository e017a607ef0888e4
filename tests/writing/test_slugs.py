"""Slugs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.writing import slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Телеграмма Кузнецова", "telegramma-kuznetsova"),
        ("Mao Zedong (毛泽东), 1893–1976", "mao-zedong-1893-1976"),
        ("  «Хрущёв» — Łódź!  ", "khrushchev-lodz"),
        ("Ф. Р-9401", "f-r-9401"),
        ("O'Brien", "obrien"),
        ("毛泽东", ""),
        ("—", ""),
        ("", ""),
    ],
)
def test_a_slug_is_readable(text, expected):
    assert slug(text) == expected


def test_a_long_text_is_cut_after_a_whole_word():
    assert slug("слово " * 40) == "-".join(["slovo"] * 13)


def test_a_word_without_end_is_cut_anyway():
    assert slug("x" * 500) == "x" * 80


@given(st.text())
def test_a_slug_fits_an_address(text):
    assert re.fullmatch("(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(text))
    assert len(slug(text)) <= 80
