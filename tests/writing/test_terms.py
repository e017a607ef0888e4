"""Index terms: one analysis for index and query."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalogue.writing import exact_terms, name_terms, stem_terms, tokens

FORMS = [exact_terms, stem_terms, name_terms]


def test_exact_terms_are_the_words_as_written_folded():
    assert exact_terms("«Красная звезда», Хрущёв, O'Brien") == [
        "красная", "звезда", "хрущев", "obrien",
    ]  # fmt: skip


def test_the_words_of_a_phrase_stand_one_after_the_other():
    text = exact_terms("Запись беседы т. Мао Цзэ-дуна с послом")
    phrase = exact_terms("Мао Цзэ-дуна с послом")
    assert text[3:] == phrase


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Kuznetsov", "Кузнецову"),
        ("Кузнецов", "Kuznecova"),
        ("V.V. Kuznetsov", "В. В. Кузнецовым"),
        ("Vasily Vasilievich", "Василию Васильевичу"),
        ("泽东", "泽东"),
    ],
)
def test_name_terms_meet_across_scripts_and_cases(asked, written):
    assert name_terms(asked) == name_terms(written)


@pytest.mark.parametrize("form", FORMS)
@given(text=st.text())
@example(text="\ufe72 a vowel point alone")
@example(text="\ufdfa one letter that stands for four words")
def test_every_token_gives_one_term_that_a_whitespace_tokenizer_keeps(form, text):
    terms = form(text)
    assert len(terms) == len(tokens(text))
    assert all(terms)
    assert not any(re.search(r"\s", term) for term in terms)
    assert all(term == term.casefold() for term in terms)


@pytest.mark.parametrize("form", FORMS)
@given(one=st.text(max_size=30), other=st.text(max_size=30))
def test_a_text_is_analysed_word_by_word(form, one, other):
    assert form(f"{one} \n {other}") == form(one) + form(other)
