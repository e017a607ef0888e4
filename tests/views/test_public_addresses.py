"""Every public page: read only, fresh, and without a trace of what is not published.

A new address joins these tests by an example below; without one the first test fails.
"""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from catalogue.models import Document
from catalogue.search import FACETS
from catalogue.urls import urlpatterns

pytestmark = pytest.mark.one_database

EXAMPLES: dict[str, list[str]] = {
    "home": ["/"],
    "about": ["/about/"],
    "robots": ["/robots.txt"],
    "documents": [
        "/documents/",
        "/documents/?q=talked",
        "/documents/?archive=aprf/3/65&sort=reference",
        "/documents/?year_from=1950&year_to=1960",
        "/documents/?kind=dela&q=aprf",
    ],
    "suggestions": ["/suggest/?q=molotov", "/suggest/?q=telegram"],
    "facet": [f"/documents/facets/{facet.name}/" for facet in FACETS["documents"]],
    "document": ["/documents/kuznetsov-telegram-1953/"],
    "holdings": ["/holdings/", "/holdings/?name=АП+РФ"],
    "archive": ["/holdings/aprf/", "/holdings/avprf/"],
    "fond": ["/holdings/aprf/3/"],
    "opis": ["/holdings/aprf/3/65/"],
    "delo": ["/holdings/aprf/3/65/830/"],
    "delo_in_papka": ["/holdings/avprf/059a/5a/papka-11/5/"],
    "resolve": ["/resolve/?q=APRF,+f.+3,+op.+65,+d.+830", "/resolve/"],
    "ref": ["/ref/APRF/3/65/999"],
    "agents": ["/agents/"],
    "agent": ["/agents/kuznetsov/", "/agents/mao-zedong/", "/agents/mao-zedong/?role=mentioned"],
    "places": ["/places/"],
    "place": ["/places/beijing/", "/places/korea/"],
    "subjects": ["/subjects/"],
    "subject": ["/subjects/armistice/"],
    "collections": ["/collections/"],
    "collection": ["/collections/korean-war/"],
}

ADDRESSES = [address for addresses in EXAMPLES.values() for address in addresses]

TRACES = re.compile(
    r"kuznetsov|telegram|ciphered|steps which had led|187|156|malenkov|beijing|korea|armistice"
    r"|\b1953\b|russian</",
    re.IGNORECASE,
)
"""Words that come from the telegram alone; its title, agents, terms, sheets, texts."""


def test_every_public_address_has_an_example() -> None:
    assert {pattern.name for pattern in urlpatterns} == EXAMPLES.keys()


@pytest.mark.django_db
def test_a_page_can_only_be_read(client: Client) -> None:
    """Save the resolver's, which is posted what is too long for an address."""
    for address in (address for address in ADDRESSES if not address.startswith("/resolve/")):
        refusal = client.post(address)
        assert (refusal.status_code, refusal.headers["Allow"]) == (405, "GET, HEAD"), address


@pytest.mark.django_db(transaction=True)
def test_every_page_is_served_and_an_unchanged_one_is_not_sent_again(
    committed_collection: SimpleNamespace, client: Client
) -> None:
    for address in ADDRESSES:
        page = client.get(address)
        assert page.status_code == 200, address
        assert page.headers["Cache-Control"] == "no-cache", address
        if b"csrfmiddlewaretoken" in page.content:  # never the same twice
            continue
        again = client.get(address, headers={"If-None-Match": page.headers["ETag"]})
        assert again.status_code == 304, address


@pytest.mark.django_db(transaction=True)
def test_a_withdrawn_document_is_gone_from_every_page_on_the_next_request(
    committed_collection: SimpleNamespace, client: Client
) -> None:
    before = {address: client.get(address) for address in ADDRESSES}
    assert sum(bool(traces(page)) for page in before.values()) > 20, "the test sees nothing"
    committed_collection.telegram.status = Document.Status.DRAFT
    committed_collection.telegram.save()
    assert {address: found for address in ADDRESSES if (found := traces(client.get(address)))} == {}


@pytest.mark.django_db(transaction=True)
def test_pages_of_a_withdrawn_document_alone_are_not_found(
    committed_collection: SimpleNamespace, client: Client
) -> None:
    Document.objects.filter(pk=committed_collection.telegram.pk).update(status="review")
    gone = ["document", "place", "subject", "collection"]
    addresses = [address for name in gone for address in EXAMPLES[name]] + ["/agents/kuznetsov/"]
    assert {client.get(address).status_code for address in addresses} == {404}
    assert client.get("/holdings/aprf/3/65/830/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_draft_is_nowhere(committed_collection: SimpleNamespace, client: Client) -> None:
    for address in ADDRESSES:
        assert "Unfinished description" not in client.get(address).content.decode(), address


def traces(page: object) -> set[str]:
    """What a page that is served tells of the telegram."""
    if page.status_code != 200:
        return set()
    words = re.sub(r'value="[^"]*"|<link rel="canonical"[^>]*>', "", page.content.decode())
    return set(TRACES.findall(words))
