"""The start page, its search box, exports and reports in a real browser, by the keyboard."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect

from catalogue.models import (
    Batch,
    Delo,
    Document,
    Holding,
    ProposedRevision,
    Step,
    record_steps,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a curator's password"
REFERENCE = "АПРФ ф. 3 оп. 65 д. 830 л. 187-189"


def sign_in(page: Page, curator: User) -> Page:
    page.goto(reverse("admin:login"))
    page.get_by_label("Username").fill(curator.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What is on the desk")).to_be_visible()
    expect(page.get_by_label("Search everything")).to_be_focused()  # it is, once all is there
    return page


@pytest.fixture
def busy(telegram: Document, curator: User, delo: Delo) -> Document:
    """Something in every part of the start page."""
    letter = Document.objects.create(
        title="Letter", source_note="somewhere", date_text="in the days of wrath"
    )
    record_steps([letter], Step.Kind.CREATED, curator)
    record_steps([letter], Step.Kind.SENT_BACK, curator, "Which ambassador?")
    waiting = Document.objects.create(title="Report on the meeting", status="review")
    Holding.objects.create(document=waiting, delo=delo)
    ProposedRevision.objects.create(document=telegram, by=curator, base=[], content=[])
    Batch(title="letters.xlsx", user=curator, counts={"created": 12}).finish(Batch.State.DONE)
    return letter


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_a_pasted_reference_goes_to_the_document_by_the_keyboard(
    java_script_enabled, open_page, curator, telegram
) -> None:
    page = sign_in(open_page(java_script_enabled=java_script_enabled), curator)
    page.keyboard.insert_text(REFERENCE)
    page.keyboard.press("Enter")
    expect(page).to_have_url(
        page.url.split("/admin/")[0]
        + reverse("admin:catalogue_document_change", args=[telegram.pk])
    )


def test_words_are_looked_up_and_followed_by_the_keyboard(page, curator, telegram, axe) -> None:
    sign_in(page, curator)
    page.keyboard.type("kuznetsov")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="People and bodies")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("main").get_by_role("link", name=telegram.title).press("Enter")
    expect(page.get_by_label("Title:", exact=True)).to_have_value(telegram.title)


def test_nothing_found_is_said(page, curator, telegram, axe) -> None:
    sign_in(page, curator)
    page.keyboard.type("xyzzy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Nothing was found")
    assert axe(page) == []


def test_a_list_is_taken_along_as_it_is_filtered(page, curator, busy) -> None:
    sign_in(page, curator)
    page.get_by_role("link", name="All my drafts").press("Enter")
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV of this list").press("Enter")
    rows = started.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[1] for row in rows] == ["title", "Letter"]


PAGES = {
    "start": lambda telegram: reverse("admin:index"),
    "search": lambda telegram: f"{reverse('admin:catalogue_search')}?q=telegram",
    "reports": lambda telegram: f"{reverse('admin:catalogue_reports')}?q=a",
    "work": lambda telegram: reverse("admin:catalogue_work", args=["2026-11"]),
    "coverage": lambda telegram: reverse(
        "admin:catalogue_fond_coverage", args=[telegram.holdings.first().fond_id]
    ),
    "list": lambda telegram: f"{reverse('admin:catalogue_document_changelist')}?attention=source",
}


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_every_page_can_be_used_by_everyone(
    color_scheme, open_page, curator, telegram, busy, axe
) -> None:
    Step.objects.update(at="2026-11-10T12:00:00Z")
    page = sign_in(open_page(color_scheme=color_scheme), curator)
    for name, address in PAGES.items():
        page.goto(address(telegram))
        assert axe(page) == [], name


def test_every_page_fits_a_narrow_screen(open_page, curator, telegram, busy) -> None:
    page = sign_in(open_page(viewport={"width": 320, "height": 640}), curator)
    for name in ("start", "search", "reports", "work", "coverage"):
        page.goto(PAGES[name](telegram))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
