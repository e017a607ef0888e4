"""Small pieces of a finding aid as trees, and their words as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

BLOCKS = frozenset(
    [
        *("p", "head", "item", "label", "defitem", "chronitem", "event", "row", "entry", "lb"),
        *("addressline", "blockquote", "note", "bibref", "listhead", "date", "archref", "index"),
        "indexentry",
    ]
)
"""Elements whose words stand on lines of their own."""
PARTS = frozenset(["part", "num", "extent", "quantity", "unittype", "physfacet", "dimensions"])
"""Elements whose words are set off by a space from the next."""


@dataclass
class Element:
    """An element with what lies in it; ``line`` is where it begins."""

    name: str
    attributes: dict[str, str]
    line: int
    content: list[Element | str] = field(default_factory=list)

    def children(self, *names: str) -> Iterator[Element]:
        """The elements directly below, all or those of some names."""
        for child in self.content:
            if isinstance(child, Element) and (not names or child.name in names):
                yield child

    def all(self, *names: str) -> Iterator[Element]:
        """The elements of some names at any depth."""
        for child in self.children():
            if child.name in names:
                yield child
            yield from child.all(*names)

    def first(self, *names: str) -> Element | None:
        return next(self.all(*names), None)

    @property
    def text(self) -> str:
        """The words, a paragraph a line, spaces folded."""
        lines = (re.sub(r"\s+", " ", line).strip() for line in "".join(self._words()).split("\0"))
        return "\n".join(line for line in lines if line)

    @property
    def line_of_text(self) -> str:
        return " ".join(self.text.split())

    @property
    def is_internal(self) -> bool:
        """Whether it is not meant for readers."""
        return self.attributes.get("audience") == "internal"

    def _words(self) -> Iterator[str]:
        for child in self.content:
            if isinstance(child, str):
                yield child
            elif not child.is_internal:
                around = "\0" if child.name in BLOCKS else " " if child.name in PARTS else ""
                yield around
                yield from child._words()
                yield around
