"""Django fixtures as XML, object by object.

Declarations of types and entities are refused outright: they are how a small file becomes a large
one, or reads other files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from .decoding import pieces
from .entries import Entry, Reading, Refused, Unreadable, Where

LONGEST = 20_000_000
"""Characters of one object."""

DEEPEST = 12


class Declared(Exception):
    """The file declares a document type or an entity."""


def read_xml(path: Path, mapping: Any = None) -> Iterator[Reading]:
    """The objects of a `<django-objects>` file. Raises Unreadable where it is no such XML."""
    objects = _Objects(path.name)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = objects.start
    parser.EndElementHandler = objects.end
    parser.CharacterDataHandler = objects.text
    parser.StartDoctypeDeclHandler = _refuse_declaration
    parser.EntityDeclHandler = _refuse_declaration
    objects.line_of = lambda: parser.CurrentLineNumber
    try:
        for piece in pieces(path):
            parser.Parse(piece, False)
            yield from objects.taken()
        parser.Parse(b"", True)
    except Declared as error:
        message = _("Document types and entities are not accepted: take the DOCTYPE out.")
        raise Unreadable(message, Where(path.name, parser.CurrentLineNumber)) from error
    except expat.ExpatError as error:
        yield from objects.taken()
        why = expat.ErrorString(error.code)
        message = _("This is no XML: %s.") % why
        if error.code == 3:  # no element found: an end before the end
            message = _("The file ends too early: it is cut off.")
        raise Unreadable(message, Where(path.name, error.lineno)) from error
    except (LookupError, ValueError) as error:  # an encoding nobody knows
        message = _("The encoding of this file cannot be read: %s.") % error
        raise Unreadable(message, Where(path.name, parser.CurrentLineNumber)) from error
    yield from objects.taken()


def _refuse_declaration(*declaration: Any) -> None:
    raise Declared


class _Objects:
    """Builds entries from the events of the parser."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.line_of = lambda: 0
        self._made: list[Reading] = []
        self._path: list[str] = []
        self._number = 0
        self._size = 0
        self._where = Where(file)
        self._model = ""
        self._fields: dict[str, Any] = {}
        self._name = ""
        self._relation = ""
        self._text: list[str] = []
        self._key: list[str] = []
        self._keys: list[Any] = []
        self._is_null = False

    def taken(self) -> list[Reading]:
        made, self._made = self._made, []
        return made

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(tag)
        depth = len(self._path)
        if depth > DEEPEST:
            raise Unreadable(_("This is nested too deep."), Where(self.file, self.line_of()))
        if depth == 1 and tag != "django-objects":
            message = _("This is no fixture: it begins with <%(tag)s>, not with <django-objects>.")
            raise Unreadable(message % {"tag": tag[:80]}, Where(self.file, self.line_of()))
        if depth == 2:
            self._begin_object(attributes)
        elif depth == 3:
            self._name = attributes.get("name", "")
            self._relation = attributes.get("rel", "")
            self._text, self._key, self._keys, self._is_null = [], [], [], False
        elif tag == "object":
            self._key = []
            if "pk" in attributes:
                self._keys.append(attributes["pk"])
        elif tag == "natural":
            self._text = []
        elif tag == "None":
            self._is_null = True

    def end(self, tag: str) -> None:
        depth = len(self._path)
        self._path.pop()
        if tag == "natural":
            self._key.append("".join(self._text))
            self._text = []
        elif tag == "object" and depth > 3:
            if self._key:
                self._keys.append(self._key)
                self._key = []
        elif depth == 3:
            self._end_field()
        elif depth == 2:
            self._end_object()

    def text(self, data: str) -> None:
        if len(self._path) >= 3:
            self._size += len(data)
            if self._size > LONGEST:
                message = _("One object takes more than %s characters.") % f"{LONGEST:,}"
                raise Unreadable(message, self._where)
            self._text.append(data)

    def _begin_object(self, attributes: dict[str, str]) -> None:
        self._number += 1
        self._size = 0
        self._where = Where(self.file, self.line_of(), f"object {self._number}")
        self._model = attributes.get("model", "")
        self._fields = {}

    def _end_field(self) -> None:
        if self._relation == "ManyToManyRel":
            value: Any = self._keys
        elif self._is_null:
            value = None
        elif self._relation:
            value = self._key or "".join(self._text)
        else:
            value = "".join(self._text)
        if self._name in self._fields:
            reason = _("This field stands twice in one object.")
            self._made.append(Refused(self._where, self._name, "", reason, _("one value")))
            self._model = ""
        self._fields[self._name] = value

    def _end_object(self) -> None:
        if self._model:
            self._made.append(Entry(self._model, self._fields, self._where))
        elif not self._made or self._made[-1].where != self._where:
            reason = _("This is no object of a fixture.")
            self._made.append(Refused(self._where, "", "", reason, '<object model="…">'))
