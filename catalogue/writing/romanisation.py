"""Cyrillic in Latin letters, by the schemes that catalogues and passports follow."""

import unicodedata
from collections.abc import Iterator

from catalogue.writing.romanisation_schemes import SCHEMES, Scheme

_AFTER_THESE_AS_AFTER_VOWELS = frozenset("аеёиоуыэюяіїєўйъь")


def romanise(text: str, scheme: str = "bgn") -> str:
    """Return `text` with its Cyrillic letters romanised; everything else stays as it is.

    `scheme` is a key of `SCHEMES`; ValueError for any other. The text is composed (NFC) first.
    """
    if scheme not in SCHEMES:
        raise ValueError(f"unknown romanisation scheme {scheme!r}; known: {', '.join(SCHEMES)}")
    if text.isascii():
        return text
    return "".join(_romanised_parts(unicodedata.normalize("NFC", text), SCHEMES[scheme]))


def _romanised_parts(text: str, scheme: Scheme) -> Iterator[str]:
    """Yield the romanised letters and letter pairs of `text`, in order."""
    place = 0
    while place < len(text):
        pair = text[place : place + 2].lower()
        width = 2 if pair in scheme.sequences else 1
        before = text[place - 1].lower() if place else ""
        roman = scheme.sequences.get(pair) or _letter(pair[:1], before, scheme)
        written = text[place : place + width]
        yield written if roman is None else _in_case_of(text, place, width, roman)
        place += width


def _letter(letter: str, before: str, scheme: Scheme) -> str | None:
    """Return one lower-case letter romanised as its place in the word asks."""
    if not before.isalpha() and letter in scheme.initial:
        return scheme.initial[letter]
    if before in _AFTER_THESE_AS_AFTER_VOWELS and letter in scheme.after_vowel:
        return scheme.after_vowel[letter]
    return scheme.letters.get(letter)


def _in_case_of(text: str, place: int, width: int, roman: str) -> str:
    """Return `roman` in the case the letters `text[place:place + width]` stand in: Щ, Щу, ЩУ."""
    written = text[place : place + width]
    if written.lower() == written:
        return roman
    after = text[place + width : place + width + 1]
    before = text[place - 1] if place else ""
    in_capitals = written[-1].isupper() and (
        after.isupper() or (before.isupper() and not after.islower())
    )
    return roman.upper() if in_capitals else roman[:1].upper() + roman[1:]
