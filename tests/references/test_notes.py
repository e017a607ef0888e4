"""Pages of footnotes: split into notes, and read with "Ibid." filled in."""

import pytest

from catalogue.references import ArchiveNames, read_notes, split_notes, to_places

PAGE = """\
1 RGASPI, f. 17, op. 3, d. 868, l. 10.
2 Ibid., l. 12.
3 Ibid., d. 869, ll. 1–2; GARF, f. 5446, op. 1,
d. 12, l. 3.
4 Ibid.
5 Ibid., 44–5.
6 Conquest, The Great Terror, p. 5.
7 Ibid., p. 7.
8. AVPRF, f. 059a, op. 5a, p. 11, d. 5, l. 156.
9. Ibid., d. 6; op. 6, d. 1.
10Там же. Ф. 06.
"""


def as_written(page: str) -> list[list[str]]:
    """The places of each note in one line each: "RGASPI 17 3 868 10"."""
    return [
        [
            " ".join(
                [
                    *(place.get(name, "-") for name in ("archive", "fond", "opis", "delo")),
                    *("-".join(dict.fromkeys(run)) for run in place.get("listy", [])),
                ]
            )
            for place in to_places(read.reading)
        ]
        for read in read_notes(page)
    ]


def test_ibid_is_carried_from_note_to_note() -> None:
    assert as_written(PAGE) == [
        ["RGASPI 17 3 868 10"],
        ["RGASPI 17 3 868 12"],
        ["RGASPI 17 3 869 1-2", "GARF 5446 1 12 3"],
        ["GARF 5446 1 12 3"],
        ["GARF 5446 1 12 44-45"],
        [],
        [],
        ["AVPRF 059a 5a 5 156"],
        ["AVPRF 059a 5a 6", "AVPRF 059a 6 1"],
        ["AVPRF 06 - -"],
    ]


def test_a_papka_is_carried_with_its_opis() -> None:
    same_papka, new_opis = read_notes(PAGE)[8].reading.places
    assert same_papka.papka == "11"
    assert new_opis.papka == ""


def test_ibid_without_a_note_before_stays_ibid() -> None:
    (read,) = read_notes("Ibid., op. 3, d. 1051")
    assert read.reading.places[0].ibid


def test_a_carried_value_has_no_span_in_the_note() -> None:
    second = read_notes(PAGE)[1]
    assert [span.name for span in second.reading.places[0].spans] == ["listy"]


@pytest.mark.parametrize(
    ("page", "notes"),
    [
        ("1 A\n2 B\n3 C", [("1", "A"), ("2", "B"), ("3", "C")]),
        ("[1] A\n[2] B", [("1", "A"), ("2", "B")]),
        ("1. A\n2. B", [("1", "A"), ("2", "B")]),
        ("¹ A\n² B", [("1", "A"), ("2", "B")]),
        ("12РГАСПИ. Ф. 1\n13Там же", [("12", "РГАСПИ. Ф. 1"), ("13", "Там же")]),
        ("12 A\n1951 was a year\n13 B", [("12", "A\n1951 was a year"), ("13", "B")]),
        ("1 A\n2 B\n1 C\n2 D", [("1", "A"), ("2", "B"), ("1", "C"), ("2", "D")]),
        ("Notes\n1 A\n2 B", [("", "Notes"), ("1", "A"), ("2", "B")]),
        ("A\nB\n\nC\n", [("", "A\nB"), ("", "C")]),
        ("A\nB\n", [("", "A"), ("", "B")]),
        ("1937 A", [("", "1937 A")]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_a_page_is_split_into_its_notes(page: str, notes: list[tuple[str, str]]) -> None:
    assert [(note.number, note.text) for note in split_notes(page)] == notes


def test_notes_are_read_with_the_known_names() -> None:
    page = "1 Дом дружбы, ф. 1, оп. 2\n2 Там же, оп. 3"
    names = ArchiveNames(["Дом дружбы"])
    archives = [read.reading.places[0].archive for read in read_notes(page, names)]
    assert archives == ["Дом дружбы", "Дом дружбы"]
