"""Latvian references, in which the number stands before its label: "40.f., 5.apr., 1.-23.lp."
(the Latvian State Historical Archive's own form)."""

import re

from catalogue.references.labels import Level
from catalogue.references.leaves import Run
from catalogue.references.sheets import RunRead, match_leaf

from .values import Value

LEVELS = {
    "f": Level.FOND,
    "apr": Level.OPIS,
    "l": Level.DELO,
    "lieta": Level.DELO,
    "sēj": Level.SEJUMS,
    "lp": Level.LISTY,
    "lpp": Level.LISTY,
}
# A text that numbers an "apr." so numbers all its levels so.
_SIGN = re.compile(r"[0-9]\.\s?apr\b")
_ORDINAL = re.compile(
    r"(?P<first>[0-9]{1,9}(?:/[0-9]{1,4})?[a-z]?)(?:\.?[-–](?P<last>[0-9]{1,9}))?\.\s?$"
)
_REACH = 30


def numbers_first(text: str) -> bool:
    """Whether this text puts numbers before labels."""
    return _SIGN.search(text) is not None


def match_ordinal(text: str, floor: int, label: int) -> Value | None:
    """The number before the label that begins at `label`: "1986" in "1986. f."."""
    begin = max(floor, label - _REACH)
    found = _ORDINAL.search(text[begin:label])
    if not found:
        return None
    return Value(found["first"], begin + found.start("first"), begin + found.end("first"))


def match_ordinal_sheets(text: str, floor: int, label: int) -> RunRead | None:
    """The sheets before "lp.": "1.-23.lp."."""
    begin = max(floor, label - _REACH)
    found = _ORDINAL.search(text[begin:label])
    if not found:
        return None
    first = match_leaf(found["first"], 0)
    last = match_leaf(found["last"], 0) if found["last"] else first
    if not first or not last or last[0] < first[0]:
        return None
    return RunRead(Run(first[0], last[0]), begin + found.start("first"), label)
