"""A text cut where something in it was understood, so that a page can mark it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from catalogue.references import Level, Reading

UNREAD = "unread"

LEVELS = {
    Level.ARCHIVE: _("archive"),
    Level.FOND: _("fond"),
    Level.OPIS: _("opis"),
    Level.PAPKA: _("papka"),
    Level.DELO: _("delo"),
    Level.LISTY: _("listy"),
}
"""What a value is said to be; what else is numbered on the way goes by its own name."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: the value of a level, something unread, or neither (labels, stops)."""

    text: str
    name: str = ""

    @property
    def is_value(self) -> bool:
        return self.name not in {"", UNREAD}

    @property
    def is_unread(self) -> bool:
        return self.name == UNREAD

    @property
    def level(self) -> str:
        return str(LEVELS.get(self.name, self.name))


def marked(text: str, reading: Reading) -> list[Piece]:
    """The whole text in pieces. A value that several places share is marked once."""
    pieces = []
    position = 0
    for start, end, name in sorted(_stretches(reading)):
        if start < position:
            continue
        pieces += [Piece(text[position:start]), Piece(text[start:end], name)]
        position = end
    return [piece for piece in [*pieces, Piece(text[position:])] if piece.text]


def _stretches(reading: Reading) -> Iterator[tuple[int, int, str]]:
    for place in reading.places:
        for span in place.spans:
            yield span.start, span.end, span.name
    for span in reading.not_understood:
        yield span.start, span.end, UNREAD
