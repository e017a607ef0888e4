"""Review, revisions, history and two people at once, in a real browser by the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from playwright.sync_api import Page, expect

from catalogue.models import Document, ProposedRevision
from catalogue.models.groups import CATALOGUER, REVIEWER

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a curator's password"


@pytest.fixture
def sit_down(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """A function that signs a member of a group in, in a browser session of her own."""

    def sit_down(group: str, **options) -> Page:
        user, is_new = User.objects.get_or_create(username=group, is_staff=True)
        if is_new:
            user.set_password(PASSWORD)
            user.save()
            user.groups.set(Group.objects.filter(name=group))
        page = open_page(**options)
        page.goto(reverse("admin:login"))
        page.get_by_label("Username").fill(group)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="What is on the desk")).to_be_visible()
        return page

    return sit_down


def change_page(document: Document) -> str:
    return reverse("admin:catalogue_document_change", args=[document.pk])


def press(page: Page, name: str) -> None:
    """Use a button by the keyboard."""
    page.get_by_role("button", name=name, exact=True).press("Enter")


def test_from_draft_to_public_and_back_with_a_note(sit_down, axe, db) -> None:
    author, reviewer = sit_down(CATALOGUER), sit_down(REVIEWER)
    author.goto(reverse("admin:catalogue_document_add"))
    author.get_by_label("Title:", exact=True).fill("Letter")
    press(author, "Save and continue editing")
    press(author, "Save and send to review")
    expect(author.get_by_text("Now: in review")).to_be_visible()
    document = Document.objects.get()
    reviewer.goto(reverse("admin:catalogue_document_review", args=[document.pk]))
    assert axe(reviewer) == []
    reviewer.get_by_label("Note to the author").fill("Which ambassador?")
    press(reviewer, "Send back with a note")
    expect(reviewer.get_by_text("1 document sent back.")).to_be_visible()
    author.goto(change_page(document))
    expect(author.get_by_text("Which ambassador?")).to_be_visible()
    assert axe(author) == []
    author.get_by_label("Title:", exact=True).fill("Letter of the ambassador")
    press(author, "Save and send to review")
    reviewer.goto(reverse("admin:catalogue_document_review", args=[document.pk]))
    press(reviewer, "Publish")
    expect(reviewer.get_by_text("1 document published.")).to_be_visible()
    reviewer.goto(document.get_absolute_url())
    expect(reviewer.get_by_role("heading", name="Letter of the ambassador")).to_be_visible()


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_a_revision_is_proposed_compared_and_approved(
    color_scheme, sit_down, telegram, axe
) -> None:
    author = sit_down(CATALOGUER, color_scheme=color_scheme)
    reviewer = sit_down(REVIEWER, color_scheme=color_scheme)
    author.goto(change_page(telegram))
    expect(author.get_by_text("What you save is proposed")).to_be_visible()
    assert axe(author) == []
    author.get_by_label("Title:", exact=True).fill("Telegram from Kuznetsov to Moscow")
    press(author, "Save")
    expect(author.get_by_text("Your revision waits for review")).to_be_visible()
    reviewer.goto(reverse("admin:catalogue_proposedrevision_changelist"))
    assert axe(reviewer) == []
    reviewer.get_by_role("link", name="Telegram from Kuznetsov").press("Enter")
    expect(reviewer.locator("ins")).to_contain_text("to Moscow")
    assert axe(reviewer) == []
    reviewer.goto(telegram.get_absolute_url())
    expect(reviewer.get_by_role("heading", level=1)).to_have_text("Telegram from Kuznetsov")
    author.get_by_role("link", name="Go on editing").press("Enter")
    expect(author.get_by_label("Title:", exact=True)).to_have_value(
        "Telegram from Kuznetsov to Moscow"
    )
    assert axe(author) == []
    author.get_by_label("Title:", exact=True).fill("Telegram to Moscow")
    press(author, "Save")
    expect(author.get_by_text("Your revision is kept")).to_be_visible()
    proposal = ProposedRevision.objects.get()
    reviewer.goto(reverse("admin:catalogue_proposedrevision_change", args=[proposal.pk]))
    press(reviewer, "Approve")
    expect(reviewer.get_by_text("The revision is approved")).to_be_visible()
    reviewer.goto(telegram.get_absolute_url())
    expect(reviewer.get_by_role("heading", level=1)).to_have_text("Telegram to Moscow")


def test_two_at_one_document_lose_nothing(sit_down, telegram, axe) -> None:
    first, second = sit_down(REVIEWER), sit_down("administrator")
    first.goto(change_page(telegram))
    second.goto(change_page(telegram))
    first.get_by_label("Title:", exact=True).fill("The first title")
    first.get_by_label("Summary").fill("The first summary")
    press(first, "Save and continue editing")
    expect(first.locator(".messagelist .success")).to_be_visible()
    second.get_by_label("Title:", exact=True).fill("The second title")
    second.locator("#id_holdings-0-listy").fill("187-190")
    press(second, "Save")
    told = second.get_by_role("region", name="Changed by another while you worked")
    expect(told).to_contain_text("last by reviewer")
    expect(told).to_contain_text("The first summary")
    expect(second.get_by_label("Summary")).to_have_value("The first summary")
    expect(second.get_by_label("Title:", exact=True)).to_have_value("The second title")
    assert axe(second) == []
    assert Document.objects.get().title == "The first title"
    second.get_by_label("take theirs: The first title").press(" ")
    press(second, "Save")
    expect(second.locator(".messagelist .success")).to_be_visible()
    document = Document.objects.get()
    assert (document.title, document.summary) == ("The first title", "The first summary")
    assert document.holdings.first().listy == "187-190"


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_history_is_read_and_restored_by_the_keyboard(
    color_scheme, sit_down, telegram, axe
) -> None:
    page = sit_down(REVIEWER, color_scheme=color_scheme, viewport={"width": 320, "height": 640})
    page.goto(change_page(telegram))
    page.get_by_label("Summary").fill("On the armistice")
    page.locator("#id_texts-0-body").fill("After listening to our greetings\n\nMao noted")
    press(page, "Save and continue editing")
    page.goto(reverse("admin:catalogue_document_history", args=[telegram.pk]))
    expect(page.locator("ins").first).to_contain_text("On the armistice")
    expect(page.locator("del").first).to_contain_text("CPSU")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.get_by_role("link", name="Restore this version").last.press("Enter")
    press(page, "Save")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Document.objects.get().summary == ""
    page.goto(reverse("admin:catalogue_document_recoverlist"))
    assert axe(page) == []
