"""Where a text has what a query asks for."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from catalogue.writing.name_keys import name_key
from catalogue.writing.query import Clause, Kind, Query
from catalogue.writing.remembered import Remembered
from catalogue.writing.scripts import IDEOGRAPHIC, script_of_letter
from catalogue.writing.stems import first_sound, stems_in
from catalogue.writing.terms import LONGEST_OPENING, exact_term
from catalogue.writing.tokens import ends_in_a_run, spans, words


class Hit(NamedTuple):
    """`text[start:end]` is what clause number `clause` of the query asks for."""

    start: int
    end: int
    clause: int


def find_hits(
    text: str, query: Query, language: str | None = None, *, any_name: bool = False
) -> list[Hit]:
    """Return the places in `text` that meet the wanted clauses of `query`, in order.

    Exact forms, stems and name keys all count, as they do in the index: name keys of whatever may
    be a name by its capital, of every word with `any_name`. Words that belong together (phrases,
    вице-премьер, 毛泽东) are met as a whole. Hits that overlap become one. The fields that clauses
    are limited to do not matter here.
    """
    sought = _Sought(query, language)
    places, written = spans(text), words(text)
    different = set(written)
    met = {word: found for word in different if (found := sought.met_by(word, any_name))}
    hits = [
        Hit(start, min(end, start + met[word][1]), met[word][0])
        for (start, end), word in zip(places, written, strict=True)
        if word in met
    ]
    if not any_name:
        hits += sought.names_behind_hyphens(text, places, written)
    for first, last, clause in sought.sequences(written, different, any_name):
        hits.append(Hit(places[first][0], places[last][1], clause))
    return list(_joined(sorted(hits)))


_HYPHEN = re.compile("[-‐‑–]")
_OPENING = re.compile(r"\S{1,96}\Z")

_WHOLE = 1 << 20

Form = Remembered[str]


class _Sought:
    """What the wanted clauses of a query look for, by form; the values are clause numbers."""

    def __init__(self, query: Query, language: str | None) -> None:
        self._stems_of = stems_in(language)
        self._exact: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._first_sounds: set[str] = set()
        self._names: dict[str, int] = {}
        self._sequences: list[tuple[Form, list[str], int]] = []
        for number, clause in enumerate(query.wanted):
            self._add(clause, number)

    def met_by(self, word: str, any_name: bool) -> tuple[int, int] | None:
        """Return the clause that one word of a text meets, and how much of the word does."""
        term = exact_term(word)
        clause = self._exact.get(term)
        if clause is not None:
            return clause, _WHOLE
        for beginning, number in self._beginnings.items():
            if term.startswith(beginning):
                is_ideograph = script_of_letter(beginning[0]) in IDEOGRAPHIC
                return number, len(beginning) if is_ideograph else _WHOLE
        if first_sound(term) in self._first_sounds:
            clause = self._stems.get(self._stems_of[word])
        if clause is None and self._names and (any_name or word[0].isupper()):
            clause = self._names.get(name_key(word))
        return None if clause is None else (clause, _WHOLE)

    def names_behind_hyphens(
        self, text: str, places: list[tuple[int, int]], written: list[str]
    ) -> Iterator[Hit]:
        """Yield the words met by name that belong to one with a capital: Цзэ-дун, Pei-fu."""
        starts = {hyphen.end() for hyphen in _HYPHEN.finditer(text)} if self._names else None
        if not starts:
            return
        for (start, end), word in zip(places, written, strict=True):
            if start in starts and word[0].islower() and _opens_with_a_capital(text, start):
                clause = self._names.get(name_key(word))
                if clause is not None:
                    yield Hit(start, end, clause)

    def sequences(
        self, written: list[str], different: set[str], any_name: bool
    ) -> Iterator[tuple[int, int, int]]:
        """Yield the first word, the last word and the clause of words that stand together."""
        for form, wanted, clause in self._sequences:
            is_name = form is name_key and not any_name
            able = (word for word in different if not is_name or word[0].isupper())
            firsts = {word for word in able if form[word] == wanted[0]}
            if not firsts:
                continue
            for first, word in enumerate(written):
                last = first + len(wanted)
                if word in firsts and [form[one] for one in written[first:last]] == wanted:
                    yield first, last - 1, clause

    def _add(self, clause: Clause, number: int) -> None:
        parts = words(clause.text)
        if ends_in_a_run(clause.text):
            parts.pop()
        if clause.kind is Kind.PREFIX:
            self._beginnings[exact_term(parts.pop())] = number
            self._exact |= {exact_term(part): number for part in parts}
        elif len(parts) > 1:
            forms = [exact_term] if clause.kind is Kind.PHRASE else self._forms
            self._sequences += [(form, [form[part] for part in parts], number) for form in forms]
        else:
            self._exact[exact_term(parts[0])] = number
            if clause.kind is Kind.WORD:
                self._stems[self._stems_of[parts[0]]] = number
                self._first_sounds.add(first_sound(exact_term(parts[0])))
                self._names[name_key(parts[0])] = number

    @property
    def _forms(self) -> list[Form]:
        return [exact_term, self._stems_of, name_key]


def _opens_with_a_capital(text: str, place: int) -> bool:
    """Tell whether what stands before a place without a space begins with a capital."""
    chunk = _OPENING.search(text, max(0, place - 96), place)
    opening = chunk[0][:LONGEST_OPENING] if chunk else ""
    return opening != opening.lower()


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
