"""What was found, as a list shows it: rows of the database with what was asked for marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain

from catalogue.models import Delo, Document
from catalogue.writing import Fragment, Query, highlighted, parse_query, passages

from .queries import FIELDS


@dataclass(frozen=True)
class Hit:
    """A document or a delo found, with what was found in it marked."""

    record: Document | Delo
    title: list[Fragment]
    passage: list[Fragment]

    @property
    def document(self) -> Document:
        """The record of a search for documents."""
        if not isinstance(self.record, Document):
            raise AttributeError("this hit is a delo")
        return self.record

    @property
    def delo(self) -> Delo:
        """The record of a search for dela."""
        if not isinstance(self.record, Delo):
            raise AttributeError("this hit is a document")
        return self.record


def document_hits(ids: list[int], q: str) -> list[Hit]:
    """Documents in the order of their ids. The database has the last word on who is published."""
    documents = Document.objects.published().for_list()
    if q:
        documents = documents.prefetch_related("texts")
    rows = documents.in_bulk(ids)
    query = parse_query(q, FIELDS)
    return [_document_hit(rows[pk], query) for pk in ids if pk in rows]


def _document_hit(document: Document, query: Query) -> Hit:
    title = highlighted(document.title, query)
    if not query.clauses:
        return Hit(document, title, [])
    bodies = (text.body for text in document.texts.all())
    return Hit(document, title, _passage(chain([document.summary], bodies), query))


def _passage(texts: chain[str], query: Query) -> list[Fragment]:
    """The best passage of the first text that has what is asked for, if any has."""
    marked = (passages(text, query) for text in texts if text)
    return next((found for found in marked if any(part.is_hit for part in found)), [])


def delo_hits(ids: list[int], q: str) -> list[Hit]:
    """Dela in the order of their ids, with their parents, in one query."""
    rows = Delo.objects.with_parents().in_bulk(ids)
    query = parse_query(q, FIELDS)
    return [_delo_hit(rows[pk], query) for pk in ids if pk in rows]


def _delo_hit(delo: Delo, query: Query) -> Hit:
    """A delo by its title, translated where there is one, else as it stands on the cover."""
    written = [title for title in (delo.title, delo.title_en) if title]
    title = highlighted(written[0], query) if written else []
    return Hit(delo, title, _passage(chain(written[1:]), query) if query.clauses else [])


HITS: Mapping[str, Callable[[list[int], str], list[Hit]]] = {
    "documents": document_hits,
    "dela": delo_hits,
}
