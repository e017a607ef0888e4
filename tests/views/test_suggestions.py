"""The fragment of suggestions that the search field asks for."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


def test_a_name_is_offered_with_its_page(
    committed_collection: SimpleNamespace, client: Client
) -> None:
    answer = client.get("/suggest/", {"q": "molot"})
    words = answer.content.decode()
    assert 'data-url="/agents/molotov/"' in words
    assert answer["X-Robots-Tag"] == "noindex"


def test_what_nothing_begins_with_is_answered_in_words(
    committed_collection: SimpleNamespace, client: Client
) -> None:
    assert "No suggestions." in client.get("/suggest/", {"q": "xylophone"}).content.decode()


def test_a_suggestion_is_escaped(committed_collection: SimpleNamespace, client: Client) -> None:
    committed_collection.korea.label_en = "<b>Korea</b>"
    committed_collection.korea.save()
    words = client.get("/suggest/", {"q": "korea"}).content.decode()
    assert "&lt;b&gt;Korea" in words
    assert "<b>Korea" not in words
