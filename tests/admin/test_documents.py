"""A form that is only opened and saved changes nothing, not a line end of the founding document."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.core.serializers import serialize

from catalogue.models import Agent, Archive, Delo, Document


@pytest.fixture
def founding_document(db: None) -> Document:
    call_command("loaddata", "archives", "vocabulary", "kuznetsov-1953", verbosity=0)
    return Document.objects.get(identifier="kuznetsov-telegram-1953")


def whole(document: Document) -> dict[str, Any]:
    """Everything stored of a document but the moment of its last change."""
    parts = (document.holdings, document.participations, document.texts, document.identifiers)
    rows = [document, *(row for part in parts for row in part.all())]
    stored = serialize("python", rows)
    stored[0]["fields"].pop("changed_at")
    return {"rows": stored, "runs": list(document.holdings.values_list("runs__start", "runs__end"))}


def test_the_founding_document_passes_through_its_form_unchanged(desk, founding_document) -> None:
    before = whole(founding_document)
    assert desk.change(founding_document).status_code == 302
    assert whole(Document.objects.get(pk=founding_document.pk)) == before
    assert LogEntry.objects.get().get_change_message() == "No fields changed."


def test_every_kind_of_record_passes_through_its_form_unchanged(
    desk, telegram: Document, kuznetsov: Agent
) -> None:
    delo = Delo.objects.first()
    for record in (kuznetsov, delo, delo.opis, delo.opis.fond, Archive.objects.first()):
        before = serialize("python", [type(record).objects.get(pk=record.pk)])
        assert desk.change(record).status_code == 302
        assert serialize("python", [type(record).objects.get(pk=record.pk)]) == before
    assert {entry.get_change_message() for entry in LogEntry.objects.all()} == {
        "No fields changed."
    }
