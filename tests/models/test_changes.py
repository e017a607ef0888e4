"""The change log: written by the database, whoever writes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import (
    Agent,
    Change,
    Delo,
    Document,
    Fond,
    Holding,
    Participation,
    Place,
    Role,
)
from catalogue.models.changes import LINK, WATCHED, install_triggers

pytestmark = pytest.mark.django_db


def logged(*, links: bool = False) -> list[tuple[str, int]]:
    """What was logged since last asked, each once; of links to documents only if asked for."""
    changes = sorted(set(Change.objects.values_list("kind", "object_id")))
    Change.objects.all().delete()
    return [change for change in changes if change[0].endswith(LINK) == links]


def test_saves_bulk_updates_and_deletes_are_logged(document: Document, fond: Fond) -> None:
    logged()
    document.save()
    assert logged() == [("document", document.pk)]
    Fond.objects.update(title="Politburo of the Central Committee")
    assert logged() == [("fond", fond.pk)]
    pk = document.pk
    document.delete()
    assert logged() == [("document", pk)]


def test_a_part_names_its_document(document: Document, delo: Delo) -> None:
    logged()
    holding = Holding.objects.create(document=document, delo=delo)
    assert logged() == [("document", document.pk)]
    holding.delete()
    assert logged() == [("document", document.pk)]


def test_a_part_that_moves_names_both_documents(document: Document) -> None:
    other = Document.objects.create(title="Another")
    agent = Agent.objects.create(slug="a", name="A")
    role = Role.objects.create(slug="from", label_en="From")
    part = Participation.objects.create(document=document, agent=agent, role=role)
    logged()
    Participation.objects.filter(pk=part.pk).update(document=other)
    assert logged() == [("document", document.pk), ("document", other.pk)]


def test_many_to_many_changes_name_their_document(document: Document) -> None:
    logged()
    subject = document.subjects.create(slug="korea", label_en="Korea")
    assert ("document", document.pk) in logged()
    document.subjects.remove(subject)
    assert logged() == [("document", document.pk)]


def test_bulk_creation_is_logged() -> None:
    logged()
    made = Document.objects.bulk_create(Document(title=str(n)) for n in range(3))
    assert logged() == sorted(("document", d.pk) for d in made)


def test_what_is_rolled_back_is_not_logged(document: Document) -> None:
    logged()
    sid = connection.savepoint() if hasattr(connection, "savepoint") else None
    document.save()
    connection.savepoint_rollback(sid)
    assert logged() == []


def test_every_table_of_what_is_shown_is_watched() -> None:
    watched = {watch.table for watch in WATCHED}
    unwatched = {
        "catalogue_agentidentifier",
        "catalogue_agentmerge",
        "catalogue_auditline",
        "catalogue_batch",
        "catalogue_batchchange",
        "catalogue_batchrun",
        "catalogue_proposedrevision",
        "catalogue_step",
        "catalogue_change",
        "catalogue_changelog",
        "catalogue_formerreference",
        "catalogue_listyrun",
    }
    tables = {
        name for name in connection.introspection.table_names() if name.startswith("catalogue_")
    }
    assert tables == watched | unwatched


def test_triggers_can_be_made_again(document: Document) -> None:
    install_triggers()
    logged()
    document.save()
    assert logged() == [("document", document.pk)]


def test_what_joins_or_leaves_a_document_is_named(document: Document) -> None:
    logged()
    subject = document.subjects.create(slug="korea", label_en="Korea")
    assert logged(links=True) == [("subject link", subject.pk)]
    document.subjects.remove(subject)
    assert logged(links=True) == [("subject link", subject.pk)]
    beijing = Place.objects.create(slug="beijing", label_en="Beijing")
    kyiv = Place.objects.create(slug="kyiv", label_en="Kyiv")
    Document.objects.update(place_of_writing=beijing)
    assert logged(links=True) == [("place link", beijing.pk)]
    Document.objects.update(place_of_writing=kyiv)
    assert logged(links=True) == [("place link", beijing.pk), ("place link", kyiv.pk)]
    Document.objects.update(place_of_writing=None)
    assert logged(links=True) == [("place link", kyiv.pk)]


def test_triggers_are_made_again_only_where_they_are_not_as_they_should_be() -> None:
    logged()
    with CaptureQueriesContext(connection) as asked:
        install_triggers()
    assert not [query for query in asked if query["sql"].startswith(("CREATE", "DROP"))]
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON catalogue_agent"
        cursor.execute(f"DROP TRIGGER log_catalogue_agent_insert{on}")
    Agent.objects.create(slug="unseen", name="Unseen")
    assert logged() == []
    install_triggers()
    seen = Agent.objects.create(slug="seen", name="Seen")
    assert logged() == [("agent", seen.pk)]
