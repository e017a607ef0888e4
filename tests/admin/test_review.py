"""From draft to public: who moves a document, what is kept of it, what the author is told."""

from __future__ import annotations

import pytest
from django.urls import reverse
from reversion.models import Version

from catalogue.models import Document, Step
from catalogue.models.groups import ADMINISTRATOR, CATALOGUER, EDITOR_OF_HOLDINGS, REVIEWER

Status = Document.Status


def address(document: Document) -> str:
    return reverse("admin:catalogue_document_review", args=[document.pk])


def move(desk, document: Document, name: str, **typed: str):
    seen = Document.objects.get(pk=document.pk).changed_at.isoformat()
    data = {"move": name, "seen": seen, **typed}
    return desk.client.post(address(document), data, follow=True)


def status(document: Document) -> str:
    return Document.objects.get(pk=document.pk).status


def steps(document: Document) -> list[tuple[str, str]]:
    """Oldest first."""
    return [(step.kind, step.by_name) for step in document.steps.order_by("pk")]


@pytest.fixture
def draft(desk_of) -> Document:
    """A draft that a cataloguer made through the form."""
    assert desk_of(CATALOGUER).add(Document, title="Letter").status_code == 302
    return Document.objects.get()


def test_the_way_from_draft_to_public_is_kept_with_who_and_when(draft, desk_of) -> None:
    move(desk_of(CATALOGUER), draft, "send_to_review")
    assert status(draft) == Status.REVIEW
    move(desk_of(REVIEWER), draft, "publish")
    assert status(draft) == Status.PUBLISHED
    assert steps(draft) == [
        ("created", CATALOGUER),
        ("sent", CATALOGUER),
        ("published", REVIEWER),
    ]
    assert all(step.at for step in draft.steps.all())


def test_a_note_goes_back_with_the_document_and_stands_above_its_form(draft, desk_of) -> None:
    move(desk_of(CATALOGUER), draft, "send_to_review")
    move(desk_of(REVIEWER), draft, "send_back", note="Which ambassador? <b>")
    assert status(draft) == Status.DRAFT
    form = desk_of(CATALOGUER).get(desk_of(CATALOGUER).address(Document, "change", draft.pk))
    assert "Which ambassador? &lt;b&gt;" in form.content.decode()
    move(desk_of(CATALOGUER), draft, "send_to_review")
    form = desk_of(REVIEWER).get(desk_of(REVIEWER).address(Document, "change", draft.pk))
    assert "Which ambassador?" not in form.content.decode()


def test_nothing_is_sent_back_without_a_note(draft, desk_of) -> None:
    move(desk_of(CATALOGUER), draft, "send_to_review")
    page = move(desk_of(REVIEWER), draft, "send_back", note="  ")
    assert "Say in the note" in page.content.decode()
    assert status(draft) == Status.REVIEW


def test_what_was_changed_since_it_was_shown_is_not_published(draft, desk_of) -> None:
    page = desk_of(REVIEWER).client.post(address(draft), {"move": "publish", "seen": "then"})
    assert "was changed since this page was shown" in page.content.decode()
    assert status(draft) == Status.DRAFT


REFUSED = [
    (CATALOGUER, Status.DRAFT, "publish"),
    (CATALOGUER, Status.REVIEW, "publish"),
    (CATALOGUER, Status.REVIEW, "send_back"),
    (CATALOGUER, Status.PUBLISHED, "withdraw"),
    (CATALOGUER, Status.PUBLISHED, "send_to_review"),
    (CATALOGUER, Status.PUBLISHED, "no such move"),
    (EDITOR_OF_HOLDINGS, Status.DRAFT, "send_to_review"),
    (EDITOR_OF_HOLDINGS, Status.DRAFT, "publish"),
    (REVIEWER, Status.PUBLISHED, "publish"),
    (REVIEWER, Status.DRAFT, "withdraw"),
]


@pytest.mark.parametrize(("group", "before", "name"), REFUSED)
def test_a_move_that_is_not_theirs_is_forbidden(group, before, name, draft, desk_of) -> None:
    Document.objects.filter(pk=draft.pk).update(status=before, published_at=draft.created_at)
    assert move(desk_of(group), draft, name, note="No").status_code == 403
    assert status(draft) == before


def test_a_cataloguer_works_on_her_own_drafts_and_nobodys_only(draft, desk_of) -> None:
    nobodys = Document.objects.create(title="Imported")
    other = desk_of(CATALOGUER, "another cataloguer")
    assert other.change(nobodys, title="Corrected").status_code == 302
    change = other.address(Document, "change", draft.pk)
    assert 'name="title"' not in other.get(change).content.decode()
    assert other.client.post(change, {"title": "Mine now"}).status_code == 403
    assert other.client.post(other.address(Document, "delete", draft.pk)).status_code == 403
    assert move(other, draft, "send_to_review").status_code == 403
    other.act(Document, "send_to_review", draft)
    assert (status(draft), Document.objects.get(pk=draft.pk).title) == (Status.DRAFT, "Letter")


def test_while_it_is_reviewed_its_author_only_takes_it_back(draft, desk_of) -> None:
    desk = desk_of(CATALOGUER)
    move(desk, draft, "send_to_review")
    change = desk.address(Document, "change", draft.pk)
    assert desk.client.post(change, {"title": "Other"}).status_code == 403
    move(desk, draft, "take_back")
    assert desk.change(draft, title="Other").status_code == 302


def test_a_cataloguer_publishes_by_no_way_of_the_form(draft, desk_of) -> None:
    desk = desk_of(CATALOGUER)
    desk.change(draft, status=Status.PUBLISHED)
    desk.add(Document, title="Another", status=Status.PUBLISHED)
    desk.act(Document, "publish", draft)
    assert set(Document.objects.values_list("status", flat=True)) == {Status.DRAFT}


def test_a_version_that_was_public_comes_back_as_a_draft(draft, desk_of) -> None:
    move(desk_of(REVIEWER), draft, "publish")
    move(desk_of(REVIEWER), draft, "withdraw")
    desk = desk_of(CATALOGUER)
    public = next(v for v in _versions(draft) if v.field_dict["status"] == Status.PUBLISHED)
    restore = reverse("admin:catalogue_document_revision", args=[draft.pk, public.pk])
    assert desk.send(restore).status_code == 302
    assert status(draft) == Status.DRAFT
    Document.objects.all().delete()
    recover = desk.address(Document, "recover", public.pk)
    assert desk.send(recover).status_code == 302
    assert status(draft) == Status.DRAFT
    assert steps(draft)[0] == ("created", CATALOGUER)


def _versions(document: Document) -> list[Version]:
    return list(Version.objects.get_for_object(document))


def test_a_status_set_in_the_form_is_a_step_too(desk, db) -> None:
    desk.add(Document, title="Letter", status=Status.PUBLISHED)
    document = Document.objects.get()
    assert [kind for kind, _who in steps(document)] == ["created", "published"]
    desk.change(document, status=Status.DRAFT)
    assert steps(document)[-1] == ("withdrawn", "curator")


def test_saving_can_send_to_review_at_once(draft, desk_of) -> None:
    desk_of(CATALOGUER).change(draft, title="Ready", _to_review="1")
    document = Document.objects.get()
    assert (document.title, document.status) == ("Ready", Status.REVIEW)


def test_a_move_from_where_a_document_is_not_is_said(desk, draft) -> None:
    public = Document.objects.create(title="Public", status=Status.PUBLISHED)
    page = desk.act(Document, "send_to_review", draft, public).content.decode()
    assert "1 document sent to review." in page
    assert "1 cannot go that way" in page
    assert status(public) == Status.PUBLISHED


def test_administrators_may_do_everything(draft, desk_of) -> None:
    move(desk_of(ADMINISTRATOR), draft, "publish")
    assert status(draft) == Status.PUBLISHED


def test_steps_tell_who_it_was_after_the_account_is_gone(draft) -> None:
    step = Step.objects.get()
    step.by.delete()
    step.refresh_from_db()
    assert (step.by, step.by_name) == (None, CATALOGUER)
