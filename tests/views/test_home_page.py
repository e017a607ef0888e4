"""The front page and the pages about the site."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def figures(client: Client) -> str:
    page = client.get("/").content.decode()
    said = re.search(r'<p class="figures">(.*?)</p>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", said[1]).split())


def test_the_front_page_shows_what_there_is(collection: SimpleNamespace, client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'href="/holdings/aprf/"' in page
    assert page.index("Letter from Mao") < page.index("Telegram from Kuznetsov"), "newest first"
    assert "2 dela in 2 fonds of 2 archives." in figures(client)


@pytest.mark.django_db(transaction=True)
def test_the_front_page_counts_documents_and_draws_their_years(
    committed_collection: SimpleNamespace, client: Client
) -> None:
    assert figures(client) == "2 documents, 2 dela in 2 fonds of 2 archives."
    page = client.get("/").content.decode()
    assert 'href="/documents/?year_from=1953&amp;year_to=1953"' in page


def test_an_empty_catalogue_has_a_front_page(client: Client) -> None:
    assert "No document is published yet." in client.get("/").content.decode()


def test_figures_are_always_fresh(collection: SimpleNamespace, client: Client) -> None:
    assert figures(client)
    collection.delo.opis.dela.create(number="831")
    assert "3 dela" in figures(client)


@pytest.mark.django_db(transaction=True)
def test_millions_of_dela_are_not_counted_in_the_database(
    committed_collection: SimpleNamespace, client: Client
) -> None:
    client.get("/")  # the index is made here
    with CaptureQueriesContext(connection) as asked:
        assert "2 dela in 2 fonds" in figures(client)
    counted = [one["sql"] for one in asked if "COUNT(" in one["sql"]]
    assert counted
    assert not [sql for sql in counted if 'FROM "catalogue_delo"' in sql]
    committed_collection.delo.opis.dela.create(number="831")
    assert "3 dela in 2 fonds" in figures(client)


def test_crawlers_are_told_to_leave_combinations_alone(client: Client) -> None:
    robots = client.get("/robots.txt")
    assert robots.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Disallow: /documents/?" in robots.content.decode()
