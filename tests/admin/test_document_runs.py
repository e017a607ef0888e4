"""Runs of similar documents, and the page of one before it is saved."""

from __future__ import annotations

import pytest
from django.urls import reverse
from reversion.models import Revision

from catalogue.admin.document_runs import sheet_after_last
from catalogue.models import Agent, Change, Delo, Document, Holding, Participation

pytestmark = pytest.mark.one_database

ADD = reverse("admin:catalogue_document_add")


def test_the_next_document_lies_in_the_same_delo_after_the_last_sheet(desk, telegram) -> None:
    response = desk.change(telegram, _next_in_delo="1")
    delo = telegram.holdings.first().delo
    assert response.headers["Location"] == f"{ADD}?delo={delo.pk}"
    assert desk.send(f"{ADD}?delo={delo.pk}", title="Next").status_code == 302
    holding = Holding.objects.get(document__title="Next")
    assert (holding.delo, holding.listy) == (delo, "190")


def test_without_a_delo_the_next_form_is_empty(desk, telegram: Document) -> None:
    telegram.holdings.all().delete()
    assert desk.change(telegram, _next_in_delo="1").headers["Location"] == ADD


def test_the_sheet_after_the_last(telegram: Document, delo: Delo) -> None:
    assert sheet_after_last(delo) == "190"
    Holding.objects.create(document=telegram, delo=delo, listy="191 об.")
    assert sheet_after_last(delo) == "192"
    assert sheet_after_last(Delo.objects.create(opis=delo.opis, number="9")) == ""


@pytest.mark.parametrize("query", ["delo=x", "delo=0", "delo=99999999999999999999", "delo=²"])
def test_an_address_that_names_no_delo_is_no_fault(query: str, desk) -> None:
    assert desk.get(f"{ADD}?{query}").status_code == 200


def test_a_copy_is_a_draft_with_parts_and_an_identifier_of_its_own(desk, telegram) -> None:
    response = desk.change(telegram, title="Copied", _saveasnew="1")
    assert response.status_code == 302
    copy = Document.objects.get(title="Copied")
    assert (copy.status, copy.published_at) == ("draft", None)
    assert copy.identifier != telegram.identifier
    assert [part.count() for part in (copy.holdings, copy.participations, copy.texts)] == [2, 1, 1]
    assert telegram.holdings.count() == 2


def test_the_preview_shows_what_is_typed_and_saves_nothing(desk, telegram: Document) -> None:
    before = (Change.objects.count(), Revision.objects.count())
    response = desk.change(telegram, title="Typed only", markings="URGENT", _preview="1")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Preview: nothing is saved." in page
    assert "Typed only" in page
    assert "APRF, Fond 3, Opis 65, Delo 830, Listy 187-189" in page
    telegram.refresh_from_db()
    assert telegram.title == "Telegram from Kuznetsov"
    assert (Change.objects.count(), Revision.objects.count()) == before


def test_a_new_document_is_previewed_without_being_made(desk, delo: Delo) -> None:
    response = desk.add(Document, title="New", _preview="1")
    assert "<h1>New</h1>" in response.content.decode()
    assert not Document.objects.exists()


def test_what_is_refused_is_shown_instead_of_the_preview(desk, telegram, errors_of) -> None:
    assert "This field is required" in errors_of(desk.change(telegram, title="", _preview="1"))


def test_the_citation_follows_what_is_typed(desk, telegram: Document) -> None:
    citation = desk.change(telegram, title="Typed", _citation="1").json()["citation"]
    assert citation.startswith("“Typed”") or citation.startswith('"Typed"')
    assert desk.change(telegram, title="", _citation="1").json() == {"citation": ""}
    assert not Document.objects.filter(title="Typed").exists()


def test_html_in_a_text_is_shown_as_it_is_written(desk, telegram: Document) -> None:
    telegram.texts.update(body="<script>alert(1)</script>")
    page = desk.change(telegram, _preview="1").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_who_may_not_change_documents_gets_no_preview(desk_of_staff, telegram) -> None:
    desk = desk_of_staff("view_document")
    address = desk.address(Document, "change", telegram.pk)
    assert desk.client.post(address, {"_preview": "1"}).status_code == 403
    assert Participation.objects.count() == Agent.objects.count() == 1
