"""XML as a stream of events, in flat memory, from files that nobody vouches for.

Nothing outside the file is ever fetched, and what a file declares cannot grow: an entity may stand
for a short text, not for other entities. A DOCTYPE line by itself is harmless.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html.entities import html5
from typing import NamedTuple
from xml.parsers import expat

from django.utils.translation import gettext as _

from .entries import Unreadable, Where

DEEPEST = 200
"""Elements within elements; finding aids have up to thirty."""
LONGEST_ENTITY = 1000
MOST_ENTITIES = 1000
LONGEST_RUN = 4_000_000
"""Characters of text and tags in one tag or one run of text; more is no description."""
CHUNK = 1 << 16


class Start(NamedTuple):
    name: str
    attributes: dict[str, str]
    line: int


class End(NamedTuple):
    name: str
    line: int


class Words(NamedTuple):
    text: str


Event = Start | End | Words


@lru_cache(maxsize=1024)
def _local(name: str) -> str:
    """A name without its namespace, as the parser gives it."""
    return name.rpartition(" ")[2]


def events(chunks: Iterable[bytes], file: str) -> Iterator[Event]:
    """What stands in an XML file, with namespaces taken off the names.

    Raises `Unreadable`, with the line, at the first thing that is no XML or that could grow.
    """
    stream = _Stream(file)
    for chunk in chunks:
        stream.feed(chunk)
        yield from stream.taken()
    stream.feed(b"", last=True)
    yield from stream.taken()


class _Stream:
    def __init__(self, file: str) -> None:
        self.file = file
        self.depth = self.entities = self.unseen = 0
        self.found: list[Event] = []
        parser = self.parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        parser.DefaultHandlerExpand = self._other

    def feed(self, chunk: bytes, last: bool = False) -> None:
        """Parse a piece; what it holds of a tag or text without an end is counted."""
        self.unseen += len(chunk)
        try:
            self.parser.Parse(chunk, last)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise self._refusal(
                _("This is not well-formed XML: %(reason)s.") % {"reason": reason}, error.lineno
            ) from error
        except (ValueError, LookupError) as error:  # an encoding that nobody knows
            raise self._refusal(
                _("The file names an encoding that cannot be read: %(reason)s.") % {"reason": error}
            ) from error
        if self.found:
            self.unseen = 0
        elif self.unseen > LONGEST_RUN:
            raise self._refusal(_("One tag or text goes on for millions of characters."))

    def taken(self) -> list[Event]:
        found, self.found = self.found, []
        return found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._refusal(
                _("Elements lie more than %(count)d deep in one another.") % {"count": DEEPEST}
            )
        plain = {_local(key): value for key, value in attributes.items()} if attributes else {}
        self.found.append(Start(_local(name), plain, self.parser.CurrentLineNumber))

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.found.append(End(_local(name), self.parser.CurrentLineNumber))

    def _text(self, text: str) -> None:
        self.found.append(Words(text))

    def _entity(self, name: str, is_parameter: bool, value: str | None, *_rest: object) -> None:
        """Let short texts pass, and external ones (without a value), which are never fetched."""
        self.entities += 1
        if value is not None and ("&" in value or "%" in value or "<" in value):
            raise self._refusal(
                _("The file declares an entity, %(name)s, that stands for other entities or tags.")
                % {"name": name}
            )
        if len(value or "") > LONGEST_ENTITY or self.entities > MOST_ENTITIES:
            raise self._refusal(_("The file declares entities that are too long or too many."))

    def _other(self, data: str) -> None:
        """An entity of a DTD that was not fetched: known by its name, else kept as written."""
        if self.depth and data.startswith("&") and data.endswith(";"):
            self.found.append(Words(html5.get(data[1:], data)))

    def _refusal(self, message: str, line: int | None = None) -> Unreadable:
        return Unreadable(message, Where(self.file, line or self.parser.CurrentLineNumber))
