"""Labels and "Ibid." as they stand in a text: found by their first word, matched to their end."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, product

from catalogue.references.labels import LABELS, Label
from catalogue.references.words import IBID, LETTER

# Between a label and its value: "Ф. 1", "Ф., 1", "Оп 171", "Л. .10", "Фонд: 17", "дело № 5".
_TO_VALUE = r"['’ʹ]?\s{0,30}(?:[.,:]\s{0,30}){0,2}(?:(?:№|[Nn][oºr]?\.)\s?)?"
_BETWEEN_WORDS = r"['’ʹ]?\s?[.,]?\s?"

# Cyrillic letters for which a Latin one is often typed inside a word: "Oп.", "дeло".
_TYPED_LATIN = {"о": "оo", "е": "еe", "с": "сc", "а": "аa", "р": "рp", "х": "хx", "і": "іi"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some words, and the labels written with them (none for "Ibid.")."""

    pattern: re.Pattern[str]
    labels: tuple[Label, ...] = ()


_Table = dict[str, list[Phrase]]
_FIRST_WORD = re.compile(rf"{LETTER}+")


def _typed(word: str) -> str:
    """A pattern for a word in which Latin letters may stand for Cyrillic ones."""
    return "".join(f"[{_TYPED_LATIN[char]}]" if char in _TYPED_LATIN else char for char in word)


def _table(phrases: Iterable[tuple[tuple[str, ...], tuple[Label, ...]]]) -> _Table:
    """Phrases by every way of typing their first word, longest first."""
    table: _Table = {}
    for words, labels in sorted(phrases, key=lambda item: -len(item[0])):
        spelled = _BETWEEN_WORDS.join(_typed(word) for word in words)
        phrase = Phrase(re.compile(f"{spelled}(?!{LETTER}){_TO_VALUE}", re.IGNORECASE), labels)
        for typed in product(*(_TYPED_LATIN.get(char, char) for char in words[0])):
            table.setdefault("".join(typed), []).append(phrase)
    return table


def _labelled() -> Iterable[tuple[tuple[str, ...], tuple[Label, ...]]]:
    """The labels of each wording; those bound to a condition are tried first."""
    ordered = sorted(LABELS, key=lambda label: (label.words, not label.after))
    for words, labels in groupby(ordered, key=lambda label: label.words):
        yield words, tuple(labels)


LABEL_PHRASES: _Table = _table(_labelled())
IBID_PHRASES: _Table = _table((tuple(phrase.split("+")), ()) for phrase in IBID)


def match_phrase(table: Mapping[str, list[Phrase]], text: str, start: int, word: str) -> int | None:
    """Where the longest phrase ends that begins at `start` with a word; None if none does."""
    for phrase in table.get(word, ()):
        if found := phrase.pattern.match(text, start):
            return found.end()
    return None


def match_ibid(text: str, start: int) -> int | None:
    """Where the "Ibid." that begins at `start` ends."""
    word = _FIRST_WORD.match(text, start)
    return match_phrase(IBID_PHRASES, text, start, word[0].casefold()) if word else None
