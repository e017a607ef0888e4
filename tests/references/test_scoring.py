"""Readings as labels, and how they agree with given ones."""

import json

from catalogue.references import Reading, Reference, read_references, score, to_places


def test_a_place_is_labelled_with_spans_and_without_empty_values() -> None:
    text = "AVPRF, f. 059a, op. 5a, d. 5, p. 11, ll. 156-158, 160 ob."
    assert to_places(read_references(text)) == [
        {
            "archive": "AVPRF",
            "fond": "059a",
            "opis": "5a",
            "papka": "11",
            "delo": "5",
            "listy": [["156", "158"], ["160ob", "160ob"]],
            "spans": {
                "archive": [0, 5],
                "fond": [10, 14],
                "opis": [20, 22],
                "delo": [27, 28],
                "papka": [33, 35],
                "listy": [[41, 48], [50, 57]],
            },
        }
    ]


def test_ibid_and_parts_are_labelled_as_extra() -> None:
    (place,) = to_places(read_references("Там же. Д. 12. Ч. 2. Л. 5"))
    assert place["extra"] == {"chast": "2", "ibid": True}
    assert json.loads(json.dumps(place)) == place


def test_a_bare_archive_is_a_place() -> None:
    assert to_places(Reading((Reference("APRF"),))) == [{"archive": "APRF"}]


def test_the_score_counts_texts_and_places_and_lists_misses() -> None:
    right = {"text": "РГАЭ. Ф. 1. Оп. 2", "expect": [{"archive": "РГАЭ", "fond": "1", "opis": "2"}]}
    half = {
        "text": "РГАЭ. Ф. 1. Оп. 2; Оп. 3",
        "expect": [{"archive": "РГАЭ", "fond": "1", "opis": "2"}],
    }
    unsure = {"text": "РГАЭ. Ф. 1. Оп. 1. 38", "expect": [], "ambiguous": True}
    result = score([right, half, unsure])
    assert (result.texts, result.texts_right) == (2, 1)
    assert (result.places, result.places_right) == (2, 2)
    assert result.share == 0.5
    assert [miss.text for miss in result.misses] == [half["text"]]
    assert len(result.misses[0].read) == 2


def test_nothing_to_read_is_wholly_right() -> None:
    assert score([]).share == 1
