"""References read as people write them: tables of readings and of refusals.

`readings.jsonl` and `refusals.jsonl` are tables of realistic citations, to which anyone may add a
row; they were written from knowledge of the field before they were first run.
"""

from typing import Any

import pytest

from catalogue.references import ArchiveNames, Level, Reference, read_references, score, to_places


def labels(text: str, names: ArchiveNames) -> list[dict[str, Any]]:
    places = to_places(read_references(text, names))
    return [{name: value for name, value in place.items() if name != "spans"} for place in places]


def test_a_reference_is_read_as_written(reading: dict[str, Any], names: ArchiveNames) -> None:
    assert labels(reading["text"], names) == reading["expect"]


def test_no_reference_is_guessed(refusal: dict[str, Any], names: ArchiveNames) -> None:
    assert labels(refusal["text"], names) == []


def test_published_notes_are_read_wholly_right(
    shared_citations: list[dict[str, Any]], names: ArchiveNames
) -> None:
    result = score(shared_citations, names)
    assert [miss.text for miss in result.misses] == []


def test_structure_carries_where_no_archive_is_known(
    shared_citations: list[dict[str, Any]],
) -> None:
    assert score(shared_citations).share > 0.98


def test_a_value_keeps_its_place_in_the_text(names: ArchiveNames) -> None:
    text = "См.: ГАРФ. Ф. Р-9401. Оп. 1а. Д. 17, 39; Л. 5–7 об."
    places = read_references(text, names).places
    found = [{span.name: text[span.start : span.end] for span in place.spans} for place in places]
    shared = {"archive": "ГАРФ", "fond": "Р-9401", "opis": "1а"}
    assert found == [shared | {"delo": "17"}, shared | {"delo": "39", "listy": "5–7 об."}]


def test_markup_does_not_move_spans() -> None:
    text = "РГАСПИ.&nbsp;Ф.&nbsp;17. <i>Оп.</i> 3. Д. 5"
    place = read_references(text).places[0]
    assert {span.name: text[span.start : span.end] for span in place.spans} == {
        "archive": "РГАСПИ",
        "fond": "17",
        "opis": "3",
        "delo": "5",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("RGASPI, f. 17, op. 3, d. 5, l. 3.", []),
        ("Stalin to Molotov, RGASPI, f. 82, op. 2, d. 5 (copy)", ["Stalin to Molotov", "copy"]),
        ("РГАЛИ. Ф. 5. Оп. 1. Д. 3. 93 л.", ["93 л"]),
        ("AP RF, f. 3, op. 1; and GARF, f. 5, op. 2", []),
        ("Правда. 1937. С. 3.", ["Правда. 1937. С. 3"]),
    ],
)
def test_what_was_not_understood_is_said(text: str, words: list[str], names: ArchiveNames) -> None:
    spans = read_references(text, names).not_understood
    assert [text[span.start : span.end] for span in spans] == words


@pytest.mark.parametrize(
    ("reference", "depth"),
    [
        (Reference("APRF"), Level.ARCHIVE),
        (Reference("APRF", "3"), Level.FOND),
        (Reference("APRF", "3", "65"), Level.OPIS),
        (Reference("APRF", "3", "", "", "830"), Level.DELO),
        (Reference(ibid=True), None),
    ],
)
def test_a_reference_knows_its_depth(reference: Reference, depth: Level | None) -> None:
    assert reference.depth is depth


def test_a_new_archive_needs_no_code() -> None:
    text = "Minutes, Peoples’ Friendship House, copy"
    assert read_references(text).places == ()
    known = ArchiveNames(["Peoples’ Friendship House"])
    assert read_references("Peoples’ Friendship House, copy", known).places[0].archive == (
        "Peoples’ Friendship House"
    )
