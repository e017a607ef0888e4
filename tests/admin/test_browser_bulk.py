"""Bulk work in a real browser, by the keyboard alone: chosen, previewed, done, taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect

from catalogue.models import Batch, Document

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def letters(db: None) -> None:
    for number in range(3):
        Document.objects.create(title=f"Letter {number} from Bejing")


@pytest.fixture
def sit_down(open_page: Callable[..., Page], curator: User) -> Callable[..., Page]:
    """A function that opens the list of documents for the curator, signed in."""

    def sit_down(**options) -> Page:
        page = open_page(**options)
        page.goto(reverse("admin:login"))
        page.get_by_label("Username").fill("curator")
        page.get_by_label("Password").fill("a curator's password")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="What is on the desk")).to_be_visible()
        page.goto(reverse("admin:catalogue_document_changelist"))
        return page

    return sit_down


def choose_all(page: Page) -> None:
    """Tick each row and send them to bulk work, as somebody without a mouse does."""
    for row in page.locator("input.action-select").all():
        row.press("Space")
    page.get_by_role("combobox", name="Action").focus()
    page.keyboard.type("Change many")
    page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).press("Enter")
    expect(page.get_by_text("3 documents chosen.")).to_be_visible()


def titles() -> set[str]:
    return {title.rpartition(" ")[2] for title in Document.objects.values_list("title", flat=True)}


def test_many_are_changed_and_taken_back_by_the_keyboard(
    sit_down, letters, axe, monkeypatch
) -> None:
    monkeypatch.setattr("catalogue.models.carrying_out.STEP", 1)
    monkeypatch.setattr("catalogue.admin.bulk_page.SECONDS", 0.0)
    page = sit_down()
    choose_all(page)
    expect(page.get_by_label("Word as it stands")).to_be_hidden()
    page.get_by_label("Correct a word in titles").press("Space")
    expect(page.locator(".field-target")).to_be_hidden()
    page.get_by_label("Word as it stands").fill("Bejing")
    page.get_by_label("Word as it should").fill("Beijing")
    assert axe(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What it would do")).to_be_visible()
    expect(page.get_by_label("Word as it stands")).to_have_value("Bejing")
    assert axe(page) == []
    assert titles() == {"Bejing"}
    page.get_by_role("button", name="Change 3").press("Enter")
    expect(page.get_by_text("3 of 3 done")).to_be_visible()
    assert axe(page) == []
    assert titles() == {"Beijing"}
    page.get_by_role("link", name="The record of it").press("Enter")
    page.get_by_role("link", name="Undo").press("Enter")
    assert axe(page) == []
    page.get_by_role("button", name="Yes, undo it").press("Enter")
    expect(page.get_by_text("is undone.")).to_be_visible()
    assert titles() == {"Bejing"}
    assert Batch.objects.get().state == Batch.State.UNDONE


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_a_choice_shows_what_it_needs_on_a_narrow_page(
    color_scheme, sit_down, letters, axe
) -> None:
    page = sit_down(color_scheme=color_scheme, viewport={"width": 320, "height": 700})
    choose_all(page)
    page.get_by_label("Add a subject").press("Space")
    box = page.locator(".field-subject .select2-container")
    expect(box).to_be_visible()
    assert box.bounding_box()["width"] > 150
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(page) == []


def test_a_preview_fits_a_narrow_page_and_names_what_stands_in_it(sit_down, letters, axe) -> None:
    page = sit_down(viewport={"width": 320, "height": 700})
    choose_all(page)
    page.get_by_label("Correct a word in titles").press("Space")
    page.get_by_label("Word as it stands").fill("Bejing")
    page.get_by_label("Word as it should").fill("Beijing" * 6)
    page.get_by_role("button", name="Preview").press("Enter")
    then = page.locator(".bulk-preview td:last-child").first
    expect(then).to_contain_text("Beijing")
    label = "cell => getComputedStyle(cell, '::before').content"
    assert then.evaluate(label) == '"Then: "'
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert axe(page) == []


def test_without_scripts_every_field_stands_there(open_page, client, curator, letters) -> None:
    client.force_login(curator)
    page = open_page(java_script_enabled=False)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.goto("/")
    page.context.add_cookies([{**cookie, "url": page.url}])
    page.goto(reverse("admin:catalogue_document_changelist"))
    for row in page.locator("input.action-select").all():
        row.check()
    page.get_by_role("combobox", name="Action").select_option(label="Change many at once…")
    page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).click()
    expect(page.get_by_label("Word as it stands")).to_be_visible()
    expect(page.locator(".field-target")).to_be_visible()
