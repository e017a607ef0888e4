"""What the name of an archive looks like among the words of a text, known or unknown."""

import re
from dataclasses import dataclass

from catalogue.references.archives import ArchiveNames
from catalogue.references.words import (
    ARCHIVE_STEMS,
    LEAD_INS,
    NOT_ARCHIVES,
    QUALIFIERS,
    REGION_WORDS,
)

_ROMAN = re.compile(r"[IVXLC]+$")
_ADJECTIVE = re.compile(r"(?:ый|ий|ой|ого|ая|ое|ые|их|yi|ii|yy|iy)$")

Words = list["re.Match[str]"]


@dataclass(frozen=True, slots=True)
class NameRead:
    """A name and where it stands. `known`: it is among the known ones; `direct`: nothing stands
    between it and what follows but separators and a gloss in brackets."""

    text: str
    start: int
    end: int
    known: bool = False
    direct: bool = True


def name_of(words: Words, known: bool = False) -> NameRead:
    """The name that some neighbouring words make up."""
    start, end = words[0].start(), words[-1].end()
    return NameRead(words[0].string[start:end], start, end, known)


def known_name(words: Words, names: ArchiveNames) -> NameRead | None:
    """The name that all these words make up, if it is known."""
    name = name_of(words, known=True)
    return name if name.text in names else None


def short_name(words: Words, names: ArchiveNames) -> NameRead | None:
    """The run of abbreviations at the end, with what qualifies them.

    "CSA KGB RB" (translated dossier, 2025), "ЦДАГО України", "ОСФ ИЦ ГУВД Свердловской обл" (the
    Gulag map); not "ЦК КПСС" and other abbreviations of prose.
    """
    first = len(words)
    while first and _may_be_in_short_name(words, first - 1):
        first -= 1
    while first < len(words) and not is_acronym(words[first][0]):
        first += 1
    run = words[first:]
    if not run or all(word[0] in NOT_ARCHIVES or not is_acronym(word[0]) for word in run):
        return None
    for start in range(len(run)):
        if any(known_name(run[start:end], names) for end in range(start + 1, len(run) + 1)):
            return name_of(run[start:], known=True)
    return name_of(run)


def full_name(words: Words) -> NameRead | None:
    """A name with the word "archive" in it, from its first capital on.

    "Derzhavnyi Arkhiv Odes’koï Oblasti" (Applebaum, Red Famine); of "In the State Archive ..." the
    lead-in is no part.
    """
    stems = [i for i, word in enumerate(words) if ARCHIVE_STEMS.search(word[0].casefold())]
    if not stems:
        return None
    first = stems[0]
    while first and (_is_capitalised(words[first - 1]) or _ADJECTIVE.search(words[first - 1][0])):
        first -= 1
    while first < len(words) and (not _is_capitalised(words[first]) or words[first][0] in LEAD_INS):
        first += 1
    if first > stems[0] or len(words) - first < 2:
        return None
    return name_of(words[first:])


def capitalised_name(words: Words) -> NameRead | None:
    """One to four capitalised words: "Memorial", "Hoover Institution"."""
    if not 0 < len(words) <= 4:
        return None
    for word in words:
        if not _is_capitalised(word) or len(word[0]) < 4 or word[0] in LEAD_INS | NOT_ARCHIVES:
            return None
    return name_of(words)


def is_acronym(word: str) -> bool:
    """Whether a word is an abbreviation such as РГАСПИ, TsDAVOV, ДАХмО, and no Roman number."""
    capitals = sum(char.isupper() for char in word)
    letters = sum(char.isalpha() for char in word)
    return capitals > 1 and 2 * capitals >= letters and not _ROMAN.match(word)


def _is_capitalised(word: re.Match[str]) -> bool:
    return word[0][0].isupper()


def _may_be_in_short_name(words: Words, index: int) -> bool:
    """Whether a word is an abbreviation or qualifies one: "України", "Свердловской" before "обл",
    the "М" of "АКРДОПБГДСРСБНА - М"."""
    word = words[index][0]
    if is_acronym(word) or word in QUALIFIERS or word.casefold() in REGION_WORDS:
        return True
    if index + 1 < len(words) and words[index + 1][0].casefold() in REGION_WORDS:
        return _is_capitalised(words[index])
    start = words[index].start()
    return len(word) == 1 and word.isupper() and words[index].string[start - 2 : start] == "- "
