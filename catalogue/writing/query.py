"""The reader's syntax: words, "phrases", -not, prefix*, field:word.

What a reader types is never wrong: whatever is no syntax is taken for words.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from catalogue.writing.scripts import IDEOGRAPHIC, script_of_letter
from catalogue.writing.tokens import words

READ_CHARACTERS = 1_000
READ_CLAUSES = 32

_QUOTES = '"«»‹›“”„‟＂「」『』'
"""Opening and closing quotes alike, because readers mix the styles: “так“, „так“, »so«."""

_SEPARATORS = r"\s,;:!?()\[\]{}"
"""These end a word; a hyphen, full stop or slash holds its parts together (Р-9401, В.В.)."""


class Kind(StrEnum):
    """How the text of a clause is meant."""

    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"


@dataclass(frozen=True)
class Clause:
    """One demand: `text` as typed, at least one token in it.

    A word may hold several tokens (вице-премьер), which belong together. Of a prefix, the last
    token is the beginning of a word. `field` is one of the names allowed, or None for anywhere.
    """

    kind: Kind
    text: str
    field: str | None = None
    excluded: bool = False


@dataclass(frozen=True)
class Query:
    """What a reader asks for: every clause has to hold."""

    clauses: tuple[Clause, ...] = ()

    @property
    def wanted(self) -> tuple[Clause, ...]:
        """The clauses a result has to have."""
        return tuple(clause for clause in self.clauses if not clause.excluded)

    @property
    def unwanted(self) -> tuple[Clause, ...]:
        """The clauses a result must not have."""
        return tuple(clause for clause in self.clauses if clause.excluded)

    def within(self, area: str, elsewhere: Collection[str] = ()) -> "Query":
        """What is asked of one area: the clauses of its field and of none, and those of the
        fields ``elsewhere``."""
        fields = {None, area, *elsewhere}
        return Query(tuple(clause for clause in self.clauses if clause.field in fields))

    def also(self, texts: Iterable[str]) -> "Query":
        """The query with some texts that may stand for what is asked."""
        return Query((*self.clauses, *(Clause(Kind.WORD, text) for text in texts if words(text))))


def parse_query(text: str, fields: Collection[str] = ()) -> Query:
    """Read what a reader typed; `fields` are the names allowed before a colon, in lower case.

    Looks at the first thousand characters and keeps the first 32 clauses; raises nothing.
    """
    pattern = _clause_pattern(frozenset(fields))
    clauses = dict.fromkeys(_clauses(pattern.finditer(text[:READ_CHARACTERS])))
    return Query(tuple(clauses)[:READ_CLAUSES])


@lru_cache(maxsize=64)
def _clause_pattern(fields: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of one clause; in parts: [-][field:]("phrase" | word)."""
    names = "|".join(map(re.escape, sorted(fields))) or "(?!)"
    return re.compile(
        rf"""
        (?P<minus>(?<!\S)[-−](?=\S))?
        (?:(?P<field>{names}):\s*(?=\S))?
        (?:
            [{_QUOTES}](?P<phrase>[^{_QUOTES}]+)[{_QUOTES}]
          | (?P<word>[^{_SEPARATORS}{_QUOTES}]+)
        )
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def _clauses(found: Iterator[re.Match[str]]) -> Iterator[Clause]:
    """Yield the clauses that have something to look for."""
    for match in found:
        text = match["phrase"] or match["word"]
        if words(text):
            field = match["field"] and match["field"].lower()
            excluded = match["minus"] is not None
            yield Clause(_kind(match), text.strip(" *"), field, excluded)


def _kind(match: re.Match[str]) -> Kind:
    """Return what a clause is by its marks; an ideograph alone begins a pair in the index."""
    if match["phrase"]:
        return Kind.PHRASE
    word = match["word"]
    if word.endswith("*") or (len(word) == 1 and script_of_letter(word) in IDEOGRAPHIC):
        return Kind.PREFIX
    return Kind.WORD
