"""Suggestions while typing."""

from __future__ import annotations

import pytest

from catalogue.models import Agent, Document, Opis, Participation, Place
from catalogue.search import index
from catalogue.search.suggestions import suggest

pytestmark = pytest.mark.django_db(transaction=True)


def labels(text: str, *kinds: str, **how: bool) -> list[str]:
    return [one.label for one in suggest(text, **({"kinds": kinds} if kinds else {}), **how)]


@pytest.mark.parametrize(
    "typed", ["Kuz", "vasily kuz", "Кузн", "КУЗНЕЦОВ", "Kuznecov", "Kuznetzov", "Кузнецову"]
)
def test_an_agent_is_offered_in_any_script_and_spelling(collection: dict, typed: str) -> None:
    assert labels(typed, "agents") == ["Kuznetsov, Vasily"]


def test_a_name_of_one_ideograph_begins_a_name(collection: dict) -> None:
    assert labels("毛", "agents") == ["Mao Zedong"]


def test_those_with_most_documents_come_first(collection: dict) -> None:
    few = Agent.objects.create(slug="mao-an", name="Mao An")
    part = Participation.objects.first()
    Participation.objects.create(document=collection["telegram"], agent=few, role=part.role)
    assert labels("mao", "agents") == ["Mao Zedong", "Mao An"]


def test_only_the_admin_is_offered_what_no_published_document_has(collection: dict) -> None:
    agent = Agent.objects.create(slug="secret", name="Secretive, Agent")
    part = Participation.objects.first()
    Participation.objects.create(document=collection["draft"], agent=agent, role=part.role)
    assert labels("secretive", "agents") == []
    assert labels("secretive", "agents", published_only=False) == ["Secretive, Agent"]
    collection["draft"].status = "published"
    collection["draft"].save()
    assert labels("secretive", "agents") == ["Secretive, Agent"]
    Participation.objects.filter(agent=agent).delete()
    assert labels("secretive", "agents") == []
    assert index.differences() == {}


def test_drafts_are_not_offered_by_their_titles(collection: dict) -> None:
    assert labels("armist", "documents") == [
        "Telegram about the armistice",
        "Report on the armistice talks",
    ]
    assert labels("secret", "documents") == []


def test_a_place_counts_a_document_about_it_and_written_there_once(collection: dict) -> None:
    beijing = Place.objects.create(slug="beijing", label_en="Beijing", label_ru="Пекин")
    collection["letter"].places.add(beijing)
    Document.objects.filter(pk=collection["letter"].pk).update(place_of_writing=beijing)
    Document.objects.filter(pk=collection["notes"].pk).update(place_of_writing=beijing)
    (found,) = suggest("пек", kinds=["places"])
    assert (found.label, found.count) == ("Beijing", 2)
    Document.objects.filter(pk=collection["notes"].pk).update(place_of_writing=None)
    (found,) = suggest("пек", kinds=["places"])
    assert found.count == 1
    assert index.differences() == {}


@pytest.mark.parametrize(
    "typed", ["APRF 3/", "APRF fond 3", "APRF 3/5", "APRF f. 3 op.", "APRF 3/5a"]
)
def test_a_begun_reference_offers_the_units_there_are(collection: dict, typed: str) -> None:
    assert "APRF, Fond 3, Opis 5a" in labels(typed, "units")


def test_a_number_begins_longer_ones(collection: dict) -> None:
    opis = Opis.objects.get(fond__archive__slug="aprf")
    opis.dela.create(number="8301")
    opis.dela.create(number="91")
    assert labels("APRF 3/5a/83", "units") == [
        "APRF, Fond 3, Opis 5a, Delo 830",
        "APRF, Fond 3, Opis 5a, Delo 8301",
    ]


@pytest.mark.parametrize(
    "typed", ["", " ", "*", ".*", "((", '"', "\x00", "a" * 5000, "1/2/3/4", "-", "№"]
)
def test_whatever_is_typed_is_answered(collection: dict, typed: str) -> None:
    suggest(typed)
