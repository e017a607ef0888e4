"""Words and their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.writing import tokens

TABLE = [
    ("Телеграмма Кузнецова, 1953 г.", ["Телеграмма", "Кузнецова", "1953", "г"]),
    ("вице-премьер Р-9401 059а", ["вице", "премьер", "Р", "9401", "059а"]),
    ("з'їзд O’Brien 'quoted'", ["з'їзд", "O’Brien", "quoted"]),
    ("про\u0301токол при\u00adвет", ["про\u0301токол", "при\u00adвет"]),
    ("и\u0306од", ["и\u0306од"]),
    ("毛泽东同志 Mao", ["毛泽", "泽东", "东同", "同志", "志", "Mao"]),
    ("在1953年", ["在", "1953", "年"]),
    ("スターリン", ["スタ", "ター", "ーリ", "リン", "ン"]),
    ("김일성 동지", ["김일성", "동지"]),
    ("snake_case", ["snake", "case"]),
    ("— … «» ' ʼ", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "words"), TABLE)
def test_a_text_is_cut_into_words(text, words):
    assert [token.text for token in tokens(text)] == words


@given(st.text())
def test_a_token_says_where_it_stands_in_the_original(text):
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert [token.start for token in found] == sorted({token.start for token in found})


def test_what_is_longer_than_any_word_is_cut():
    assert max(len(token.text) for token in tokens("щ'" * 5_000 + "я" * 10_000)) <= 1_300
