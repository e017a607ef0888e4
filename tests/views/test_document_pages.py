"""A document's own page: everything known of it, and how to cite it."""

from __future__ import annotations

import html
import re
from types import SimpleNamespace

import pytest
from django.test import Client

from catalogue.models import Agent, Document, Participation, Text

from .conftest import CITATION, TELEGRAM

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def page(collection: SimpleNamespace, client: Client) -> str:
    return client.get(TELEGRAM).content.decode()


def words(page: str) -> str:
    """The words of a page without its tags."""
    body = page[page.index("<main") :]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_the_citation_stands_at_the_top_to_the_character(page: str) -> None:
    field = re.search(r'<textarea id="citation"[^>]*>([^<]*)</textarea>', page)
    assert html.unescape(field[1]) == CITATION


@pytest.mark.parametrize(
    "fact",
    [
        "Telegram · July 29, 1953",
        "From Kuznetsov, Vasily Vasilyevich",
        "To Ministry of Foreign Affairs of the USSR “MID USSR”",
        "Copy to Malenkov, Georgy Molotov, Vyacheslav",
        "APRF, Fond 3, Opis 65, Delo 830, Listy 187-189",
        "AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 156-158 copy",
        "Mao talked about the steps which had led to the armistice.",
        "Original language Russian",
        "CIPHERED TELEGRAM URGENT",
        "Written in Beijing",
        "Places Korea",
        "Subjects Korean armistice",
        "Collections Korean War papers",
        "Wilson Center 112125",
        "Translation English",
        "[reporting a meeting of July 28]",
        "Zhou Enlai was present.",
    ],
)
def test_the_page_says(page: str, fact: str) -> None:
    assert fact in words(page)


def test_the_words_of_a_text_say_their_language_and_keep_their_paragraphs(page: str) -> None:
    assert '<div class="words" lang="en">' in page
    assert "<p>After listening to the greetings, Mao asked me.</p>" in page
    assert '<p class="text-note">[reporting a meeting of July 28]</p>' in page


def test_each_place_leads_to_its_delo(page: str) -> None:
    assert 'href="/holdings/aprf/3/65/830/"' in page
    assert 'href="/holdings/avprf/059a/5a/papka-11/5/"' in page


def test_the_reference_can_be_copied_in_other_styles(page: str) -> None:
    styles = re.findall(r'<input id="reference-(\w+)" class="citation" readonly', page)
    assert styles == ["short", "gost", "gost_romanised", "dstu"]


def test_reference_managers_find_the_reference(page: str) -> None:
    assert '<meta name="z:archiveLocation" content="APRF, Fond 3,' in page
    assert "citation_title" not in page


def test_an_inferred_date_stands_in_brackets_with_its_reason(
    collection: SimpleNamespace, client: Client
) -> None:
    said = words(client.get("/documents/mao-letter-1954/").content.decode())
    assert "not on the document: The aid was agreed in August." in said
    assert re.search(r"\[[^\]]*1954[^\]]*\]", said)


def test_original_and_translation_stand_side_by_side(
    collection: SimpleNamespace, client: Client
) -> None:
    Text.objects.create(
        document=collection.telegram,
        kind="original",
        language=collection.russian,
        body="Выслушав приветствия, Мао просил меня.",
    )
    page = client.get(TELEGRAM).content.decode()
    assert page.count('class="texts side-by-side"') == 1
    assert page.index('lang="ru"') < page.index('<div class="words" lang="en">')


def test_markup_in_a_record_is_shown_as_written(
    collection: SimpleNamespace, client: Client
) -> None:
    attack = "<script>alert(1)</script>\"'"
    Document.objects.update(title=attack, summary=attack, source_note=attack, markings=attack)
    Agent.objects.update(name=attack)
    Participation.objects.update(name_as_written=attack)
    Text.objects.update(body=attack, heading=attack, note=attack)
    for address in (TELEGRAM, "/agents/mao-zedong/", "/holdings/aprf/3/65/830/"):
        assert "<script>alert" not in client.get(address).content.decode()


def test_a_draft_is_not_found(collection: SimpleNamespace, client: Client) -> None:
    assert client.get("/documents/draft/").status_code == 404


def test_the_page_takes_a_fixed_number_of_queries(
    collection: SimpleNamespace, client: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(10):
        client.get(TELEGRAM)
