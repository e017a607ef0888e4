"""Writing brought to one form, so that equal words compare equal."""

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "'’‘‛`´ʹʺʻʼʽʾʿˈ′″‵＇"
"""Marks written inside words: apostrophes, the primes of a romanised soft or hard sign."""

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
INVISIBLE = SOFT_HYPHEN + "\u200b\u200c\u200d\u2060\ufeff"
"""Characters that a line break or a word processor leaves inside a word."""

_FOLDED = re.compile("[0-9a-zа-яєії]+")
"""Words in small letters that folding leaves as they are: nearly all."""

_POSSESSIVE = re.compile(rf"(?<=[a-zA-Z])[{re.escape(APOSTROPHES)}][sS]$")

SAME_LETTER = {
    "ё": "е",  # printed without its dots more often than with them
    "ѐ": "е",  # a stress mark, precomposed
    "ѝ": "и",  # likewise, Bulgarian and Macedonian
    "ґ": "г",  # banned from Ukrainian print from 1933 to 1990, so both spellings are found
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "ĸ": "k",
}
"""Letters that Unicode does not decompose, or that only a reader knows to be the same."""

_STRIPPED_BASES = ("LATIN", "GREEK")
_POINTS = range(10, 36)  # combining classes of Hebrew and Arabic vowel points
_FIRST_MARK_AROUND_A_LETTER = 200  # and up: marks above and below; lower ones spell (Indic, kana)


def fold(text: str) -> str:
    """Return `text` in lower case without what readers leave out when they type.

    Compatibility forms become plain (NFKC), ё becomes е and ґ becomes г, Latin and Greek lose
    their diacritics, stress marks, apostrophes and soft hyphens go, white space collapses.
    й, ї and ў stay letters of their own. Folding twice changes nothing.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_FOLDS).split())
    letters = compose(text).translate(_FOLDS)
    return " ".join(unicodedata.normalize("NFC", letters).split())


def fold_word(word: str) -> str:
    """Return one word folded, as a term: without white space and never empty."""
    lowered = word.lower()
    if _FOLDED.fullmatch(lowered):
        return lowered
    return fold(word).replace(" ", "") or word


def compose(text: str) -> str:
    """Return `text` in lower case and plain forms (NFKC), apostrophes gone, diacritics kept."""
    plain = unicodedata.normalize("NFKC", text.translate(_SILENT)).casefold()
    return unicodedata.normalize("NFKC", plain)


def without_possessive(word: str) -> str:
    """Return an English word without its 's, which no apostrophe will set apart later."""
    return _POSSESSIVE.sub("", word)


@lru_cache(maxsize=4096)
def fold_letter(letter: str) -> str:
    """Fold one character that `compose` returned; nothing is left of a stress mark."""
    if letter in SAME_LETTER:
        return SAME_LETTER[letter]
    if _is_silent_mark(letter):
        return ""
    if unicodedata.name(letter, "").startswith(_STRIPPED_BASES):
        base = unicodedata.normalize("NFD", letter)[0]
        return SAME_LETTER.get(base, base)
    return letter


def _is_silent_mark(character: str) -> bool:
    """Tell whether `character` is a stress mark, a diacritic or a vowel point."""
    order = unicodedata.combining(character)
    return order >= _FIRST_MARK_AROUND_A_LETTER or order in _POINTS


class _Folds(dict[int, str]):
    """The translation table of `fold_letter`, filled as letters turn up (one entry a letter)."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold_letter(chr(code))
        return folded


_SILENT = str.maketrans("", "", APOSTROPHES + INVISIBLE)
_FOLDS = _Folds({ord(silent): "" for silent in APOSTROPHES + INVISIBLE})
