"""The desk in a real browser: signing in, correcting, adding, typing dates and paths."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import reversion
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect
from reversion.models import Version

from catalogue.models import Agent, Delo, Document, Place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a curator's password"
TITLE = "Telegram from Kuznetsov to Soviet Foreign Ministry"


def sign_in(page: Page, curator: User) -> None:
    page.goto(reverse("admin:login"))
    page.get_by_label("Username").fill(curator.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


@pytest.fixture
def curators_page(page: Page, curator: User) -> Page:
    """A page on which the curator has signed in."""
    sign_in(page, curator)
    return page


def change_page(record: Document | Delo | Agent) -> str:
    return reverse(f"admin:catalogue_{record._meta.model_name}_change", args=[record.pk])


def pick(page: Page, field: str, typed: str, label: str) -> None:
    """Choose in a select box that is filled while one types, by the keyboard alone."""
    page.locator(f".select2-selection[aria-label^='{field}']").last.press("Enter")
    page.locator(".select2-container--open .select2-search__field").fill(typed)
    expect(page.locator(".select2-results__option--highlighted")).to_contain_text(label)
    page.keyboard.press("Enter")


def test_a_corrected_title_is_on_the_public_page_at_once(curators_page, telegram) -> None:
    page = curators_page
    page.goto(change_page(telegram))
    page.get_by_label("Title:", exact=True).fill(TITLE)
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.get_by_role("link", name="View on site").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    page.goto(f"{reverse('documents')}?q=Soviet+Foreign+Ministry")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()


def test_a_document_with_two_holdings_is_added_through_the_form(
    curators_page, delo: Delo, delo_in_papka: Delo
) -> None:
    page = curators_page
    page.goto(reverse("admin:catalogue_document_add"))
    page.get_by_label("Title:", exact=True).fill(TITLE)
    page.get_by_label("Date as written").fill("29 июля 1953 г.")
    expect(page.locator(".date-understood")).to_contain_text("1953-07-29")
    pick(page, "Place", "aprf 3 65 83", "APRF, fond 3, opis 65, delo 830")
    page.locator("#id_holdings-0-listy").fill("187-189")
    page.get_by_role("button", name="Add another Holding").click()
    pick(page, "Place", "авп рф 059a 5a 5", "AVPRF, fond 059a, opis 5a, papka 11, delo 5")
    page.locator("#id_holdings-1-listy").fill("156-158")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    document = Document.objects.get()
    assert [str(holding) for holding in document.holdings.all()] == [
        "APRF, fond 3, opis 65, delo 830, listy 187-189",
        "AVPRF, fond 059a, opis 5a, papka 11, delo 5, listy 156-158",
    ]
    assert document.date_edtf == "1953-07-29"


def test_a_delo_that_is_missing_is_added_in_a_window(curators_page, delo: Delo) -> None:
    page = curators_page
    page.goto(reverse("admin:catalogue_document_add"))
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Add a delo").first.click()
    window = opened.value
    pick(window, "Opis", "aprf 3 65", "APRF, fond 3, opis 65")
    window.get_by_label("Number:").fill("831")
    with window.expect_event("close"):
        window.get_by_role("button", name="Save").click()
    expect(page.locator("#id_holdings-0-place")).to_have_value(
        str(Delo.objects.get(number="831").pk)
    )


def test_a_date_is_understood_while_it_is_typed(curators_page, delo: Delo) -> None:
    page = curators_page
    page.goto(change_page(delo))
    understood = page.locator(".date-understood")
    expect(understood).to_contain_text("undated")
    page.get_by_label("Date as written").fill("лето 1942")
    expect(understood).to_contain_text("1942-06-01 to 1942-08-31")
    page.get_by_label("Date as written").fill("in the days of wrath")
    expect(understood).to_have_class("date-understood is-refused")
    page.get_by_label("Date (EDTF)").fill("1943")
    expect(understood).to_contain_text("1943-01-01 to 1943-12-31")


def test_the_source_line_is_read_without_scripts(
    open_page: Callable[..., Page], curator: User, telegram: Document
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, curator)
    page.goto(change_page(telegram))
    page.get_by_label("Source as given").fill("APRF, Fond 3, Opis 65, Delo 831, List 5")
    page.get_by_role("button", name="Save and read the source line").click()
    expect(page.get_by_text("Will be made: delo 831")).to_be_visible()
    page.get_by_role("button", name="Make these holdings").click()
    assert telegram.holdings.count() == 3


PAGES = {
    "start": lambda records: reverse("admin:index"),
    "list": lambda records: reverse("admin:catalogue_document_changelist"),
    "search": lambda records: f"{reverse('admin:catalogue_delo_changelist')}?q=aprf+3",
    "add": lambda records: reverse("admin:catalogue_document_add"),
    "change": lambda records: change_page(records["document"]),
    "delo": lambda records: change_page(records["delo"]),
    "agent": lambda records: change_page(records["agent"]),
    "former": lambda records: reverse("admin:catalogue_formerreference_add"),
    "source line": lambda records: reverse(
        "admin:catalogue_document_source_line", args=[records["document"].pk]
    ),
    "history": lambda records: reverse(
        "admin:catalogue_document_history", args=[records["document"].pk]
    ),
    "version": lambda records: reverse(
        "admin:catalogue_document_revision",
        args=[records["document"].pk, Version.objects.get_for_object(records["document"]).get().pk],
    ),
    "recover": lambda records: reverse("admin:catalogue_document_recoverlist"),
    "delete": lambda records: reverse(
        "admin:catalogue_document_delete", args=[records["document"].pk]
    ),
    "held": lambda records: reverse("admin:catalogue_delo_delete", args=[records["delo"].pk]),
}


@pytest.mark.parametrize(
    ("color_scheme", "pages"), [("light", PAGES), ("dark", ("list", "change", "source line"))]
)
def test_every_page_of_the_desk_can_be_used_by_everyone(
    color_scheme, pages, open_page, curator, telegram, kuznetsov, axe
) -> None:
    Document.objects.filter(pk=telegram.pk).update(
        source_note="see APRF, Fond 3, Opis 65, Delo 830, List 188; ЦХЫЗ, ф. 1, оп. 2, д. 3"
    )
    Place.objects.create(slug="beijing", label_en="Beijing")
    with reversion.create_revision():
        telegram.save()
    records = {"document": telegram, "delo": Delo.objects.get(number="830"), "agent": kuznetsov}
    page = open_page(color_scheme=color_scheme)
    page.goto(reverse("admin:login"))
    assert axe(page) == []
    sign_in(page, curator)
    for name in pages:
        page.goto(PAGES[name](records))
        page.wait_for_timeout(100)  # Select2 makes its controls after the page has loaded
        assert axe(page) == [], name


def test_a_refused_form_can_be_used_by_everyone(curators_page, axe) -> None:
    page = curators_page
    page.goto(reverse("admin:catalogue_document_add"))
    page.get_by_label("Date as written").fill("in the days of wrath")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Not understood:").first).to_be_visible()
    assert axe(page) == []


def test_the_form_fits_a_narrow_window(open_page, curator, telegram) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    sign_in(page, curator)
    page.goto(change_page(telegram))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
