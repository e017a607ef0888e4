"""The files of an import: their format, their checksum, and about how many objects they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .decoding import PACKED, PIECE
from .entries import Format, Unreadable
from .formats import format_of

LANDMARKS = {"json": b'"model"', "jsonl": b"\n", "xml": b"<object ", "yaml": b"model:"}
"""What stands once in every object, by format, to estimate how many there are."""


@dataclass(frozen=True)
class Source:
    """A file to be imported. ``objects`` is an estimate, 0 where nothing can be said."""

    path: Path
    name: str
    format: Format
    checksum: str
    objects: int

    @classmethod
    def open(cls, path: Path, format_name: str = "", name: str = "") -> Source:
        """Look a file over once. Raises Unreadable where it cannot be imported at all."""
        form = format_of(path, format_name)
        digest = hashlib.sha256()
        landmark = LANDMARKS.get(form.name, b"\n")
        marks = 0
        try:
            with path.open("rb") as file:
                is_packed = file.read(2) == PACKED
                file.seek(0)
                while piece := file.read(PIECE):
                    digest.update(piece)
                    marks += piece.count(landmark)
        except OSError as error:
            raise Unreadable(f"{path.name}: {error.strerror}.") from error
        shown = name or path.name
        return cls(path, shown, form, digest.hexdigest(), 0 if is_packed else marks)

    @staticmethod
    def checksum_of(sources: Sequence[Source]) -> str:
        """The checksum of a file; of several, that of their checksums."""
        if len(sources) == 1:
            return sources[0].checksum
        together = "".join(source.checksum for source in sources)
        return hashlib.sha256(together.encode()).hexdigest()
