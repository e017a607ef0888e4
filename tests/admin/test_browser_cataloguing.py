"""The founding document catalogued from nothing through the form, by the keyboard alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from catalogue.exchange.citations import cite
from catalogue.models import Delo, Document, Fond, Holding, Opis, Text

from .test_browser import curators_page, sign_in

__all__ = ["curators_page", "sign_in"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEED = Path(__file__).parents[1] / "fixtures" / "kuznetsov-telegram-1953.txt"
PLACES = (
    "APRF, Fond 3, Opis 65, Delo 830, Listy 187-189; and "
    "AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 156-158"
)


class Keyboard:
    """A curator's hands: every key counts, what is pasted counts as one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.strokes = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.strokes += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def paste(self, text: str) -> None:
        self.page.keyboard.insert_text(text)
        self.strokes += 1

    def go(self, part: int) -> None:
        """To a part of the form by its access key."""
        self.access(str(part))

    def access(self, key: str) -> None:
        """An access key; Playwright's own key events never reach them."""
        code = f"{'Digit' if key.isdigit() else 'Key'}{key.upper()}"
        event = {
            "modifiers": 1,
            "key": key,
            "code": code,
            "windowsVirtualKeyCode": ord(key.upper()),
        }
        session = self.page.context.new_cdp_session(self.page)
        for kind in ({"type": "keyDown", "text": key, "unmodifiedText": key}, {"type": "keyUp"}):
            session.send("Input.dispatchKeyEvent", event | kind)
        session.detach()
        self.strokes += 1

    def tab_to(self, selector: str, most: int = 12) -> None:
        for _ in range(most):
            if self.page.locator(selector).evaluate("field => field === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"{selector} is not reached by the keyboard")

    def send(self, key: str) -> None:
        with self.page.expect_navigation():
            self.access(key)


def parts_of_seed() -> dict[str, str]:
    """The pieces of the printed page that a curator copies."""
    paragraphs = [part.strip() for part in SEED.read_text("utf-8").split("\n\n")]
    begun = next(i for i, part in enumerate(paragraphs) if part.startswith("CIPHERED"))
    noted = next(i for i, part in enumerate(paragraphs) if part.startswith("[reporting"))
    summary = paragraphs[paragraphs.index("Summary:") + 1]
    title = next(part for part in paragraphs if part.startswith("**")).strip("*")
    return {
        "title": " ".join(title.split()),
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


def test_the_founding_document_is_catalogued_by_the_keyboard(
    vocabulary, curators_page: Page, axe
) -> None:
    page, seed = curators_page, parts_of_seed()
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
    keys.go(2)
    keys.type("CIPHERED TELEGRAM\nURGENT")
    keys.go(3)
    keys.paste(seed["summary"])
    keys.tab_to(".field-subjects input.select2-search__field")
    keys.go(4)
    keys.type("p")
    keys.tab_to("#id_publisher")
    keys.type("Wilson Center Digital Archive")
    keys.go(5)
    keys.paste(PLACES)
    expect(page.locator(".live-citation")).to_contain_text("July 29, 1953")

    keys.send("l")
    expect(page.get_by_text("Will be made: fond 059a")).to_be_visible()
    keys.send("s")
    keys.go(8)
    keys.tab_to("#texts-group .add-row a", most=40)
    keys.press("Enter")
    keys.tab_to("#id_texts-0-kind")
    keys.type("transl")
    keys.tab_to("#id_texts-0-language")
    keys.type("English")
    keys.tab_to("#id_texts-0-heading")
    keys.paste(seed["heading"])
    keys.tab_to("#id_texts-0-note")
    keys.paste(seed["note"])
    keys.tab_to("#id_texts-0-body")
    keys.paste(seed["body"])

    keys.send("r")
    expect(page.get_by_label("means: BEIJING")).to_have_value("none")
    assert axe(page) == []
    keys.send("s")
    expect(page.locator(".messagelist .success")).to_contain_text("15 parties taken in")
    keys.send("s")
    seconds = time.monotonic() - begun

    document = Document.objects.for_page().get()
    citation = next(
        line for line in SEED.read_text("utf-8").splitlines() if line.startswith('"Telegram')
    )
    assert cite(document) == citation
    assert (document.status, document.date_edtf) == ("published", "1953-07-29")
    assert [language.slug for language in document.languages.all()] == ["ru"]
    assert document.marking_list == ["CIPHERED TELEGRAM", "URGENT"]
    assert Holding.objects.count() == 2
    roles = [part.role.slug for part in document.participations.all()]
    assert (roles.count("from"), roles.count("to"), roles.count("copy-to")) == (1, 1, 13)
    text = Text.objects.get()
    assert (text.kind, text.heading, text.note, text.body) == (
        *("translation", seed["heading"], seed["note"], seed["body"]),
    )
    print(f"\n{keys.strokes} keystrokes, {seconds:.0f} seconds of the machine")
    assert keys.strokes < 400


def test_the_form_lists_its_keys_and_can_be_used_by_everyone(
    vocabulary, curators_page: Page, axe
) -> None:
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
