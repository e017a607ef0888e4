"""The suggestions under a search field, by keyboard, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_arrows_choose_escape_closes_and_enter_opens(
    committed_collection: SimpleNamespace, page: Page, axe: Any
) -> None:
    page.goto("/documents/")
    field = page.get_by_role("combobox", name="Words, names")
    field.type("molot")
    option = page.get_by_role("option").first
    option.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert axe(page) == []
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    field.press("Escape")
    assert not page.get_by_role("listbox").is_visible()
    assert field.input_value() == "molot"
    field.press("ArrowDown")
    option.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/agents/molotov/")


def test_enter_without_a_choice_searches(committed_collection: SimpleNamespace, page: Page) -> None:
    page.goto("/")
    field = page.get_by_role("combobox").first
    field.type("molot*")
    page.get_by_role("option").first.wait_for()
    field.press("Enter")
    page.wait_for_url("**/documents/?q=molot*")


def test_without_scripts_it_is_a_plain_field(
    committed_collection: SimpleNamespace, open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/documents/")
    assert page.get_by_role("combobox", name="Words, names").count() == 0
    assert page.get_by_role("searchbox").count() == 1
