"""Files as text, piece by piece: packed ones unpacked, the encoding known by its mark or refused.

Guessing an encoding would let wrong letters in unseen; so only UTF-8 goes without a mark, and what
looks like another encoding is named in the refusal.
"""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from .entries import Unreadable, Where

PIECE = 1 << 19
"""Bytes read at once."""

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}

PACKED = b"\x1f\x8b"

DAMAGES = (EOFError, zlib.error, gzip.BadGzipFile)
"""What a packed file raises that is damaged or cut off."""


def open_bytes(path: Path) -> IO[bytes]:
    """A file, unpacked if it is a gzip. Raises Unreadable where it cannot be opened."""
    try:
        with path.open("rb") as file:
            is_packed = file.read(2) == PACKED
        return gzip.open(path, "rb") if is_packed else path.open("rb")
    except OSError as error:
        raise Unreadable(f"{path.name}: {error.strerror}.") from error


def pieces(path: Path) -> Iterator[bytes]:
    """The unpacked bytes of a file. Raises Unreadable at a damaged one."""
    try:
        with open_bytes(path) as file:
            while piece := file.read(PIECE):
                yield piece
    except DAMAGES as error:
        message = _("The packed file is damaged or cut off: %s.") % error
        raise Unreadable(message, Where(path.name)) from error
    except OSError as error:
        raise Unreadable(f"{error.strerror}.", Where(path.name)) from error


def beginning(path: Path, length: int = 4_096) -> bytes:
    """The first bytes of a file, unpacked, for telling its format."""
    try:
        with open_bytes(path) as file:
            return file.read(length)
    except (EOFError, zlib.error, OSError) as error:
        raise Unreadable(_("The file cannot be read: %s.") % error, Where(path.name)) from error


def decoded(path: Path) -> Iterator[str]:
    """The text of a file. Raises Unreadable at bytes that are not in its encoding."""
    decoder: codecs.IncrementalDecoder | None = None
    line = 1
    for piece in pieces(path):
        if decoder is None:
            decoder = codecs.getincrementaldecoder(encoding_of(piece))()
        try:
            text = decoder.decode(piece)
        except UnicodeDecodeError as error:
            line += piece[: error.start].count(b"\n")
            raise Unreadable(_not_utf_8(error), Where(path.name, line)) from error
        line += text.count("\n")
        yield text
    if decoder is not None:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            message = _("The file ends in the middle of a letter: it is cut off.")
            raise Unreadable(message, Where(path.name, line)) from error


def encoding_of(start: bytes) -> str:
    """The encoding that the mark at the start of a file tells; UTF-8 without one."""
    for mark in sorted(MARKS, key=len, reverse=True):
        if start.startswith(mark):
            return MARKS[mark]
    if start[1:2] == b"\0" and start[:1] not in (b"", b"\0"):
        return "utf-16-le"
    return "utf-16-be" if start[:1] == b"\0" and start[1:2] not in (b"", b"\0") else "utf-8"


def _not_utf_8(error: UnicodeDecodeError) -> str:
    around = error.object[max(0, error.start - 200) : error.start + 200]
    kin = _likely_encoding(around)
    byte = f"0x{error.object[error.start]:02X}"
    likely = _(" It looks like %s.") % kin if kin else ""
    return _("This is not %(encoding)s: byte %(byte)s.%(likely)s Save the file as UTF-8.") % {
        "encoding": error.encoding.upper(),
        "byte": byte,
        "likely": likely,
    }


def _likely_encoding(sample: bytes) -> str:
    """Which of the old Cyrillic encodings gives the most common letters."""
    common = "оеаинтсрвлкмдпуяыьгзбчйхжшюіїє "
    best = {
        name: sum(letter in common for letter in sample.decode(codec, "ignore").lower())
        for name, codec in (("Windows-1251", "cp1251"), ("KOI8-R", "koi8-r"), ("DOS 866", "cp866"))
    }
    high = sum(byte >= 0x80 for byte in sample)
    name = max(best, key=lambda one: best[one])
    return name if high >= 3 else ""
