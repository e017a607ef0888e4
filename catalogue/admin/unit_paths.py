"""Paths of units as a curator types them: “aprf 3 65 83”, “APRF, Fond 3, Opis 65”, “ф. 3 оп. 65”.

Only what one types into a search box; footnotes in all their forms are read by the references.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from catalogue.models import UNNUMBERED
from catalogue.writing import fold

LONGEST_PATH = 200

SHEETS = ("listy", "list", "sheet", "лист", "арк", "ll", "l", "лл", "л", "pp", "pages")
"""Words after which the sheets begin, which belong to no unit."""

LABELS = {
    "fond": ("fond", "фонд", "f", "ф"),
    "opis": ("opis", "opys", "опись", "опис", "оп", "op"),
    "papka": ("papka", "папка", "пап", "pap"),
    "delo": ("delo", "дело", "справа", "sprava", "спр", "spr", "d", "д", "file"),
    "": SHEETS,
}
"""What curators type for the levels."""

FOLDER_OR_PAGE = ("p", "п")
"""A papka before the delo, a page after it."""

LEVEL_OF = {word: level for level, words in LABELS.items() for word in words}
NEXT = {"archive": "fond", "fond": "opis", "opis": "delo", "papka": "delo"}

_BETWEEN = re.compile(r"[\s,;:/›>]+")
_LABEL_STUCK_TO_NUMBER = re.compile(r"([^\W\d_]+)\.?(\d.*)", re.DOTALL)


@dataclass(frozen=True)
class UnitPath:
    """What a typed path names, each part as written, "" where it is not said; opis may be "-"."""

    archive: str = ""
    fond: str = ""
    opis: str = ""
    papka: str = ""
    delo: str = ""

    @property
    def depth(self) -> str:
        """The deepest level named; "" for an empty path."""
        levels = ("delo", "opis", "fond", "archive")
        return next((level for level in levels if getattr(self, level)), "")


def read_path(text: str) -> UnitPath:
    """Read a typed path; what is no part of one is left out."""
    path, level = UnitPath(), "archive"
    for word in _words(text[:LONGEST_PATH]):
        label = fold(word).rstrip(".")
        if label in FOLDER_OR_PAGE:
            level = "" if path.delo else "papka"
        elif label in LEVEL_OF:
            level = LEVEL_OF[label]
        elif _is_number(word):
            level = "fond" if level == "archive" else level
            path, level = replace(path, **{level: word}), NEXT.get(level, "")
        elif level == "archive":
            path = replace(path, archive=f"{path.archive} {word}".strip())
        if not level:
            break
    return path


def _words(text: str) -> list[str]:
    """The words of a path; “оп.65” is two."""
    words = []
    for word in filter(None, _BETWEEN.split(text.replace("\x00", ""))):
        stuck = _LABEL_STUCK_TO_NUMBER.fullmatch(word)
        words += stuck.groups() if stuck and _is_label(stuck[1]) else (word,)
    return words


def _is_label(word: str) -> bool:
    return fold(word) in LEVEL_OF or fold(word) in FOLDER_OR_PAGE


def _is_number(word: str) -> bool:
    return word == UNNUMBERED or any(character.isdecimal() for character in word)
