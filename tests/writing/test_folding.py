"""Folding: what readers may type differently and still mean the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.writing import fold

SAME = [
    ("Хрущёв", "хрущев"),
    ("Ґонта", "гонта"),
    ("ПРОТО\u0301КОЛ", "протокол"),
    ("при\u00adвет\u200bствие", "приветствие"),
    ("з'їзд", "зїзд"),
    ("з’їзд", "зїзд"),
    ("зʼїзд", "зїзд"),
    ("Vasil′ev", "vasilev"),
    ("Vyšinskij", "vysinskij"),
    ("Łódź", "lodz"),
    ("Œuvre Ørsted", "oeuvre orsted"),
    ("Straße", "strasse"),
    ("İstanbul", "istanbul"),
    ("Ελλάς", "ελλασ"),
    ("Ｒ－９４０１", "r-9401"),
    ("ﬁn de siècle", "fin de siecle"),
    ("  два \n\t слова\u00a0", "два слова"),
    ("שָׁלוֹם", "שלום"),
    ("毛澤東", "毛澤東"),
    ("", ""),
]

KEPT = [
    ("Йод", "йод"),
    ("Їжак", "їжак"),
    ("ўсё", "ўсе"),
    ("Єва", "єва"),
    ("が", "が"),
    ("059а", "059а"),
]


@pytest.mark.parametrize(("written", "folded"), SAME)
def test_what_readers_leave_out_is_folded_away(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(("written", "folded"), KEPT)
def test_letters_that_tell_words_apart_are_kept(written, folded):
    assert fold(written) == folded


def test_a_decomposed_letter_is_the_composed_one():
    assert fold("и\u0306од е\u0308лка") == fold("йод ёлка")


def test_folding_any_character_twice_changes_nothing():
    characters = map(chr, range(0x20000))  # beyond lie ideographs only, and emoji
    assert [character for character in characters if fold(fold(character)) != fold(character)] == []


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="АБЁЙабёйÉéłŁß'’\u0301\u0306\u0308 i\u0130"))
def test_case_never_matters(text):
    assert fold(text.upper()) == fold(text.upper().lower())
