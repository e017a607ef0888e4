"""The search box of the desk: references, identifiers, words; only what its reader may see."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from django.urls import reverse

from catalogue.models import Delo, Document, Holding, Place, Subject
from catalogue.models.groups import CATALOGUER, EDITOR_OF_HOLDINGS
from catalogue.search import SearchUnavailable

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


def look_up(desk, text: str) -> Any:
    return desk.get(reverse("admin:catalogue_search"), q=text)


def labels(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 200, answer
    groups = answer.context["findings"].groups
    return {str(group.title): [hit.label for hit in group.hits] for group in groups}


def form(record: Any) -> str:
    return reverse(f"admin:catalogue_{record._meta.model_name}_change", args=[record.pk])


@pytest.mark.parametrize(
    "text",
    ["AVPRF, Fond 059a, Opis 5a, Papka 11, Delo 5", "АВП РФ. Ф. 059a. Оп. 5a. П. 11. Д. 5"],
)
def test_a_pasted_reference_goes_to_its_delo(text, desk, telegram, delo_in_papka) -> None:
    answer = look_up(desk, f"  {text}  ")
    assert (answer.status_code, answer.url) == (302, form(delo_in_papka))


def test_a_reference_with_listy_goes_to_the_document_on_just_these(desk, telegram) -> None:
    answer = look_up(desk, "АП РФ. Ф. 3. Оп. 65. Д. 830. Л. 187–189")
    assert (answer.status_code, answer.url) == (302, form(telegram))


def test_of_several_documents_on_the_listy_one_chooses(desk, telegram, delo) -> None:
    other = Document.objects.create(title="Enclosure, a draft")
    Holding.objects.create(document=other, delo=delo, listy="188")
    found = labels(look_up(desk, "АП РФ. Ф. 3. Оп. 65. Д. 830. Л. 188-190"))
    assert [name.partition(" ·")[0] for name in found["By reference"]] == [
        str(delo),
        telegram.title,
        other.title,
    ]


def test_a_reference_that_leads_nowhere_says_how_far_it_leads(desk, telegram) -> None:
    page = look_up(desk, "АП РФ. Ф. 3. Оп. 65. Д. 9999")
    assert "APRF, fond 3, opis 65" in labels(page)["By reference"][0]
    assert "9999" in page.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "kuznetsov-telegram-1953",
        "KUZNETSOV-TELEGRAM-1953",
        "https://archive.example/documents/kuznetsov-telegram-1953/?q=mao",
    ],
)
def test_an_identifier_or_a_public_address_goes_to_the_document(text, desk, telegram) -> None:
    answer = look_up(desk, text)
    assert (answer.status_code, answer.url) == (302, form(telegram))


def test_a_number_offers_the_document_of_that_number(desk, telegram) -> None:
    assert labels(look_up(desk, str(telegram.pk)))["Document of this number"] == [telegram.title]


def test_words_find_documents_drafts_agents_terms_and_units(desk, telegram, kuznetsov) -> None:
    Document.objects.create(title="Записка Кузнецова о Китае")
    Place.objects.create(slug="china", label_en="China", label_ru="Китай")
    Subject.objects.create(slug="china", label_en="Chinese questions")
    found = labels(look_up(desk, "кузнецов"))
    assert "Записка Кузнецова о Китае" in found["Documents"]
    assert kuznetsov.name in found["People and bodies"]
    found = labels(look_up(desk, "chin"))
    assert found["Places"] == ["China"]
    assert found["Subjects"] == ["Chinese questions"]
    assert ["830" in name for name in labels(look_up(desk, "китай"))["Dela"]] == [True]
    assert labels(look_up(desk, "telegr"))["Vocabularies"] == ["Telegram"]
    assert any("fond 3" in name for name in labels(look_up(desk, "aprf"))["Archives and units"])


def test_a_group_that_goes_on_leads_to_the_whole_list(desk, db) -> None:
    for number in range(9):
        Document.objects.create(title=f"Letter {number}")
    (group,) = look_up(desk, "letter").context["findings"].groups
    assert len(group.hits) == 8
    assert len(desk.get(group.whole).context["cl"].result_list) == 9


def test_only_what_may_be_seen_is_found(desk_of_staff, telegram, kuznetsov) -> None:
    desk = desk_of_staff("view_agent")
    assert list(labels(look_up(desk, "kuznetsov"))) == ["People and bodies"]
    assert labels(look_up(desk, telegram.identifier)) == {}
    assert labels(look_up(desk, str(telegram.pk))) == {}
    assert labels(look_up(desk, "АП РФ. Ф. 3. Оп. 65. Д. 830. Л. 187-189")) == {}
    assert labels(look_up(desk, "aprf 3")) == {}


def test_who_sees_units_only_gets_no_document_by_its_listy(desk_of_staff, telegram, delo) -> None:
    desk = desk_of_staff("view_delo")
    answer = look_up(desk, "АП РФ. Ф. 3. Оп. 65. Д. 830. Л. 187-189")
    assert (answer.status_code, answer.url) == (302, form(delo))


def test_drafts_are_found_by_those_who_list_them(desk_of, db) -> None:
    Document.objects.create(title="Unfinished letter")
    for group in (CATALOGUER, EDITOR_OF_HOLDINGS):
        assert labels(look_up(desk_of(group), "unfinished"))["Documents"] == ["Unfinished letter"]


def test_nonsense_finds_nothing_and_breaks_nothing(desk, telegram) -> None:
    for text in (
        "",
        " ",
        "\x00",
        "%",
        "'",
        '"',
        "…",
        "(((",
        "a:b OR [",
        "9" * 499,
        "/" * 900,
        "documents/-",
        "-",
        "*",
        "٣",
        "²",
        "л. 12-15",
        "ф. 1 оп. 2 д. 3 " * 200,
    ):
        assert look_up(desk, text).status_code == 200, text


def test_without_the_index_references_and_units_are_still_found(desk, telegram, delo) -> None:
    gone = SearchUnavailable("Gone.")
    with patch("catalogue.admin.looking_up.find_documents", side_effect=gone):
        page = look_up(desk, "aprf 3 65 83")
        assert "Gone." in page.content.decode()
        assert any("830" in name for name in labels(page)["Archives and units"])
        assert look_up(desk, "АП РФ. Ф. 3. Оп. 65. Д. 830").url == form(delo)


def test_looking_up_takes_a_fixed_number_of_queries(
    desk, telegram, django_assert_max_num_queries
) -> None:
    look_up(desk, "kuznetsov telegram 1953")
    for number in range(20):
        delo = Delo.objects.create(opis=Delo.objects.get(number="830").opis, number=f"8300{number}")
        document = Document.objects.create(title=f"Kuznetsov telegram 1953, {number}")
        Holding.objects.create(document=document, delo=delo)
    look_up(desk, "kuznetsov telegram 1953")
    with django_assert_max_num_queries(40):
        look_up(desk, "kuznetsov telegram 1953")
