"""A mapping guessed from headings and from what stands below them; a person confirms it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from catalogue.dates import read_date
from catalogue.imports.entries import Unreadable

from .headings import ATOM, DOCUMENTS, PREFIXES, SIGNS_OF_DOCUMENTS, UNITS
from .mapping import Mapping, Source, read_mapping

Rows = Sequence[Sequence[str]]
READY = Path(__file__).parent / "mappings"
"""Mapping files for tables that are known."""
LOOKED_AT = 40


def guess_from(rows: Rows) -> Mapping:
    """A mapping for a table whose first rows are these.

    Raises `Unreadable` where no row has headings that say what a row is.
    """
    mapping = suggested(rows)
    if not _is_enough(mapping):
        raise Unreadable(
            _(
                "The headings do not say which column is the number of a delo, or the identifier "
                "and title of a document. Write a mapping: [delo] number = “heading”."
            )
        )
    return mapping


def suggested(rows: Rows) -> Mapping:
    """What the headings of a table suggest, be it enough to read it or not."""
    best, most = Mapping(), (False, 0, True)
    for at, row in enumerate(rows[:15]):
        if set(row) >= ATOM:
            return read_mapping(READY / "atom.toml")
        for mapping in (_guess(row, rows[at + 1 :], DOCUMENTS), _guess(row, rows[at + 1 :], UNITS)):
            is_enough, many = _is_enough(mapping), sum(map(len, mapping.sections.values()))
            score = (is_enough, many, not is_enough and mapping.rows == "delo")
            if score > most:
                best, most = mapping, score
    return best


def _is_enough(mapping: Mapping) -> bool:
    if mapping.rows == "tree":
        return True
    said = {(section, name) for section, names in mapping.sections.items() for name in names}
    if mapping.rows == "document":
        return ("document", "title") in said and bool(
            {name for _section, name in said} & SIGNS_OF_DOCUMENTS
        )
    return ("delo", "number") in said or ("place", "reference") in said


def _guess(headings: Sequence[str], below: Rows, table: list[tuple[str, str, str]]) -> Mapping:
    sections: dict[str, dict[str, Source]] = {}
    taken: set[int] = set()
    for section, name, words in table:
        for column, heading in enumerate(headings):
            known = _key(heading) in _words(words)
            if known and column not in taken and name not in sections.get(section, {}):
                taken.add(column)
                sections.setdefault(section, {})[name] = _source(
                    section, name, column, headings, below
                )
    if table is UNITS:
        _guess_by_contents(sections, headings, below, taken)
    rows = "document" if table is DOCUMENTS else "delo"
    return Mapping(rows=rows, sections=sections)


def _source(section: str, name: str, column: int, headings: Sequence[str], below: Rows) -> Source:
    """The column; with the words that its numbers begin with."""
    if name != "number":
        return Source((headings[column],))
    said = {
        word
        for value in _values(below, column)
        for word in PREFIXES.get(section, ())
        if re.match(rf"{re.escape(word)}[.\s№]*\s?[\w]*\d", value, re.IGNORECASE)
    }
    return Source((headings[column],), without=tuple(sorted(said, key=lambda word: -len(word))))


def _guess_by_contents(
    sections: dict[str, dict[str, Source]], headings: Sequence[str], below: Rows, taken: set[int]
) -> None:
    """Dates and titles show what they are where no heading says it."""
    delo = sections.get("delo")
    if not delo:
        return
    free = [column for column in range(len(headings)) if column not in taken and headings[column]]
    for column in free:
        values = _values(below, column)
        if not values:
            continue
        dates = sum(1 for value in values if re.search(r"\d{4}", value) and read_date(value).edtf)
        if "date" not in delo and dates > 0.8 * len(values):
            delo["date"] = Source((headings[column],))
        elif "title" not in delo and sum(map(len, values)) > 30 * len(values):
            delo["title"] = Source((headings[column],))


def _values(rows: Rows, column: int) -> list[str]:
    return [row[column] for row in rows[:LOOKED_AT] if column < len(row) and row[column]]


@lru_cache(maxsize=128)
def _words(words: str) -> frozenset[str]:
    return frozenset(map(_key, words.split()))


def _key(heading: str) -> str:
    folded = (
        unicodedata.normalize("NFKC", heading[:100].replace("№", "")).casefold().replace("ё", "е")
    )
    return re.sub(r"[\W\d_]+", "", folded)
