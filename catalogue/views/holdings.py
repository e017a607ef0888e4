"""Where papers lie: archives, their fonds, opisi and dela."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalogue.exchange.citations import Place, cite_place, place_in_styles
from catalogue.exchange.strips import Described, strip_of_sheets
from catalogue.models import Archive, Delo, Document, Fond, Holding, Opis, archive_name_key
from catalogue.references import ListyError, Run, read_listy

from . import counts
from .addresses import shows
from .by_index import count_documents
from .paging import page_or_404
from .public import public_page
from .stretches import start_at_number, stretch

DESCRIBED = 200
"""So many documents of a delo are listed on a page."""

DRAWN = 2000
"""So many documents of a delo are drawn at most."""


@public_page
def holdings(request: HttpRequest) -> HttpResponse:
    """The archives; `name` finds one by any name it is or was cited by."""
    name = request.GET.get("name", "")[:300]
    archives = Archive.objects.annotate(
        child_count=counts.children(Fond, "archive"),
        document_count=counts.documents(counts.IN_ARCHIVE),
    )
    if key := archive_name_key(name):
        archives = archives.filter(names__key__contains=key).distinct()
    context = {
        "name": name,
        "found": len(archives),
        "described": [archive for archive in archives if archive.child_count],
        "known": [archive for archive in archives if not archive.child_count],
    }
    return render(request, "catalogue/holdings.html", context)


@public_page
@shows(Archive)
def archive(request: HttpRequest, archive: Archive) -> HttpResponse:
    fonds = archive.fonds.annotate(child_count=counts.children(Opis, "fond"))
    listed = stretch(fonds.select_related("archive"), start_at_number(request))
    count_documents(listed.rows, "archive", counts.IN_FOND)
    context = {"archive": archive, "fonds": listed}
    return render(request, "catalogue/archive.html", context | citations(archive))


@public_page
@shows(Fond)
def fond(request: HttpRequest, fond: Fond) -> HttpResponse:
    opisi = fond.opisi.annotate(
        child_count=counts.children(Delo, "opis"),
        document_count=counts.documents(counts.IN_OPIS),
    ).with_parents()
    context = {"fond": fond, "opisi": stretch(opisi, start_at_number(request))}
    return render(request, "catalogue/fond.html", context | citations(fond))


@public_page
@shows(Opis)
def opis(request: HttpRequest, opis: Opis) -> HttpResponse:
    dela = opis.dela.annotate(document_count=counts.documents(counts.IN_DELO)).with_parents()
    context = {"opis": opis, "dela": stretch(dela, start_at_number(request, within="papka"))}
    return render(request, "catalogue/opis.html", context | citations(opis))


@public_page
@shows(Delo)
def delo(request: HttpRequest, delo: Delo) -> HttpResponse:
    """What is described in a delo, in the order of its sheets, and how much of it is."""
    holdings = described_in(delo)
    page = page_or_404(request, holdings, DESCRIBED)
    drawn = page.object_list if page.paginator.num_pages == 1 else holdings[:DRAWN]
    runs = [Described(each.document, run) for each in drawn for run in each.sheet_runs]
    context = {
        "delo": delo,
        "page": page,
        "strip": strip_of_sheets(runs, delo.sheets),
        "cited": on_sheets(page.object_list, request.GET.get("listy", "")),
    }
    return render(request, "catalogue/delo.html", context | citations(delo))


def on_sheets(holdings: Iterable[Holding], listy: str) -> list[Holding]:
    """The holdings on the sheets that a link to the delo names, for showing them to its reader."""
    try:
        cited = read_listy(listy)
    except ListyError:
        return []
    return [each for each in holdings if _share_a_sheet(each.sheet_runs, cited)]


def _share_a_sheet(some: Iterable[Run], others: Iterable[Run]) -> bool:
    return any(run.overlaps(other) for run in some for other in others)


def citations(place: Place) -> dict[str, Any]:
    """How to cite an archive or a unit, for the top of its page."""
    return {"citation": cite_place(place), "references": place_in_styles(place)}


def described_in(delo: Delo) -> QuerySet[Holding]:
    """Holdings of published documents in a delo, by first sheet; those without sheets last."""
    documents = Document.objects.published().filter(holdings__delo=delo)
    return (
        Holding.objects.filter(delo=delo, document__in=documents)
        .select_related("document__type")
        .annotate(first=Min("runs__start"))
        .order_by(F("first").asc(nulls_last=True), "pk")
    )
