"""Rows as documents: identifiers, places, parties, terms. And mappings guessed from headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.imports.entries import Entry, Unreadable
from catalogue.imports.tables import guess, mapping_of, read_mapping, read_table
from catalogue.models import Agent, Language

from .tables import entries, notes, refused, written

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DOCUMENTS = {
    "rows": "document",
    "document": {
        "identifier": {"column": "No", "prefix": "letters"},
        "title": "Title",
        "date": "Date",
        "languages": "Language",
        "subjects": "Subject",
    },
    "people": {"from": "From", "to": "To"},
    "place": {"reference": "Source"},
}
HEADINGS = "No;Title;Date;Language;Subject;From;To;Source\n"
SOURCE = "РГАСПИ. Ф. 17. Оп. 3. Д. 12. Л. 5–7 об."
ROW = f'7;Telegram;29 июля 1953;ru;Korea;Kuznetsov;"Mao; Zhou";{SOURCE}\n'


@pytest.fixture(autouse=True)
def _russian() -> None:
    Language.objects.create(slug="ru", label_en="Russian")


def read(folder: Path, *rows: str, **changes: object) -> list:
    path = written(folder, HEADINGS + "".join(rows))
    return list(read_table(path, mapping_of({**DOCUMENTS, **changes})))


def test_a_row_becomes_a_document_with_its_place_and_its_parties(tmp_path: Path) -> None:
    found = read(tmp_path, ROW)
    (document,) = entries(found, "document")
    assert document == {
        "identifier": "letters-7",
        "title": "Telegram",
        "date_text": "29 июля 1953",
        "date_edtf": "1953-07-29",
        "languages": [["ru"]],
        "subjects": [["korea"]],
    }
    (holding,) = entries(found, "holding")
    assert holding["delo"] == ["RGASPI", "17", "3", "", "12"]
    assert holding["listy"] == "5-7 об."
    assert [part["agent"] for part in entries(found, "participation")] == [
        *(["kuznetsov"], ["mao"], ["zhou"])
    ]
    models = [each.model for each in found if isinstance(each, Entry)]
    assert models.index("catalogue.delo") < models.index("catalogue.holding")
    assert models.index("catalogue.agent") < models.index("catalogue.participation")


def test_an_agent_known_by_another_name_is_found(tmp_path: Path) -> None:
    agent = Agent.objects.create(slug="kuznetsov-vasily", name="Kuznetsov, Vasily")
    agent.names.create(name="Кузнецов")
    found = read(tmp_path, ROW.replace("Kuznetsov", "Кузнецов"))
    assert {"slug": "kuznetsov-vasily"} in entries(found, "agent")


def test_another_agent_with_the_same_key_is_not_taken_for_this_one(tmp_path: Path) -> None:
    Agent.objects.create(slug="kuznetsov", name="Kuznetsov, Somebody Else")
    (sender, *_others) = entries(read(tmp_path, ROW), "agent")
    assert sender["slug"] != "kuznetsov"
    assert sender["slug"].startswith("kuznetsov-")


def test_a_shelfmark_is_no_identifier(tmp_path: Path) -> None:
    document = {"identifier": "Source", "title": "Title"}
    (refusal,) = refused(read(tmp_path, ROW, document=document))
    assert "shelfmark" in refusal.reason


def test_without_an_identifier_the_row_says_what_would_be_accepted(tmp_path: Path) -> None:
    (refusal,) = refused(read(tmp_path, ROW, document={"title": "Title"}))
    assert "prefix" in refusal.accepted


def test_a_language_that_is_not_in_the_vocabulary_is_refused(tmp_path: Path) -> None:
    (refusal,) = refused(read(tmp_path, ROW.replace(";ru;", ";Klingon;")))
    assert (refusal.field, refusal.value) == ("document.languages", "Klingon")


def test_a_reference_that_is_not_read_is_kept_and_listed(tmp_path: Path) -> None:
    found = read(tmp_path, "8;Letter;;;;;;from the family\n")
    assert entries(found, "document")[0]["source_note"] == "from the family"
    assert any("from the family" in what for what in notes(found))


def test_two_rows_with_one_identifier_contradict_each_other(tmp_path: Path) -> None:
    (refusal,) = refused(read(tmp_path, ROW, ROW.replace("Telegram", "Letter")))
    assert "line 2" in refusal.reason


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (
            "Фонд;Опись;Дело;Заголовок дела;Крайние даты;Кол-во листов",
            "Ф. 3;Оп. 65;Д. 1;Письма;1953;12",
        ),
        ("№ фонду;№ опису;№ справи;Назва;Дати;Кількість аркушів", "3;65;1;Листи;1953;12"),
        ("fond_no,opis,delo,title,dates,sheets", "3,65,1,Letters,1953,12"),
    ],
)
def test_headings_in_three_languages_are_guessed(tmp_path: Path, headings: str, row: str) -> None:
    path = written(tmp_path, f"{headings}\n{row}\n")
    toml = written(tmp_path, guess(path).as_toml().replace("…", "APRF"), "mapping.toml")
    (delo,) = entries(read_table(path, read_mapping(toml)))
    assert delo["opis"] == ["APRF", "3", "65"]
    assert (delo["number"], delo["date_edtf"], delo["sheets"]) == ("1", "1953", 12)


def test_what_is_written_as_toml_is_read_as_the_same_mapping(tmp_path: Path) -> None:
    mapping = mapping_of(
        {
            **DOCUMENTS,
            "delimiter": "\t",
            "header": 3,
            "skip": {'a "b" \\': ["x"]},
            "ignore": ["é\n"],
        }
    )
    assert read_mapping(written(tmp_path, mapping.as_toml(), "m.toml")) == mapping


def test_headings_that_say_nothing_ask_for_a_mapping(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="Write a mapping"):
        guess(written(tmp_path, "a,b\n1,2\n"))
