"""Where a text names an archive: right before a level, in brackets, over a town, or in prose."""

import re
from dataclasses import replace

from catalogue.references.archives import ArchiveNames
from catalogue.references.words import HEREAFTER, NOT_ARCHIVES, NOWADAYS

from .looks import (
    NameRead,
    Words,
    capitalised_name,
    full_name,
    is_acronym,
    known_name,
    name_of,
    short_name,
)

WINDOW = 300  # how many characters before a level an archive is looked for
_CLAUSE_LIMIT = 120
_WORDS_LIMIT = 14
_STEPS = 4  # clauses between archive and level that are stepped over, the first included

_WORD = re.compile(r"[^\W\d_]+(?:['’ʹ`-][^\W\d_]+)*")
_BOUNDARIES = frozenset('.,;:()[]/|–—"“”„«»‘0123456789')
_SEPARATORS = frozenset(",.:;–—|/-")
_YEAR_BEFORE = re.compile(r"\b(?:1[5-9]|20)[0-9]{2}(?:\s?(?:г|год|р|рік))?$")


def name_before(text: str, floor: int, end: int, names: ArchiveNames) -> NameRead | None:
    """The archive named between `floor` and `end`, for a level that begins at `end`.

    Nearest first: right before the level ("GARF, f. R-6991", Khlevniuk), before or inside a bracket
    ("ЦГАКО (Central State Archive of Kirov Oblast), Ф. 1375"), over a town or a year ("(РГАВМФ),
    Санкт-Петербург, 2023 г. | Ф. 3/Л", a photograph's caption), at last any known abbreviation in
    what was said before.
    """
    floor = max(floor, end - WINDOW)
    stop = _before_separators(text, floor, end)
    for step in range(_STEPS):
        opening = text.rfind("(", floor, stop) if text[stop - 1 : stop] == ")" else -1
        if opening >= 0:
            found = _name_with_bracket(text, floor, opening, stop - 1, names)
            stop = _before_separators(text, floor, opening)
        else:
            found = _name_ending_at(text, floor, stop, names)
        if found:
            return found if step == 0 else replace(found, direct=False)
        stop = _before_separators(text, floor, _before_small_clause(text, floor, stop))
    return _last_known(text, floor, end, names)


def name_right_before(text: str, floor: int, end: int, names: ArchiveNames) -> NameRead | None:
    """The archive that nothing but a comma or stop parts from what begins at `end`."""
    return _name_ending_at(text, floor, _before_separators(text, floor, end), names)


def capitalised_clause(text: str, floor: int, end: int) -> NameRead | None:
    """Any capitalised words that are all the text, or the part after ";" or "//", says before the
    fond: "Memorial, f. 1, op. 2"."""
    name = capitalised_name(_clause(text, floor, _before_separators(text, floor, end)))
    opening = text[max(floor, name.start - 20) : name.start].rstrip() if name else ""
    return name if not opening or opening.endswith((";", "//", ":")) else None


def name_at_start(text: str, names: ArchiveNames) -> NameRead | None:
    """A known name with which a text begins and which a comma, stop or the end follows: "AVP RF,
    copy courtesy of NSA" (Wilson Center)."""
    end = next((i for i, char in enumerate(text[:WINDOW]) if char in _BOUNDARIES), WINDOW)
    words = list(_WORD.finditer(text, 0, end))
    if not words or text[: words[0].start()].strip():
        return None
    after = text[words[-1].end() :].lstrip()[:1]
    if (after and after not in ",.;:(") or sum(char.isupper() for char in text[:end]) < 2:
        return None
    return known_name(words, names)


def _before_separators(text: str, floor: int, end: int) -> int:
    while end > floor and (text[end - 1].isspace() or text[end - 1] in _SEPARATORS):
        end -= 1
    return end


def _clause(text: str, floor: int, stop: int) -> Words:
    """The words between `stop` and the last comma, stop, bracket or number before it."""
    start, floor = stop, max(floor, stop - _CLAUSE_LIMIT)
    while start > floor and text[start - 1] not in _BOUNDARIES:
        start -= 1
    return list(_WORD.finditer(text, start, stop))[-_WORDS_LIMIT:]


def _before_small_clause(text: str, floor: int, stop: int) -> int:
    """Where a clause begins that may stand between archive and level: a town, a year."""
    year = _YEAR_BEFORE.search(text, max(floor, stop - 12), stop)
    if year:
        return year.start()
    words = _clause(text, floor, stop)
    if 0 < len(words) <= 2 and all(word[0][0].isupper() or word[0] == "г" for word in words):
        return words[0].start()
    return floor


def _name_with_bracket(
    text: str, floor: int, opening: int, closing: int, names: ArchiveNames
) -> NameRead | None:
    """A short name before its gloss, else the short name in brackets after a full one: "State
    Archive of the Russian Federation (GARF)"."""
    outer = _name_ending_at(text, floor, _before_separators(text, floor, opening), names)
    inner = _name_inside(text, opening + 1, closing, names)
    return inner if inner and not (outer and is_acronym(outer.text.split()[0])) else outer


def _name_inside(text: str, start: int, end: int, names: ArchiveNames) -> NameRead | None:
    """The short name in brackets: "(GARF)", "(hereafter TsDA)", not "(ныне РГАСПИ)"."""
    words = list(_WORD.finditer(text, start, end))[:_WORDS_LIMIT]
    if words and words[0][0].casefold() in NOWADAYS:
        return None
    while words and words[0][0].casefold() in HEREAFTER:
        words.pop(0)
    if not words:
        return None
    found = known_name(words, names)
    if not found and all(is_acronym(word[0]) for word in words):
        found = short_name(words, names)
    return found


def _name_ending_at(text: str, floor: int, stop: int, names: ArchiveNames) -> NameRead | None:
    """The name that ends at `stop`, best of all a known one."""
    words = _clause(text, floor, stop)
    if not words or words[-1].end() != stop:
        return None
    if count := names.words_at_end([word[0] for word in words]):
        return name_of(words[-count - _has_branch(words[:-count]) :], known=True)
    found = full_name(words) or short_name(words, names)
    return found or _known_across_commas(text, floor, stop, names)


def _has_branch(before: Words) -> bool:
    """Whether a known name has its branch or parent before it: "СПбФ АРАН", "LNA LVVA"."""
    return bool(before) and is_acronym(before[-1][0]) and before[-1][0] not in NOT_ARCHIVES


def _known_across_commas(text: str, floor: int, stop: int, names: ArchiveNames) -> NameRead | None:
    """A known name with commas or stops in it: "Memorial Society, Perm"."""
    words = list(_WORD.finditer(text, max(floor, stop - _CLAUSE_LIMIT), stop))[-_WORDS_LIMIT:]
    count = names.words_at_end([word[0] for word in words])
    return name_of(words[-count:], known=True) if count else None


def _last_known(text: str, floor: int, end: int, names: ArchiveNames) -> NameRead | None:
    """The last known abbreviation anywhere before: "GARF holds the minutes: f. 5446, op. 1"."""
    for word in reversed(list(_WORD.finditer(text, floor, end))):
        if is_acronym(word[0]) and word[0] in names:
            return replace(name_of([word], known=True), direct=False)
    return None
