"""Functions of a word that remember: the same answers, within bounds, the frequent ones kept."""

import pytest

from catalogue.writing import remembered
from catalogue.writing.remembered import LONGEST, Remembered


@pytest.fixture
def asked() -> list[str]:
    """The words a function was really asked."""
    return []


@pytest.fixture
def shouted(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> Remembered[str]:
    monkeypatch.setattr(remembered, "MOST", 3)

    def shout(word: str) -> str:
        asked.append(word)
        return word.upper()

    return Remembered(shout)


def test_a_word_is_asked_once(shouted: Remembered[str], asked: list[str]) -> None:
    assert [shouted["fond"], shouted("fond")] == ["FOND", "FOND"]
    assert asked == ["fond"]


def test_a_word_that_comes_again_outlives_those_that_do_not(
    shouted: Remembered[str], asked: list[str]
) -> None:
    for number in range(20):
        assert shouted["fond"] == "FOND"
        shouted[f"rare{number}"]
    assert asked.count("fond") == 1


def test_a_word_that_comes_no_more_is_forgotten(shouted: Remembered[str], asked: list[str]) -> None:
    for word in ("fond", *"abcdefg", "fond"):
        shouted[word]
        assert len(shouted) + len(shouted.old) <= 6
    assert asked.count("fond") == 2


def test_what_is_longer_than_a_word_is_not_kept(shouted: Remembered[str], asked: list[str]) -> None:
    long = "x" * (LONGEST + 1)
    assert shouted[long] == shouted[long]
    assert asked == [long, long]
