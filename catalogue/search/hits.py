"""What was found, as a list shows it: rows of the database with what was asked for marked.

What is marked is remembered for as long as the index stays as it is; the rows are read each time,
so the database has the last word on who is published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catalogue.models import Delo, Document
from catalogue.writing import Fragment, Place, Query, best_passage, highlighted, parse_query

from .opening import Reader
from .queries import FIELDS
from .remembered import remembered

PARTIES = ("names", "variants", "from", "to")
"""Fields of names: where they are written in a title or a text, they are marked too."""

MOST_READ = 1_000_000
"""Characters of texts that are looked through for a page of results: less than a second's work."""


@dataclass(frozen=True)
class Hit:
    """A document or a delo found, with what was found in it marked."""

    record: Document | Delo
    title: list[Fragment]
    passage: list[Fragment]
    names: Sequence[list[Fragment]] = ()
    """Names by which it was found, where nothing is marked in the title and the passage."""

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


class Marks(NamedTuple):
    """What is marked of a record: as in its `Hit`."""

    title: list[Fragment]
    passage: list[Fragment]
    names: Sequence[list[Fragment]] = ()


MARKS_SIZE = 20
"""About so many values the marks of a record hold."""


def document_hits(source: Reader, ids: list[int], q: str) -> list[Hit]:
    """Documents in the order of their ids."""
    rows = Document.objects.published().for_list().in_bulk(ids)
    marks = _remembered(source, ids, q, lambda: _marks_of_documents(rows, ids, q))
    return [Hit(rows[pk], *marks[pk]) for pk in ids if pk in rows and pk in marks]


def _remembered(
    source: Reader, ids: list[int], q: str, make: Callable[[], dict[int, Marks]]
) -> dict[int, Marks]:
    key = ("marks", source.kind.name, q, *ids)
    return remembered.ask(source.generation, key, make, MARKS_SIZE * len(ids))


def _marks_of_documents(rows: Mapping[int, Document], ids: list[int], q: str) -> dict[int, Marks]:
    query = parse_query(q, FIELDS)
    found = [rows[pk] for pk in ids if pk in rows]
    if not query.wanted:
        return {row.pk: Marks(highlighted(row.title, query), []) for row in found}
    with_texts = Document.objects.filter(pk__in=rows).prefetch_related(
        "texts__language", "participations__agent__names"
    )
    whole = with_texts.in_bulk()
    marks, left = {}, MOST_READ
    for document in (whole[row.pk] for row in found if row.pk in whole):
        marks[document.pk] = _marks_of_document(document, query, left)
        left = max(0, left - sum(len(text.body) for text in document.texts.all()))
    return marks


def _marks_of_document(document: Document, query: Query, most: int) -> Marks:
    called = list(_called(document))
    asked = query.also(_also_called(called, query))
    title = highlighted(document.title, asked.within("title", PARTIES))
    passage = best_passage(_places(document, asked), most)
    if _has_hit(title) or _has_hit(passage):
        return Marks(title, passage)
    marked = (
        highlighted(name, query.within("names", PARTIES)) for names in called for name in names
    )
    return Marks(title, passage, [name for name in marked if _has_hit(name)][:SHOWN_NAMES])


SHOWN_NAMES = 3


def _places(document: Document, asked: Query) -> Iterator[Place]:
    yield Place(document.summary, asked.within("summary", PARTIES))
    in_text = asked.within("text", PARTIES)
    for text in document.texts.all():
        yield Place(text.body, in_text, text.language.slug if text.language else None)


def _called(document: Document) -> Iterator[list[str]]:
    """All names of each of those who take part in a document."""
    for part in document.participations.all():
        variants = [name.name for name in part.agent.names.all()]
        yield [part.agent.name, *variants, part.name_as_written]


def _also_called(called: list[list[str]], query: Query) -> Iterator[str]:
    """What else those may be called in a text who are asked for by one of their names.

    Of an inverted name the part before the comma, by which people go.
    """
    asked = query.within("names", PARTIES)
    for names in called:
        if any(_has_hit(highlighted(name, asked)) for name in names):
            yield from dict.fromkeys(name.partition(",")[0] for name in names)


def _has_hit(fragments: list[Fragment]) -> bool:
    return any(part.is_hit for part in fragments)


def delo_hits(source: Reader, ids: list[int], q: str) -> list[Hit]:
    """Dela in the order of their ids, with their parents, in one query."""
    rows = Delo.objects.with_parents().in_bulk(ids)
    query = parse_query(q, FIELDS)
    marks = _remembered(
        source, ids, q, lambda: {pk: _marks_of_delo(rows[pk], query) for pk in ids if pk in rows}
    )
    return [Hit(rows[pk], *marks[pk]) for pk in ids if pk in rows and pk in marks]


def _marks_of_delo(delo: Delo, query: Query) -> Marks:
    """A delo by its title, translated where there is one, else as it stands on the cover."""
    first, *rest = [title for title in (delo.title, delo.title_en) if title] or [""]
    asked = query.within("title")
    title = highlighted(first, asked) if first else []
    return Marks(title, best_passage(Place(each, asked) for each in rest))


HITS: Mapping[str, Callable[[Reader, list[int], str], list[Hit]]] = {
    "documents": document_hits,
    "dela": delo_hits,
}
