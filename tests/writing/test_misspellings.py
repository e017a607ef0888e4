"""Words near to others, and words typed on another keyboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.writing import KEYBOARDS, one_slip_away, respelt, retyped, slips_between


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("мао", "мао", 0),
        ("armistice", "armistise", 1),
        ("armistice", "armsitice", 1),
        ("курчатов", "куратов", 1),
        ("kitten", "sitting", 3),
        ("ab", "", 2),
        ("", "", 0),
    ],
)
def test_slips_are_counted(one, other, slips):
    assert slips_between(one, other, 5) == slips
    assert slips_between(other, one, 5) == slips
    assert slips_between(one, other, 0) == min(slips, 1)


@given(st.text(alphabet="abм", min_size=1, max_size=6))
def test_what_is_one_slip_away_is_so(word):
    assert all(slips_between(word, other, 2) == 1 for other in one_slip_away(word))


@given(st.text(alphabet="ab", min_size=1, max_size=4), st.text(alphabet="ab", max_size=5))
def test_every_word_one_slip_away_is_found(word, other):
    assert (other in set(one_slip_away(word))) == (slips_between(word, other, 1) == 1)


@pytest.mark.parametrize("word", ["", "1953", "毛泽", "a1", "x" * 33, "☭", "\x00"])
def test_what_is_not_spelt_has_no_neighbours(word):
    assert list(one_slip_away(word)) == []


def test_words_are_replaced_in_the_capitals_that_were_typed():
    text = 'title:"Kuznetsof," -KUZNETSOF kuznetsof’s'
    assert respelt(text, {"Kuznetsof": "kuznetsov", "KUZNETSOF": "kuznetsov"}) == (
        'title:"Kuznetsov," -KUZNETSOV kuznetsof’s'
    )
    assert respelt("молотав", {"молотав": "Молотов"}) == "Молотов"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("rehxfnjd", "курчатов"), ("[heo`d", "хрущёв"), ("Heccrbq", "Русский")],
)
def test_keys_of_a_latin_keyboard_are_read_as_russian_and_back(typed, meant):
    russian, latin, _ukrainian, _latin = KEYBOARDS
    assert retyped(typed, russian) == meant
    assert retyped(retyped("Kuznetsov", russian), latin) == "Kuznetsov"


def test_ukrainian_has_letters_of_its_own():
    _russian, _latin, ukrainian, _back = KEYBOARDS
    assert retyped("Rb]d", ukrainian) == "Київ"
