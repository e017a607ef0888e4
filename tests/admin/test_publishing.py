"""Publishing and withdrawing: at once, for all chosen, written into each one's history."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reversion.models import Version

from catalogue.admin import desk as desks
from catalogue.models import Document

Status = Document.Status

MOVES = [
    ("publish", Status.DRAFT, Status.PUBLISHED, "2 documents published."),
    ("publish", Status.REVIEW, Status.PUBLISHED, "2 documents published."),
    ("withdraw", Status.PUBLISHED, Status.DRAFT, "2 documents withdrawn."),
    ("send_to_review", Status.DRAFT, Status.REVIEW, "2 documents sent to review."),
]


def two_documents(status: Status) -> list[Document]:
    return [Document.objects.create(title=f"Letter {n}", status=status) for n in (1, 2)]


@pytest.mark.parametrize(("action", "before", "after", "words"), MOVES)
def test_an_action_moves_what_was_chosen_and_says_how_many(action, before, after, words, desk, db):
    documents = two_documents(before)
    page = desk.act(Document, action, *documents)
    assert words in page.content.decode()
    assert set(Document.objects.values_list("status", flat=True)) == {after}


def test_what_is_so_already_is_counted_apart(desk, db) -> None:
    documents = [*two_documents(Status.PUBLISHED), *two_documents(Status.DRAFT)[:1]]
    page = desk.act(Document, "publish", *documents).content.decode()
    assert "1 document published. 2 were so already." in page


def test_the_moment_of_publication_is_kept_when_withdrawn(desk, db) -> None:
    document = two_documents(Status.DRAFT)[0]
    desk.act(Document, "publish", document)
    document.refresh_from_db()
    assert document.published_at is not None
    desk.act(Document, "withdraw", document)
    moment, document = document.published_at, Document.objects.get(pk=document.pk)
    assert document.published_at == moment


def test_an_action_stands_in_the_history_of_each(desk, curator, db) -> None:
    documents = two_documents(Status.DRAFT)
    desk.act(Document, "publish", *documents)
    for document in documents:
        version, _beginning = Version.objects.get_for_object(document)
        assert version.revision.user == curator
        assert "published" in version.revision.comment
        assert version.field_dict["status"] == Status.PUBLISHED
        entry = LogEntry.objects.get(object_id=str(document.pk))
        assert entry.user == curator


def test_what_stays_as_it_was_gets_no_entry(desk, db) -> None:
    desk.act(Document, "publish", *two_documents(Status.PUBLISHED))
    assert not Version.objects.exists()
    assert not LogEntry.objects.exists()


def test_more_than_can_be_done_at_once_is_refused(desk, db) -> None:
    documents = two_documents(Status.DRAFT)
    with patch.object(desks, "MOST_AT_ONCE", 1):
        page = desk.act(Document, "publish", documents[0], select_across="1")
    assert "At most 1 can be done at once" in page.content.decode()
    assert not Document.objects.published().exists()


def test_the_number_of_queries_grows_only_by_each_ones_own_write(desk, telegram) -> None:
    def queries_for(number: int) -> int:
        documents = [Document.objects.create(title="Letter") for _ in range(number)]
        with CaptureQueriesContext(connection) as queries:
            desk.act(Document, "publish", *documents)
        return len(queries)

    queries_for(1)
    assert queries_for(12) - queries_for(2) == 10


@pytest.mark.parametrize("action", ["publish", "withdraw", "send_to_review", "delete_selected"])
def test_who_may_only_look_is_offered_no_action(action, desk_of_staff, db) -> None:
    document = two_documents(Status.DRAFT)[0]
    desk = desk_of_staff("view_document")
    page = desk.act(Document, action, document)
    assert page.status_code == 200
    assert f'value="{action}"' not in page.content.decode()
    assert Document.objects.get(pk=document.pk).status == Status.DRAFT


def test_only_a_published_document_is_shown_on_the_site(desk, telegram) -> None:
    address = desk.address(Document, "change", telegram.pk)
    assert f'href="{telegram.get_absolute_url()}"' in desk.get(address).content.decode()
    desk.act(Document, "withdraw", telegram)
    assert f'href="{telegram.get_absolute_url()}"' not in desk.get(address).content.decode()
