"""History: every save a version; any version of a record comes back with its parts."""

from __future__ import annotations

from typing import Any

import pytest
import reversion
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from reversion.models import Version

from catalogue.admin.chronicle import BEGINNING
from catalogue.models import (
    Agent,
    AgentName,
    Archive,
    Delo,
    Document,
    Holding,
    ListyRun,
    Participation,
    Subject,
    Text,
)

pytestmark = pytest.mark.one_database


@pytest.fixture
def saved(desk, telegram: Document) -> Document:
    """The telegram, saved once through its form, so that this state has a version."""
    subject = Subject.objects.create(slug="korea", label_en="Korean War")
    telegram.subjects.add(subject)
    assert desk.change(telegram, subjects=[subject.pk]).status_code == 302
    return telegram


def versions(record: Any) -> list[Version]:
    """Oldest first."""
    kept = Version.objects.get_for_object(record).order_by("pk")
    return list(kept.exclude(revision__comment=BEGINNING))


def version_address(version: Version, model: type = Document) -> str:
    name = f"admin:catalogue_{model._meta.model_name}_revision"
    return reverse(name, args=[version.object_id, version.pk])


def spoil(document: Document) -> None:
    """Change everything about a document."""
    first, second = document.holdings.all()
    Document.objects.filter(pk=document.pk).update(title="Spoilt", date_edtf="1935", status="draft")
    second.delete()
    first.listy = "1"
    first.save()
    document.participations.all().delete()
    document.texts.update(body="Spoilt")
    document.subjects.clear()


def test_a_save_is_a_version_with_who_and_what(saved, curator) -> None:
    (version,) = versions(saved)
    assert version.revision.user == curator
    assert version.field_dict["title"] == "Telegram from Kuznetsov"


def test_a_restored_document_has_its_holdings_parties_texts_and_subjects(desk, saved) -> None:
    spoil(saved)
    (version,) = versions(saved)
    assert desk.send(version_address(version)).status_code == 302
    saved.refresh_from_db()
    assert (saved.title, saved.date_edtf, str(saved.earliest)) == (
        *("Telegram from Kuznetsov", "1953-07-29", "1953-07-29"),
    )
    assert [holding.listy for holding in saved.holdings.all()] == ["187-189", "156-158"]
    assert [holding.runs.count() for holding in saved.holdings.all()] == [1, 1]
    assert saved.holdings.first().runs.get().start == 18700
    assert [str(one.agent) for one in saved.participations.all()] == ["Kuznetsov"]
    assert [one.body for one in saved.texts.all()] == [
        "After listening to the greetings of the CC CPSU,\n\nMao noted"
    ]
    assert [str(one) for one in saved.subjects.all()] == ["Korean War"]
    assert "Restored" in versions(saved)[-1].revision.comment


def test_a_save_names_what_was_changed_and_nothing_that_passed_through(desk, saved) -> None:
    Document.objects.filter(pk=saved.pk).update(markings="CIPHERED TELEGRAM\nURGENT")
    assert desk.change(saved, summary="On the armistice").status_code == 302
    assert versions(saved)[-1].revision.get_comment() == "Changed Summary."
    saved.refresh_from_db()
    assert saved.markings == "CIPHERED TELEGRAM\nURGENT"
    assert "\r" not in saved.texts.get().body


def test_looking_at_a_version_changes_nothing(desk, saved) -> None:
    spoil(saved)
    (version,) = versions(saved)
    page = desk.get(version_address(version)).content.decode()
    assert "187-189" in page
    assert "Telegram from Kuznetsov" in page
    assert Document.objects.get().title == "Spoilt"
    assert Holding.objects.count() == ListyRun.objects.count() == 1
    assert len(versions(saved)) == 1


def test_looking_at_a_version_leaves_the_signals_on(desk, saved, monkeypatch) -> None:
    """Or another curator, saving at that moment, would lose the computed columns."""
    seen = []

    def save_meanwhile(*args: Any, **kwargs: Any) -> None:
        seen.append(Agent.objects.create(slug="meanwhile", name="Громыко").sort_key)

    original = Version.revert
    monkeypatch.setattr(Version, "revert", lambda self: (save_meanwhile(), original(self)))
    desk.get(version_address(versions(saved)[0]))
    assert all(seen)
    assert seen


def test_a_version_refused_in_its_form_changes_nothing(desk, saved, errors_of) -> None:
    spoil(saved)
    (version,) = versions(saved)
    assert "required" in errors_of(desk.send(version_address(version), title=""))
    assert Document.objects.get().title == "Spoilt"
    assert len(versions(saved)) == 1


def test_restoring_one_record_leaves_the_others_of_its_revision_alone(desk, saved, delo) -> None:
    with reversion.create_revision():
        saved.save()
        delo.save()
    Delo.objects.filter(pk=delo.pk).update(title="Corrected since")
    assert desk.send(version_address(versions(saved)[-1])).status_code == 302
    delo.refresh_from_db()
    assert delo.title == "Corrected since"


def test_rows_that_exchanged_their_sheets_come_back(desk, saved, delo) -> None:
    first, second = saved.holdings.all()
    Holding.objects.filter(pk=second.pk).delete()
    second = Holding.objects.create(document=saved, delo=delo, listy="1", order=2)
    assert desk.change(saved).status_code == 302
    Holding.objects.filter(pk=second.pk).update(listy="x")
    Holding.objects.filter(pk=first.pk).update(listy="1")
    Holding.objects.filter(pk=second.pk).update(listy="187-189")
    assert desk.send(version_address(versions(saved)[-1])).status_code == 302
    assert [holding.listy for holding in saved.holdings.all()] == ["187-189", "1"]


GONE = {
    "agent": lambda document: (
        document.participations.all().delete(),
        Agent.objects.all().delete(),
    ),
    "delo": lambda document: (document.holdings.all().delete(), Delo.objects.all().delete()),
    "subjects": lambda document: Subject.objects.all().delete(),
}


@pytest.mark.parametrize("what", GONE)
def test_a_version_that_names_what_is_gone_is_refused_in_words(what, desk, saved) -> None:
    GONE[what](saved)
    page = desk.client.get(version_address(versions(saved)[0]), follow=True).content.decode()
    assert f"its {what} is no longer there" in page


def test_a_version_that_breaks_a_rule_of_today_is_refused_in_words(desk, saved) -> None:
    Document.objects.filter(pk=saved.pk).update(identifier="moved")
    Document.objects.create(title="Another", identifier="kuznetsov-telegram-1953")
    page = desk.client.get(version_address(versions(saved)[0]), follow=True).content.decode()
    assert "cannot be restored beside what there is today" in page
    assert Document.objects.get(pk=saved.pk).identifier == "moved"


def test_a_deleted_document_is_recovered_with_its_parts(desk, saved) -> None:
    (version,) = versions(saved)
    saved.delete()
    listed = desk.get(desk.address(Document, "recoverlist")).content.decode()
    assert "Telegram from Kuznetsov" in listed
    address = desk.address(Document, "recover", version.pk)
    assert desk.send(address).status_code == 302
    document = Document.objects.get()
    assert document.holdings.count() == 2
    assert document.texts.count() == 1
    assert ListyRun.objects.count() == 2


def test_an_archive_and_an_agent_come_back_with_their_names(desk, aprf, kuznetsov) -> None:
    for record in (aprf, kuznetsov):
        assert desk.change(record).status_code == 302
        names = [str(name) for name in record.names.all()]
        record.names.all().delete()
        (version,) = versions(record)
        assert desk.send(version_address(version, type(record))).status_code == 302
        assert [str(name) for name in record.names.all()] == names
    assert Archive.objects.named("а п рф").get() == aprf
    assert AgentName.objects.get().folded == "кузнецов, василий васильевич"


def test_the_right_to_one_kind_of_record_gives_no_other(desk_of_staff, saved, aprf) -> None:
    """The number of a document's version in the address of an archive with the same number."""
    (version,) = versions(saved)
    if not Archive.objects.filter(pk=saved.pk).exists():
        Archive.objects.create(pk=saved.pk, code="X", name="X")
    desk = desk_of_staff("change_archive", "view_archive")
    name = "admin:catalogue_archive_revision"
    assert desk.get(reverse(name, args=[version.object_id, version.pk])).status_code == 404


def test_history_is_for_those_who_may_see_or_change(desk_of_staff, saved) -> None:
    (version,) = versions(saved)
    desk = desk_of_staff("view_document")
    assert desk.get(desk.address(Document, "history", saved.pk)).status_code == 200
    assert desk.get(version_address(version)).status_code == 403
    assert desk.get(desk.address(Document, "recover", version.pk)).status_code == 403
    assert desk.get(desk.address(Document, "recoverlist")).status_code == 403


def test_reading_a_list_or_form_takes_no_lock_for_writing(desk, saved) -> None:
    with CaptureQueriesContext(connection) as queries:
        desk.list(Document)
        desk.get(desk.address(Document, "change", saved.pk))
    assert not [one for one in queries if "SAVEPOINT" in one["sql"] or "BEGIN" in one["sql"]]


def test_texts_are_registered_with_the_document() -> None:
    for model in (Holding, Participation, Text):
        assert reversion.is_registered(model)
