"""The fields that a table may carry, by section of the mapping. A new one is a line."""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """How the text of a cell becomes a value."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    COUNT = "count"
    ACCESS = "access"
    DAY = "day"
    NOTE = "note"
    LIST = "list"
    TERM = "term"
    REFERENCE = "reference"


_UNIT = {
    "number": Kind.NUMBER,
    "title": Kind.TEXT,
    "title_en": Kind.TEXT,
    "date": Kind.DATE,
    "scope": Kind.TEXT,
    "sheets": Kind.COUNT,
    "access": Kind.ACCESS,
    "access_reason": Kind.TEXT,
    "access_opens": Kind.DAY,
    "note": Kind.NOTE,
}

SECTIONS: dict[str, dict[str, Kind]] = {
    "archive": {"code": Kind.TEXT, "name": Kind.TEXT},
    "fond": _UNIT,
    "opis": _UNIT,
    "delo": {"papka": Kind.NUMBER, **_UNIT},
    "place": {"reference": Kind.REFERENCE, "listy": Kind.TEXT, "copy_kind": Kind.TEXT},
    "document": {
        "identifier": Kind.TEXT,
        "title": Kind.TEXT,
        "title_original": Kind.TEXT,
        "date": Kind.DATE,
        "type": Kind.TERM,
        "languages": Kind.TERM,
        "summary": Kind.TEXT,
        "markings": Kind.TEXT,
        "place_of_writing": Kind.TERM,
        "places": Kind.TERM,
        "subjects": Kind.TERM,
        "collections": Kind.TERM,
        "publisher": Kind.TEXT,
        "source_note": Kind.NOTE,
        "credits": Kind.TEXT,
        "rights": Kind.TEXT,
    },
    "people": {},
    "tree": {"id": Kind.TEXT, "parent": Kind.TEXT, "level": Kind.TEXT, "title": Kind.TEXT},
}
"""What each section takes. The one of people takes roles, that of a tree the fields of units."""

SECTIONS["tree"] |= _UNIT

ROLES = (
    *("author", "from", "via", "to", "copy-to", "signatory", "participant", "present"),
    *("translator", "about", "mentioned"),
)
"""The roles that the catalogue begins with; a mapping may name any that was added."""
