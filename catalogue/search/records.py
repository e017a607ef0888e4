"""Records as the index holds them: their words, their facet values, their dates and order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from catalogue.models import Delo, Document
from catalogue.writing import NO_TERMS, Forms, forms, prose_forms

from . import rows as read
from .facets import ADDRESSEES, DELO_FACETS, DOCUMENT_FACETS, NO_SHELF, SENDERS, Facet
from .filters import FIRST_YEAR, LAST_YEAR
from .rows import Dated, DeloRow, DocumentRow, HoldingRow
from .shared import KnownPlace, Shared, Sheets, Spelled, joined_order
from .words import AREA

Record = dict[str, Any]


def documents(rows: QuerySet[Document], shared: Shared) -> Iterator[Record]:
    """Documents as records, in a constant number of queries for a batch of rows."""
    for document in read.documents(rows, shared):
        yield {
            "id": document.pk,
            **_document_words(document),
            **_facet_values(DOCUMENT_FACETS, document),
            **_dates(document.date),
            "inferred": int(document.inferred),
            "fond_number": sorted({h.place.fond_number for h in document.holdings} - {""}),
            "place_order": _place_order(document.holdings[0]) if document.holdings else NO_SHELF,
        }


def dela(rows: QuerySet[Delo], shared: Shared) -> Iterator[Record]:
    """Dela as records."""
    for delo in read.dela(rows, shared):
        yield {
            "id": delo.pk,
            **AREA["title"].columns(forms(delo.title)),
            **AREA["reference"].columns(_reference(delo.place, delo.number)),
            **_facet_values(DELO_FACETS, delo),
            **_dates(delo.date),
            "fond_number": [delo.place.fond_number],
            "place_order": joined_order(delo.place.order, delo.order),
        }


# --- Words ---


def _document_words(document: DocumentRow) -> Record:
    parts, holdings = document.participations, document.holdings
    note = forms(document.source_note)
    return {
        **AREA["title"].columns(forms(document.title)),
        **AREA["names"].columns(
            *read.written_names(parts),
            *(holding.archive_names for holding in holdings),
            *(term.forms for term in _terms(document)),
        ),
        **AREA["variants"].columns(*read.variants(parts)),
        **AREA["from"].columns(*read.all_names([p for p in parts if p.role in SENDERS])),
        **AREA["to"].columns(*read.all_names([p for p in parts if p.role in ADDRESSEES])),
        **AREA["reference"].columns(
            *(_reference(h.place, h.delo, h.sheets) for h in holdings), note
        ),
        **AREA["summary"].columns(prose_forms(document.summary)),
        **AREA["text"].columns(*(prose_forms(t.words, t.language) for t in document.texts)),
    }


def _terms(document: DocumentRow) -> Iterator[Any]:
    """The terms under whose labels a document is found."""
    yield from filter(None, (document.type, document.place_of_writing))
    yield from document.places
    yield from document.subjects
    yield from document.collections


def _reference(place: KnownPlace, delo: Spelled, sheets: Sheets = read.NO_SHEETS) -> Forms:
    """The words of a reference as people type it, in Latin and then in Cyrillic."""
    parts = zip(place.spelled, delo, sheets.spelled, strict=True)
    return NO_TERMS._replace(exact=" ".join([word for script in parts for word in script]))


# --- Values, dates, order ---


def _facet_values(facets: Iterable[Facet], row: DocumentRow | DeloRow) -> Record:
    return {facet.name: sorted(set(facet.values(row))) for facet in facets}


def _dates(date: Dated) -> Record:
    """Years and the order of a date: by its first day, then its last; the undated come last."""
    if not date.edtf:
        return {"dated": 0, "date_order": (1 << 63) - 1}
    first = date.earliest.toordinal() if date.earliest else 0
    last = date.latest.toordinal() if date.latest else dt.date.max.toordinal()
    return {
        "dated": 1,
        "first_year": date.earliest.year if date.earliest else FIRST_YEAR,
        "last_year": date.latest.year if date.latest else LAST_YEAR,
        "date_order": (first << 24) | last,
    }


def _place_order(holding: HoldingRow) -> str:
    """The shelf first, each of its levels: what lies on one stands together."""
    sheets = f"{holding.sheets.start + (1 << 31):010}"
    return joined_order(holding.place.order, holding.delo_order, sheets)
