"""A public document keeps its published state until a revision of it is approved."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from reversion.models import Version

from catalogue.models import Agent, Document, Holding, ListyRun, ProposedRevision, Role, Subject
from catalogue.models.groups import CATALOGUER, EDITOR_OF_HOLDINGS, REVIEWER

State = ProposedRevision.State


def page_of(proposal: ProposedRevision) -> str:
    return reverse("admin:catalogue_proposedrevision_change", args=[proposal.pk])


def edit_page_of(proposal: ProposedRevision) -> str:
    return reverse("admin:catalogue_proposedrevision_edit", args=[proposal.pk])


def settle(desk, proposal: ProposedRevision, move: str, **typed: str):
    shown = desk.get(page_of(proposal))
    data = {"move": move, "seen": shown.context["seen"], **typed}
    return desk.client.post(page_of(proposal), data, follow=True)


@pytest.fixture
def cataloguer(desk_of):
    return desk_of(CATALOGUER)


@pytest.fixture
def reviewer(desk_of):
    return desk_of(REVIEWER)


@pytest.fixture
def proposal(cataloguer, telegram) -> ProposedRevision:
    """A new title, a new text, one sheet more, one holding new and one gone, a subject."""
    subject = Subject.objects.create(slug="korea", label_en="Korean War")
    typed: dict[str, Any] = {
        "title": "Telegram from Kuznetsov to Moscow",
        "subjects": [subject.pk],
        "holdings-0-listy": "187-190",
        "holdings-1-DELETE": "on",
        "holdings-TOTAL_FORMS": "3",
        "holdings-2-id": "",
        "holdings-2-document": telegram.pk,
        "holdings-2-place": f"archive-{telegram.holdings.last().archive_id}",
        "holdings-2-order": "3",
        "holdings-2-certainty": "certain",
        "holdings-2-copy_kind": "",
        "texts-0-body": "After listening to our greetings\n\nMao noted",
    }
    assert cataloguer.change(telegram, **typed).status_code == 302
    return ProposedRevision.objects.get()


def listy(document: Document) -> list[str]:
    return [str(holding) for holding in document.holdings.all()]


def fresh(document: Document) -> Document:
    return Document.objects.get(pk=document.pk)


def test_a_proposal_leaves_everything_as_readers_see_it(proposal, telegram, client) -> None:
    assert fresh(telegram).title == "Telegram from Kuznetsov"
    assert [one.listy for one in telegram.holdings.all()] == ["187-189", "156-158"]
    assert ListyRun.objects.count() == 2
    assert not Version.objects.exists()
    page = client.get(telegram.get_absolute_url()).content.decode()
    assert "to Moscow" not in page
    assert "our greetings" not in page


def test_the_reviewer_sees_it_field_by_field_in_names(proposal, reviewer) -> None:
    page = reviewer.get(page_of(proposal)).content.decode()
    assert "<dt>title</dt>" in page
    assert "to Moscow" in page
    assert "<dt>subjects</dt>" in page
    assert "Korean War" in page
    assert "taken out" in page
    assert "added" in page
    assert "our greetings" in page
    assert "<dt>credit</dt>" not in page  # only what differs is shown


def test_an_approved_one_becomes_public_with_its_history(proposal, reviewer, telegram) -> None:
    answer = settle(reviewer, proposal, "approve", note="Good")
    assert "is approved" in answer.content.decode()
    document = fresh(telegram)
    assert (document.title, document.status) == ("Telegram from Kuznetsov to Moscow", "published")
    assert [one.listy for one in document.holdings.all()] == ["187-190", ""]
    assert [str(one) for one in document.subjects.all()] == ["Korean War"]
    assert document.texts.get().body.startswith("After listening to our greetings")
    assert Holding.objects.filter(pk__lt=0).count() == 0
    assert ListyRun.objects.get().end == 19001
    version = Version.objects.get_for_object(document).first()
    assert version.revision.user.username == REVIEWER
    assert "proposed by cataloguer" in version.revision.comment
    assert document.steps.first().kind == "revised"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.reviewed_by.username) == (State.APPROVED, REVIEWER)
    assert "to Moscow" in reviewer.get(page_of(proposal)).content.decode()


def test_what_is_sent_back_is_edited_on_and_waits_again(proposal, reviewer, cataloguer) -> None:
    assert "Say in the note" in settle(reviewer, proposal, "send_back").content.decode()
    settle(reviewer, proposal, "send_back", note="Which Moscow?")
    page = cataloguer.get(page_of(proposal)).content.decode()
    assert "Which Moscow?" in page
    answer = cataloguer.send(edit_page_of(proposal), title="Telegram to Moscow, Russia")
    assert answer.status_code == 302
    assert answer.url == page_of(proposal)
    proposal.refresh_from_db()
    assert proposal.state == State.OPEN
    settle(reviewer, proposal, "approve")
    document = Document.objects.get()
    assert document.title == "Telegram to Moscow, Russia"
    assert [one.listy for one in document.holdings.all()] == ["187-190", ""]


def test_rows_that_are_only_proposed_are_edited_on_too(proposal, cataloguer, reviewer) -> None:
    for sheets in ("1", "2"):
        typed = {"holdings-1-note": f"copy {sheets}", "holdings-0-listy": sheets}
        assert cataloguer.send(edit_page_of(proposal), **typed).status_code == 302
    assert Holding.objects.count() == 2
    settle(reviewer, proposal, "approve")
    kept = [(one.listy, one.note) for one in Document.objects.get().holdings.all()]
    assert kept == [("2", ""), ("", "copy 2")]


def test_a_form_of_a_proposal_that_is_refused_changes_nothing(
    proposal, cataloguer, errors_of
) -> None:
    assert "required" in errors_of(cataloguer.send(edit_page_of(proposal), title=""))
    assert Document.objects.get().title == "Telegram from Kuznetsov"
    assert Holding.objects.filter(pk__lt=0).count() == 0


def test_fields_that_only_the_other_changed_stay_theirs(proposal, reviewer, telegram) -> None:
    agent = Agent.objects.create(slug="mao", name="Mao")
    role = Role.objects.create(slug="to", label_en="To")
    telegram.participations.create(agent=agent, role=role)
    assert reviewer.change(telegram, summary="On the armistice").status_code == 302
    settle(reviewer, proposal, "approve")
    document = fresh(telegram)
    assert document.summary == "On the armistice"
    assert document.title == "Telegram from Kuznetsov to Moscow"
    assert document.participations.count() == 2


def test_what_both_changed_is_asked_and_not_overwritten(proposal, reviewer, telegram) -> None:
    typed = {"title": "Telegram, corrected", "holdings-1-note": "copy"}
    assert reviewer.change(telegram, **typed).status_code == 302
    page = reviewer.get(page_of(proposal)).content.decode()
    assert "was changed since this was proposed" in page
    assert "Telegram, corrected" in page
    answer = settle(reviewer, proposal, "approve")
    assert "Choose for each field" in answer.content.decode()
    assert fresh(telegram).title == "Telegram, corrected"
    choices = reviewer.get(page_of(proposal)).context["clashes"]
    assert len(choices) == 2
    picked = {f"choice-{one['key']}": "theirs" for one in choices}
    picked[next(name for name in picked if name.endswith(":title"))] = "mine"
    settle(reviewer, proposal, "approve", **picked)
    document = fresh(telegram)
    assert document.title == "Telegram from Kuznetsov to Moscow"
    assert "copy" in [one.note for one in document.holdings.all()]


def test_what_changed_since_it_was_shown_is_not_approved(proposal, reviewer, telegram) -> None:
    data = {"move": "approve", "seen": "then"}
    page = reviewer.client.post(page_of(proposal), data).content.decode()
    assert "look again" in page
    assert fresh(telegram).title == "Telegram from Kuznetsov"


def test_a_proposal_that_names_what_is_gone_is_refused_in_words(proposal, reviewer) -> None:
    Subject.objects.all().delete()
    page = settle(reviewer, proposal, "approve").content.decode()
    assert "subjects is no longer there" in page
    assert Document.objects.get().title == "Telegram from Kuznetsov"


def test_a_second_one_of_the_same_author_takes_the_place_of_the_first(
    proposal, cataloguer, telegram
) -> None:
    form = cataloguer.get(cataloguer.address(Document, "change", telegram.pk)).content.decode()
    assert "You proposed a revision already" in form
    cataloguer.change(telegram, title="Shorter")
    states = list(ProposedRevision.objects.order_by("pk").values_list("state", flat=True))
    assert states == [State.SUPERSEDED, State.OPEN]


def test_a_save_that_changes_nothing_proposes_nothing(cataloguer, telegram) -> None:
    cataloguer.change(telegram)
    assert not ProposedRevision.objects.exists()


def test_a_reviewer_may_choose_to_propose(reviewer, telegram) -> None:
    reviewer.change(telegram, title="Perhaps", status="draft", _propose="1")
    assert (fresh(telegram).title, fresh(telegram).status) == (
        "Telegram from Kuznetsov",
        "published",
    )
    proposal = ProposedRevision.objects.get()
    settle(reviewer, proposal, "approve")
    assert (fresh(telegram).title, fresh(telegram).status) == ("Perhaps", "published")


def test_restoring_a_version_of_a_public_document_proposes_it(
    reviewer, cataloguer, telegram
) -> None:
    reviewer.change(telegram, title="First")
    reviewer.change(telegram, title="Second")
    oldest = Version.objects.get_for_object(telegram)[1]  # the beginning comes after it
    address = reverse("admin:catalogue_document_revision", args=[telegram.pk, oldest.pk])
    assert cataloguer.send(address).status_code == 302
    assert fresh(telegram).title == "Second"
    proposal = ProposedRevision.objects.get()
    settle(reviewer, proposal, "approve")
    assert fresh(telegram).title == "First"


def test_others_neither_see_nor_settle_a_proposal(proposal, desk_of, cataloguer) -> None:
    for desk in (desk_of(CATALOGUER, "another"), desk_of(EDITOR_OF_HOLDINGS)):
        assert desk.get(page_of(proposal)).status_code == 404
        assert desk.get(edit_page_of(proposal)).status_code == 404
        assert desk.client.post(page_of(proposal), {"move": "approve"}).status_code == 404
    for move in ("approve", "send_back"):
        assert settle(cataloguer, proposal, move, note="x").status_code == 403
    proposal.refresh_from_db()
    assert proposal.state == State.OPEN


def test_an_author_gives_up_her_own(proposal, cataloguer) -> None:
    settle(cataloguer, proposal, "give_up")
    proposal.refresh_from_db()
    assert proposal.state == State.SUPERSEDED
    assert cataloguer.get(edit_page_of(proposal)).status_code == 403


def test_the_source_line_makes_no_holdings_of_a_public_document(cataloguer, telegram) -> None:
    address = reverse("admin:catalogue_document_source_line", args=[telegram.pk])
    assert cataloguer.get(address).status_code == 403


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999", "%00"])
def test_a_proposal_that_is_not_there_is_not_found(number, reviewer) -> None:
    assert reviewer.get(f"/admin/catalogue/proposedrevision/{number}/change/").status_code == 404
