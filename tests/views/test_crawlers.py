"""Search engines are led to what is described, not through every combination of choices."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from .test_public_addresses import ADDRESSES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]

LINK = re.compile(r"<a\b[^>]*>")
COMBINATION = re.compile(r'href="(?:/documents/(?:facets/[^"]*)?)?\?[^"]+"')


def test_no_link_to_a_combination_of_choices_is_followed(
    committed_collection: SimpleNamespace, client: Client
) -> None:
    seen = 0
    for address in ADDRESSES:
        for link in LINK.findall(client.get(address).content.decode()):
            if COMBINATION.search(link):
                seen += 1
                assert "nofollow" in link, (address, link)
    assert seen > 20, "the test sees next to nothing"


def test_a_page_is_kept_under_its_own_address_or_not_at_all(
    committed_collection: SimpleNamespace, client: Client
) -> None:
    for address in ADDRESSES:
        response = client.get(address)
        page = response.content.decode()
        if "<html" not in page:
            continue
        if "?" in address or address.startswith(("/documents/facets/", "/ref/")):
            assert '<meta name="robots" content="noindex">' in page, address
            assert 'rel="canonical"' not in page, address
        else:
            path = response.request["PATH_INFO"]
            assert f'<link rel="canonical" href="http://testserver{path}">' in page, address
