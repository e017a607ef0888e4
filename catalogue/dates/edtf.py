"""EDTF strings (ISO 8601-2:2019; levels 0 to 2) to spans of days.

The grammar, smallest part first: a date, the end of an interval, an interval, a member of a list,
a list. It is written here rather than left to a package because a record list reads hundreds of
dates per page, and because bounds must be honest: an unknown end is open, not ten years later.

Not accepted, each with its reason in the error: years outside 1 to 9999, which no database
column of dates can hold; the draft of 2012 (`195x`, `unknown`, `open`); an interval that ends
before it starts; days no calendar has (1953-02-30).
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from .edtf_days import outermost_days
from .spans import EdtfError, Precision, Span

LONGEST_EDTF = 200

ACCEPTED = (
    "write for example 1953, 1953-07, 1953-07-29, 1953~, 1953?, 195X, 18XX, 1942-22 (summer), "
    "1941/1945, 1947-03/.., [..1953], [1943..1945] or {1935,1947}"
)

EDTF_DATE = re.compile(
    r"""
    [?~%]? (?P<year> [0-9X]{4} ) (?: S (?P<significant> [1-4] ) )? [?~%]?
    (?: - [?~%]? (?P<month> [0-9X]{2} ) [?~%]?
      (?: - [?~%]? (?P<day> [0-9X]{2} ) [?~%]?
        (?: T (?:[01][0-9]|2[0-3]) : [0-5][0-9] : [0-5][0-9]
          (?: Z | [+-][01][0-9] (?: :[0-5][0-9] )? )?
        )?
      )?
    )?
    """,
    re.ASCII | re.VERBOSE,
)
_OUTSIDE_CALENDAR = re.compile(r"Y-?[0-9]|-[0-9]{4}|0000", re.ASCII)
_LIST_KINDS = {"{": ("}", Precision.SET), "[": ("]", Precision.CHOICE)}

# By the number of digits unknown at the end: 1953, 195X, 19XX, 1XXX, XXXX.
_YEAR_PRECISIONS = (
    Precision.YEAR,
    Precision.DECADE,
    Precision.CENTURY,
    Precision.MILLENNIUM,
    Precision.UNKNOWN,
)

Bounds = tuple[date | None, date | None]


def read_edtf(text: str) -> Span:
    """Return the span of an EDTF string; raise EdtfError, saying what is accepted."""
    if len(text) > LONGEST_EDTF:
        raise EdtfError(f"an EDTF date has at most {LONGEST_EDTF} characters")
    return _read(text.strip())


@lru_cache(maxsize=4096)
def _read(text: str) -> Span:
    if text[:1] in _LIST_KINDS:
        return _read_list(text.replace(", ", ","))
    if "/" in text:
        return _span(text, _interval_bounds(text, "/"), Precision.SPAN)
    match = _match_date(text)
    return _span(text, _date_bounds(match), _date_precision(match))


def _read_list(text: str) -> Span:
    """Read `{A,B..C}` (all of them) or `[A,B..C]` (one of them)."""
    closing, precision = _LIST_KINDS[text[0]]
    members = text[1:-1].split(",")
    if not text.endswith(closing) or (len(members) == 1 and ".." not in text):
        raise _not_understood(text)
    return _span(text, _outer_bounds(map(_member_bounds, members)), precision)


def _span(text: str, bounds: Bounds, precision: Precision) -> Span:
    return Span(
        text,
        *bounds,
        precision,
        approximate="~" in text or "%" in text,
        uncertain="?" in text or "%" in text,
    )


def _member_bounds(member: str) -> Bounds:
    return _interval_bounds(member, "..") if ".." in member else _text_bounds(member)


def _interval_bounds(text: str, separator: str) -> Bounds:
    """Return the bounds of `A/B` or `A..B`, where one end may be open (`/..`) or unknown (`/`)."""
    ends = text.split(separator, maxsplit=1)
    start, end = (None if end in ("", "..") else _text_bounds(end) for end in ends)
    if start is None and end is None:
        raise EdtfError(f"{text!r} has no end: {ACCEPTED}")
    earliest, latest = start[0] if start else None, end[1] if end else None
    if earliest and latest and earliest > latest:
        raise EdtfError(f"{text!r} ends before it starts")
    return earliest, latest


def _outer_bounds(bounds: Iterable[Bounds]) -> Bounds:
    starts, ends = zip(*bounds, strict=True)
    return (
        None if None in starts else min(starts),
        None if None in ends else max(ends),
    )


def _text_bounds(text: str) -> Bounds:
    return _date_bounds(_match_date(text))


def _match_date(text: str) -> re.Match[str]:
    match = EDTF_DATE.fullmatch(text)
    if match is None:
        raise _not_understood(text)
    return match


def _date_bounds(match: re.Match[str]) -> Bounds:
    """Return the first and last day that fit; a wholly unknown year leaves both open."""
    year = _known_digits(match)
    first, last = outermost_days(year, match["month"] or "XX", match["day"] or "XX")
    return (None, None) if year == "XXXX" else (first, last)


def _known_digits(match: re.Match[str]) -> str:
    """`1950S2` is a year of which two digits are sure: 19XX."""
    sure = int(match["significant"] or 4)
    return match["year"][:sure].ljust(4, "X")


def _date_precision(match: re.Match[str]) -> Precision:
    if (match["day"] or "XX") != "XX":
        return Precision.DAY
    if (match["month"] or "XX") != "XX":
        return _month_precision(match["month"])
    year = _known_digits(match)
    unknown_digits = len(year) - len(year.rstrip("X"))
    return _YEAR_PRECISIONS[unknown_digits]


def _month_precision(month: str) -> Precision:
    if "X" in month or int(month) <= 12:
        return Precision.MONTH
    if int(month) <= 32:
        return Precision.SEASON
    return Precision.QUARTER if int(month) <= 36 else Precision.PART_OF_YEAR


def _not_understood(text: str) -> EdtfError:
    if _OUTSIDE_CALENDAR.match(text):
        return EdtfError(f"{text!r} lies outside the years 0001 to 9999")
    return EdtfError(f"{text!r} is not an EDTF date: {ACCEPTED}")
