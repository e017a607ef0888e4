"""Text files line by line. What is no text is refused by file and line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.core.management import CommandError

LONGEST = 10_000_000
"""Bytes of a line, or of a page that is read as a whole; more is no text by people."""

STDIN = "-"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Line:
    """A line without its end, and where it stands."""

    file: str
    number: int
    text: str

    def fault(self, what: str) -> CommandError:
        """An error that says where it was met."""
        return CommandError(f"{self.file}, line {self.number}: {what}")


def lines_of(file: str) -> Iterator[Line]:
    """The lines of a file, "-" being standard input, one in memory at a time.

    Raises `CommandError` for a file that cannot be read, and at the first line that is no UTF-8,
    holds a null byte or does not end.
    """
    with _opened(file) as stream:
        number = 1
        while raw := _read(stream.readline, file, number):
            yield Line(_shown(file), number, _decoded(raw, file, number).rstrip("\r\n"))
            number += 1


def page_of(file: str) -> str:
    """A file as a whole. Raises `CommandError` as `lines_of` does."""
    with _opened(file) as stream:
        return _decoded(_read(stream.read, file, 1), file, 1)


def object_of(line: Line) -> dict[str, Any]:
    """The JSON object that stands on a line; raises `CommandError` for anything else."""
    try:
        value = json.loads(line.text)
    except (ValueError, RecursionError) as error:
        raise line.fault(f"This is not JSON: {error}.") from error
    if not isinstance(value, dict):
        raise line.fault("One JSON object stands on a line: {…}.")
    return value


def _opened(file: str) -> AbstractContextManager[BinaryIO]:
    if file == STDIN:
        return nullcontext(sys.stdin.buffer)
    try:
        return open(file, "rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(f"{file}: {reason}.") from error


def _read(read: Callable[[int], bytes], file: str, number: int) -> bytes:
    """What comes next, without the mark that some files begin with."""
    raw = read(LONGEST + 1)
    if len(raw) > LONGEST:
        raise Line(_shown(file), number, "").fault(f"There are more than {LONGEST:,} bytes in it.")
    return raw.removeprefix(BYTE_ORDER_MARK) if number == 1 else raw


def _decoded(raw: bytes, file: str, first: int) -> str:
    """The text, whose first line has a number."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        at = Line(_shown(file), first + raw.count(b"\n", 0, error.start), "")
        raise at.fault(f"Byte 0x{raw[error.start]:02x} is no UTF-8: is it text at all?") from error
    if (position := text.find("\0")) >= 0:
        at = Line(_shown(file), first + text.count("\n", 0, position), "")
        raise at.fault("It holds a null byte: is it text at all?")
    return text


def _shown(file: str) -> str:
    return "standard input" if file == STDIN else file
