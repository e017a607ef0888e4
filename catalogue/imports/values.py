"""Words of a source as values of ours: dates, numbers of units, counts of sheets, access.

Nothing is guessed: what is not understood is kept as written, and the reason is told.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from catalogue.dates import read_date
from catalogue.references import number_key

DATE_LENGTH = 300
NUMBER_LENGTH = 64
MOST_SHEETS = 2_147_483_647
REASON_LENGTH = 300


class Fault(Exception):
    """A value that cannot be taken: why, and what would be accepted."""

    def __init__(self, reason: str, accepted: str = "") -> None:
        super().__init__(reason)
        self.reason, self.accepted = reason, accepted


class Taken(NamedTuple):
    """The fields that a text gives, what is to be noted, and what stays over for the note field."""

    fields: dict[str, Any]
    note: str = ""
    over: str = ""


@lru_cache(maxsize=65_536)
def _edtf(text: str) -> tuple[str, str]:
    """The EDTF of a date, or "" and the reason."""
    reading = read_date(text)
    return reading.edtf or "", "" if reading.edtf else (reading.notes or ("",))[-1]


def dated(text: str, also: str = "") -> Taken:
    """A date as written and as EDTF; ``also`` is its normalised form in the source, tried second.

    Too long a text is kept whole, with what stays over.
    """
    if not text:
        return Taken({})
    over = ""
    if len(text) > DATE_LENGTH:
        over, text = text, text[: DATE_LENGTH - 1] + "…"
    edtf, reason = _edtf(text)
    if edtf or reason == "undated":
        return Taken({"date_text": text, "date_edtf": edtf}, "", over)
    if also and (edtf := _edtf(also)[0]):
        note = _("date “%(text)s” not understood; the normalised date beside it counts")
        return Taken({"date_text": text, "date_edtf": edtf}, note % {"text": text[:80]}, over)
    note = _("date “%(text)s” kept as written: %(reason)s")
    fields = {"date_text": text, "date_edtf": ""}
    return Taken(fields, note % {"text": text[:80], "reason": reason}, over)


_FLOAT = re.compile(r"([0-9]+)[.,]0+")
_FORMULA = re.compile(r"[=+@].*[(:!].*", re.DOTALL)
_POWER = re.compile(r"[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+")
_DAY = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9:.]+)?|[0-9]{1,2}[./][0-9]{1,2}[./](1[89]|20)[0-9]{2}"
    r"|[0-9]{1,2}[-. ][^\W\d]{3,4}\.?|[^\W\d]{3}\.?[-. ][0-9]{2}"
)
_MONTHS = (
    "jan feb mar apr may jun jul aug sep oct nov dec "
    "янв фев мар апр май мая июн июл авг сен сент окт ноя нояб дек "
    "січ лют бер кві тра чер лип сер вер жов лис гру"
)
_MERGED = re.compile(r"[0-9]{1,3}(,[0-9]{3}){2,}")


def number(text: str) -> Taken:
    """The number of a unit, as written. Raises `Fault` for what a spreadsheet made of one."""
    if text.isdecimal() and len(text) <= NUMBER_LENGTH:
        return Taken({"number": text})
    if fault := _fault_of_number(text):
        raise Fault(
            fault, _("a number as written, in a cell formatted as text: 12, 33а, Р-582, 1 доп.")
        )
    note = ""
    if match := _FLOAT.fullmatch(text):
        note = _("number “%(text)s” of a spreadsheet read without its decimals") % {"text": text}
        text = match[1]
    elif _MERGED.fullmatch(text):
        note = _("number “%(text)s” looks like several that a spreadsheet joined") % {"text": text}
    return Taken({"number": re.sub(r"\s+", " ", text)}, note)


def _fault_of_number(text: str) -> str:
    if _FORMULA.fullmatch(text):
        return _("a formula stands in place of a number")
    if _POWER.fullmatch(text):
        return _("the spreadsheet shortened this number and lost its digits")
    if _is_day(text):
        return _("the spreadsheet made a date of this number (5/1, 1-5)")
    if len(text) > NUMBER_LENGTH:
        return _("longer than %(most)d characters") % {"most": NUMBER_LENGTH}
    return "" if not text or number_key(text) else _("without a letter or digit")


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    words = re.findall(r"[^\W\d]+", text.casefold())
    return all(word in _MONTHS.split() or word == "t" for word in words)


_COUNT = re.compile(
    r"([0-9]{1,9})(?:[.,]0+)?\s*"
    r"(?:л|лл|лист[а-яё]*|арк|аркуш[а-яії]*|sheets?|leaves|leaf|folios?|ff?|ll?|listy|list)?\.?",
    re.IGNORECASE,
)


def counted(text: str) -> Taken:
    """An extent in sheets; what is no count of sheets stays over."""
    match = _COUNT.fullmatch(text)
    if match and int(match[1]) <= MOST_SHEETS:
        return Taken({"sheets": int(match[1])})
    note = _("extent “%(text)s” is no count of sheets; kept in the note")
    return Taken({}, note % {"text": text[:80]}, text)


_ACCESS = [
    (
        "open",
        r"open|yes|public|unrestricted|free|открыт\w*|відкрит\w*|общий|без ограничени\w*|"
        r"без обмежен\w*|рассекречен\w*|розсекречен\w*",
        r"\bno (access )?restrictions?\b|open (for|to) (research|use|the public)|\bunrestricted\b|"
        r"without restrictions?|is open\b|are open\b",
    ),
    (
        "closed",
        r"closed|no|secret|закрыт\w*|закрит\w*|секретн\w*|таємн\w*|не выда\w+|не вида\w+",
        r"\b(is|are|remains?) closed\b|\bclosed (until|to|for)\b",
    ),
    (
        "restricted",
        r"restricted|limited|ограничен\w*|обмежен\w*",
        r"\brestricted\b|\bby permission\b|\bpermission (is|of)\b|ограничен|обмежен",
    ),
]


def accessible(text: str) -> Taken:
    """Whether papers may be seen, from one word or a sentence; a sentence is kept.

    Papers that are not all alike ("open, except box 5") are restricted.
    """
    folded = text.casefold().strip(" .")
    for access, word, _phrase in _ACCESS:
        if re.fullmatch(word, folded):
            return Taken(_access(access, ""))
    found = [access for access, _word, phrase in _ACCESS if re.search(phrase, folded)]
    if found == ["open"]:
        return Taken(_access("open", ""), "", text)
    if found:
        access = found[0] if len(found) == 1 else "restricted"
        over = text if len(text) > REASON_LENGTH else ""
        return Taken(_access(access, text), "", over)
    return Taken({}, _("conditions of access that are neither open nor closed, in the note"), text)


def _access(access: str, reason: str) -> dict[str, Any]:
    if access == "open":
        return {"access": access, "access_reason": "", "access_opens": None}
    cut = reason if len(reason) <= REASON_LENGTH else reason[: REASON_LENGTH - 1] + "…"
    return {"access": access, "access_reason": cut} if reason else {"access": access}
