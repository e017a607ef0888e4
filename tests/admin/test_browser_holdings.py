"""The holdings in a real browser: the tree, dela in a row, a renumbered fond, two dela made one."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from catalogue.models import Agent, Delo, Document, Holding

from .keyboard import Keyboard
from .test_browser import curators_page, pick, sign_in

__all__ = ["curators_page", "sign_in"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_dela_are_added_in_a_row_from_the_tree(curators_page: Page, delo: Delo, axe) -> None:
    page = curators_page
    page.goto(reverse("admin:catalogue_tree"))
    for name in ("archive APRF", "fond 3", "opis 65"):
        page.get_by_role("link", name=name, exact=True).click()
        assert axe(page) == []
    page.get_by_role("link", name="Add delo").click()
    keys = Keyboard(page)
    for number in ("831", "832", "833"):
        expect(page.get_by_label("Number:")).to_have_value(number)
        keys.send("n")
    assert [delo.number for delo in Delo.objects.all()] == ["830", "831", "832", "833"]
    assert axe(page) == []


def test_a_renumbered_delo_is_found_by_readers_at_its_old_address(
    curators_page: Page, telegram: Document, delo: Delo, axe
) -> None:
    page = curators_page
    page.goto(reverse("admin:catalogue_delo_change", args=[delo.pk]))
    page.get_by_label("Number:").fill("830a")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("1 former reference recorded: APRF, 3, 65, 830.")).to_be_visible()
    assert axe(page) == []
    page.goto("/holdings/aprf/3/65/830/")
    expect(page).to_have_url(f"{page.url.split('/holdings')[0]}/holdings/aprf/3/65/830a/")
    page.goto("/resolve/?q=APRF,+Fond+3,+Opis+65,+Delo+830,+List+188")
    expect(page.get_by_role("link", name="Telegram from Kuznetsov").first).to_be_visible()


def test_two_dela_become_one(curators_page: Page, telegram: Document, delo: Delo, axe) -> None:
    page = curators_page
    double = Delo.objects.create(opis=delo.opis, number="0830")
    document = Document.objects.create(title="Letter")
    Holding.objects.create(document=document, delo=double, listy="7")
    page.goto(reverse("admin:catalogue_delo_change", args=[double.pk]))
    page.get_by_role("link", name="Merge into another").click()
    pick(page, "Merge into", "aprf 3 65 830", "APRF, fond 3, opis 65, delo 830")
    page.get_by_role("button", name="Show what would be done").click()
    expect(page.get_by_text("Holdings directly in it that move: 1")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Merge them").click()
    expect(page.get_by_text("Merged “APRF, fond 3, opis 65, delo 0830”")).to_be_visible()
    assert delo.holdings.count() == 2


def test_two_agents_become_one_and_two_again(
    curators_page: Page, telegram: Document, kuznetsov: Agent, axe
) -> None:
    page = curators_page
    double = Agent.objects.get(slug="kuznetsov")
    double.name = "Kuznecov, V."
    double.save()
    page.goto(reverse("admin:catalogue_agent_doubles"))
    assert axe(page) == []
    page.get_by_role("link", name="into the other").click()
    page.get_by_role("button", name="Show what would be done").click()
    assert axe(page) == []
    page.get_by_role("button", name="Merge them").click()
    expect(page.get_by_text("Merged “Kuznecov, V.” into")).to_be_visible()
    assert axe(page) == []
    page.goto(reverse("admin:catalogue_agent_merges"))
    assert axe(page) == []
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Merge of “Kuznecov, V.”")).to_be_visible()
    assert Agent.objects.count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_tree_fits_a_narrow_window(open_page, curator, telegram, delo, axe, scheme) -> None:
    page = open_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)
    sign_in(page, curator)
    page.goto(reverse("admin:catalogue_tree_at", args=[f"opis-{delo.opis_id}"]))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert axe(page) == []
