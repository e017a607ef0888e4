"""Records as the index holds them: their words, their facet values, their dates and order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from catalogue.models import (
    Agent,
    Archive,
    Delo,
    Document,
    Holding,
    Participation,
    Text,
)
from catalogue.references import write_reference

from .facets import ADDRESSEES, DELO_FACETS, DOCUMENT_FACETS, SENDERS, Facet
from .words import AREA

Record = dict[str, Any]

FIRST_YEAR, LAST_YEAR = 0, 9999
"""The years of a date open at its beginning or end: it may be any year, and is found in each."""


def documents(rows: QuerySet[Document]) -> Iterator[Record]:
    """Documents as records, in a constant number of queries for a batch of rows."""
    for document in _with_everything(rows):
        holdings = list(document.holdings.all())
        yield {
            "id": document.pk,
            **_words(_document_words(document, holdings)),
            **_facet_values(DOCUMENT_FACETS, document),
            **_dates(document.date_edtf, document.earliest, document.latest),
            "inferred": int(document.date_inferred),
            "fond_number": sorted({h.fond.number_key for h in holdings if h.fond}),
            "place_order": _place_order(holdings[0]) if holdings else "~",
        }


def dela(rows: QuerySet[Delo]) -> Iterator[Record]:
    """Dela as records."""
    for delo in rows.select_related("opis__fond__archive"):
        words = {"title": f"{delo.title} {delo.title_en}", "reference": _spelled(delo.reference)}
        yield {
            "id": delo.pk,
            **_words(words),
            **_facet_values(DELO_FACETS, delo),
            **_dates(delo.date_edtf, delo.earliest, delo.latest),
            "fond_number": [delo.opis.fond.number_key],
            "place_order": _delo_order(delo),
        }


def _with_everything(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Documents with all that is indexed."""
    agents = Agent.objects.prefetch_related("names")
    archives = Archive.objects.prefetch_related("names")
    return rows.select_related("type", "place_of_writing").prefetch_related(
        "languages",
        "places",
        "subjects",
        "collections",
        Prefetch("texts", Text.objects.all()),
        Prefetch(
            "participations",
            Participation.objects.select_related("role").prefetch_related(
                Prefetch("agent", agents)
            ),
        ),
        Prefetch(
            "holdings",
            Holding.objects.select_related("fond", "opis", "delo").prefetch_related(
                Prefetch("archive", archives)
            ),
        ),
    )


# --- Words ---


def _document_words(document: Document, holdings: list[Holding]) -> dict[str, str]:
    parts = list(document.participations.all())
    return {
        "title": f"{document.title} {document.title_original} {document.markings}",
        "names": _joined([*_names(parts), *_archive_names(holdings), *_labels(document)]),
        "from": _joined(_names(part for part in parts if part.role.slug in SENDERS)),
        "to": _joined(_names(part for part in parts if part.role.slug in ADDRESSEES)),
        "reference": _joined([_spelled(h.reference) for h in holdings] + [document.source_note]),
        "summary": document.summary,
        "text": _joined(f"{text.heading} {text.note} {text.body}" for text in document.texts.all()),
    }


def _names(parts: Iterable[Participation]) -> Iterator[str]:
    """Every name of the agents, so that a document is found under each, in any script."""
    for part in parts:
        yield part.agent.name
        yield part.name_as_written
        yield from (variant.name for variant in part.agent.names.all())


def _archive_names(holdings: list[Holding]) -> Iterator[str]:
    for holding in holdings:
        yield holding.archive.name
        yield holding.archive.local_name
        yield from (name.name for name in holding.archive.names.all())


def _labels(document: Document) -> Iterator[str]:
    """The labels of its terms in every language."""
    terms = [document.type, document.place_of_writing]
    for vocabulary in (document.places, document.subjects, document.collections):
        terms.extend(vocabulary.all())
    for term in filter(None, terms):
        yield f"{term.label_en} {term.label_ru} {term.label_uk}"


def _spelled(reference: Any) -> str:
    """A reference as people type it, in Latin and in Cyrillic."""
    return f"{write_reference(reference, 'wilson')} {write_reference(reference, 'gost')}"


def _joined(parts: Iterable[str]) -> str:
    """Parts as separate paragraphs: a phrase never runs from one into the next."""
    return "\n".join(part for part in parts if part)


def _words(texts: dict[str, str]) -> Record:
    columns: Record = {}
    for area, text in texts.items():
        columns.update(AREA[area].columns(text))
    return columns


# --- Values, dates, order ---


def _facet_values(facets: Iterable[Facet], row: Any) -> Record:
    return {facet.name: sorted(set(facet.values(row))) for facet in facets}


def _dates(edtf: str, earliest: dt.date | None, latest: dt.date | None) -> Record:
    """Years and the order of a date: by its first day, then its last; the undated come last."""
    if not edtf:
        return {"dated": 0, "date_order": (1 << 63) - 1}
    first = earliest.toordinal() if earliest else 0
    last = latest.toordinal() if latest else dt.date.max.toordinal()
    return {
        "dated": 1,
        "first_year": earliest.year if earliest else FIRST_YEAR,
        "last_year": latest.year if latest else LAST_YEAR,
        "date_order": (first << 24) | last,
    }


def _delo_order(delo: Delo) -> str:
    fond = delo.opis.fond
    return _order(fond.archive.sort_key, fond.sort_key, delo.opis.sort_key, delo.sort_key)


def _place_order(holding: Holding) -> str:
    units = (holding.archive, holding.fond, holding.opis, holding.delo)
    first_sheet = holding.sheet_runs[0].start if holding.listy else 0
    return _order(*(unit.sort_key for unit in units if unit), f"{first_sheet + (1 << 31):010}")


def _order(*keys: str) -> str:
    """Keys of letters and digits joined by what sorts before both."""
    return " ".join(keys)
