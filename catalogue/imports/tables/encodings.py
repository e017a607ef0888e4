"""Which encoding a text file is in: by its mark, by its bytes; what is a guess is said."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from catalogue.imports.decoding import beginning, pieces
from catalogue.imports.entries import Unreadable, Where

MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
CYRILLIC = {"cp1251": "Windows-1251", "koi8-u": "KOI8-U", "cp866": "DOS 866"}
"""The 8-bit encodings tried; the most plausible one wins."""

_SMALL = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ")
_COMMON = frozenset("оеаинтсрвлкмдпуі")
_HEAD = 1 << 18


@dataclass(frozen=True)
class Encoding:
    name: str
    note: str = ""


def encoding_of(path: Path, stated: str = "") -> Encoding:
    """The encoding stated, else the one found. Raises `Unreadable` where none fits."""
    if stated:
        return Encoding(_known(stated, path))
    head = beginning(path, _HEAD)
    for mark, name in MARKS:
        if head.startswith(mark):
            return Encoding(name)
    wide = _without_mark(head)
    if wide:
        return Encoding(wide, _("read as %(name)s, though no mark says so") % {"name": wide})
    if _is_utf8(path):
        return Encoding("utf-8")
    return _eight_bit(head, path)


def _known(name: str, path: Path) -> str:
    try:
        codecs.lookup(name)
        b"".decode(name)
    except (LookupError, TypeError, ValueError) as error:
        raise Unreadable(
            _("The mapping names an encoding that is not known: %(name)s.") % {"name": name},
            Where(path.name),
        ) from error
    return name


def _without_mark(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of what is mostly ASCII or Cyrillic is 0 or 4."""
    for name, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if len(high) > 8 and b"\0" in high and (high.count(0) + high.count(4)) / len(high) > 0.9:
            return name
    return ""


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces(path):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _eight_bit(head: bytes, path: Path) -> Encoding:
    """The Cyrillic encoding in which most letters beyond ASCII are the common small ones."""
    best, name = max((_plausibility(head, name), name) for name in CYRILLIC)
    if best < 0.6:
        raise Unreadable(
            _(
                "The file is neither UTF-8 nor a Cyrillic 8-bit encoding. Save it as UTF-8, or "
                "say in the mapping: encoding = “…”."
            ),
            Where(path.name),
        )
    note = _(
        "not UTF-8; read as %(name)s, the likeliest. If letters look wrong, say in the mapping: "
        "encoding = “…”"
    )
    return Encoding(name, note % {"name": CYRILLIC[name]})


def _plausibility(head: bytes, name: str) -> float:
    beyond = [character for character in head.decode(name, "replace") if ord(character) > 127]
    if not beyond:
        return 0.0
    small = sum(character in _SMALL for character in beyond)
    common = sum(character in _COMMON for character in beyond)
    return (small + common) / len(beyond) / 1.7
