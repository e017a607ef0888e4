"""Stretches of time and limits, and how they are written in EDTF.

Limits and members of lists are written with plain dates of one precision, since other readers of
EDTF refuse mixed ones: "не ранее марта и не позднее 1 июля 1945" is [1945-03-01..1945-07-01].
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .edtf import read_edtf
from .expression import Refusal

YEAR, MONTH, DAY = 4, 7, 10
"""Precisions, as lengths of an ISO date."""

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time from one EDTF date to another, each with its mark; None is an open end."""

    start: str | None
    end: str | None
    start_mark: str = ""
    end_mark: str = ""

    @property
    def is_one_date(self) -> bool:
        return self.start == self.end and self.start_mark == self.end_mark

    @property
    def edtf(self) -> str:
        if self.is_one_date:
            return f"{self.start}{self.start_mark}"
        start = f"{self.start}{self.start_mark}" if self.start else ".."
        end = f"{self.end}{self.end_mark}" if self.end else ".."
        return f"{start}/{end}"

    @property
    def member(self) -> str:
        """Return the stretch as a member of a list."""
        if self.is_one_date:
            return self.edtf
        precision = max(precision_of(self.start), precision_of(self.end))
        start = first_day(self.start).isoformat()[:precision] if self.start else ""
        end = last_day(self.end).isoformat()[:precision] if self.end else ""
        return f"{start}..{end}"


@dataclass(frozen=True, slots=True)
class Limits:
    """A date known to lie not before one and not after another; None is no limit."""

    not_before: date | None
    not_after: date | None
    precision: int

    @property
    def member(self) -> str:
        start = self.not_before.isoformat()[: self.precision] if self.not_before else ""
        end = self.not_after.isoformat()[: self.precision] if self.not_after else ""
        return f"{start}..{end}"

    @property
    def edtf(self) -> str:
        return f"[{self.member}]"


def precision_of(atom: str | None) -> int:
    """Return how long an ISO date of this precision is: 195X is as fine as a year."""
    if not atom:
        return YEAR
    return {1: YEAR, 2: MONTH, 3: DAY}[len(atom.split("-"))]


def first_day(atom: str | None) -> date:
    earliest, _ = _days(atom)
    return earliest


def last_day(atom: str | None) -> date:
    _, latest = _days(atom)
    return latest


def day_before(day: date) -> date:
    if day == date.min:
        raise Refusal("the years before 1 are not kept")
    return day - _ONE_DAY


def day_after(day: date) -> date:
    return day + _ONE_DAY


def _days(atom: str | None) -> tuple[date, date]:
    """Return the first and last day; of 17XX, the 18th century: from 1701 to 1800."""
    plain = re.sub(r"[?~%]", "", atom or "")
    if re.fullmatch(r"[0-9]{2}XX", plain):
        century = int(plain[:2]) * 100
        return date(century + 1, 1, 1), date(century + 100, 12, 31)
    span = read_edtf(plain)
    if span.earliest is None or span.latest is None:
        raise Refusal("the year is not said")
    return span.earliest, span.latest
