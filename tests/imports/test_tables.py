"""Rows of inventories become archives, fonds, opisi and dela, each told once."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from catalogue.imports.entries import Entry, Unreadable
from catalogue.imports.tables import mapping_of, read_table
from catalogue.models import Archive
from tests.imports.tables import (
    HEADINGS,
    MAPPING,
    entries,
    mapping,
    notes,
    refused,
    rows_of,
    written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_parents_are_told_once_and_before_their_children(tmp_path: Path) -> None:
    found = rows_of(tmp_path, "3,65,830,Telegrams,1953,250", "3,65,831,Letters,1954,12")
    assert [each.model for each in found if isinstance(each, Entry)] == [
        *("catalogue.archive", "catalogue.fond", "catalogue.opis"),
        *("catalogue.delo", "catalogue.delo"),
    ]
    assert entries(found)[0] == {
        "opis": ["APRF", "3", "65"],
        "number": "830",
        "title": "Telegrams",
        "date_text": "1953",
        "date_edtf": "1953",
        "sheets": 250,
    }


def test_an_archive_is_found_by_any_of_its_names(tmp_path: Path) -> None:
    archive = Archive.objects.create(code="DAKhmO", name="State Archive of Khmelnytskyi Oblast")
    archive.names.create(name="ДАХмО")
    found = rows_of(tmp_path, "1,1,1,,,", archive={"code": {"value": "ДАХмО"}})
    assert entries(found, "archive") == [{"code": "DAKhmO"}]


def test_a_new_archive_has_a_code_in_latin_letters(tmp_path: Path) -> None:
    found = rows_of(tmp_path, "1,1,1,,,", archive={"code": {"value": "ДАХмО"}})
    assert entries(found, "archive") == [{"code": "DAKhmO", "name": "ДАХмО"}]


def test_a_name_that_several_archives_bear_is_refused(tmp_path: Path) -> None:
    for code in ("GAVO-VOLOGDA", "GAVO-VORONEZH"):
        Archive.objects.create(code=code, name=code).names.create(name="ГАВО")
    (refusal,) = refused(rows_of(tmp_path, "1,1,1,,,", archive={"code": {"value": "ГАВО"}}))
    assert "GAVO-VOLOGDA, GAVO-VORONEZH" in refusal.accepted


def test_fields_that_the_row_leaves_empty_are_not_told(tmp_path: Path) -> None:
    (delo,) = entries(rows_of(tmp_path, "3,65,830,,,"))
    assert delo == {"opis": ["APRF", "3", "65"], "number": "830"}


def test_a_date_that_cannot_be_is_kept_as_written_and_listed(tmp_path: Path) -> None:
    found = rows_of(tmp_path, "3,65,830,,31 июня 1956,")
    (delo,) = entries(found)
    assert (delo["date_text"], delo["date_edtf"]) == ("31 июня 1956", "")
    assert any("31 июня 1956" in what for what in notes(found))


def test_an_extent_that_is_no_count_is_kept_in_the_note(tmp_path: Path) -> None:
    found = rows_of(tmp_path, "3,65,830,,,12+3")
    assert entries(found)[0]["note"] == "sheets: 12+3"
    assert any("12+3" in what for what in notes(found))


@pytest.mark.parametrize("text", ["23 арк.", "23 л.", "23.0", "23 sheets"])
def test_sheets_are_counted_with_and_without_their_word(tmp_path: Path, text: str) -> None:
    assert entries(rows_of(tmp_path, f"3,65,830,,,{text}"))[0]["sheets"] == 23


def test_a_row_that_stands_twice_counts_once(tmp_path: Path) -> None:
    found = rows_of(tmp_path, "3,65,830,Telegrams,,", "3,65,830,Telegrams,,")
    assert len(entries(found)) == 1
    assert "a row that stands twice, counted once" in notes(found)


def test_two_rows_that_contradict_each_other_are_refused_with_both_lines(tmp_path: Path) -> None:
    (refusal,) = refused(rows_of(tmp_path, "Р-3,65,830,Telegrams,,", "R-3,65,830,Letters,,"))
    assert refusal.where.line == 3
    assert "line 2" in refusal.reason


def test_a_fond_that_later_rows_call_otherwise_is_noted(tmp_path: Path) -> None:
    found = rows_of(
        tmp_path,
        "3,65,830,Court,,",
        "3,65,831,Town,,",
        fond={"number": "fond", "title": "title"},
        delo={"number": "delo"},
    )
    assert entries(found, "fond")[0]["title"] == "Court"
    assert any("differs from what line 2 says" in what for what in notes(found))


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("=rows(A7:A481)", "formula"),
        ("2024-05-01", "date"),
        ("01.05.2024", "date"),
        ("5-Jan", "date"),
        ("01.май", "date"),
        ("1.2E+11", "digits"),
        ("---", "letter or digit"),
        ("1" * 65, "longer"),
    ],
)
def test_what_a_spreadsheet_made_of_a_number_is_refused(
    tmp_path: Path, number: str, reason: str
) -> None:
    (refusal,) = refused(rows_of(tmp_path, f"3,65,{number},,,"))
    assert (refusal.field, refusal.where.line, refusal.where.cell) == (
        *("delo.number", 2, "column “delo”"),
    )
    assert reason in refusal.reason
    assert refusal.accepted


@pytest.mark.parametrize("number", ["33а", "1 доп.", "Р-582", "408-411", "14/5", "059a", "5-д"])
def test_a_number_as_archives_write_it_is_kept(tmp_path: Path, number: str) -> None:
    assert entries(rows_of(tmp_path, f"3,65,{number},,,"))[0]["number"] == number


def test_a_number_with_decimals_is_read_without_and_said(tmp_path: Path) -> None:
    found = rows_of(tmp_path, "3,65,830.0,,,")
    assert entries(found)[0]["number"] == "830"
    assert any("830.0" in what for what in notes(found))


def test_numbers_that_a_spreadsheet_joined_are_said(tmp_path: Path) -> None:
    found = rows_of(tmp_path, '3,65,"192,319,411,964",,,')
    assert any("192,319,411,964" in what for what in notes(found))


def test_words_before_numbers_are_cut_off(tmp_path: Path) -> None:
    delo = {"number": {"column": "delo", "without": ["Справа"]}}
    found = rows_of(tmp_path, "3,65,Справа  33 а,,,", delo=delo)
    assert entries(found)[0]["number"] == "33 а"


def test_headings_and_sums_within_the_table_are_left_out_and_listed(tmp_path: Path) -> None:
    found = rows_of(
        tmp_path, HEADINGS, "1,2,3,4,5,6", "3,65,1,a,,", ",,,1917 год,,", "3,65,2,b,,", ",,,,,"
    )
    assert [delo["number"] for delo in entries(found)] == ["1", "2"]
    assert [what for what in notes(found) if "left out" in what] == [
        "a row that repeats the headings, left out",
        "a row that numbers the columns, left out",
        "a heading within the table, left out: “1917 год”",
    ]


def test_a_row_without_a_number_is_refused(tmp_path: Path) -> None:
    (refusal,) = refused(rows_of(tmp_path, "3,65,,Telegrams,1953,"))
    assert "delo" in refusal.reason


def test_rows_and_columns_are_skipped_and_filled_as_the_mapping_says(tmp_path: Path) -> None:
    found = rows_of(
        tmp_path,
        *("3,65,1,a,,", ",,2,b,,", "3,65,x,Всього,,"),
        skip={"title": ["Всього"]},
        fill_down=["fond", "opis"],
    )
    assert [delo["opis"] for delo in entries(found)] == [["APRF", "3", "65"]] * 2


def test_columns_that_no_field_takes_are_counted(tmp_path: Path) -> None:
    found = rows_of(
        tmp_path,
        "3,65,1,a,,,x,y",
        "3,65,2,b,,,,",
        headings=HEADINGS + ",shelf,ours",
        ignore=["ours"],
    )
    assert [what for what in notes(found) if "mapped" in what] == [
        "column “shelf” is not mapped (1 values)"
    ]


def test_columns_are_joined_and_labelled(tmp_path: Path) -> None:
    delo = {
        "number": "delo",
        "title": {"columns": ["title", "date"], "join": ", "},
        "note": {"columns": ["sheets", "date"], "labelled": True},
    }
    (found,) = entries(rows_of(tmp_path, "3,65,1,Letters,1953,7", delo=delo))
    assert found["title"] == "Letters, 1953"
    assert found["note"] == "sheets: 7\ndate: 1953"


def test_a_column_may_hold_whole_references(tmp_path: Path) -> None:
    content = {"place": {"reference": "shelf"}, "delo": {"title": "title"}}
    path = written(tmp_path, "shelf;title\nРГАСПИ. Ф. 17. Оп. 3. Д. 12;Minutes\n???;None\n")
    found = list(read_table(path, mapping_of(content)))
    assert entries(found)[0]["number"] == "12"
    assert len(refused(found)) == 1


def test_access_is_read_from_a_word_and_else_kept_in_the_note(tmp_path: Path) -> None:
    delo = {"number": "delo", "access": "title"}
    rows = ("3,65,1,закрито,,", "3,65,2,открыт,,", "3,65,3,ask the guard,,")
    closed, opened, other = entries(rows_of(tmp_path, *rows, delo=delo))
    assert closed["access"] == "closed"
    assert (opened["access"], opened["access_opens"]) == ("open", None)
    assert other["note"] == "title: ask the guard"


def test_the_headings_may_stand_below_other_lines(tmp_path: Path) -> None:
    path = written(tmp_path, f"Inventory of fond 3\n\nby hand\n{HEADINGS}\n3,65,830,,,\n")
    found = list(read_table(path, mapping(delimiter=",")))
    assert [delo["number"] for delo in entries(found)] == ["830"]


def test_a_table_without_a_column_of_the_mapping_says_which_and_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"Missing: sheets\. Found: fond, opis"):
        rows_of(tmp_path, "3,65,1,a,", headings="fond,opis,delo,title,date")


def test_a_table_of_no_archive_is_not_read(tmp_path: Path) -> None:
    path = written(tmp_path, HEADINGS + "\n3,65,1,a,,\n")
    with pytest.raises(Unreadable, match="Which archive"):
        list(read_table(path, {k: v for k, v in MAPPING.items() if k != "archive"}))


@pytest.mark.parametrize(
    "content",
    [
        {"delo": {"nummer": "x"}},
        {"delo": {"number": {"kolumn": "x"}}},
        {"delo": {"number": 3}},
        {"rows": "letter"},
        {"ignore": 3},
        {"unheard": "of"},
    ],
)
def test_a_mapping_that_says_what_is_not_known_is_refused(content: dict) -> None:
    with pytest.raises(Unreadable, match="Accepted"):
        mapping_of(content)


def test_the_guard_of_a_cell_is_no_part_of_it(tmp_path: Path) -> None:
    titles = ["'=SUM of letters", "'-5", "''tis", "'tis"]
    found = rows_of(tmp_path, *(f"3,65,{at},{title},," for at, title in enumerate(titles)))
    assert [one["title"] for one in entries(found)] == ["=SUM of letters", "-5", "'tis", "'tis"]


def test_a_packed_table_is_read_like_any_other(tmp_path: Path) -> None:
    plain = f"{HEADINGS}\n3,65,830,Телеграмма,1953,12\n".encode("cp1251")
    path = written(tmp_path, gzip.compress(plain), "table.csv.gz")
    assert [one["title"] for one in entries(read_table(path, mapping()))] == ["Телеграмма"]
    damaged = written(tmp_path, gzip.compress(plain)[:-9], "cut.csv.gz")
    with pytest.raises(Unreadable, match="cannot be read"):
        list(read_table(damaged, mapping()))
