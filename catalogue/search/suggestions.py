"""What a reader may mean by what was typed so far: agents, terms, units, titles.

Names come from indexes of their own, most documents first; a beginning of a reference offers the
units there are. The database has the last word on what a reader may see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import tantivy
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from tantivy import FieldType, Occur, Query

from catalogue.models import Agent, Document, Place, Subject
from catalogue.models import Collection as EditorsCollection
from catalogue.writing import exact_terms, name_key

from .damage import noticed
from .index import Reader, reader
from .kinds import DOCUMENTS, NAMED
from .named import CALLED, with_published_documents
from .paging import ids_of
from .suggested_units import units_at
from .words import AREA, EXACT, NAME, Area

LONGEST = 200
"""Characters of what was typed that are looked at; a suggestion is for what is short."""

WORDS = 8
SHORTEST_KEY = 4
"""Characters of a name key from which on its beginning tells names apart."""

SHORTEST_TITLE = 3
"""Characters from which on titles are looked for: of fewer, every title has a word."""


@dataclass(frozen=True)
class Suggestion:
    """Something that exists: its kind, what it is called, and where it is shown.

    ``count`` is its number of published documents, where that is known.
    """

    kind: str
    label: str
    url: str
    pk: int
    note: str = ""
    count: int | None = None

    @property
    def kind_label(self) -> str:
        return str(KINDS[self.kind])


KINDS = {
    "agents": _("People and bodies"),
    "places": _("Places"),
    "subjects": _("Subjects"),
    "collections": _("Collections"),
    "units": _("Holdings"),
    "documents": _("Documents"),
}
"""What is suggested, in the order in which it is shown."""

MODELS: Mapping[str, type[Model]] = {
    "agents": Agent,
    "places": Place,
    "subjects": Subject,
    "collections": EditorsCollection,
}


def suggest(
    text: str,
    kinds: Collection[str] = tuple(KINDS),
    limit: int = 5,
    published_only: bool = True,
) -> list[Suggestion]:
    """What the text may be the beginning of: at most ``limit`` of each kind, by kind.

    Without ``published_only`` agents and terms that no published document has are offered too:
    for the admin alone. Raises `SearchUnavailable`.
    """
    text = text[:LONGEST]
    with noticed():
        return [
            one
            for kind in KINDS
            if kind in kinds
            for one in _of_kind(kind, text, limit, published_only)
        ]


def _of_kind(kind: str, text: str, limit: int, published_only: bool) -> list[Suggestion]:
    if kind == "units":
        return _units(text, limit)
    if kind == "documents":
        return _titles(text, limit)
    return _named(kind, text, limit, published_only)


# --- Names ---


def find_named(kind: str, text: str, limit: int, published_only: bool = False) -> list[int]:
    """Ids of agents or terms that a text may come to name, in any script; most documents first.

    ``kind`` is one of `NAMED`. Raises `SearchUnavailable`.
    """
    words = exact_terms(text[:LONGEST])[:WORDS]
    if not words:
        return []
    source = reader(NAMED[kind])
    ids = _beginning_with(source, words, limit, published_only)
    if len(ids) < limit:
        ids += _sounding_like(source, words, limit, published_only)
    if not ids and len(words) > 1:
        begun = _all_of(_begun(source, CALLED, word) for word in words)
        ids = most_documents(source, begun, limit, published_only)
    return list(dict.fromkeys(ids))[:limit]


def _named(kind: str, text: str, limit: int, published_only: bool) -> list[Suggestion]:
    ids = find_named(kind, text, limit, published_only)
    if not ids:
        return []
    rows = MODELS[kind]._default_manager.all()
    if published_only:
        rows = with_published_documents(rows)
    known = rows.in_bulk(ids)
    counts = _counts(reader(NAMED[kind]), ids)
    return [
        Suggestion(
            kind,
            str(known[pk]),
            known[pk].get_absolute_url(),
            pk,
            getattr(known[pk], "dates", ""),
            counts.get(pk),
        )
        for pk in ids
        if pk in known
    ]


def _beginning_with(
    source: Reader, words: list[str], limit: int, published_only: bool
) -> list[int]:
    """Those with a name that has the words, the last of them as a beginning."""
    return most_documents(source, _words(source, CALLED, words), limit, published_only)


def _sounding_like(source: Reader, words: list[str], limit: int, published_only: bool) -> list[int]:
    """Those with names of the same keys: in another script, case or romanisation."""
    keys = [name_key(word) for word in words]
    if len(keys[-1]) < SHORTEST_KEY:
        return []
    column = CALLED.column(NAME)
    parts = [Query.term_query(source.schema, column, key) for key in keys[:-1]]
    parts.append(Query.regex_query(source.schema, column, f"{keys[-1]}.*"))
    return most_documents(source, _all_of(parts), limit, published_only)


def _words(source: Reader, area: Area, words: list[str]) -> Query:
    column = area.column(EXACT)
    parts = [Query.term_query(source.schema, column, word) for word in words[:-1]]
    return _all_of([*parts, _begun(source, area, words[-1])])


def _begun(source: Reader, area: Area, word: str) -> Query:
    return Query.regex_query(source.schema, area.column(EXACT), f"{word}.*")


def most_documents(
    source: Reader, query: Query, limit: int, published_only: bool = True
) -> list[int]:
    """The ids found, those with most documents first."""
    if published_only:
        has_some = Query.range_query(
            source.schema, "document_count", FieldType.Integer, 1, (1 << 62)
        )
        query = _all_of([query, has_some])
    found = source.searcher.search(
        query, limit=limit, order_by_field="document_count", order=tantivy.Order.Desc
    )
    return ids_of(source, found)


def _counts(source: Reader, ids: list[int]) -> dict[int, int]:
    """The number of published documents of each row."""
    if not ids:
        return {}
    rows = Query.term_set_query(source.schema, "id", ids)
    addresses = [a for _score, a in source.searcher.search(rows, limit=len(ids)).hits]
    keys, counts = (
        source.searcher.fast_field_values(column, addresses) for column in ("id", "document_count")
    )
    return dict(zip(keys, counts, strict=True))


def _all_of(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


# --- Titles, units ---


def _titles(text: str, limit: int) -> list[Suggestion]:
    """Published documents with the words in their title."""
    words = exact_terms(text)[:WORDS]
    if sum(map(len, words)) < SHORTEST_TITLE:
        return []
    source = reader(DOCUMENTS)
    query = _words(source, AREA["title"], words)
    ids = ids_of(source, source.searcher.search(query, limit=limit))
    known = Document.objects.published().in_bulk(ids)
    return [
        Suggestion("documents", known[pk].title, known[pk].get_absolute_url(), pk)
        for pk in ids
        if pk in known
    ]


def _units(text: str, limit: int) -> list[Suggestion]:
    """The units that a reference begun may come to name."""
    return [
        Suggestion(
            "units", found.label, found.unit.get_absolute_url(), found.unit.pk, found.unit.title
        )
        for found in units_at(text, limit)
    ]
