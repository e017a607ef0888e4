"""Every page tells the browser what it may do, also when something went wrong."""

import pytest
from django.conf import settings as site_settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django import Settings

from archive_site.security import written_policy
from archive_site.urls import handler400, handler403, handler404, handler500  # noqa: F401


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


urlpatterns = [path("fail", fail), path("", include("archive_site.urls"))]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


@pytest.mark.urls(__name__)
@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), [("/", 200), ("/none", 404), ("/fail", 500)])
def test_every_answer_carries_the_policies(address: str, status: int) -> None:
    client = Client(raise_request_exception=False)
    response = client.get(address)
    assert response.status_code == status
    assert response["Content-Security-Policy"] == POLICY
    assert "camera=()" in response["Permissions-Policy"]
    assert "clipboard-write=(self)" in response["Permissions-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_the_policy_allows_nothing_inline_and_nothing_foreign() -> None:
    sources = {source for sources in site_settings.SECURE_CSP.values() for source in sources}
    assert sources == {"'self'", "'none'"}


@pytest.mark.urls(__name__)
def test_a_developers_error_page_keeps_its_style(settings: Settings) -> None:
    settings.DEBUG = True
    response = Client(raise_request_exception=False).get("/none")
    assert response.status_code == 404
    assert "Content-Security-Policy" not in response


def test_directives_are_written_as_the_header_has_them() -> None:
    directives = {"default-src": ["'none'"], "img-src": ["'self'", "data:"]}
    assert written_policy(directives) == "default-src 'none'; img-src 'self' data:"
