"""Writing XML as it comes, an element a line, without holding the document in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold, escaped or not."""


class XmlLines:
    """Elements that hold elements, and leaves that hold text; well formed whatever the text."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.depth = 0
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')

    @contextmanager
    def element(self, name: str, **attributes: str) -> Iterator[None]:
        """An element whose content is written within; attributes without a value are left out."""
        self._line(f"<{name}{_written(attributes)}>")
        self.depth += 1
        yield
        self.depth -= 1
        self._line(f"</{name}>")

    def leaf(self, name: str, text: object, **attributes: str) -> None:
        """An element that holds text alone."""
        start = f"{name}{_written(attributes)}"
        self._line(
            f"<{start}>{_legal(escape(str(text)))}</{name}>" if text != "" else f"<{start}/>"
        )

    def _line(self, written: str) -> None:
        self.file.write(f"{'  ' * self.depth}{written}\n")


def _written(attributes: dict[str, str]) -> str:
    """Attributes; a name that Python has taken ends in an underscore here."""
    return "".join(
        f" {name.rstrip('_')}={_legal(quoteattr(value))}"
        for name, value in attributes.items()
        if value
    )


def _legal(text: str) -> str:
    return NOT_IN_XML.sub("\ufffd", text)
