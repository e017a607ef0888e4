"""The zip archive of a workbook: opened only if what it unpacks to stays within bounds."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from catalogue.imports.entries import Unreadable, Where
from catalogue.imports.markup import Event, Start, events

MOST_PARTS = 10_000
LARGEST = 4 << 30
"""Bytes that all parts unpack to; a million rows of twelve columns take about 600 MB."""
DENSE = 64 << 20
MOST_DENSE = 400
"""A part larger than `DENSE` that shrinks this many times over is a bomb, not a table."""
_CHUNK = 1 << 16
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError),
    *(RuntimeError, NotImplementedError, ValueError),
)


class Package:
    """The parts of a workbook, as streams of XML events.

    Raises `Unreadable` for what is no zip, is protected, or unpacks to more than is sensible;
    sizes are looked up before anything is unpacked, and what lies about its size ends there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.archive = zipfile.ZipFile(path)
        except (*_BROKEN, UnicodeError) as error:
            raise self.refusal(_no_workbook(path)) from error
        self._check_sizes()

    def refusal(self, message: str) -> Unreadable:
        return Unreadable(message, Where(self.path.name))

    def __contains__(self, part: str) -> bool:
        return part in self.archive.NameToInfo

    def close(self) -> None:
        self.archive.close()

    def bytes_of(self, part: str) -> Iterator[bytes]:
        try:
            with self.archive.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except (KeyError, *_BROKEN) as error:
            message = _("The part %(part)s of the workbook is damaged or protected: %(reason)s.")
            raise self.refusal(message % {"part": part, "reason": error}) from error

    def events_of(self, part: str) -> Iterator[Event]:
        return events(self.bytes_of(part), f"{self.path.name}, {part}")

    def targets(self, part: str) -> dict[str, str]:
        """What a part refers to, by the keys it uses for them."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels"
        found: dict[str, str] = {}
        if relations in self:
            for event in self.events_of(relations):
                if isinstance(event, Start) and event.name == "Relationship":
                    target = event.attributes.get("Target", "")
                    full = target.lstrip("/") if target[:1] == "/" else f"{folder}/{target}"
                    found[event.attributes.get("Id", "")] = posixpath.normpath(full)
        return found

    def _check_sizes(self) -> None:
        parts = self.archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
            raise self.refusal(
                _("The workbook unpacks to more than %(size)d GB or %(count)d parts.")
                % {"size": LARGEST >> 30, "count": MOST_PARTS}
            )
        for part in parts:
            if part.file_size > DENSE and part.file_size > MOST_DENSE * part.compress_size:
                raise self.refusal(
                    _("The part %(part)s unpacks to %(times)d times its size; no table does that.")
                    % {
                        "part": part.filename,
                        "times": part.file_size // max(part.compress_size, 1),
                    }
                )


def _no_workbook(path: Path) -> str:
    with path.open("rb") as stream:
        if stream.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            return _(
                "This is an old .xls workbook, or one with a password. Save it as .xlsx without a "
                "password, or as CSV."
            )
    return _("This is no .xlsx workbook, or it is damaged. Save it anew as .xlsx, or as CSV.")
