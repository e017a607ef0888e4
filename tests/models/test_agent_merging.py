"""Two agents that are one become one, and two again when that was a mistake."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from catalogue.models import (
    Agent,
    AgentIdentifier,
    AgentMerge,
    AgentName,
    Document,
    Participation,
    Role,
    merge_agents,
    plan_agent_merge,
    undo_agent_merge,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def roles(db: None) -> dict[str, Role]:
    return {slug: Role.objects.create(slug=slug, label_en=slug) for slug in ("from", "to")}


@pytest.fixture
def kept(db: None) -> Agent:
    return Agent.objects.create(slug="kuznetsov", name="Kuznetsov, Vasily")


@pytest.fixture
def gone(kept: Agent, roles: dict[str, Role]) -> Agent:
    """The same person, entered twice, with two parts of which the other has one too."""
    agent = Agent.objects.create(slug="kuznecov", name="Kuznecov, V.", dates="1901–1990")
    AgentName.objects.create(agent=agent, name="Кузнецов", note="passport")
    AgentIdentifier.objects.create(agent=agent, scheme="wikidata", value="Q5816")
    for title in ("A", "B"):
        document = Document.objects.create(title=title, status="published")
        Participation.objects.create(document=document, agent=agent, role=roles["from"], order=3)
    first = Document.objects.get(title="A")
    Participation.objects.create(document=first, agent=kept, role=roles["from"])
    return agent


def state() -> tuple:
    """All that merging touches, but for ids."""
    return (
        sorted(Agent.objects.values_list("slug", "name", "dates", "kind", "description")),
        sorted(AgentName.objects.values_list("agent__slug", "name", "note")),
        sorted(AgentIdentifier.objects.values_list("agent__slug", "scheme", "value")),
        sorted(
            Participation.objects.values_list(
                "agent__slug", "document__title", "role__slug", "order", "name_as_written"
            )
        ),
    )


def test_the_plan_counts_what_the_merge_does(kept: Agent, gone: Agent) -> None:
    plan = plan_agent_merge(gone, kept)
    assert (plan.moved, plan.doubles, plan.refusals) == (1, 1, ())
    assert plan.names == ("Kuznecov, V.", "Кузнецов")
    merge_agents(gone, kept)
    kept.refresh_from_db()
    assert kept.dates == "1901–1990"
    assert {name.name for name in kept.names.all()} == {"Kuznecov, V.", "Кузнецов"}
    assert kept.participations.count() == 2
    assert str(kept.identifiers.get()) == "Wikidata Q5816"
    assert not Agent.objects.filter(slug="kuznecov").exists()


def test_a_merge_that_is_undone_leaves_all_as_it_was(kept: Agent, gone: Agent) -> None:
    before = state()
    undo_agent_merge(merge_agents(gone, kept))
    assert state() == before


def test_what_was_changed_since_stays_when_a_merge_is_undone(kept: Agent, gone: Agent) -> None:
    merge = merge_agents(gone, kept)
    kept.dates = "1902–1990"
    kept.save()
    kept.participations.filter(document__title="B").delete()
    undo_agent_merge(merge)
    kept.refresh_from_db()
    assert kept.dates == "1902–1990"
    assert Participation.objects.filter(document__title="B").count() == 0


def test_the_old_address_leads_to_the_agent_kept(kept: Agent, gone: Agent, client: Client) -> None:
    merge = merge_agents(gone, kept)
    assert client.get("/agents/kuznecov/").headers["Location"] == "/agents/kuznetsov/"
    another = Agent.objects.create(slug="third", name="Kuznetsov")
    merge.refresh_from_db()
    merge_agents(merge.kept, another)
    assert client.get("/agents/kuznecov/").headers["Location"] == "/agents/third/"
    Document.objects.update(status="draft")
    assert client.get("/agents/kuznecov/").status_code == 404


def test_a_merge_is_undone_once(kept: Agent, gone: Agent) -> None:
    merge = merge_agents(gone, kept)
    undo_agent_merge(merge)
    with pytest.raises(ValidationError, match="undone already"):
        undo_agent_merge(AgentMerge.objects.get())


def test_a_key_given_to_another_meanwhile_is_said(kept: Agent, gone: Agent) -> None:
    merge = merge_agents(gone, kept)
    Agent.objects.create(slug="kuznecov", name="Another")
    with pytest.raises(ValidationError, match="has the key"):
        undo_agent_merge(merge)


CONTRADICTIONS = [
    ({"kind": "body"}, "a person and a body"),
    ({"dates": "1850–1900"}, "different dates"),
]


@pytest.mark.parametrize(("said", "message"), CONTRADICTIONS)
def test_contradictions_are_refused(said, message, kept: Agent, gone: Agent) -> None:
    Agent.objects.filter(pk=kept.pk).update(**said)
    kept.refresh_from_db()
    with pytest.raises(ValidationError, match=message):
        merge_agents(gone, kept)
    assert Agent.objects.count() == 2


def test_different_identifiers_and_oneself_are_refused(kept: Agent, gone: Agent) -> None:
    AgentIdentifier.objects.create(agent=kept, scheme="wikidata", value="Q1")
    with pytest.raises(ValidationError, match="Wikidata Q5816 and Wikidata Q1"):
        merge_agents(gone, kept)
    with pytest.raises(ValidationError, match="another agent"):
        merge_agents(gone, gone)
