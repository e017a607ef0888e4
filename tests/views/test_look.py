"""How the pages look and behave in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page

from .conftest import CITATION, TELEGRAM
from .test_public_addresses import EXAMPLES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    examples[0] for name, examples in EXAMPLES.items() if name not in {"robots", "suggestions"}
] + [
    "/documents/?q=telegram&type=telegram&year_from=1950",
    "/documents/?q=xylophone&year_from=soon",
    "/nothing/here/",
]

Open = Callable[..., Page]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(
    committed_collection: SimpleNamespace, open_page: Open, axe: Any, scheme: str
) -> None:
    page = open_page(color_scheme=scheme)
    found = {}
    for address in PAGES:
        page.goto(address)
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        if violations := axe(page):
            found[address] = violations
    assert found == {}


def test_no_page_is_wider_than_320_pixels(
    committed_collection: SimpleNamespace, open_page: Open
) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    too_wide = []
    for address in PAGES:
        page.goto(address)
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            too_wide.append(address)
    assert too_wide == []


def test_the_citation_is_copied(committed_collection: SimpleNamespace, open_page: Open) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(TELEGRAM)
    page.get_by_role("button", name="Copy").first.click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == CITATION


def test_without_scripts_there_is_no_dead_button_and_the_citation_can_be_selected(
    committed_collection: SimpleNamespace, open_page: Open
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(TELEGRAM)
    assert page.get_by_role("button", name="Copy").count() == 0
    assert page.get_by_role("textbox", name="Cite").input_value() == CITATION


def test_a_choice_changes_results_address_and_keeps_the_focus(
    committed_collection: SimpleNamespace, page: Page
) -> None:
    page.goto("/documents/")
    choice = page.locator("#type-telegram")
    choice.focus()
    choice.press("Space")
    page.wait_for_url("**/documents/?type=telegram")
    page.get_by_role("status").filter(has_text="1 document").wait_for()
    assert page.evaluate("document.activeElement.id") == "type-telegram"
    page.go_back()
    page.get_by_role("status").filter(has_text="2 documents").wait_for()
    assert not page.locator("#type-telegram").is_checked()


def test_a_facet_stays_open_as_the_reader_left_it(
    committed_collection: SimpleNamespace, page: Page
) -> None:
    page.goto("/documents/")
    page.locator("#facet-place > summary").click()
    page.locator("#type-telegram").check()
    page.wait_for_url("**/documents/?type=telegram")
    page.get_by_role("status").filter(has_text="1 document").wait_for()
    assert page.locator("#facet-place").get_attribute("open") is not None


def test_the_search_works_without_scripts(
    committed_collection: SimpleNamespace, open_page: Open
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/documents/")
    page.locator("#q").fill("talked")
    page.locator("#type-telegram").check()
    page.get_by_role("button", name="Apply").click()
    assert "q=talked" in page.url
    assert "type=telegram" in page.url
    assert page.locator(".document-line").count() == 1
    page.get_by_role("link", name="Telegram (take back)").click()
    assert "type=" not in page.url


def test_the_keyboard_reaches_the_results_at_once(
    committed_collection: SimpleNamespace, page: Page
) -> None:
    page.goto("/documents/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#results') !== null")


def test_on_a_narrow_screen_the_choices_begin_closed(
    committed_collection: SimpleNamespace, open_page: Open
) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto("/documents/")
    assert not page.locator("#type-telegram").is_visible()
    page.get_by_text("Narrow the search").click()
    page.locator("#type-telegram").check()
    page.wait_for_url("**/documents/?type=telegram")
    page.get_by_role("status").filter(has_text="1 document").wait_for()
    assert page.locator("#type-telegram").is_visible(), "it stays as the reader left it"
