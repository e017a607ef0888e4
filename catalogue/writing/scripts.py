"""The script a text is written in."""

import unicodedata
from collections import Counter
from enum import StrEnum
from functools import lru_cache


class Script(StrEnum):
    """The scripts told apart; the values serve as labels and as CSS classes."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    GREEK = "greek"
    HEBREW = "hebrew"
    ARABIC = "arabic"
    ARMENIAN = "armenian"
    GEORGIAN = "georgian"
    HAN = "han"
    KANA = "kana"
    HANGUL = "hangul"
    OTHER = "other"


IDEOGRAPHIC = frozenset({Script.HAN, Script.KANA})
"""Scripts that do not set words apart."""

_CHARACTER_NAMES = {
    "CJK": Script.HAN,
    "HIRAGANA": Script.KANA,
    "KATAKANA": Script.KANA,
    "KATAKANA-HIRAGANA": Script.KANA,
} | {script.value.upper(): script for script in Script if script is not Script.OTHER}
"""The first word of a character's Unicode name says its script."""


def script_of(text: str) -> Script:
    """Return the script most letters of `text` belong to; of two equal ones, the first.

    A text without letters is `Script.OTHER`.
    """
    letters = filter(str.isalpha, unicodedata.normalize("NFKC", text))
    counted = Counter(map(script_of_letter, letters))
    return max(counted, key=counted.__getitem__, default=Script.OTHER)


@lru_cache(maxsize=4096)
def script_of_letter(letter: str) -> Script:
    """Return the script of one character."""
    first_word = unicodedata.name(letter, "").partition(" ")[0]
    return _CHARACTER_NAMES.get(first_word, Script.OTHER)
