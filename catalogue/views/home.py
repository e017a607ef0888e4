"""The front page."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalogue.models import Archive, Delo, Document, Fond
from catalogue.search import Overview, SearchUnavailable, overview

from . import counts
from .by_index import told
from .public import public_page

LATEST = 5


@public_page
def home(request: HttpRequest) -> HttpResponse:
    documents = Document.objects.published()
    context = {
        "overview": published_figures(),
        "archives": archives_with_holdings().annotate(
            document_count=counts.documents(counts.IN_ARCHIVE)
        ),
        "latest": documents.order_by("-pk").for_list()[:LATEST],
        "figures": figures(),
    }
    return render(request, "catalogue/home.html", context)


def published_figures() -> Overview | None:
    """How many documents there are, and from which years; nothing where search is unavailable."""
    try:
        return overview()
    except SearchUnavailable:
        return None


def archives_with_holdings() -> QuerySet[Archive]:
    return Archive.objects.filter(Exists(Fond.objects.filter(archive=OuterRef("pk"))))


def figures() -> dict[str, int]:
    """How much is described of the holdings. None of it depends on what is published.

    The index tells how many dela there are: to count ten million takes a database seconds.
    """
    known = told(overview)
    return {
        "archives": archives_with_holdings().count(),
        "fonds": Fond.objects.count(),
        "dela": Delo.objects.count() if known is None else known.dela,
    }
