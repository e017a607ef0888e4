"""When two written numbers are the same number, and which of two comes first.

Numbers of archives are strings ("059a", "Р-5446", "1 доп.", "14-5"). They are kept as written for
display; the *key* says which of them mean the same, the *sort key* puts them in order.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

KEY_LENGTH = 100
SORT_KEY_LENGTH = 64

# Cyrillic to Latin, letter by letter (ALA-LC without its ligatures). Letters with a mark (ё й ї ў)
# are already without it when they come here.
ROMAN_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "ј": "j", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
    "ѣ": "e", "ѳ": "f", "ѵ": "i",
}  # fmt: skip

# What number keys can hold, in the order of the Cyrillic alphabet; Latin letters without a place in
# it follow.
ALPHABET = (
    *("a", "b", "v", "g", "d", "e", "ie", "zh", "z", "i", "k", "l", "m", "n", "o", "p", "r", "s"),
    *("t", "u", "f", "kh", "ts", "ch", "sh", "shch", "y", "iu", "ia", "c", "h", "j", "q", "w", "x"),
)

# Capitals that look alike in both alphabets but stand for different letters. Those that stand for
# the same one (A, E, K, M, O, T) have one key anyway, and C is always read as the Cyrillic С.
LOOKALIKES = {"P": "Р", "B": "В", "H": "Н", "X": "Х", "Y": "У"}

_TO_ROMAN = str.maketrans(ROMAN_LETTERS)
_TO_CYRILLIC = str.maketrans(LOOKALIKES | {k.lower(): v for k, v in LOOKALIKES.items()})
_TO_LATIN = str.maketrans(
    {v: k for k, v in LOOKALIKES.items()} | {v.lower(): k for k, v in LOOKALIKES.items()}
)
_SLASHES = "/\\|_⁄∕"
_DASHES = "-‐‑‒–—―−"
_GAP = re.compile(r"[-_.]+")
_PIECE = re.compile(r"[-_.]|[0-9]+|" + "|".join(sorted(ALPHABET, key=len, reverse=True)) + "|.")
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_FIRST_DIGITS = re.compile(r"[0-9]+")


class Reason(StrEnum):
    """Why a further key is worth a second try."""

    LOOKALIKE = "lookalike"
    LEADING_ZEROS = "leading_zeros"


@dataclass(frozen=True)
class Alternative:
    """A further key, and why it may be the one meant."""

    key: str
    reason: Reason


@lru_cache(maxsize=20_000)  # an import asks for each number several times, an opis's a thousand
def number_key(text: str) -> str:
    """The key by which two written numbers are the same number; "" if it has no letter or digit.

    "Р-5446", "R-5446", "Р.-5446" and "Р5446" are all "r5446"; "7523с", "7523c" and "7523s" are
    "7523s"; "1 доп." is "1dop"; "14-5", "1/3" ("1_3") and "145" differ, and so do "059" and "59".
    A key holds digits, letters and single separators `-`, `_` or `.` between digits, at most
    `KEY_LENGTH` characters; it is safe as one segment of an address. The key of a key is itself.
    """
    folded = _fold(text[: 4 * KEY_LENGTH])
    joined = _GAP.sub(lambda gap: _separator(gap, folded), folded)
    cut = joined[:KEY_LENGTH].rstrip("-_.")
    # Romanised я, ю are written ia or ya, iu or yu; a Latin c is the Cyrillic с, save in "ch".
    return re.sub(r"c(?!h)", "s", re.sub(r"[yj](?=[au])", "i", cut))


def lookalike_keys(text: str) -> tuple[Alternative, ...]:
    """Further keys worth a second try, best first, none of them the key itself.

    `LOOKALIKE`: "P-1962" is often an untransliterated Cyrillic "Р-1962" (and the other way round).
    `LEADING_ZEROS`: "59" may stand for the secret fond "059", or "0078" for "78".
    A dropped prefix ("9401" for "Р-9401") cannot be computed here: only what exists tells which
    prefixes are possible, so whoever looks numbers up tries the prefixes of that archive.
    """
    key = number_key(text)
    others = [
        Alternative(number_key(text.translate(_TO_CYRILLIC)), Reason.LOOKALIKE),
        Alternative(number_key(text.translate(_TO_LATIN)), Reason.LOOKALIKE),
        Alternative(_toggle_zeros(key), Reason.LEADING_ZEROS),
    ]
    return tuple(other for other in dict.fromkeys(others) if other.key != key)


def number_sort_key(*parts: str) -> str:
    """A key made only of `[0-9a-z]` that sorts numbers as an archivist lists them.

    5, 5а, 10, 12, 59, 059, 59а, 059а, Р-5: digits by value, a prefix after none, letters in the
    order of the Cyrillic alphabet, leading zeros only as a last resort; "1/3" and "408-411" follow
    1 and 408. Parts (papka, delo) are compared one after the other, an empty one first.
    Digits and small letters alone sort alike in every collation. Numbers have one sort key exactly
    if they have one number key, as long as it fits into `SORT_KEY_LENGTH`; longer ones are cut, and
    those with the same beginning fall together.
    """
    return "".join(_sortable(number_key(part)) for part in parts)[:SORT_KEY_LENGTH]


def letter_rank(letter: str) -> int:
    """The place of a letter in the alphabet from 1, in either script; 0 for "", 99 for others."""
    folded = number_key(letter)
    if not folded:
        return 0
    return ALPHABET.index(folded) + 1 if folded in ALPHABET else 99


def _fold(text: str) -> str:
    """Small Latin letters, digits and separators, everything else turned into separators."""
    plain = unicodedata.normalize("NFKD", text.replace("№", " ")).casefold()
    folded = []
    for char in unicodedata.normalize("NFKD", plain).translate(_TO_ROMAN):
        if char.isdecimal():
            folded.append(str(unicodedata.decimal(char)))
        elif char.isalnum():
            folded.append(char)
        elif not unicodedata.combining(char):
            folded.append("_" if char in _SLASHES else "-" if char in _DASHES else ".")
    return "".join(folded).strip("-_.")


def _separator(gap: re.Match[str], text: str) -> str:
    """What is left of a gap: its strongest separator between digits, elsewhere nothing."""
    if not (text[gap.start() - 1].isdecimal() and text[gap.end()].isdecimal()):
        return ""
    return next(mark for mark in "_-." if mark in gap[0])


def _toggle_zeros(key: str) -> str:
    """The key without the zeros its first digits begin with, or with one if there are none."""
    return _FIRST_DIGITS.sub(
        lambda digits: digits[0].lstrip("0") or "0" if digits[0][0] == "0" else "0" + digits[0],
        key,
        count=1,
    )


@lru_cache(maxsize=20_000)  # the numbers of one opis come again in the next
def _sortable(key: str) -> str:
    """One part of a sort key. First characters rank what comes next in a number:

    0 the end, 1 the end and then its leading zeros, 2 to 4 a separator, 5 to o digits (their count,
    then themselves), p a letter, z a letter of another script.
    """
    coded, zeros = [], []
    for piece in _PIECE.findall(key):
        if piece[0].isdecimal():
            digits = piece.lstrip("0") or "0"
            coded.append(_BASE36[min(len(digits), 20) + 4] + digits[:20])
            zeros.append(_BASE36[min(len(piece) - len(digits), 35)])
        elif piece in ALPHABET:
            coded.append("p" + _BASE36[ALPHABET.index(piece)])
        elif piece in "._-":
            coded.append({".": "2", "-": "3", "_": "4"}[piece])
        else:
            coded.append("z" + _base36(ord(piece)))
    end = "1" + "".join(zeros) if any(zero != "0" for zero in zeros) else "0"
    return "".join(coded) + end


def _base36(number: int) -> str:
    """Four characters; enough for every code point."""
    digits = ""
    for _ in range(4):
        number, digit = divmod(number, 36)
        digits = _BASE36[digit] + digits
    return digits
