"""What is proposed as the catalogue changes: never what is withdrawn or was never published."""

from __future__ import annotations

import pytest

from catalogue.models import Agent, Document, Participation, Subject

from .conftest import found, search

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


def proposed(q: str) -> list[str]:
    return [one.q for one in search(q=q).corrections]


def test_what_is_found_often_enough_is_not_doubted(collection: dict) -> None:
    for number in range(60):
        Document.objects.create(title=f"Treaty {number}", status="published")
    Document.objects.create(title="Treatise", status="published")
    for number in range(6):
        Document.objects.create(title=f"Treats {number}", status="published")
    assert proposed("treatise") == []
    assert proposed("treats") == []
    assert proposed("treatlse") == ["treatise", "treats"]


def test_a_slip_that_is_in_the_catalogue_leads_to_what_is_oftener(collection: dict) -> None:
    for number in range(20):
        Document.objects.create(title=f"Memorandum {number}", status="published")
    slip = Document.objects.create(title="Memorandun", status="published")
    results = search(q="memorandun")
    assert found(results) == [slip.identifier]
    assert [(one.q, one.total) for one in results.corrections] == [("memorandum", 20)]


def test_nothing_unpublished_shows_through(collection: dict) -> None:
    assert proposed("sekret") == []
    agent = Agent.objects.create(slug="spy", name="Abakumov, Viktor")
    part = Participation.objects.first()
    Participation.objects.create(document=collection["draft"], agent=agent, role=part.role)
    Subject.objects.create(slug="bugs", label_en="Wiretapping")
    assert proposed("abakumow") == []
    assert proposed("Абакунов") == []
    assert proposed("wiretaping") == []


def test_what_was_withdrawn_is_not_proposed(collection: dict) -> None:
    assert proposed("econonic") == ["economic"]
    collection["letter"].status = "draft"
    collection["letter"].save()
    assert proposed("econonic") == []
