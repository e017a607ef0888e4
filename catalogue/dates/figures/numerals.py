"""Years, decades and other numbers. Two-digit years are not guessed: 17.05.44 has no century."""

import re

from catalogue.dates.expression import Portion
from catalogue.dates.kinds import Kind
from catalogue.dates.roman import ROMAN, roman_value
from catalogue.dates.tokens import Token

from .figure import DASHES, FIRST_YEAR, LAST_YEAR, NO_DIGIT, NO_LETTER, Figure, always, numbers
from .numeric_dates import year_month_day

HALF_SUPPLIED = 1
"""The value of a year some of whose digits stand in brackets: 195[3]."""

_DECADE_ENDING = (
    rf"(?:(?:-?(?:ые|ых|ыми|ми|[еe]|[хx]|ти|ті|тих|тими|их)|['’]?s){NO_LETTER}|er(?=\s+[jJ]ahr))"
)
_YEAR_ENDING = rf"-?(?:го|ого|му|ому|й|ый|ой|ий|м|ом){NO_LETTER}"
_ORDINAL_ENDING = (
    r"(?:-(?:ого|его|го|ое|ее|е|ая|яя|я|ый|ий|ой|й|ую|ю|м|ом|а|ша|га|тя|те)"
    rf"|ого|го|ая|ый|ий|ой|й|st|nd|rd|th|d|er|ère|ème|e|de|ste){NO_LETTER}"
)

_ROMAN_ENDING = "(?:-?(?:го|й|м|я|е|х|th|e|ème))?"


def _year_token(text: str, year: str, value: int = 0) -> Token:
    if FIRST_YEAR <= int(year.replace("X", "0")) <= LAST_YEAR:
        return Token(Kind.YEAR, text, value, year)
    return Token(Kind.UNREAD, text)


def _year(text: str) -> Token:
    return _year_token(text, text[:4])


def _early_year(text: str) -> Token:
    return Token(Kind.YEAR, text, year=text.zfill(4))


def _supplied_digits(text: str) -> Token:
    return _year_token(text, re.sub(r"[\[\]]", "", text), HALF_SUPPLIED)


def _unknown_digits(text: str) -> Token:
    return _year_token(text, re.sub("[^0-9]", "", text).ljust(4, "X"))


def _decade(text: str) -> Token:
    """1930-е is a decade; the English 1800s are a century, the 1900s and 2000s decades."""
    year = text[:4]
    if year.endswith("00") and text.endswith("s") and int(year) < 1900:
        return _year_token(text, f"{year[:2]}XX")
    if year.endswith("0") and FIRST_YEAR <= int(year) <= LAST_YEAR:
        return Token(Kind.DECADE, text, year=f"{year[:3]}X")
    return Token(Kind.UNREAD, text)


def _short_decade(text: str) -> Token:
    return Token(Kind.SHORT_DECADE, text, int(text[:2]), year=f"..{text[0]}X")


def _run_together(text: str) -> Token:
    """Eight digits are a day (19890414), else two years whose dash was lost (19201939)."""
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    if month <= 12 and day <= 31 and (month or not day):
        return year_month_day(text, year, month, day)
    if FIRST_YEAR <= year <= int(text[4:]) <= LAST_YEAR:
        return Token(Kind.TWO_YEARS, text)
    return Token(Kind.UNREAD, text)


def _number(text: str) -> Token:
    return Token(Kind.NUMBER, text, int(text))


def _ordinal(text: str) -> Token:
    return Token(Kind.ORDINAL, text, numbers(text)[0])


def _roman(text: str) -> Token:
    match = re.match(ROMAN, text)
    value = roman_value(match[0]) if match else 0
    return Token(Kind.ROMAN if value else Kind.WORD, text, value)


def _quarter_of_year(text: str) -> Token:
    return Token(Kind.PORTION, text, portion=Portion(int(text[1]), of=4))


NUMERALS = (
    Figure(
        "year with supplied digits",
        r"(?=[0-9[\]]{6}(?![0-9]))(?:[0-9]{1,3}\[[0-9]{1,3}\]|\[[0-9]{1,3}\][0-9]{1,3})",
        _supplied_digits,
        "195[3]",
    ),
    Figure(
        "year with unknown digits",
        rf"[0-9]{{3}}[?_]{NO_DIGIT}|[0-9]{{2}}(?:\?\?|__|--|\.{{2,3}}|…){NO_DIGIT}"
        rf"|[0-9]{{2,3}}\[[?._{DASHES}]+\]"
        rf"|[0-9]{{3}}(?:[{DASHES}]|\.{{2,3}}|…)(?=\s*(?:[\])?]|г|р|$))",
        _unknown_digits,
        "[193-]",
        source="AACR2, 1.4F7",
    ),
    Figure("decade", rf"[0-9]{{4}}{_DECADE_ENDING}", _decade, "1890-ые"),
    Figure("declined year", rf"[0-9]{{4}}{_YEAR_ENDING}", _year, "нач. 1951-го"),
    Figure("digits run together", rf"[0-9]{{8}}{NO_DIGIT}", _run_together, "19890414"),
    Figure("year", rf"[0-9]{{4}}{NO_DIGIT}", _year, "1958"),
    Figure(
        "year before 1000",
        r"[1-9][0-9]{2}(?=\s?(?:г\b|р\b|год|рік|рок|AD\b|ad\b))",
        _early_year,
        "988 г.",
    ),
    Figure("short decade", rf"[1-9]0{_DECADE_ENDING}", _short_decade, "20-е гг. XIX в."),
    Figure("ordinal", rf"[0-9]{{1,2}}{_ORDINAL_ENDING}", _ordinal, "3rd July 1985"),
    Figure("number", rf"[0-9]{{1,2}}{NO_DIGIT}", _number, "5 марта 1953 г."),
    Figure("other digits", r"[0-9]+", always(Kind.UNREAD), "19945"),
    Figure("quarter of a year", r"Q[1-4]\b", _quarter_of_year, "Q1 1953"),
    Figure("Roman numeral", rf"{ROMAN}{_ROMAN_ENDING}{NO_LETTER}", _roman, "XIX в."),
)
