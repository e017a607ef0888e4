"""Numbers of fonds, opisi and dela as they are written after their labels."""

import re
from dataclasses import dataclass

from catalogue.references.labels import Level
from catalogue.references.sheets import is_no_number, is_year
from catalogue.references.words import AND, EXTENTS, LETTER, MONTHS, YEARS

LIST_LIMIT = 200

DIGITS = r"(?:[0-9]{1,9}(?![0-9])|[¼½¾⅓⅔⅛⅜])"

# Glued labels that are no suffix of the number before them: "f.17op.3d.12".
_GLUED_LABEL = r"(?:оп|op|д|d|л|l|лл|ll|спр|spr|арк|ark|ф|f)\.?\s?[0-9]"

# "Р-9401", "Р.-9401", "Р - 125", "Р. - 2211", "R/1021", "Р9106"; also lower case before a hyphen.
PREFIX = rf"(?:{LETTER}\s?\.?\s?[-–—/]\s?|(?-i:[A-ZА-ЯІЇЄҐ]{{1,2}})(?:[-–])?(?=[0-9]))"
# "7523сс", "130SM", "1п"; "1/п", "3/Л", "4-п", "5-os"; "3 п" before a stop; "1 доп", "2 л/с".
_WORD_SUFFIX = r"(?:доп|dop|бис|bis|л/с|лс|сс|ss|ос|os|сч|sch|фп|fp)"
SUFFIX = rf"""(?:
      (?!{_GLUED_LABEL}) {LETTER}{{1,3}} (?!{LETTER})
    | \s? [-/] (?!{_GLUED_LABEL}) {LETTER}{{1,3}} (?![^\W_])
    | \s? {_WORD_SUFFIX} (?!{LETTER})
    | \s (?-i:[абвд-ийкм-яa-km-z]) (?=\s?[.,;)]\s{{0,9}}+(?![0-9IVX])|$)
    )"""
# "1/3", "14-5", "408-411", "1–24".
_SECOND = rf"(?:[/⁄–-]{DIGITS}(?:{LETTER}(?!{LETTER}))?(?![0-9]))"

_FLAGS = re.VERBOSE | re.IGNORECASE
_END = rf"(?: (?!{LETTER}) | (?={_GLUED_LABEL}) )"
_NUMBER = re.compile(rf"{PREFIX}? {DIGITS} {SUFFIX}? {_SECOND}? {_END}", _FLAGS)
_PLAIN = re.compile(rf"{DIGITS} {SUFFIX}? {_SECOND}? {_END}", _FLAGS)
# "Ф. Р 5446", "Ф. П. 3": only a fond has its prefix so loosely before it.
_LOOSE_FOND = re.compile(rf"[РRАAИIПP]\.?\s{DIGITS} {SUFFIX}? (?!{LETTER})", re.VERBOSE)
# "Д. 408 - 411".
_SPACED_RANGE = re.compile(rf"\s?[-–—]\s?(?:{DIGITS}{LETTER}?)(?![^\W_])", _FLAGS)
_ROMAN = re.compile(r"[IVXLC]{1,8}(?![^\W_])")
_QUOTED = re.compile(r"[“\"„«](?P<name>[^“”\"„«»\n]{1,80})[”\"“»]")
_CAPITALS = re.compile(rf"[A-ZА-Я]{{2,8}}(?!{LETTER})")
_FOND_NAME = re.compile(r"[A-ZА-Я]{2,6}(?=\s?[,.]\s{0,3}(?i:оп|op)\b)")
_NEXT = re.compile(rf"\s{{0,3}}(?:,\s{{0,9}}(?:{AND}\s{{0,3}})?|{AND}\s{{0,3}})")
_ALONE = re.compile(rf"\s{{0,9}}(?:[.,;:)\]–—-]|$|{AND}|[^\W\da-zа-яіїєґў])")
_NOUN_AFTER = re.compile(rf"\s{{0,3}}(?P<word>{LETTER}{{1,20}})")


@dataclass(frozen=True, slots=True)
class Value:
    """A value as written, and where it stands."""

    text: str
    start: int
    end: int


def match_value(text: str, start: int, level: Level) -> Value | None:
    """The value of a level at `start`; None where a date or extent stands there.

    "Р-9414" and "1 доп" in "ГАРФ. Ф. Р-9414. Оп. 1 доп. Д. 463." (the Gulag map); not "788" in
    "кадр 09; дело 788 листов" (a genealogist's notes).
    """
    found = _NUMBER.match(text, start)
    if level is Level.FOND and not found:
        found = _LOOSE_FOND.match(text, start)
    if not found:
        return _named(text, start, level)
    if _is_counted(text, found.end()):
        return None
    end = found.end()
    spaced = _SPACED_RANGE.match(text, end) if level is Level.DELO else None
    if spaced and not is_no_number(text, spaced.end()):
        end = spaced.end()
    return Value(text[start:end], start, end)


def match_values(text: str, start: int, level: Level) -> list[Value]:
    """The value at `start` and, of opisi and dela, those listed after it.

    "28" and "42" in "ЦГА МО. Ф. 4611. Оп. 6. Д. 28, 42." (the Gulag map). A later number that is
    followed by a word ("12 March"), or a year after smaller numbers, is none of them.
    """
    first = match_value(text, start, level)
    if not first or level not in (Level.OPIS, Level.DELO):
        return [first] if first else []
    values = [first]
    while len(values) < LIST_LIMIT and (following := _NEXT.match(text, values[-1].end)):
        found = _PLAIN.match(text, following.end())
        if not found or not _ALONE.match(text, found.end()) or is_no_number(text, found.end()):
            break
        if is_year(found[0]) and not (first.text.isdecimal() and int(first.text) > 1000):
            break
        values.append(Value(found[0], found.start(), found.end()))
    return values


def _named(text: str, start: int, level: Level) -> Value | None:
    """What stands for a number: a Roman one, a name in quotes, "OURZ" (Applebaum, Gulag), or the
    initials of RGVIA's military collection in "Ф. ВУА. Оп. 16"."""
    if level is Level.FOND:
        found = _FOND_NAME.match(text, start)
    elif level is Level.DELO:
        if quoted := _QUOTED.match(text, start):
            return Value(quoted["name"], quoted.start("name"), quoted.end("name"))
        found = _CAPITALS.match(text, start)
    else:
        found = _ROMAN.match(text, start)
    return Value(found[0], found.start(), found.end()) if found else None


def _is_counted(text: str, end: int) -> bool:
    """Whether a noun makes the number a date or an extent: "дело 1835–1838 годов", "788 листов"."""
    noun = _NOUN_AFTER.match(text, end)
    word = noun["word"].casefold() if noun else ""
    return word in YEARS or word in MONTHS or (len(word) > 3 and word in EXTENTS)
