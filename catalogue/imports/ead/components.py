"""A finding aid as a stream of its components, parents first, each with its own description."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from catalogue.imports.entries import Unreadable, Where
from catalogue.imports.markup import End, Event, Start

from .elements import Element

HEADERS = frozenset(["eadheader", "control"])
LONGEST = 4_000_000
"""Characters of one description; more is no description of one unit."""

_COMPONENT = re.compile(r"c(0[1-9]|1[0-2])?")
_STRUCTURE = frozenset(["dsc", "thead", "drow", "dentry"])


@dataclass
class Component:
    """A described thing: the whole finding aid's (`archdesc`) or a part's."""

    index: int
    level: str
    line: int
    parent: Component | None
    parts: list[Element] = field(default_factory=list)
    is_group: bool = False
    is_told: bool = False
    is_internal: bool = False

    def part(self, name: str) -> Element | None:
        return next((part for part in self.parts if part.name == name), None)


@dataclass
class Late:
    """An element that stands after its component's own components, where nothing may stand."""

    component: Component
    name: str
    line: int


@dataclass
class Header:
    """What the file says of itself."""

    element: Element


def components(events: Iterable[Event], file: str) -> Iterator[Header | Component | Late]:
    """The header and the components, each as soon as it is known what it is.

    A component is given when its first own component begins, or when it ends. Raises `Unreadable`
    for XML that is no finding aid.
    """
    walk = _Walk(file)
    for event in events:
        if isinstance(event, Start):
            yield from walk.start(event)
        elif isinstance(event, End):
            yield from walk.end(event)
        elif walk.open:
            walk.words(event.text)
    if walk.count == 0:
        raise Unreadable(_("This is no finding aid: no archdesc is found."), Where(file))


class _Walk:
    def __init__(self, file: str) -> None:
        self.file = file
        self.count = self.length = 0
        self.current: Component | None = None
        self.open: list[Element] = []
        self.is_ead = False

    def start(self, event: Start) -> Iterator[Header | Component | Late]:
        self.is_ead = self.is_ead or event.name == "ead"
        if not self.is_ead:
            message = _("This is XML, but no finding aid: it begins with %(name)s, not with ead.")
            raise Unreadable(message % {"name": event.name[:40]}, Where(self.file, event.line))
        if self.open:
            self._descend(event)
        elif event.name == "archdesc" or self._is_component(event.name):
            yield from self._begin(event)
        elif event.name in HEADERS or (self.current and event.name not in _STRUCTURE):
            self.length = 0
            self._descend(event)

    def end(self, event: End) -> Iterator[Header | Component | Late]:
        if self.open:
            element = self.open.pop()
            if self.open:
                return
            if self.current is None:
                yield Header(element)
            elif self.current.is_told:
                yield Late(self.current, element.name, element.line)
            else:
                self.current.parts.append(element)
        elif self.current and (event.name == "archdesc" or self._is_component(event.name)):
            yield from self._tell()
            self.current = self.current.parent

    def words(self, text: str) -> None:
        self.length += len(text)
        if self.length > LONGEST:
            message = _("One description is longer than %(most)d characters.")
            raise Unreadable(message % {"most": LONGEST}, Where(self.file, self.open[0].line))
        self.open[-1].content.append(text)

    def _is_component(self, name: str) -> bool:
        return self.current is not None and _COMPONENT.fullmatch(name) is not None

    def _begin(self, event: Start) -> Iterator[Component]:
        if self.current:
            self.current.is_group = True
            yield from self._tell()
        level = event.attributes.get("level", "")
        if level in ("", "otherlevel"):
            level = event.attributes.get("otherlevel", "")
        above = self.current
        internal = event.attributes.get("audience") == "internal"
        self.current = Component(self.count, level, event.line, above)
        self.current.is_internal = internal or (above is not None and above.is_internal)
        self.count += 1

    def _tell(self) -> Iterator[Component]:
        if self.current and not self.current.is_told:
            self.current.is_told = True
            yield self.current

    def _descend(self, event: Start) -> None:
        self.length += 100
        element = Element(event.name, event.attributes, event.line)
        if self.open:
            self.open[-1].content.append(element)
        self.open.append(element)
