"""The markings at the head of a document: CIPHERED TELEGRAM, URGENT, СОВ. СЕКРЕТНО.

Only in capitals, as offices stamp and type them: in “it is urgent” nothing is marked.
"""

from __future__ import annotations

import re

MARKINGS = (
    # English
    *("CIPHERED TELEGRAM", "CIPHER TELEGRAM", "CODED TELEGRAM", "URGENT", "VERY URGENT"),
    *("MOST URGENT", "IMMEDIATE", "TOP SECRET", "STRICTLY SECRET", "SECRET", "CONFIDENTIAL"),
    *("STRICTLY CONFIDENTIAL", "EYES ONLY", "FOR OFFICIAL USE ONLY", "SPECIAL FOLDER"),
    *("OUT OF TURN", "PERSONAL"),
    # Russian
    *("ШИФРТЕЛЕГРАММА", "ШИФРОТЕЛЕГРАММА", "ШИФРОВКА", "СРОЧНО", "ВЕСЬМА СРОЧНО", "МОЛНИЯ"),
    *("ВНЕ ОЧЕРЕДИ", "ВНЕ ВСЯКОЙ ОЧЕРЕДИ", "СОВЕРШЕННО СЕКРЕТНО", "СОВ. СЕКРЕТНО"),
    *("СТРОГО СЕКРЕТНО", "СЕКРЕТНО", "ОСОБАЯ ПАПКА", "ЛИЧНО", "НЕ ПОДЛЕЖИТ ОГЛАШЕНИЮ"),
    # Ukrainian
    *("ШИФРОТЕЛЕГРАМА", "ТЕРМІНОВО", "ЦІЛКОМ ТАЄМНО", "ТАЄМНО", "ОСОБИСТО"),
)
"""To know another: a word here."""

_LONGEST_FIRST = sorted(MARKINGS, key=len, reverse=True)
_WORDS = (map(re.escape, marking.split()) for marking in _LONGEST_FIRST)
_CHOICES = "|".join(map(r"\s+".join, _WORDS))
_ANY = re.compile(rf"(?<!\w)(?:{_CHOICES})(?!\w)")


def read_markings(text: str) -> list[str]:
    """The markings in a text, each once, in its order."""
    return list(dict.fromkeys(" ".join(match[0].split()) for match in _ANY.finditer(text)))
