"""What readers see when something is wrong."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import clear_url_caches

from catalogue.views import errors


@pytest.mark.parametrize(
    ("view", "arguments", "status", "heading"),
    [
        (errors.bad_request, [ValueError()], 400, "This cannot be read"),
        (errors.forbidden, [PermissionDenied()], 403, "Not open"),
        (errors.not_found, [LookupError()], 404, "Not found"),
        (errors.server_error, [], 500, "Something broke"),
    ],
)
def test_an_error_has_a_page_that_needs_no_database(
    view: object, arguments: list[Exception], status: int, heading: str
) -> None:
    response = view(RequestFactory().get("/anything/"), *arguments)
    page = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in page
    assert '<meta name="robots" content="noindex">' in page


def test_an_unknown_address_shows_the_page(client: Client, settings: object) -> None:
    settings.DEBUG = False
    clear_url_caches()
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert "may have been withdrawn" in response.content.decode()


def test_a_foreign_host_is_answered_by_the_page_for_bad_requests(
    client: Client, settings: object
) -> None:
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["archive.example"]
    response = client.get("/about/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "This cannot be read" in response.content.decode()
