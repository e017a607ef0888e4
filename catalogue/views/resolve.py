"""The resolver: what archival references lead to, as a page, JSON or a table; short addresses.

A reader pastes one reference or a page of notes. The form posts, since a page of notes is too
long for an address; what is short enough is sent on to its address, which can be kept and sent.
Nothing is stored.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_http_methods
from django.views.decorators.vary import vary_on_headers

from catalogue.references import write_reference

from .public import public_page
from .resolution_formats import as_csv, as_json
from .resolutions import (
    LONGEST_TEXT,
    MOST_REFERENCES,
    Resolution,
    resolve_reference,
    resolve_text,
)
from .short_addresses import PlaceError, destination, read_place

LONGEST_QUERY = 2_000
"""Characters of an address that every browser, proxy and server lets through."""

MEDIA_TYPES = {"text/html": "html", "application/json": "json", "text/csv": "csv"}
"""The formats by what an Accept header calls them; where it wants none of them, the first."""


@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
@cache_control(no_cache=True)
@vary_on_headers("Accept")
def resolve(request: HttpRequest) -> HttpResponse:
    """What the references in `q` lead to, in the `format` named, else the one preferred."""
    asked = request.POST if request.method == "POST" else request.GET
    text = asked.get("q", "").replace("\x00", " ").strip()
    form = asked.get("format") or preferred_format(request)
    if form not in ANSWERS:
        reason = _("There are these formats: html, json, csv.")
        return refused(request, preferred_format(request), reason, 400)
    if len(text) > LONGEST_TEXT:
        words = _("The text is too long: at most %s characters are read at once.")
        return refused(request, form, words % f"{LONGEST_TEXT:,}", 413)
    if request.method == "POST" and (query := short_query(text, form)):
        return redirect(f"{reverse('resolve')}?{query}")
    return ANSWERS[form](request, text, resolve_text(text))


@public_page
def ref(request: HttpRequest, place: str) -> HttpResponse:
    """Lead from a short address to the document on its sheets, else to the page of its unit.

    What is there in part only, or may be several places, is answered by the resolver's page.
    """
    try:
        reference = read_place(place)
    except PlaceError as error:
        return page(request, {"refusal": str(error)}, 404)
    resolution = resolve_reference(reference)
    [answer] = resolution.answers
    if address := destination(answer.found):
        return redirect(address)
    status = 200 if answer.unit else 404
    return html_answer(request, write_reference(reference, "short"), resolution, status)


# --- What is asked ---


def preferred_format(request: HttpRequest) -> str:
    preferred = request.get_preferred_type(list(MEDIA_TYPES))
    return MEDIA_TYPES[preferred or "text/html"]


def short_query(text: str, form: str) -> str:
    """The query that asks the same by its address; "" where that would be too long."""
    query = urlencode({"q": text} if form == "html" else {"q": text, "format": form})
    return query if len(query) <= LONGEST_QUERY else ""


# --- What is answered ---


def html_answer(
    request: HttpRequest, text: str, resolution: Resolution, status: int = 200
) -> HttpResponse:
    return page(request, {"text": text, "resolution": resolution}, status)


def json_answer(request: HttpRequest, text: str, resolution: Resolution) -> HttpResponse:
    answers = as_json(resolution, request.build_absolute_uri)
    return JsonResponse(answers, json_dumps_params={"ensure_ascii": False})


def csv_answer(request: HttpRequest, text: str, resolution: Resolution) -> HttpResponse:
    rows = as_csv(resolution, request.build_absolute_uri)
    named = {"Content-Disposition": 'attachment; filename="references.csv"'}
    return HttpResponse(rows, content_type="text/csv; charset=utf-8", headers=named)


ANSWERS = {"html": html_answer, "json": json_answer, "csv": csv_answer}


def refused(request: HttpRequest, form: str, reason: str, status: int) -> HttpResponse:
    """Say why nothing is answered, to a program as to a reader."""
    if form == "json":
        return JsonResponse({"error": reason}, status=status)
    return page(request, {"refusal": reason}, status)


def page(request: HttpRequest, said: dict[str, Any], status: int) -> HttpResponse:
    limits = {"longest_text": LONGEST_TEXT, "most_references": MOST_REFERENCES}
    return render(request, "catalogue/resolve.html", limits | said, status=status)
