"""What readers hand to the engine: objects to be, refusals and notes, each with its place.

A reader turns a file into a stream of these and knows nothing of the database. The same file gives
the same stream, so that a run that was stopped goes on by counting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol


class Where(NamedTuple):
    """A place in a source: the file, and the line or the cell as its readers count them (from 1).

    ``cell`` says it in the source's own way where lines say nothing: "cell C12", "object 7".
    """

    file: str
    line: int | None = None
    cell: str | None = None

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line is not None else ""
        return ", ".join(filter(None, (self.file, line, self.cell)))


class Entry(NamedTuple):
    """One object, in the shape of a Django fixture with natural keys.

    ``model`` is a label such as "catalogue.delo". In ``fields`` a foreign key is a natural key (a
    list), a many-to-many field a list of them; only what the source says is there, so that an
    update leaves the rest alone. ``cells`` names the cell or column a field came from, where a
    message should say it.
    """

    model: str
    fields: Mapping[str, Any]
    where: Where
    cells: Mapping[str, str] = {}


@dataclass(frozen=True)
class Refused:
    """A row or object that cannot be read; ``accepted`` says what could be."""

    where: Where
    field: str
    value: Any
    reason: str
    accepted: str = ""


@dataclass(frozen=True)
class Note:
    """Something not mapped, or kept as written; notes are counted by ``what``."""

    where: Where
    what: str


Reading = Entry | Refused | Note


class Unreadable(Exception):
    """The file as a whole is not what it claims to be, or cannot be read on from here.

    The message says it to a person, with what would be accepted.
    """

    def __init__(self, message: str, where: Where | None = None) -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.where = where


class Reader(Protocol):
    """Reads a file as a stream, in flat memory; raises `Unreadable` where it must give up."""

    def __call__(self, path: Path, mapping: Any = None) -> Iterator[Reading]: ...


@dataclass(frozen=True)
class Format:
    """A kind of file: its name on the command line, its endings, how it is known and read.

    ``sniff`` is given the first kilobytes of a file (unpacked) and says whether it is of this
    kind, for files whose ending several formats share, or none.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    read: Reader
