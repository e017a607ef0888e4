"""Number keys and sort keys: what is the same number, and which of two comes first."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.references import (
    KEY_LENGTH,
    SORT_KEY_LENGTH,
    Reason,
    lookalike_keys,
    number_key,
    number_sort_key,
)

NUMBERS = st.from_regex(
    r"\A([А-Я]-|[A-Z]-|Р\.-)?[0-9]{1,6}([-/][0-9]{1,3})?( ?доп\.?|[а-яa-z]{1,2})?\Z"
)


@pytest.mark.parametrize(
    ("key", "spellings"),
    [
        ("r5446", ["Р-5446", "R-5446", "Р.-5446", "Р - 5446", "Р5446", "р-5446", "R–5446"]),
        ("7523s", ["7523с", "7523c", "7523s", "7523С"]),
        ("9401ss", ["9401сс", "9401ss", "9401-сс"]),
        ("5a", ["5а", "5a", "5А", "5 а"]),
        ("4p", ["4п", "4-п", "4 п", "4P"]),
        ("1dop", ["1 доп.", "1 доп", "1dop", "1доп."]),
        ("1p", ["1/п", "1п"]),
        ("1_2", ["½", "1/2", "1 / 2"]),
        ("14-5", ["14-5", "14–5", "14 - 5"]),
        ("145", ["145"]),
        ("059", ["059", "№ 059"]),
        ("59", ["59", "٥٩"]),
        ("3l", ["3/Л"]),
        ("shch1", ["Щ-1", "shch-1"]),
        ("iu5", ["Ю-5", "Yu-5", "Iu-5", "Ju-5"]),
        ("5e", ["5ё", "5е"]),
        ("1.3", ["1.3", "1 3"]),
        ("", ["", " ", "--", "№", "/"]),
    ],
)
def test_spellings_of_one_number_have_one_key(key: str, spellings: list[str]) -> None:
    assert {number_key(spelling) for spelling in spellings} == {key}


def test_different_numbers_have_different_keys() -> None:
    different = ["059", "59", "059а", "14-5", "145", "1/45", "Р-5", "П-5", "5а", "5б", "1.45"]
    assert len({number_key(number) for number in different}) == len(different)


@given(st.text())
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert number_key(number_key(text)) == number_key(text)


@given(st.text())
def test_a_key_is_one_short_segment_of_an_address(text: str) -> None:
    key = number_key(text)
    assert len(key) <= KEY_LENGTH
    assert key == key.strip("-_.")
    assert all(char.isalnum() or char in "-_." for char in key)


def test_a_key_of_endless_text_is_bounded() -> None:
    assert len(number_key("Щ" * 1_000_000)) <= KEY_LENGTH
    assert len(number_sort_key("9" * 1_000_000, "Щ" * 1_000_000)) <= SORT_KEY_LENGTH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P-1962", [("r1962", Reason.LOOKALIKE), ("p01962", Reason.LEADING_ZEROS)]),
        ("Р-1962", [("p1962", Reason.LOOKALIKE), ("r01962", Reason.LEADING_ZEROS)]),
        ("059a", [("59a", Reason.LEADING_ZEROS)]),
        ("59a", [("059a", Reason.LEADING_ZEROS)]),
        ("0078", [("78", Reason.LEADING_ZEROS)]),
        ("00", [("0", Reason.LEADING_ZEROS)]),
        ("5Н", [("5h", Reason.LOOKALIKE), ("05n", Reason.LEADING_ZEROS)]),
        ("", []),
    ],
)
def test_a_second_try_says_why(text: str, expected: list[tuple[str, Reason]]) -> None:
    assert [(other.key, other.reason) for other in lookalike_keys(text)] == expected


@given(st.text(max_size=40))
def test_a_second_try_is_never_the_first(text: str) -> None:
    assert number_key(text) not in {other.key for other in lookalike_keys(text)}


def test_numbers_stand_in_natural_order() -> None:
    ordered = [
        *("", "1", "1/3", "1а", "1 доп", "2", "5", "5а", "5б", "5в", "10", "12", "59", "059"),
        *("59а", "059а", "408", "408-411", "408а", "409", "10000"),
        *("А-5", "И-18", "П-3", "Р-5", "Р-10", "Р-9414"),
    ]
    for earlier, later in pairwise(ordered):
        assert number_sort_key(earlier) < number_sort_key(later), (earlier, later)


def test_parts_are_compared_one_after_the_other() -> None:
    ordered = [("", "12"), ("5", "1"), ("5", "10"), ("5а", "2"), ("11", "5"), ("011", "1")]
    keys = [number_sort_key(*parts) for parts in ordered]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_letters_follow_the_cyrillic_alphabet_in_both_scripts() -> None:
    letters = "абвгджзиклмнопрстуфхцчшщыюя"
    assert sorted(letters, key=number_sort_key) == list(letters)
    assert number_sort_key("5в") == number_sort_key("5v")


@given(st.lists(st.text(), max_size=3))
def test_a_sort_key_holds_only_what_every_collation_orders_alike(parts: list[str]) -> None:
    key = number_sort_key(*parts)
    assert set(key) <= set("0123456789abcdefghijklmnopqrstuvwxyz")
    assert len(key) <= SORT_KEY_LENGTH


@given(NUMBERS, NUMBERS)
def test_numbers_share_a_sort_key_exactly_if_they_share_a_key(one: str, other: str) -> None:
    same_key = number_key(one) == number_key(other)
    assert (number_sort_key(one) == number_sort_key(other)) == same_key


@given(NUMBERS)
def test_a_sort_key_depends_on_the_key_alone(number: str) -> None:
    assert number_sort_key(number_key(number)) == number_sort_key(number)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_plain_numbers_sort_by_value(one: int, other: int) -> None:
    assert (number_sort_key(str(one)) < number_sort_key(str(other))) == (one < other)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_a_pair_sorts_as_its_first_part_unless_that_is_equal(
    papka: str, delo: str, other_papka: str, other_delo: str
) -> None:
    one, other = number_sort_key(papka, delo), number_sort_key(other_papka, other_delo)
    first, second = number_sort_key(papka), number_sort_key(other_papka)
    if first == second:
        first, second = number_sort_key(delo), number_sort_key(other_delo)
    assert (one < other) == (first < second)
