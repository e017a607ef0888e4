"""Pages about the site itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .public import public_page


@public_page
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "catalogue/about.html")


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers are to leave alone: combinations of facets have no end."""
    return render(request, "catalogue/robots.txt", content_type="text/plain; charset=utf-8")
