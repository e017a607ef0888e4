"""Any text at all: no exception, answers within the text, work in proportion to its length."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.references import ArchiveNames, read_notes, read_references, to_places
from catalogue.references.reading import notebook, reader

BITS = [
    *("Ф.", "Оп.", "Д.", "Л.", "f. ", "op. ", "d. ", "l. ", "p. ", "№", "Ibid.", "Там же", "Р-"),
    *("ГАРФ", "RGASPI", "9401/1a/64", "558.11.12.3", "40.f.", "5.apr.", "1.-23.lp.", "ДАПО-Р1-1"),
    *("1", "12", "½", "XII", "об.", "ob", "1937 г.", "и", "and", "71 л.", "12 March", "(1933)"),
    *(" ", "\n", "-", "–", ",", ";", "(", ")", "/", "//", "“", "”", "&nbsp;", "#emph[", "]", "<i>"),
    *("\u0301", "\U0001f600", "ß", "İ", "ﬁ", "٣", "²", "\u200b", "\x00"),
]
TEXTS = st.lists(st.sampled_from(BITS) | st.text(max_size=3), max_size=40).map("".join)

SOUPS = {
    "labels": "Ф. Оп. Д. Л. ",
    "places": "Ф. 1. Оп. 1. Д. 1. Л. 1. ",
    "fonds": "Ф. 1. ",
    "files": "Д. 1, 2, 3, 4, 5, ",
    "sheets": "Л. 1 Л. 2 ",
    "dots": "1.1.1.1.",
    "slashes": "a 1/2/3 ",
    "names": "ГАРФ ABC ",
    "papki": "p. 1 ",
    "Latvian": "1. apr. l. ",
    "quotes": "оп. 1 д. “",
    "brackets": "ф (((#a[<b",
    "blanks": "ф          ",
}


def assert_within(text: str, names: ArchiveNames) -> None:
    reading = read_references(text, names)
    for place in reading.places:
        assert all(0 <= span.start < span.end <= len(text) for span in place.spans)
    edges = [edge for span in reading.not_understood for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
    to_places(reading)


@settings(max_examples=300)
@given(TEXTS)
def test_any_text_is_read_within_its_bounds(names: ArchiveNames, text: str) -> None:
    assert_within(text, names)


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_reference_is_read_within_its_bounds(names: ArchiveNames, data: Any) -> None:
    text = (
        "ГАРФ. Ф. Р-9414. Оп. 1 доп. Д. 28, 30. Л. 24об., 25; RGASPI, 558/11/90, 3–7. Там же. Л. 5"
    )
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        removed = data.draw(st.integers(0, 5))
        text = text[:at] + data.draw(st.sampled_from(["", *BITS])) + text[at + removed :]
    assert_within(text, names)


@settings(max_examples=100)
@given(TEXTS)
def test_notes_lie_where_they_say(text: str) -> None:
    for read in read_notes(text):
        assert text[read.note.start :].startswith(read.note.text)


class Counter:
    """Stands for a function or pattern and counts how often it is asked."""

    def __init__(self, wrapped: Any) -> None:
        self.wrapped, self.calls = wrapped, 0

    def __call__(self, *arguments: Any) -> Any:
        self.calls += 1
        return self.wrapped(*arguments)


@pytest.mark.parametrize("soup", SOUPS.values(), ids=SOUPS)
def test_work_grows_no_faster_than_the_text(
    soup: str, names: ArchiveNames, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = Counter(notebook.name_before)
    steps = Counter(reader._read_at)
    monkeypatch.setattr(notebook, "name_before", looks)
    monkeypatch.setattr(reader, "_read_at", steps)
    counted = []
    for size in (4_000, 16_000):
        looks.calls = steps.calls = 0
        read_references((soup * size)[:size], names)
        counted.append(looks.calls + steps.calls)
    assert counted[1] <= 4 * counted[0] + 40


def test_what_exceeds_the_limit_is_reported(
    names: ArchiveNames, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook, "VALUE_LIMIT", 10)
    text = "РГАЭ. Ф. 1. Оп. 1. Д. 1. " * 100
    reading = read_references(text, names)
    assert len(reading.places) == 3
    assert reading.not_understood[-1].end == len(text) - len(". ")
