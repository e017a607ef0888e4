"""Reading a date as an archive wrote it. What is not understood is refused, with the reason."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from .calendars import OLD_STYLE_ENDS
from .edtf import read_edtf
from .expression import Node, Refusal, Style, pieces
from .figures import LAST_YEAR
from .grammar import STAGES
from .kinds import Kind
from .neighbours import completed
from .remarks import Remarks
from .scanner import is_supplied, scan
from .settling import settled
from .spans import EdtfError, Precision, Span
from .tokens import Token

LONGEST_TEXT = 500
MOST_UNKNOWN_WORDS = 12
"""A text with more unknown words is prose that mentions a date, not a date."""


@dataclass(frozen=True, slots=True)
class DateReading:
    """What was understood of a text; `edtf` and `span` are None where it gives no date."""

    text: str
    edtf: str | None = None
    span: Span | None = None
    notes: tuple[str, ...] = ()
    calendar: Literal["gregorian", "julian"] = "gregorian"
    """The calendar the day was written in; `edtf` is always Gregorian."""
    supplied: bool = False
    """Whether the date stands in square brackets: an archivist's, not the document's."""


_DATING = {
    *(Kind.NUMBER, Kind.ORDINAL, Kind.ROMAN, Kind.YEAR, Kind.DECADE, Kind.SHORT_DECADE),
    *(Kind.TWO_YEARS, Kind.UNREAD, Kind.MONTH, Kind.SEASON, Kind.WINTER, Kind.DATE),
}
NO_DATE = "no date is read in it"
_REASONS = {
    Kind.UNREAD: "the number {} is no date",
    Kind.UNIT: "“{}” counts or numbers something; this is no date",
    Kind.BEFORE_CHRIST: "“{}”: the years before 1 are not kept",
}


def read_date(text: str) -> DateReading:
    """Read an expression or an EDTF string. Total: never raises; linear in the text's length."""
    if not text.strip():
        return DateReading(text, notes=("empty",))
    if len(text) > LONGEST_TEXT:
        return DateReading(text, notes=(f"longer than {LONGEST_TEXT} characters",))
    return _typed_edtf(text) or _expression(text)


# EDTF as typed. A year with a shorter number after its hyphen is a range of years in archives
# (1921-22); only there EDTF means a season or part of the year.
_EDTF_LETTERS = re.compile(r"(?=.*[0-9])[0-9X?~%/.,{}\[\]T:Z+-]+")
_YEARS_OR_SEASON = re.compile(r"([0-9]{2})([0-9]{2})-([0-9]{2})")


def _typed_edtf(text: str) -> DateReading | None:
    typed = text.strip()
    if not _EDTF_LETTERS.fullmatch(typed) or _is_range_of_years(typed):
        return None
    try:
        span = read_edtf(typed)
    except EdtfError:
        return None
    if any(day and day.year > LAST_YEAR for day in span.bounds):
        return None
    return DateReading(text, span.edtf, span)


def _is_range_of_years(typed: str) -> bool:
    match = _YEARS_OR_SEASON.fullmatch(typed)
    return bool(match and int(match[3]) > 12 and match[3] > match[2])


def _expression(text: str) -> DateReading:
    remarks = Remarks()
    supplied = False
    try:
        tokens = scan(text, remarks)
        supplied = is_supplied(tokens)
        if supplied:
            remarks.say("in square brackets: supplied by an archivist")
            tokens = [replace(token, supplied=False) for token in tokens]
        node = completed(_parsed(tokens, remarks))
        span = read_edtf(settled(node, remarks))
    except (Refusal, EdtfError) as refusal:
        return DateReading(text, notes=(*remarks.notes, str(refusal)), supplied=supplied)
    _remark_on_unsaid(text, node, span, remarks)
    calendar: Literal["gregorian", "julian"] = "julian" if remarks.converted else "gregorian"
    return DateReading(text, span.edtf, span, tuple(remarks.notes), calendar, supplied)


def _parsed(written: list[Token], remarks: Remarks) -> Node:
    """Run the grammar; raise Refusal unless the whole text became one date."""
    words = [token.text for token in written if token.kind is Kind.WORD]
    if len(words) > MOST_UNKNOWN_WORDS:
        raise Refusal("too many words that are no date")
    tokens = written
    for stage in STAGES:
        tokens = stage.apply(tokens, remarks)
    if len(tokens) != 1 or tokens[0].node is None:
        raise Refusal(_reason(written, tokens))
    if words:
        remarks.say(f"not read: {' '.join(words)}")
    return tokens[0].node


def _remark_on_unsaid(text: str, node: Node, span: Span, remarks: Remarks) -> None:
    if any(piece.year == "XXXX" for piece in pieces(node)):
        remarks.say("the year is not known")
    if not remarks.converted and _may_be_old_style(text, node, span):
        remarks.say("before February 1918 the day may be old style; read as written")


def _reason(written: list[Token], left: list[Token]) -> str:
    """Say what stands in the way, the most telling thing first."""
    kinds = {token.kind for token in written}
    if not kinds & _DATING:
        return "undated" if kinds & {Kind.UNDATED, Kind.NO_YEAR} else NO_DATE
    for kind, reason in _REASONS.items():
        for token in left:
            if token.kind is kind:
                return reason.format(token.text)
    obstacle = next((token.text for token in left if token.node is None), "")
    return f"“{obstacle}” is not understood here" if obstacle else NO_DATE


def _may_be_old_style(text: str, node: Node, span: Span) -> bool:
    """Say so of a day before Russia's change of calendar, in Cyrillic, with no style stated."""
    return (
        span.precision is Precision.DAY
        and span.latest is not None
        and span.latest <= OLD_STYLE_ENDS
        and re.search("[а-яё]", text.lower()) is not None
        and all(piece.style is Style.UNSTATED for piece in pieces(node))
    )


def to_row(reading: DateReading) -> dict[str, str | list[str] | None]:
    """Return a reading as the `read_dates` command prints it."""
    earliest, latest = reading.span.bounds if reading.span else (None, None)
    return {
        "text": reading.text,
        "edtf": reading.edtf,
        "earliest": earliest.isoformat() if earliest else None,
        "latest": latest.isoformat() if latest else None,
        "notes": list(reading.notes),
    }
