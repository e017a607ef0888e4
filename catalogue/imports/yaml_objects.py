"""Django fixtures as YAML, object by object.

Plain scalars stay as they are written: YAML would turn 010 into 8, 1953-07-29 into a day and 1.0
into a number, and numbers of archives are texts. Only null, true and false are read. Anchors and
aliases are refused: they are how a small file becomes a large one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from .decoding import decoded
from .entries import Reading, Refused, Unreadable, Where
from .json_objects import DEEPEST, entry_of

LONGEST = 20_000_000
"""Characters of one object."""

NULLS = {"", "~", "null", "Null", "NULL"}
TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Stream:
    """Text for the parser, which asks for so many characters at a time."""

    def __init__(self, path: Path) -> None:
        self._pieces = decoded(path)
        self._left = ""

    def read(self, size: int = -1) -> bytes:
        while len(self._left) < size and (piece := next(self._pieces, None)) is not None:
            self._left += piece
        given, self._left = self._left[:size], self._left[size:]
        return given.encode("utf-8", "surrogatepass")


def read_yaml(path: Path, mapping: Any = None) -> Iterator[Reading]:
    """The objects of a list of `model`, `fields`. Raises Unreadable where it is no YAML."""
    loader = Loader(_Stream(path))
    try:
        yield from _objects(loader, path.name)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else None
        why = getattr(error, "problem", None) or getattr(error, "reason", "") or str(error)
        message = _("This is no YAML: %s.") % str(why)[:200]
        raise Unreadable(message, Where(path.name, line)) from error
    except RecursionError as error:
        raise Unreadable(_("This is nested too deep."), Where(path.name)) from error
    finally:
        loader.dispose()


def _objects(loader: Any, file: str) -> Iterator[Reading]:
    loader.get_event()  # the stream
    if loader.check_event(yaml.StreamEndEvent):
        return
    loader.get_event()  # the document
    first = loader.get_event()
    if not isinstance(first, yaml.SequenceStartEvent):
        line = first.start_mark.line + 1
        message = _("A fixture is a list of objects: - model: …, fields: ….")
        raise Unreadable(message, Where(file, line))
    number = 0
    while not loader.check_event(yaml.SequenceEndEvent):
        number += 1
        where = Where(file, loader.peek_event().start_mark.line + 1, f"object {number}")
        try:
            content = _Value(loader, where).read()
        except _Twice as error:
            yield Refused(where, "", str(error), _("A name stands twice in one object."), "")
        else:
            yield entry_of(content, where)


class _Twice(Exception):
    """A name stands twice in one mapping."""


class _Value:
    """One value from the events of the parser, within bounds."""

    def __init__(self, loader: Any, where: Where) -> None:
        self.loader = loader
        self.where = where
        self.size = 0
        self.twice = ""

    def read(self) -> Any:
        value = self._value(0)
        if self.twice:  # only now: the events of the object have to be used up
            raise _Twice(self.twice)
        return value

    def _value(self, depth: int) -> Any:
        event = self.loader.get_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Unreadable(
                _("Anchors and aliases are not accepted: write it out."), self._at(event)
            )
        if depth > 2 * DEEPEST:
            raise Unreadable(_("This is nested too deep."), self._at(event))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(depth)
        return self._mapping(depth)

    def _scalar(self, event: Any) -> Any:
        self.size += len(event.value)
        if self.size > LONGEST:
            message = _("One object takes more than %s characters.") % f"{LONGEST:,}"
            raise Unreadable(message, self.where)
        if not event.style and event.implicit[0]:
            return None if event.value in NULLS else TRUTHS.get(event.value, event.value)
        return event.value

    def _list(self, depth: int) -> list[Any]:
        found = []
        while not self.loader.check_event(yaml.SequenceEndEvent):
            found.append(self._value(depth + 1))
        self.loader.get_event()
        return found

    def _mapping(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not self.loader.check_event(yaml.MappingEndEvent):
            name = self._value(depth + 1)
            if not isinstance(name, str):
                raise Unreadable(_("A name of a field is a plain word."), self.where)
            if name in found:
                self.twice = name
            found[name] = self._value(depth + 1)
        self.loader.get_event()
        return found

    def _at(self, event: Any) -> Where:
        return Where(self.where.file, event.start_mark.line + 1)
