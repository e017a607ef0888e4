"""The pages of places, subjects and collections."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from catalogue.models import Place, Subject

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/places/korea/", "Telegram from Kuznetsov"),
        ("/places/beijing/", "Telegram from Kuznetsov"),
        ("/subjects/armistice/", "Telegram from Kuznetsov"),
        ("/collections/korean-war/", "Telegram from Kuznetsov"),
        ("/collections/korean-war/", "Put together in 2011."),
        ("/places/beijing/", "Пекин"),
        ("/places/korea/", "?place=korea"),
        ("/subjects/", "Korean armistice"),
        ("/collections/", "Korean War papers"),
    ],
)
def test_the_page_says(
    collection: SimpleNamespace, client: Client, address: str, said: str
) -> None:
    assert said in client.get(address).content.decode()


def test_every_place_of_a_document_is_listed(collection: SimpleNamespace, client: Client) -> None:
    page = client.get("/places/").content.decode()
    assert "/places/korea/" in page
    assert "/places/beijing/" in page, "where it was written counts too"


def test_a_term_of_no_published_document_is_not_found(
    collection: SimpleNamespace, client: Client
) -> None:
    Subject.objects.create(slug="unused", label_en="Unused")
    assert client.get("/subjects/unused/").status_code == 404
    assert "Unused" not in client.get("/subjects/").content.decode()


def test_a_place_names_those_it_lies_within(collection: SimpleNamespace, client: Client) -> None:
    china = Place.objects.create(slug="china", label_en="China")
    Place.objects.filter(slug="beijing").update(within=china)
    page = " ".join(client.get("/places/beijing/").content.decode().split())
    assert "Within China" in page


def test_a_page_beyond_the_last_is_not_found(collection: SimpleNamespace, client: Client) -> None:
    assert client.get("/subjects/armistice/?page=2").status_code == 404


def test_a_document_written_in_a_place_it_speaks_of_counts_once(
    collection: SimpleNamespace, client: Client
) -> None:
    collection.telegram.places.add(collection.beijing)
    collection.letter.places.add(collection.beijing)
    page = client.get("/places/").content.decode()
    counts = re.findall(r"/places/(\w+)/.*?hidden\">(\d+) document", page, re.DOTALL)
    assert counts == [("beijing", "2"), ("korea", "1")]
