"""Lists and counts that the index tells are those that the database tells."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from catalogue.models import Delo, Document, Holding, Participation
from catalogue.search import Search, SearchUnavailable
from catalogue.views import by_index

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]

ADDRESSES = [
    *("/agents/", "/agents/mao-zedong/", "/agents/mao-zedong/?page=2", "/agents/kuznetsov/"),
    *("/places/", "/places/korea/", "/places/beijing/", "/subjects/", "/subjects/armistice/"),
    *("/collections/", "/collections/korean-war/", "/holdings/aprf/", "/holdings/avprf/"),
    *("/agents/nobody/", "/agents/mao-zedong/?page=9", "/subjects/unused/"),
]


@pytest.fixture
def described(committed_collection: SimpleNamespace) -> SimpleNamespace:
    """More documents than stand on a page, with different dates."""
    made = committed_collection
    mao = Participation.objects.get(role__slug="mentioned", document=made.telegram).agent
    delo = Delo.objects.get(opis__fond__archive=made.aprf)
    for number in range(60):
        document = Document.objects.create(
            identifier=f"d{number}",
            title=f"Note {number}",
            date_edtf=str(1900 + number),
            place_of_writing=made.beijing if number % 2 else None,
            status="draft" if number % 7 == 0 else "published",
        )
        Participation.objects.create(document=document, agent=mao, role=made.sender)
        Holding.objects.create(document=document, delo=delo, listy=str(number + 1))
    return made


def body(client: Client, address: str) -> tuple[int, str]:
    answer = client.get(address)
    return answer.status_code, re.sub(r'\snonce="[^"]*"', "", answer.content.decode())


@pytest.mark.usefixtures("described")
def test_pages_say_the_same_with_the_index_and_without(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {address: body(client, address) for address in ADDRESSES}
    monkeypatch.setattr(by_index, "told", lambda ask: None)
    assert told == {address: body(client, address) for address in ADDRESSES}


@pytest.mark.usefixtures("described")
def test_browsing_goes_on_where_the_index_cannot_be_used(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unavailable(*asked: object) -> None:
        raise SearchUnavailable("broken")

    monkeypatch.setattr(by_index, "page_of_documents", unavailable)
    monkeypatch.setattr(by_index, "numbers_of_documents", unavailable)
    assert "53 documents" in body(client, "/agents/mao-zedong/")[1]
    assert "53 documents" in body(client, "/agents/")[1]


def test_the_index_is_asked(
    described: SimpleNamespace, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked, and not passed over: what it says is shown."""
    monkeypatch.setattr(by_index, "numbers_of_documents", lambda *asked: _Always(1_234_567))
    assert "1,234,567 documents" in body(client, "/places/")[1]
    found = by_index.page_of_documents(Search(chosen={"place": ("korea",)}))
    assert (found.total, found.ids) == (1, [described.telegram.pk])


class _Always(dict[str, int]):
    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def __missing__(self, value: str) -> int:
        return self.number
