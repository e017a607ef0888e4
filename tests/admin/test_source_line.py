"""A source line becomes holdings: what exists is linked, what is missing is made on demand."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from reversion.models import Version

from catalogue.models import Archive, ArchiveName, Delo, Document, Fond, Holding, Opis

pytestmark = pytest.mark.one_database

FOUNDING = (
    "APRF, Fond 3, Opis 65, Delo 830, Listy 187-189; "
    "and AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 156-158"
)


@pytest.fixture
def draft(aprf: Archive, avprf: Archive) -> Document:
    ArchiveName.objects.create(archive=avprf, name="AVPRF")
    return Document.objects.create(title="Telegram", identifier="telegram", source_note=FOUNDING)


def page_of(document: Document) -> str:
    return reverse("admin:catalogue_document_source_line", args=[document.pk])


def proposals(response: Any) -> list[Any]:
    return list(response.context["preview"].line.proposals)


def confirm(desk: Any, document: Document, text: str = FOUNDING, **more: str) -> Any:
    """Read a line and confirm what is shown of it."""
    shown = desk.client.post(page_of(document), {"text": text, "_read": "1"} | more)
    mark = shown.context["preview"].line.fingerprint
    sent = {"text": text, "shown": mark, "_make": "1"} | more
    return desk.client.post(page_of(document), sent, follow=True)


def test_the_founding_line_makes_both_holdings_and_all_their_units(desk, draft, curator) -> None:
    page = confirm(desk, draft).content.decode()
    assert "2 holdings made" in page
    assert [str(holding) for holding in draft.holdings.all()] == [
        "APRF, fond 3, opis 65, delo 830, listy 187-189",
        "AVPRF, fond 059a, opis 5a, papka 11, delo 5, listy 156-158",
    ]
    version = Version.objects.get_for_object(draft).first()
    assert version.revision.user == curator
    assert version.revision.version_set.count() == 1 + 2 + 3 + 3


def test_looking_makes_nothing(desk, draft) -> None:
    response = desk.get(page_of(draft))
    page = response.content.decode()
    assert "Will be made" in page
    assert "papka 11, delo 5" in page
    assert not Fond.objects.exists()
    assert not Holding.objects.exists()


def test_units_that_exist_are_linked_and_only_the_missing_ones_made(desk, draft, opis) -> None:
    first, second = proposals(desk.get(page_of(draft)))
    assert first.found.unit == opis
    assert [new.words for new in first.to_make] == ["delo 830"]
    assert [new.level for new in second.to_make] == ["fond", "opis", "delo"]
    confirm(desk, draft)
    assert Opis.objects.filter(fond__archive__code="APRF").get() == opis


def test_two_places_in_one_new_opis_make_it_once(desk, draft) -> None:
    confirm(desk, draft, "APRF, f. 3, op. 65, d. 830, ll. 1-2; d. 831, l. 5")
    assert Opis.objects.count() == 1
    assert [str(delo.number) for delo in Delo.objects.all()] == ["830", "831"]
    assert draft.holdings.count() == 2


def test_a_place_that_is_left_out_is_not_made(desk, draft) -> None:
    confirm(desk, draft, **{"place-1-leave_out": "on"})
    assert [holding.archive.code for holding in draft.holdings.all()] == ["APRF"]
    assert Fond.objects.count() == 1


def test_an_unknown_archive_has_to_be_chosen(desk, draft, aprf) -> None:
    line = "ЦХЫЗ, ф. 3, оп. 65, д. 830, л. 5"
    page = confirm(desk, draft, line)
    assert "is not an archive known here" in page.content.decode()
    assert not Holding.objects.exists()
    confirm(desk, draft, line, **{"place-0-archive": str(aprf.pk)})
    assert str(draft.holdings.get()) == "APRF, fond 3, opis 65, delo 830, listy 5"


def test_of_several_archives_of_one_name_one_can_be_chosen(desk, draft) -> None:
    for code in ("GAVO-VOLOGDA", "GAVO-VORONEZH"):
        archive = Archive.objects.create(code=code, name=code)
        ArchiveName.objects.create(archive=archive, name="ГАВО")
        Fond.objects.create(archive=archive, number="1")
    line = "ГАВО. Ф. 1. Оп. 2. Д. 3. Л. 4."
    response = desk.client.post(page_of(draft), {"text": line})
    assert len(proposals(response)[0].may_mean) == 2
    chosen = {"place-0-archive": str(archive.pk)}
    response = desk.client.post(page_of(draft), {"text": line} | chosen)
    assert proposals(response)[0].found.unit == archive.fonds.get()
    confirm(desk, draft, line, **chosen)
    assert draft.holdings.get().archive == archive


def test_another_document_on_the_same_sheets_is_pointed_out(desk, draft, delo) -> None:
    other = Document.objects.create(title="The same, described before")
    Holding.objects.create(document=other, delo=delo, listy="189-190")
    response = desk.get(page_of(draft))
    assert [one.document for one in proposals(response)[0].others_there] == [other]
    assert other.title in response.content.decode()


def test_what_stands_already_is_not_made_twice(desk, draft) -> None:
    confirm(desk, draft)
    page = confirm(desk, draft).content.decode()
    assert "said to lie there already" in page
    assert draft.holdings.count() == 2


REFUSED = [
    ("APRF, f. 3, ll. 5-7", "Sheets are named, but no delo"),
    ("nothing of the kind", "No place is left"),
    ("APRF, op. 65, d. 830", "No fond is named"),
]


@pytest.mark.parametrize(("line", "message"), REFUSED)
def test_a_line_that_names_too_little_is_refused(line, message, desk, draft) -> None:
    assert message in confirm(desk, draft, line).content.decode()
    assert not Holding.objects.exists()
    assert not Fond.objects.exists()


def test_more_places_than_are_read_at_once_are_announced(desk, draft) -> None:
    line = "; ".join(f"APRF, f. {number}" for number in range(1, 30))
    response = desk.client.post(page_of(draft), {"text": line})
    assert len(proposals(response)) == 20
    assert "more places" in response.content.decode()


def test_a_delo_without_its_opis_goes_into_an_unnumbered_one_with_a_warning(desk, opis, draft):
    line = "APRF, f. 3, d. 830"
    Opis.objects.create(fond=opis.fond, number="66")
    (proposal,) = proposals(desk.client.post(page_of(draft), {"text": line}))
    assert [new.words for new in proposal.to_make] == ["opis -", "delo 830"]
    assert "several" in proposal.doubt
    confirm(desk, draft, line)
    assert str(draft.holdings.get()) == "APRF, fond 3, opis -, delo 830"


def test_what_was_not_understood_is_said(desk, draft) -> None:
    response = desk.client.post(page_of(draft), {"text": f"zzz qqq; {FOUNDING}"})
    assert "zzz qqq" in " ".join(response.context["preview"].line.not_understood)
    assert "and" not in response.context["preview"].line.not_understood


def test_a_line_changed_since_it_was_shown_is_shown_again(desk, draft) -> None:
    mark = desk.get(page_of(draft)).context["preview"].line.fingerprint
    sent = {"text": "APRF, f. 4, op. 1, d. 1", "shown": mark, "_make": "1"}
    page = desk.client.post(page_of(draft), sent).content.decode()
    assert "changed since it was shown" in page
    assert not Holding.objects.exists()


def test_an_overlong_or_empty_line_keeps_the_form(desk, draft) -> None:
    for text in ("", "x" * 4_001):
        page = desk.client.post(page_of(draft), {"text": text, "_make": "1"})
        assert page.status_code == 200
        assert page.context["form"].errors
        assert page.context["form"]["text"].value() == text


def test_a_mistake_in_the_second_place_makes_nothing_of_the_first(desk, draft) -> None:
    line = "APRF, f. 3, op. 65, d. 830, l. 5; f. 3, op. 65, d. 830, l. 5"
    assert "names this place twice" in confirm(desk, draft, line).content.decode()
    assert not Fond.objects.exists()
    assert not Version.objects.exists()


def test_new_units_need_the_right_to_make_them(desk_of_staff, draft, opis) -> None:
    desk = desk_of_staff("change_document", "add_holding", "add_delo")
    first, second = proposals(desk.get(page_of(draft)))
    assert first.refusal == ""
    assert second.refusal == "You may not make a new fond."


@pytest.mark.parametrize("rights", [(), ("view_document", "add_holding"), ("change_document",)])
def test_the_page_needs_the_right_to_change_and_to_add(rights, desk_of_staff, draft) -> None:
    assert desk_of_staff(*rights).get(page_of(draft)).status_code == 403


def test_the_form_saves_and_leads_on_to_the_line(desk, draft) -> None:
    typed = {"source_note": "APRF, f. 3", "_source_line": "1"}
    response = desk.change(draft, **typed)
    assert response.url == page_of(draft)
    draft.refresh_from_db()
    assert draft.source_note == "APRF, f. 3"
    added = desk.add(Document, title="New", identifier="new", **typed)
    assert added.url == page_of(Document.objects.get(identifier="new"))


def test_a_document_that_is_not_there_is_not_found(desk) -> None:
    assert desk.get(reverse("admin:catalogue_document_source_line", args=[99])).status_code == 404
