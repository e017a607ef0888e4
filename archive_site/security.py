"""Headers that tell a browser what a page of this site may do."""

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseServerError

View = Callable[[HttpRequest], HttpResponse]


def content_security_policy(get_response: View) -> View:
    """Send `SECURE_CSP`, the setting that Django 6 reads, with every page.

    Django 6 brings this middleware itself; on that upgrade this one goes.
    """
    policy = written_policy(settings.SECURE_CSP)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not _is_debugging_page(response):
            response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return middleware


def permissions_policy(get_response: View) -> View:
    """Send `PERMISSIONS_POLICY`: which of the browser's powers the site may use."""
    policy = ", ".join(
        f"{power}=({' '.join(origins)})" for power, origins in settings.PERMISSIONS_POLICY.items()
    )

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", policy)
        return response

    return middleware


def written_policy(directives: Mapping[str, Sequence[str]]) -> str:
    """Write the directives as the header has them: `default-src 'none'; img-src 'self'`."""
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def _is_debugging_page(response: HttpResponse) -> bool:
    """Whether this may be Django's own page for developers, which needs its inline style."""
    failures = {HttpResponseNotFound.status_code, HttpResponseServerError.status_code}
    return settings.DEBUG and response.status_code in failures
