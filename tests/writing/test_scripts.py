"""The script of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.writing import Script, script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Kuznetsov", "latin"),
        ("Кузнецов", "cyrillic"),
        ("毛泽东", "han"),
        ("ひらがな", "kana"),
        ("김일성", "hangul"),
        ("Ελλάς", "greek"),
        ("בן־גוריון", "hebrew"),
        ("مصدق", "arabic"),
        ("Միկոյան", "armenian"),
        ("ბერია", "georgian"),
        ("नेहरू", "other"),
        ("Ф. Р-9401, опись 2 (CIA)", "cyrillic"),
        ("Ｋｕｚ", "latin"),
        ("аb", "cyrillic"),  # of two equal ones, the first
        ("1953, № 5", "latin"),  # № is short for "No"
        ("1953—", "other"),
        ("", "other"),
    ],
)
def test_a_text_has_the_script_of_most_of_its_letters(text, script):
    assert script_of(text) == Script(script)


@given(st.text())
def test_every_text_has_a_script(text):
    assert script_of(text) in Script
