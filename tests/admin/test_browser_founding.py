"""The founding document catalogued from the printed page to the public one, by the keyboard."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from catalogue.exchange.citations import cite
from catalogue.models import Delo, Document, Fond, Opis

from .keyboard import Keyboard
from .test_browser import curators_page, sign_in

__all__ = ["curators_page", "sign_in"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEED = Path(__file__).parents[1] / "fixtures" / "kuznetsov-telegram-1953.txt"
PUBLISHER = "Wilson Center Digital Archive"


def printed() -> dict[str, str]:
    """The pieces of the printed page that a curator copies."""
    text = SEED.read_text("utf-8")
    paragraphs = [part.strip() for part in text.split("\n\n")]
    begun = next(i for i, part in enumerate(paragraphs) if part.startswith("CIPHERED"))
    noted = next(i for i, part in enumerate(paragraphs) if part.startswith("[reporting"))
    summary = paragraphs[paragraphs.index("Summary:") + 1]
    title = next(part for part in paragraphs if part.startswith("**")).strip("*")
    citation = next(line for line in text.splitlines() if line.startswith('"Telegram'))
    return {
        "title": " ".join(title.split()),
        "citation": citation,
        "places": citation.partition(f"{PUBLISHER}, ")[2],
        "summary": summary,
        "heading": "\n\n".join(paragraphs[begun:noted]),
        "note": paragraphs[noted],
        "body": "\n\n".join(paragraphs[noted + 1 :]),
    }


@pytest.fixture
def vocabulary(transactional_db: None) -> None:
    """The vocabularies and archives of the project, and the agents of the sample; no documents."""
    call_command("loaddata", "archives", "vocabulary", "kuznetsov-1953", verbosity=0)
    Document.objects.all().delete()
    for model in (Delo, Opis, Fond):
        model.objects.all().delete()


def test_the_founding_document_is_catalogued_and_published_by_the_keyboard(
    vocabulary, curators_page: Page, axe
) -> None:
    page, seed = curators_page, printed()
    keys = Keyboard(page)
    page.goto(reverse("admin:catalogue_document_add"))
    begun = time.monotonic()

    keys.go(1)
    keys.paste(seed["title"])
    keys.tab_to("#id_date_text")
    keys.type("July 29, 1953")
    expect(page.locator(".date-understood")).to_contain_text("1953-07-29")
    keys.tab_to("#id_type")
    keys.type("Tele")
    keys.press("Tab")
    keys.type("russian")
    expect(page.locator(".select2-results__option--highlighted")).to_contain_text("Russian")
    keys.press("Enter")
    keys.go(3)
    keys.paste(seed["summary"])
    keys.go(4)
    keys.type("p")
    keys.tab_to("#id_publisher")
    keys.type(PUBLISHER)

    keys.go(5)
    keys.paste(seed["places"])
    expect(page.locator(".proposal-place")).to_have_count(2)
    expect(page.get_by_text("Will be made: papka 11, delo 5")).to_be_visible()
    keys.access("m")
    expect(page.get_by_label("Make these 2 holdings")).to_be_checked()
    expect(page.locator(".live-citation")).to_contain_text(seed["citation"])
    assert axe(page) == []

    keys.go(8)
    keys.tab_to("#id_texts-0-language")
    keys.type("English")
    keys.tab_to("#id_texts-0-heading")
    keys.paste(seed["heading"])
    keys.press("Tab")
    keys.paste(seed["note"])
    keys.press("Tab")
    keys.paste(seed["body"])

    keys.send("r")
    expect(page.get_by_label("means: BEIJING")).to_have_value("none")
    for marking in ("CIPHERED TELEGRAM", "URGENT"):
        expect(page.get_by_label(marking)).to_be_checked()
    assert axe(page) == []
    keys.send("s")
    expect(page.locator(".messagelist")).to_contain_text("15 parties taken in. 2 markings")
    machine = time.monotonic() - begun

    document = Document.objects.for_page().get()
    assert cite(document) == seed["citation"]
    assert (document.status, document.date_edtf) == ("published", "1953-07-29")
    roles = [part.role.slug for part in document.participations.all()]
    assert (roles.count("from"), roles.count("to"), roles.count("copy-to")) == (1, 1, 13)
    (text,) = document.texts.all()
    assert (text.kind, text.heading, text.note, text.body) == (
        *("translation", seed["heading"], seed["note"], seed["body"]),
    )
    assert len(set(keys.words_typed)) == len(keys.words_typed)
    print(f"\n{keys.told()}; {machine:.0f} seconds of the machine")
    assert keys.strokes <= 100
    assert keys.seconds < 45

    page.goto(document.get_absolute_url())
    shown = page.locator("main").inner_text()
    for words in on_the_public_page(seed):
        assert words in shown
    expect(page.get_by_role("textbox", name="Cite")).to_have_value(seed["citation"])
    assert axe(page) == []


def on_the_public_page(seed: dict[str, str]) -> list[str]:
    """All that the printed page says, as readers are shown it."""
    copies = seed["heading"].partition("Copies: ")[2].split(", ")
    assert len(copies) == 13
    return [
        seed["title"],
        seed["summary"],
        *seed["heading"].split("\n\n"),
        seed["note"],
        *seed["body"].split("\n\n"),
        *("July 29, 1953", "Telegram", "Russian", "Translation English", PUBLISHER),
        *("From\nKuznetsov, Vasily", "To\nMinistry of Foreign Affairs of the USSR", "Copy to\n"),
        *(f"{name}, " for name in copies),
        "APRF, Fond 3, Opis 65, Delo 830, Listy 187-189",
        "AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 156-158",
        *("CIPHERED TELEGRAM", "URGENT"),
    ]
