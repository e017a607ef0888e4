"""Where a text has what a query asks for."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from catalogue.writing.name_keys import name_key
from catalogue.writing.query import Clause, Kind, Query
from catalogue.writing.stems import first_sound, stem
from catalogue.writing.terms import exact_term
from catalogue.writing.tokens import spans, words


class Hit(NamedTuple):
    """`text[start:end]` is what clause number `clause` of the query asks for."""

    start: int
    end: int
    clause: int


def find_hits(text: str, query: Query, language: str | None = None) -> list[Hit]:
    """Return the places in `text` that meet the wanted clauses of `query`, in order.

    Exact forms, stems and the name keys of capitalised words all count, and so do phrases;
    hits that overlap become one. The fields that clauses are limited to do not matter here.
    """
    sought = _Sought(query, language)
    places, written = spans(text), words(text)
    clauses = {word: sought.clause_of(word) for word in set(written)}
    hits = [
        Hit(*place, clause)
        for place, word in zip(places, written, strict=True)
        if (clause := clauses[word]) is not None
    ]
    return list(_joined(sorted([*hits, *sought.phrase_hits(places, written)])))


class _Sought:
    """What the wanted clauses of a query look for, by form; the values are clause numbers."""

    def __init__(self, query: Query, language: str | None) -> None:
        self._language = language
        self._exact: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._first_sounds: set[str] = set()
        self._names: dict[str, int] = {}
        self._phrases: dict[tuple[str, ...], int] = {}
        for number, clause in enumerate(query.wanted):
            self._add(clause, number)

    def clause_of(self, word: str) -> int | None:
        """Return the clause that one word of a text meets, if any."""
        return next((clause for clause in self._met_by(word) if clause is not None), None)

    def phrase_hits(self, places: list[tuple[int, int]], written: list[str]) -> Iterator[Hit]:
        """Yield the phrases among the words of a text, given with their places."""
        terms = tuple(map(exact_term, written)) if self._phrases else ()
        for phrase, clause in self._phrases.items():
            for first, term in enumerate(terms):
                if term == phrase[0] and terms[first : first + len(phrase)] == phrase:
                    start, end = places[first][0], places[first + len(phrase) - 1][1]
                    yield Hit(start, end, clause)

    def _add(self, clause: Clause, number: int) -> None:
        parts = words(clause.text)
        if clause.kind is Kind.PHRASE and len(parts) > 1:
            self._phrases[tuple(map(exact_term, parts))] = number
            return
        if clause.kind is Kind.PREFIX:
            self._beginnings[exact_term(parts.pop())] = number
        for part in parts:
            self._exact[exact_term(part)] = number
            if clause.kind is Kind.WORD:
                self._add_forms(part, number)

    def _add_forms(self, part: str, number: int) -> None:
        self._stems[stem(part, self._language)] = number
        self._first_sounds.add(first_sound(exact_term(part)))
        self._names[name_key(part)] = number

    def _met_by(self, word: str) -> Iterator[int | None]:
        """Yield the clause met in each form, exact first, costly ones only where they can be."""
        term = exact_term(word)
        yield self._exact.get(term)
        for beginning, clause in self._beginnings.items():
            if term.startswith(beginning):
                yield clause
        if first_sound(term) in self._first_sounds:
            yield self._stems.get(stem(word, self._language))
        if word[0].isupper():  # in lower case, name keys join what is no name
            yield self._names.get(name_key(word))


def _joined(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield sorted hits, those that overlap as one."""
    current: Hit | None = None
    for hit in hits:
        if current and hit.start < current.end:
            current = current._replace(end=max(current.end, hit.end))
            continue
        if current:
            yield current
        current = hit
    if current:
        yield current
