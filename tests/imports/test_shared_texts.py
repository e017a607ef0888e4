"""The texts of a workbook that cells refer to."""

from __future__ import annotations

import pytest

from catalogue.imports.tables.shared_texts import MOST_KEPT, SharedTexts


def shared(*texts: str) -> SharedTexts:
    found = SharedTexts()
    for text in texts:
        found.add(text)
    return found.whole()


def test_texts_are_found_by_their_number() -> None:
    texts = shared("Фонд", "", "Ё\n" * 40_000, "𐍈", "Фонд")
    assert [texts[number] for number in (4, 3, 2, 1, 0)] == [
        *("Фонд", "𐍈", "Ё\n" * 40_000, "", "Фонд")
    ]


def test_any_number_of_texts_is_kept_beyond_those_in_memory() -> None:
    texts = shared(*map(str, range(MOST_KEPT + 5)))
    assert all(texts[number] == str(number) for number in range(MOST_KEPT + 5))
    assert texts[0] == "0"


@pytest.mark.parametrize("number", [-1, 2])
def test_a_number_beyond_them_is_none_of_theirs(number: int) -> None:
    with pytest.raises(IndexError):
        shared("a", "b")[number]
