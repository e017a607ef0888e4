"""The source line in the document's form: read while it is typed, made with the document's save."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from reversion.models import Version

from catalogue.models import (
    Archive,
    ArchiveName,
    Delo,
    Document,
    Fond,
    Holding,
    Opis,
    ProposedRevision,
)
from catalogue.models.groups import CATALOGUER, REVIEWER

pytestmark = pytest.mark.one_database

FOUNDING = (
    "APRF, Fond 3, Opis 65, Delo 830, Listy 187-189; "
    "and AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 156-158"
)
PLACES = [
    "APRF, fond 3, opis 65, delo 830, listy 187-189",
    "AVPRF, fond 059a, opis 5a, papka 11, delo 5, listy 156-158",
]


@pytest.fixture(autouse=True)
def archives(aprf: Archive, avprf: Archive) -> None:
    ArchiveName.objects.create(archive=avprf, name="AVPRF")


def address_of(document: Document | None = None) -> str:
    if document is None:
        return reverse("admin:catalogue_read_source_line")
    return reverse("admin:catalogue_document_read_source_line", args=[document.pk])


def read(desk: Any, line: str = FOUNDING, document: Document | None = None, **chosen: str) -> Any:
    response = desk.client.post(address_of(document), {"source_note": line} | chosen)
    assert response.status_code == 200
    return response


def ticked(desk: Any, line: str = FOUNDING, document: Document | None = None, **chosen: str):
    """What the form sends when the tick below its line is set."""
    mark = read(desk, line, document, **chosen).context["preview"].line.fingerprint
    return {"source_note": line, "make_holdings": mark} | chosen


def places_of(document: Document) -> list[str]:
    return [str(holding) for holding in document.holdings.all()]


# --- While it is typed ---


def test_what_a_new_document_would_get_is_shown_and_nothing_made(desk, opis: Opis) -> None:
    page = read(desk).content.decode()
    assert "Exists: <b>APRF, fond 3, opis 65</b>" in page
    assert "Will be made: <b>delo 830</b>" in page
    assert "Make these 2 holdings" in page
    assert not Holding.objects.exists()
    assert not Delo.objects.exists()


def test_of_no_line_nothing_is_shown(desk) -> None:
    assert read(desk, " ").content.decode().strip() == ""


def test_a_line_that_cannot_be_made_offers_no_tick(desk) -> None:
    page = read(desk, "APRF, f. 3, ll. 5-7").content.decode()
    assert "Sheets are named, but no delo" in page
    assert "make_holdings" not in page


def test_an_archive_that_is_chosen_counts_at_once(desk, aprf: Archive) -> None:
    line = "ЦХЫЗ, ф. 3, оп. 65, д. 830"
    assert "make_holdings" not in read(desk, line).content.decode()
    page = read(desk, line, **{"place-0-archive": str(aprf.pk)}).content.decode()
    assert "Make this holding" in page


def test_of_a_line_too_long_the_rest_is_said_to_be_unread(desk) -> None:
    page = read(desk, f"{FOUNDING}. {'x ' * 4_000}").content.decode()
    assert "There are more places in it" in page


def test_a_tick_stays_only_while_the_same_is_shown(desk) -> None:
    sent = ticked(desk)
    assert " checked" in read(desk, **{"make_holdings": sent["make_holdings"]}).content.decode()
    page = read(desk, "APRF, f. 4", make_holdings=sent["make_holdings"]).content.decode()
    assert " checked" not in page


def test_reading_takes_the_right_to_add_or_change_and_to_make_holdings(desk_of_staff) -> None:
    document = Document.objects.create(title="Telegram")
    desk = desk_of_staff("add_document", "add_holding")
    assert desk.client.post(address_of()).status_code == 200
    assert desk.client.post(address_of(document)).status_code == 403
    assert desk.get(address_of()).status_code == 405
    User.objects.get(username="staff").delete()
    without = desk_of_staff("add_document", "change_document")
    assert without.client.post(address_of()).status_code == 403
    assert without.client.post(address_of(document)).status_code == 403


def test_a_document_that_is_not_there_is_not_found(desk) -> None:
    assert desk.client.post(address_of(Document(pk=99))).status_code == 404


# --- In the form ---


def test_the_form_of_a_document_that_lies_nowhere_shows_its_line_as_read(desk) -> None:
    document = Document.objects.create(title="Telegram", source_note=FOUNDING)
    page = desk.get(desk.address(Document, "change", document.pk)).content.decode()
    assert "Will be made: <b>fond 059a</b>" in page
    desk.change(document, **ticked(desk, document=document))
    page = desk.get(desk.address(Document, "change", document.pk)).content.decode()
    assert "proposal-place" not in page


def test_who_may_make_no_holdings_is_shown_none(desk_of_staff) -> None:
    desk = desk_of_staff("add_document", "view_document")
    page = desk.get(desk.address(Document, "add")).content.decode()
    assert "source-line-typed" not in page


# --- When it is saved ---


def test_a_new_document_is_saved_with_its_holdings_in_one_step(desk, curator, opis) -> None:
    response = desk.add(Document, title="Telegram", _continue="1", **ticked(desk))
    assert response.status_code == 302
    document = Document.objects.get()
    assert places_of(document) == PLACES
    page = desk.get(response.url).content.decode()
    assert "2 holdings made" in page
    version = Version.objects.get_for_object(document).get()
    assert version.revision.user == curator
    assert version.revision.version_set.count() == 1 + 2 + 1 + 3


def test_without_the_tick_a_save_makes_nothing_of_the_line(desk) -> None:
    desk.add(Document, title="Telegram", source_note=FOUNDING)
    assert Document.objects.get().source_note == FOUNDING
    assert not Holding.objects.exists()


def test_what_would_now_be_made_otherwise_comes_back(desk, errors_of) -> None:
    sent = ticked(desk)
    Fond.objects.create(archive=Archive.objects.get(code="APRF"), number="3")
    response = desk.add(Document, title="Telegram", **sent)
    assert "changed since it was shown" in errors_of(response)
    assert "Exists: <b>APRF, fond 3</b>" in response.content.decode()
    assert not Document.objects.exists()


def test_a_form_that_comes_back_for_something_else_keeps_its_tick(desk) -> None:
    page = desk.add(Document, title="", **ticked(desk)).content.decode()
    assert "Make these 2 holdings" in page
    assert " checked> <kbd>M</kbd>" in page


def test_a_place_left_out_is_not_made(desk) -> None:
    desk.add(Document, title="Telegram", **ticked(desk, **{"place-1-leave_out": "on"}))
    assert places_of(Document.objects.get()) == PLACES[:1]


def test_a_holding_that_was_typed_too_is_made_once(desk, delo: Delo) -> None:
    typed = {"holdings-0-place": f"delo-{delo.pk}", "holdings-0-listy": "187-189"}
    assert desk.add(Document, title="Telegram", **ticked(desk), **typed).status_code == 302
    assert places_of(Document.objects.get()) == PLACES


def test_a_second_save_adds_only_what_is_new(desk, delo: Delo) -> None:
    document = Document.objects.create(title="Telegram")
    Holding.objects.create(document=document, delo=delo, listy="187-189")
    page = read(desk, document=document).content.decode()
    assert "said to lie there already" in page
    assert "Make this holding" in page
    desk.change(document, **ticked(desk, document=document))
    assert places_of(document) == PLACES


def test_the_live_citation_shows_the_places_that_are_ticked(desk) -> None:
    page = desk.address(Document, "add")
    answer = desk.send(page, title="Telegram", _citation="1", **ticked(desk))
    assert "Fond 059a, Opis 5a, Delo 5" in answer.json()["citation"]
    assert not Holding.objects.exists()
    assert not Fond.objects.exists()


def test_who_may_not_make_a_unit_is_told_in_the_form(desk_of, errors_of) -> None:
    desk = desk_of(CATALOGUER)
    page = read(desk).content.decode()
    assert "You may not make a new fond." in page
    sent = {"source_note": FOUNDING, "make_holdings": "forged"}
    assert "You may not make a new fond." in errors_of(desk.add(Document, title="T", **sent))


def test_a_forged_tick_makes_nothing_for_who_may_make_no_holdings(desk_of_staff) -> None:
    desk = desk_of_staff("add_document", "view_document", "add_fond")
    desk.add(Document, title="Telegram", source_note="APRF, f. 3", make_holdings="forged")
    assert Document.objects.exists()
    assert not Holding.objects.exists()


# --- A public document under revision ---


@pytest.fixture
def public(db: None) -> Document:
    return Document.objects.create(title="Telegram", status=Document.Status.PUBLISHED)


def test_a_revision_proposes_holdings_in_units_there_are(desk_of, public, delo) -> None:
    desk = desk_of(CATALOGUER)
    line = "APRF, Fond 3, Opis 65, Delo 830, Listy 187-189"
    assert desk.change(public, **ticked(desk, line, public)).status_code == 302
    assert not Holding.objects.exists()
    (row,) = [
        row for row in ProposedRevision.objects.get().content if row["model"] == "catalogue.holding"
    ]
    assert (row["fields"]["delo"], row["fields"]["listy"]) == (delo.pk, "187-189")


def test_a_revision_gone_on_with_proposes_more_of_them(desk_of, public, delo) -> None:
    desk = desk_of(CATALOGUER)
    desk.change(public, title="Cablegram")
    proposal = ProposedRevision.objects.get()
    address = reverse("admin:catalogue_proposedrevision_edit", args=[proposal.pk])
    for _ in range(2):
        sent = ticked(desk, "APRF, Fond 3, Opis 65, Delo 830", public)
        assert desk.send(address, **sent).status_code == 302
        proposal.refresh_from_db()
        held = [row for row in proposal.content if row["model"] == "catalogue.holding"]
        assert [row["fields"]["delo"] for row in held] == [delo.pk]
    assert not Holding.objects.exists()


def test_a_revision_makes_no_units(desk_of, public, opis, errors_of) -> None:
    line = "APRF, Fond 3, Opis 65, Delo 830"
    author = desk_of(CATALOGUER)
    page = read(author, line, public).content.decode()
    assert "makes no new delo" in page
    assert "make_holdings" not in page
    reviewer = desk_of(REVIEWER)
    sent = ticked(reviewer, line, public) | {"_propose": "1"}
    assert "makes no new delo" in errors_of(reviewer.change(public, **sent))
    assert not ProposedRevision.objects.exists()
    assert not Delo.objects.exists()
