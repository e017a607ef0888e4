"""The document's form in a real browser: its keys, its preview, its source line as it is typed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from catalogue.models import Archive, Document, Holding

from .keyboard import Keyboard
from .test_browser import curators_page, sign_in

__all__ = ["curators_page", "sign_in"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_form_lists_its_keys_and_can_be_used_by_everyone(curators_page: Page, axe) -> None:
    page = curators_page
    page.goto(reverse("admin:catalogue_document_add"))
    page.get_by_text("Keys", exact=True).click()
    expect(page.get_by_text("save, then the next document in this delo")).to_be_visible()
    page.wait_for_timeout(100)
    assert axe(page) == []


def test_a_preview_opens_beside_the_form(curators_page: Page, telegram: Document) -> None:
    page = curators_page
    page.goto(reverse("admin:catalogue_document_change", args=[telegram.pk]))
    page.get_by_label("Title:", exact=True).fill("Only typed")
    with page.context.expect_page() as opened:
        Keyboard(page).access("p")
    expect(opened.value.get_by_role("heading", name="Only typed")).to_be_visible()
    telegram.refresh_from_db()
    assert telegram.title == "Telegram from Kuznetsov"


def test_a_source_line_is_read_as_it_is_typed_and_chosen_for_by_the_keyboard(
    curators_page: Page, aprf: Archive, axe
) -> None:
    page = curators_page
    keys = Keyboard(page)
    page.goto(reverse("admin:catalogue_document_add"))
    keys.go(1)
    keys.type("Telegram")
    keys.go(5)
    keys.type("ЦХЫЗ, ф. 3, оп. 65, д. 830; АП РФ, ф. 4")
    expect(page.get_by_text("is not an archive known here")).to_be_visible()
    expect(page.locator("#id_make_holdings")).to_have_count(0)
    expect(page.locator("#id_source_note")).to_be_focused()
    assert axe(page) == []

    keys.tab_to("#id_place-0-archive")
    keys.type("APRF")
    expect(page.get_by_text("Make these 2 holdings")).to_be_visible()
    expect(page.locator("#id_place-0-archive")).to_be_focused()
    keys.tab_to("#id_place-1-leave_out")
    keys.press("Space")
    expect(page.get_by_text("Make this holding")).to_be_visible()
    expect(page.locator("#id_place-1-leave_out")).to_be_focused()
    keys.tab_to("#id_make_holdings")
    keys.press("Space")
    keys.send("s")
    (holding,) = Holding.objects.all()
    assert str(holding) == "APRF, fond 3, opis 65, delo 830"


def test_what_was_ticked_is_not_made_of_a_line_typed_on(curators_page: Page, aprf) -> None:
    page = curators_page
    page.goto(reverse("admin:catalogue_document_add"))
    page.get_by_label("Title:", exact=True).fill("Telegram")
    page.locator("#id_source_note").fill("APRF, f. 3")
    page.locator("#id_make_holdings").check()
    page.locator("#id_source_note").fill("APRF, f. 4")
    expect(page.get_by_text("Will be made: fond 4")).to_be_visible()
    expect(page.locator("#id_make_holdings")).not_to_be_checked()


def test_the_source_line_fits_a_narrow_page(open_page, curator, aprf, axe) -> None:
    page = open_page(viewport={"width": 320, "height": 640}, color_scheme="dark")
    sign_in(page, curator)
    page.goto(reverse("admin:catalogue_document_add"))
    page.locator("#id_source_note").fill("ЦХЫЗ, ф. 3, оп. 65, д. 830; APRF, f. 4, ll. 5")
    expect(page.locator(".proposal-place")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert axe(page) == []


def test_a_new_name_is_asked_for_where_somebody_new_is_meant(open_page, curator, telegram, axe):
    page = open_page(viewport={"width": 320, "height": 640})
    sign_in(page, curator)
    page.goto(reverse("admin:catalogue_document_parties", args=[telegram.pk]))
    page.get_by_label("Parties as the document names them").fill("From Kuznetsov URGENT")
    page.get_by_role("button", name="Read the parties").click()
    expect(page.get_by_label("URGENT")).to_be_checked()
    name = page.get_by_label("new name: Kuznetsov")
    expect(name).to_be_hidden()
    page.get_by_label("means: Kuznetsov").select_option("a new agent")
    expect(name).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert axe(page) == []
