"""The dates of made-up papers: mostly days, but also all that archives are unsure of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from catalogue.dates import write_date

from .chance import Chance, by_weight

FIRST, LAST = 1917, 1991
COMMONEST = 1950

REASONS = ("from the content", "from the postmark", "from the neighbouring sheets")
UNDATED = "б/д"


@dataclass(frozen=True)
class Dating:
    """A date as a document has it: the fields of `catalogue.models.dating.Dated` and more."""

    date_text: str = ""
    date_edtf: str = ""
    date_inferred: bool = False
    date_reason: str = ""


def year(luck: Chance) -> int:
    return min(LAST, int(luck.triangular(FIRST, LAST + 1, COMMONEST)))


def day(luck: Chance) -> str:
    return str(dt.date(year(luck), 1, 1) + dt.timedelta(luck.randrange(365)))


def month(luck: Chance) -> str:
    return f"{year(luck)}-{luck.randrange(1, 13):02}"


def span_of_years(luck: Chance) -> str:
    first = year(luck)
    return f"{first}/{min(LAST, first + luck.randrange(1, 6))}"


def span_of_days(luck: Chance) -> str:
    first = dt.date.fromisoformat(day(luck))
    last = first + dt.timedelta(luck.randrange(1, 60))
    return f"{first}/{min(last, dt.date(LAST, 12, 31))}"


PRECISIONS = by_weight(
    {
        day: 62,
        month: 12,
        year: 9,
        span_of_days: 4,
        span_of_years: 3,
        lambda luck: f"{year(luck)}~": 2,
        lambda luck: f"{year(luck) // 10}X": 2,
        lambda luck: f"[..{year(luck)}]": 1,
        lambda luck: f"[{year(luck)}..]": 1,
        lambda luck: "": 4,
    }
)


def dating(luck: Chance, language: str) -> Dating:
    """A document's date; as written in most cases, now and then inferred."""
    edtf = str(PRECISIONS.draw(luck)(luck))
    if not edtf:
        return Dating(UNDATED)
    written = write_date(edtf, language=language) if luck.random() < 0.7 else ""
    if luck.random() < 0.08:
        return Dating(written, edtf, True, luck.choice(REASONS))
    return Dating(written, edtf)


def years_of_delo(luck: Chance) -> str:
    """A delo is begun and ended: mostly within a year or a few; some say no years."""
    drawn = luck.random()
    if drawn < 0.05:
        return ""
    return str(year(luck)) if drawn < 0.6 else span_of_years(luck)
