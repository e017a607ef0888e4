"""Documents: finding them, and each one's own page."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from catalogue.exchange.citations import cite, document_in_styles
from catalogue.exchange.embedded import embedded_metadata
from catalogue.models import Document
from catalogue.search import FACETS, DocumentFilter, SearchUnavailable, facet_values, search_kind

from . import counts
from .paging import page_or_404
from .public import public_page
from .resolutions import resolve_search
from .result_kinds import result_kinds
from .texts import in_rows

FACET_PAGE = 200


@public_page
def documents(request: HttpRequest) -> HttpResponse:
    """The search; without words and choices it shows everything."""
    asked = DocumentFilter(request.GET)
    try:
        results = search_kind(asked.search)
    except SearchUnavailable as trouble:
        return search_unavailable(request, trouble)
    if asked.search.page > results.pages:
        raise Http404
    if asked.search.kind == "dela":
        counts.count_documents([hit.delo for hit in results.hits], counts.IN_DELO)
    context = {
        "form": asked.form,
        "results": results,
        "kinds": result_kinds(request.GET, results),
        "usual": replace(asked.search, sort="").order,
        "resolved": resolve_search(asked.search),
    }
    return render(request, "catalogue/documents.html", context)


@public_page
def facet(request: HttpRequest, name: str) -> HttpResponse:
    """Every value of one facet, for those that do not fit beside the results."""
    asked = DocumentFilter(request.GET)
    labels = {facet.name: facet.label for facet in FACETS[asked.search.kind]}
    if name not in labels:
        raise Http404
    order = "az" if request.GET.get("order") == "az" else "count"
    contains = request.GET.get("contains", "")[:200]
    try:
        values = facet_values(asked.search, name, order=order, contains=contains)
    except SearchUnavailable as trouble:
        return search_unavailable(request, trouble)
    page = page_or_404(request, values, FACET_PAGE)
    shown = {value.value for value in page}
    context = {
        "name": name,
        "label": labels[name],
        "order": order,
        "contains": contains,
        "page": page,
        "chosen_elsewhere": [v for v in asked.search.chosen.get(name, ()) if v not in shown],
    }
    return render(request, "catalogue/facet.html", context)


def search_unavailable(request: HttpRequest, trouble: SearchUnavailable) -> HttpResponse:
    """Say what is the matter with the search; browsing goes on without it."""
    return render(request, "catalogue/search_unavailable.html", {"trouble": trouble}, status=503)


@public_page
def document(request: HttpRequest, identifier: str) -> HttpResponse:
    document = get_object_or_404(Document.objects.published().for_page(), identifier=identifier)
    context = {
        "document": document,
        "citation": cite(document),
        "references": document_in_styles(document),
        "text_rows": in_rows(document.texts.all()),
        "metadata": embedded_metadata(document, request.build_absolute_uri(request.path)),
    }
    return render(request, "catalogue/document.html", context)
