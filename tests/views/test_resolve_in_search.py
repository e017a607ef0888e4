"""The resolver's answer above the results of a search, and a reader at the page itself."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from catalogue.search import Search
from catalogue.views import resolutions

from .resolving import PAGE, TELEGRAM

pytestmark = pytest.mark.django_db

# --- In the search box ---


@pytest.mark.django_db(transaction=True)
def test_the_answer_stands_above_the_results_of_a_search(
    committed_collection: SimpleNamespace, client: Client
) -> None:
    page = client.get("/documents/", {"q": "АПРФ. Ф. 3. Оп. 65. Д. 830"}).content.decode()
    answer = page[page.index('class="resolved"') : page.index('class="results-head"')]
    assert '<a href="/holdings/aprf/3/65/830/">' in answer
    assert '<a href="/documents/kuznetsov-telegram-1953/">' in answer
    assert "Unfinished description" not in answer
    page = client.get("/documents/", {"q": "telegram 1953"}).content.decode()
    assert 'class="resolved"' not in page


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        ("APRF, f. 3, op. 65", 1),
        ("letter of Mao in APRF, f. 3, op. 65, d. 830, l. 187", 1),
        ("NARA, f. 3, op. 65", 1),
        ("ап рф 3/65", 1),
        ("ф. 3, оп. 65, д. 830", 1),
        ("APRF 3/65/830; 3/65/831; 3/65/832; 3/65/833", 3),
        ("APRF", 0),
        ("Mao 1953", 0),
        ("1953/07/29", 0),
        ("1949-1953", 0),
        ("order no. 227 of 28 July 1942", 0),
        ("5 sheets", 0),
    ],
)
def test_only_a_reference_is_answered(
    collection: SimpleNamespace, words: str, answers: int
) -> None:
    resolved = resolutions.resolve_search(Search(q=words))
    assert len(resolved.answers if resolved else []) == answers


def test_ordinary_words_ask_nothing(db: None, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):
        for words in ("", "Mao 1953", "29 July 1953", "фонд опись дело лист", '"op. cit."'):
            assert resolutions.resolve_search(Search(q=words)) is None


def test_the_answer_stands_on_the_first_page_alone(collection: SimpleNamespace) -> None:
    assert resolutions.resolve_search(Search(q=TELEGRAM, page=2)) is None


# --- In a browser ---


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"color_scheme": "dark"},
        {"viewport": {"width": 320, "height": 640}},
    ],
    ids=["light", "dark", "narrow"],
)
def test_a_reader_pastes_a_page_of_notes(
    committed_collection: SimpleNamespace, open_page: object, axe: object, options: dict[str, Any]
) -> None:
    page = open_page(**options)
    page.goto("/resolve/")
    assert axe(page) == []
    page.get_by_label("An archival reference, or a page of notes").fill(f"1. {TELEGRAM}\n{PAGE}")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_text("Found as cited.").first.wait_for()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Telegram from Kuznetsov").first.click()
    page.wait_for_url("**/documents/kuznetsov-telegram-1953/")
