"""Alphabetical order that every database agrees on."""

from functools import lru_cache
from string import ascii_lowercase

from catalogue.writing.folding import compose, fold_letter
from catalogue.writing.scripts import Script, script_of_letter

KEY_LENGTH = 160
"""Characters a key has at most; a letter takes two of them, a rare one six."""

CYRILLIC_ORDER = "абвгѓґдђеєжзѕиіїйјкќлљмнњопрстћуўфхцчџшщъыьѣэюяѳѵ"
"""The Russian alphabet with the letters of its neighbours where each of them has it.

ё is no letter of its own here but a shade of е, as library filing has it (and the Unicode
Collation Algorithm), because the same name is printed with and without the dots.
"""

_READ_FROM_TEXT = 400  # characters: a key is full long before, unless most are punctuation
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_TIE = "00"  # sorts before the code of a space: shades decide between equal texts only
_SPACE = "01"
_OTHER_SCRIPTS = "z"


def alphabetical_key(text: str) -> str:
    """Return a key of `[0-9a-z]` whose plain order is the alphabetical order of texts.

    Words before their continuations, digits before Latin before Cyrillic before other scripts;
    case, diacritics and punctuation are ignored; ё follows е where nothing else decides. Plain
    ASCII in one case, since SQLite's BINARY and every PostgreSQL collation order that alike.
    """
    beginning = compose(text[:_READ_FROM_TEXT])
    words = (map(_code, word) for word in beginning.split())
    code = _SPACE.join(filter(None, ("".join(letters) for letters in words)))
    return (code + _shades(beginning))[:KEY_LENGTH]


@lru_cache(maxsize=4096)
def _code(letter: str) -> str:
    """Return the code of one composed letter; nothing for punctuation and stress marks."""
    if letter in _PLACES:
        return _PLACES[letter]
    if not letter.isalnum():
        return ""
    if letter.isdecimal():
        return _PLACES[str(int(letter))]
    folded = fold_letter(letter)
    return _code_of_a_stranger(letter) if folded == letter else "".join(map(_code, folded))


def _code_of_a_stranger(letter: str) -> str:
    """Return the code of a letter outside the alphabets above: behind them, by code point."""
    behind = _BEHIND.get(script_of_letter(letter), _OTHER_SCRIPTS)
    return behind + "".join(_DIGITS[ord(letter) // 36**place % 36] for place in (3, 2, 1, 0))


def _shades(beginning: str) -> str:
    """Tell texts apart that differ in the dots of ё alone."""
    if "ё" not in beginning:
        return ""
    return _TIE + "".join("1" if letter == "ё" else "0" for letter in beginning if letter in "её")


def _two_digits(place: int) -> str:
    return _DIGITS[place // 36] + _DIGITS[place % 36]


def _places(first: int, letters: str) -> dict[str, str]:
    return {letter: _two_digits(first + place) for place, letter in enumerate(letters)}


_DIGIT, _LATIN, _CYRILLIC = 1 * 36, 2 * 36, 3 * 36
_PLACES = (
    _places(_DIGIT, "0123456789")
    | _places(_LATIN, ascii_lowercase)
    | _places(_CYRILLIC, CYRILLIC_ORDER)
)
_BEHIND = {
    Script.LATIN: _two_digits(_LATIN + len(ascii_lowercase)),
    Script.CYRILLIC: _two_digits(_CYRILLIC + len(CYRILLIC_ORDER)),
}
