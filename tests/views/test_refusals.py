"""Whatever a reader or a crawler asks for, no page fails."""

from __future__ import annotations

from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.search import index

from .test_public_addresses import ADDRESSES

pytestmark = pytest.mark.one_database

LONG = "telegram " * 1200
VALUES = ["", "\x00", "0", "-1", "1e9", "9" * 5000, "ю" * 300, "'\"<x>", "%", "..", LONG, "\ud83d"]
PARAMETERS = [
    *("q", "archive", "type", "agent", "year_from", "year_to", "undated", "inferred", "sort"),
    *("per_page", "page", "from", "id", "papka", "name", "role", "contains", "order", "text"),
]


@pytest.mark.django_db(transaction=True)
def test_no_parameter_breaks_a_page(committed_collection: SimpleNamespace, client: Client) -> None:
    pages = sorted({address.split("?")[0] for address in ADDRESSES})
    for page in pages:
        for value in VALUES:
            asked = quote(value, errors="replace")
            address = f"{page}?" + "&".join(f"{name}={asked}" for name in PARAMETERS)
            assert client.get(address).status_code in {200, 404}, address[:200]


MOST_QUERIES = 60


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    page=st.sampled_from(sorted({address.split("?")[0] for address in ADDRESSES})),
    asked=st.dictionaries(
        st.sampled_from(["kind", *PARAMETERS]),
        st.text(max_size=60) | st.text('абwq毛"*:-[; ', max_size=30) | st.sampled_from(VALUES),
        max_size=4,
    ),
)
def test_whatever_is_asked_of_a_page_is_answered_in_few_queries(
    committed_collection: SimpleNamespace, client: Client, page: str, asked: dict[str, str]
) -> None:
    index.refresh()
    query = urlencode({k: v.encode("utf-8", "replace") for k, v in asked.items()})
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"{page}?{query}")
    assert response.status_code in {200, 302, 400, 404}
    assert len(queries) <= MOST_QUERIES


@pytest.mark.django_db(transaction=True)
def test_no_parameter_alone_breaks_the_search(
    committed_collection: SimpleNamespace, client: Client
) -> None:
    for name in PARAMETERS:
        for value in VALUES:
            asked = f"{name}={quote(value, errors='replace')}"
            assert client.get(f"/documents/?{asked}").status_code in {200, 404}, asked[:99]


@pytest.mark.django_db
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=5))
def test_no_address_of_holdings_breaks(client: Client, levels: list[str]) -> None:
    address = "/holdings/" + "/".join(quote(level, safe="", errors="replace") for level in levels)
    assert client.get(f"{address}/").status_code in {200, 301, 404}


@pytest.mark.django_db
def test_two_thousand_parameters_are_refused_not_read(client: Client) -> None:
    response = client.get("/documents/?" + "&".join(f"type={n}" for n in range(2000)))
    assert response.status_code == 400
