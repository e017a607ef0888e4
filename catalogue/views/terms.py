"""The vocabularies that readers browse: places, subjects, collections."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from catalogue.models import Collection, Document, Place, Subject

from . import counts
from .by_index import count_documents, documents_by_date
from .public import public_page
from .stretches import start_at_name, stretch

Term = Place | Subject | Collection

LINKS = {
    Place: (counts.ABOUT_PLACE, counts.WRITTEN_IN),
    Subject: (counts.ON_SUBJECT,),
    Collection: (counts.IN_COLLECTION,),
}
"""How documents are joined to the terms of each vocabulary."""

FIELDS = {
    Place: ("places", "place_of_writing"),
    Subject: ("subjects",),
    Collection: ("collections",),
}
"""The fields by which they hold them."""

FACET = {Place: "place", Subject: "subject", Collection: "collection"}
"""The facet of each vocabulary."""


@public_page
def places(request: HttpRequest) -> HttpResponse:
    return terms_page(request, Place, "catalogue/places.html")


@public_page
def place(request: HttpRequest, slug: str) -> HttpResponse:
    return term_page(request, Place, slug, "catalogue/place.html")


@public_page
def subjects(request: HttpRequest) -> HttpResponse:
    return terms_page(request, Subject, "catalogue/subjects.html")


@public_page
def subject(request: HttpRequest, slug: str) -> HttpResponse:
    return term_page(request, Subject, slug, "catalogue/subject.html")


@public_page
def collections(request: HttpRequest) -> HttpResponse:
    return terms_page(request, Collection, "catalogue/collections.html")


@public_page
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    return term_page(request, Collection, slug, "catalogue/collection.html")


def terms_page(request: HttpRequest, vocabulary: type[Term], template: str) -> HttpResponse:
    """The terms of a vocabulary in alphabetical order, each with the number of its documents."""
    links = LINKS[vocabulary]
    terms = vocabulary.objects.filter(counts.has_documents(*links))
    listed = stretch(terms, start_at_name(request))
    count_documents(listed.rows, FACET[vocabulary], *links)
    return render(request, template, {"terms": listed})


def term_page(
    request: HttpRequest, vocabulary: type[Term], slug: str, template: str
) -> HttpResponse:
    """A term with its documents by date; without a published one there is no such page."""
    term = get_object_or_404(vocabulary, slug=slug)
    has_term = reduce(or_, (Q(**{field: term}) for field in FIELDS[vocabulary]))
    documents = Document.objects.published().filter(has_term).distinct().for_list()
    page = documents_by_date(request, documents, FACET[vocabulary], slug)
    if not page.paginator.count:
        raise Http404
    return render(request, template, {"term": term, "page": page})
