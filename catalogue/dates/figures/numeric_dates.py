"""Dates in figures: 13.03.1945, 5/III-1953, 1985.07.03."""

import re

from catalogue.dates.expression import Piece, Refusal
from catalogue.dates.kinds import Kind
from catalogue.dates.roman import ROMAN_MONTH, roman_value
from catalogue.dates.tokens import Token

from .figure import FIRST_YEAR, LAST_YEAR, NO_DIGIT, Figure, always, numbers

_D = "[0-9]{1,2}"
_Y = f"[0-9]{{4}}{NO_DIGIT}"
_BEFORE_ROMAN = r"\s?[./\s-]\s?"


def _date(text: str, year: int | None, month: int, day: int, order: str) -> Token:
    """Make the token of a date; its month must exist and its year be one a text may mean."""
    if not 1 <= month <= 12:
        raise Refusal(f"{text}: there is no month {month}")
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal(f"{text}: {year} is not read as a year")
    piece = Piece(year=str(year or ""), month=month, day=day, order=order)
    return Token(Kind.DATE, text, node=piece)


def year_month_day(text: str, year: int, month: int, day: int) -> Token:
    """Make a date; databases write 00 for an unknown day, or day and month."""
    if month == day == 0 and FIRST_YEAR <= year <= LAST_YEAR:
        return Token(Kind.YEAR, text, year=str(year))
    return _date(text, year, month, day, "ymd" if day else "ym")


def _year_month_day(text: str) -> Token:
    return year_month_day(text, *numbers(text))


def _day_month_year(text: str) -> Token:
    day, month, year = numbers(text)
    return _date(text, year, month, day, "dmy")


def _slashed_day(text: str) -> Token:
    """05/03/1953 is March in Europe and May in America; 28/02 and 02/28 are clear."""
    first, second, year = numbers(text)
    if first <= 12 and second <= 12 and first != second:
        raise Refusal(f"{text}: it cannot be told which number is the day or the month")
    day, month = (first, second) if second <= 12 else (second, first)
    return _date(text, year, month, day, "dmy")


def _roman_month(text: str) -> Token:
    """Make a date of a Roman month with a day, a year or both, in either order."""
    match = re.search(ROMAN_MONTH, text)
    month = roman_value(match[0]) if match else 0
    order = re.sub("[0-9]{4}", "y", re.sub(ROMAN_MONTH, "m", text))
    order = re.sub("[^dmy]", "", re.sub("[0-9]+", "d", order))
    parts = dict(zip(order.replace("m", ""), numbers(text), strict=True))
    return _date(text, parts.get("y"), month, parts.get("d", 0), order)


def _month_year(text: str) -> Token:
    month, year = numbers(text)
    return _date(text, year, month, 0, "my")


def _year_month(text: str) -> Token:
    year, month = numbers(text)
    return _date(text, year, month, 0, "ym")


def _day_month(text: str) -> Token:
    day, month = numbers(text)
    return _date(text, None, month, day, "dm")


def _without_century(text: str) -> Token:
    raise Refusal(f"{text}: the century of the year is not said")


NUMERIC_DATES = (
    Figure(
        "time of day",
        r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[ap]\.?m\b\.?)?|[0-9]{1,2}\s?[ap]\.?m\b\.?"
        r"|[0-9]{1,2}\s?(?:час(?:ов|а)?|ч)\b\.?(?:\s?[0-9]{1,2}\s?(?:минут[аы]?|мин|м)\b\.?)?",
        always(Kind.GLUE),
        "22 июня 1941 г., 7 ч. 15 мин.",
    ),
    Figure("number of a document", r"№\s?[\w/-]+", always(Kind.GLUE), "5 марта 1953 г. № 15/3"),
    Figure(
        "year-month-day",
        rf"[0-9]{{4}}([-./]){_D}\1{_D}{NO_DIGIT}",
        _year_month_day,
        "1985.07.03",
        source="Archives Portal Europe, test_dates.xml",
    ),
    Figure(
        "day.month.year",
        rf"{_D}(?:\s?\.\s?{_D}\s?\.\s?|-{_D}-){_Y}",
        _day_month_year,
        "13.03.1945",
        source="ДАХмО, ф. 1",
    ),
    Figure("day/month/year", rf"{_D}/{_D}/{_Y}", _slashed_day, "28/02/1953"),
    Figure(
        "day, Roman month, year",
        rf"{_D}{_BEFORE_ROMAN}{ROMAN_MONTH}{_BEFORE_ROMAN}{_Y}",
        _roman_month,
        "5/III-1953",
    ),
    Figure(
        "year, Roman month, day",
        rf"[0-9]{{4}}{_BEFORE_ROMAN}{ROMAN_MONTH}{_BEFORE_ROMAN}{_D}{NO_DIGIT}",
        _roman_month,
        "1953 VII 29",
    ),
    Figure(
        "day, month, two-digit year",
        rf"{_D}(?:([./-]){_D}\1|[./-]{ROMAN_MONTH}[./-])[0-9]{{2}}{NO_DIGIT}(?!\.[0-9])",
        _without_century,
        "17.05.44",
    ),
    Figure("Roman month, year", rf"{ROMAN_MONTH}\s?[./-]\s?{_Y}", _roman_month, "XII.1943"),
    Figure("day, Roman month", rf"{_D}[./]{ROMAN_MONTH}", _roman_month, "5/IV–10/VI-1932"),
    Figure("month.year", rf"{_D}[./]{_Y}", _month_year, "03.1953"),
    Figure(
        "year-month",
        rf"[0-9]{{4}}-(?:0[1-9]|1[0-2]){NO_DIGIT}(?!\s*(?:гг|рр|годы|роки))",
        _year_month,
        "1953-07",
    ),
    Figure("year.month", rf"[0-9]{{4}}\.(?:0[1-9]|1[0-2]){NO_DIGIT}", _year_month, "1941.06"),
    Figure("day.month", rf"{_D}\.{_D}(?:(?=\.?\s?\[)|(?![.0-9]))", _day_month, "5.03-10.04.1953"),
)
