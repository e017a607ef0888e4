"""The pages of people and bodies."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from catalogue.models import Agent, Document, Participation

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_only_agents_of_published_documents_are_listed(
    collection: SimpleNamespace, client: Client
) -> None:
    Agent.objects.create(slug="idle", name="Idle, Ivan")
    unpublished = Agent.objects.create(slug="unpublished", name="Unpublished, Uliana")
    Participation.objects.create(
        document=collection.draft, agent=unpublished, role=collection.sender
    )
    page = client.get("/agents/").content.decode()
    assert "Kuznetsov, Vasily Vasilyevich" in page
    assert "Idle" not in page
    assert "Uliana" not in page
    assert client.get("/agents/unpublished/").status_code == 404


def test_an_agent_is_shown_with_names_roles_and_documents(
    collection: SimpleNamespace, client: Client
) -> None:
    mao = Agent.objects.get(slug="mao-zedong")
    mao.names.create(name="毛泽东")
    page = client.get("/agents/mao-zedong/").content.decode()
    assert "毛泽东" in page
    assert "2 documents" in page
    assert page.index("Telegram from Kuznetsov") < page.index("Letter from Mao"), "by date"
    assert re.findall(r'href="\?role=([^"]*)"', page) == ["from", "mentioned"]


def test_a_role_narrows_the_documents(collection: SimpleNamespace, client: Client) -> None:
    page = client.get("/agents/mao-zedong/?role=from").content.decode()
    assert "Letter from Mao" in page
    assert "Telegram from Kuznetsov" not in page
    assert client.get("/agents/mao-zedong/?role=to").status_code == 404
    assert client.get("/agents/mao-zedong/?role=%00").status_code == 404


def test_a_draft_counts_in_no_role(collection: SimpleNamespace, client: Client) -> None:
    page = client.get("/agents/mao-zedong/").content.decode()
    counts = re.findall(r'role=(\w+)"[^>]*>\w+ <span class="count">(\d+)', page)
    assert counts == [("from", "1"), ("mentioned", "1")]


def test_the_list_begins_at_a_name(collection: SimpleNamespace, client: Client) -> None:
    page = client.get("/agents/?from=mal").content.decode()
    assert re.findall(r'<span><a href="/agents/([^/]*)/">', page)[0] == "malenkov"
    assert "Nothing comes at or after" in client.get("/agents/?from=zz").content.decode()


def test_a_long_list_of_agents_is_read_in_stretches(
    collection: SimpleNamespace, client: Client, django_assert_num_queries: object
) -> None:
    for number in range(230):
        agent = Agent.objects.create(slug=f"a{number}", name=f"Agent {number:03}")
        Participation.objects.create(
            document=collection.letter, agent=agent, role=collection.addressee
        )
    with django_assert_num_queries(2):  # agents, their documents
        page = client.get("/agents/").content.decode()
    assert "from Agent 100" in page


def test_documents_take_a_fixed_number_of_queries(
    collection: SimpleNamespace, client: Client, django_assert_num_queries: object
) -> None:
    mao = Agent.objects.get(slug="mao-zedong")
    for number in range(60):
        document = Document.objects.create(title=f"Paper {number}", status="published")
        Participation.objects.create(document=document, agent=mao, role=collection.sender)
    with django_assert_num_queries(8):
        page = client.get("/agents/mao-zedong/").content.decode()
    assert "Page 1 of 2" in page
    assert client.get("/agents/mao-zedong/?page=3").status_code == 404
