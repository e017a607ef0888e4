"""The lexicon: slips of the pen, and the order of the languages."""

import pytest

from catalogue.dates.kinds import Kind
from catalogue.dates.words import LEXICON, MONTH_WORDS, near_month


@pytest.mark.parametrize(
    ("slip", "month"),
    [
        ("сенятбря", "сентября"),
        ("сентбря", "сентября"),
        ("сентябряя", "сентября"),
        ("синтября", "сентября"),
        ("ферваля", "февраля"),
        ("septmber", "september"),
        ("januray", "january"),
    ],
)
def test_a_month_is_read_through_one_slip(slip: str, month: str) -> None:
    near = near_month(slip)
    assert near is not None
    assert MONTH_WORDS[near] == MONTH_WORDS[month]


@pytest.mark.parametrize("word", ["марка", "маршал", "мать", "июл", "совет", "секретаря", "юния"])
def test_a_word_that_is_no_slip_of_a_month_is_left_alone(word: str) -> None:
    assert near_month(word) is None


def test_months_that_differ_by_one_letter_are_not_taken_for_each_other() -> None:
    assert near_month("июня") is None
    assert near_month("juni") is None


def test_every_month_has_its_name_in_every_language() -> None:
    for word, number in MONTH_WORDS.items():
        assert 1 <= number <= 12, word
    assert LEXICON["листопада",].value == 11
    assert LEXICON["augustus",].value == 8


def test_a_longer_phrase_is_its_own_word() -> None:
    assert LEXICON["не", "ранее"].kind is Kind.NOT_BEFORE
    assert LEXICON["ранее",].kind is Kind.BEFORE
    assert LEXICON["до", "н", "э"].kind is Kind.BEFORE_CHRIST
