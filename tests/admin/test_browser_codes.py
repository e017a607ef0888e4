"""Signing in and one's own account, in a real browser: light and dark, on a narrow page."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_codes_are_asked_for_and_switched_on_where_everybody_can(
    color_scheme, open_page, curator, axe
) -> None:
    page = open_page(color_scheme=color_scheme, viewport={"width": 320, "height": 700})
    page.goto(reverse("admin:login"))
    assert axe(page) == []
    page.get_by_label("Username").fill("curator")
    page.get_by_label("Password").fill("a curator's password")
    expect(page.get_by_label("One-time code")).to_be_visible()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="My account").press("Enter")
    expect(page.get_by_role("heading", name="One-time codes")).to_be_visible()
    page.get_by_label("One-time code").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This is not the code")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(page) == []
