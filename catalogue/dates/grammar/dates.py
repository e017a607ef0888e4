"""Single dates: days, months, seasons, years, decades.

The rules name what is written; `Piece` keeps it. A date may lack its month or year here: it gets
them from its neighbours later ("28–29 ноября 1941").
"""

from collections.abc import Sequence
from dataclasses import replace

from catalogue.dates.cascade import Rule, Stage
from catalogue.dates.expression import Group, Joint, Piece, Refusal
from catalogue.dates.figures import HALF_SUPPLIED
from catalogue.dates.kinds import Kind
from catalogue.dates.tokens import Token

from .building import NUMERAL, date_token, text_of

# 20-е is a day where a month follows, but "март 30-х" is no day.
DAY = "(NUMBER|ORDINAL|SHORT_DECADE)"
DAY_LAST = "(NUMBER|ORDINAL)"
YEAR = "(YEAR|DECADE)"
SEASON = "(SEASON|WINTER)"
# A question mark within a date is of the part before it; one at its end is of all of it.
DOUBT = "(QUESTION | OPEN QUESTION CLOSE)?"
# "1976, Jan - Jul 1977" is a year and some months of the next.
NOT_OF_NEXT_YEAR = f"(?! COMMA? {YEAR} | DASH {DAY}? MONTH COMMA? {YEAR} | COMMA? OPEN? NO_YEAR)"

_DAYS = (Kind.NUMBER, Kind.ORDINAL, Kind.SHORT_DECADE)
_MONTHS = (Kind.MONTH, Kind.SEASON, Kind.WINTER)
_YEARS = (Kind.YEAR, Kind.DECADE, Kind.AGE)


def _date(tokens: Sequence[Token]) -> Token:
    """Make a piece of whatever days, months and years the tokens give, in their order."""
    piece = Piece()
    for token in tokens:
        piece = _with_part(piece, token)
    return date_token(tokens, piece)


def _with_part(piece: Piece, token: Token) -> Piece:
    if token.kind in _DAYS:
        part, piece = "d", replace(piece, day=token.value)
    elif token.kind in _MONTHS:
        part, piece = "m", replace(piece, month=token.value)
    elif token.kind in _YEARS:
        part = {Kind.DECADE: "e", Kind.AGE: "c"}.get(token.kind, "y")
        piece = replace(piece, year=token.year)
    elif token.kind is Kind.QUESTION and piece.order:
        return replace(piece, supplied=piece.supplied + _letter(piece.order[-1]))
    else:
        return piece
    in_brackets = token.supplied or (token.kind is Kind.YEAR and token.value == HALF_SUPPLIED)
    supplied = _letter(part) if in_brackets else ""
    return replace(piece, order=piece.order + part, supplied=piece.supplied + supplied)


def _roman_month(tokens: Sequence[Token]) -> Token:
    month, year = tokens
    if month.value > 12:
        raise Refusal(f"“{text_of(tokens)}”: how these belong together is not said")
    return _date([replace(month, kind=Kind.MONTH), year])


def _letter(part: str) -> str:
    return "y" if part in "ec" else part


def _unknown_year(tokens: Sequence[Token]) -> Token:
    return _date([Token(Kind.YEAR, "?", year="XXXX"), *tokens[1:]])


def _no_year(tokens: Sequence[Token]) -> Token:
    return _date([*tokens[:2], Token(Kind.YEAR, "?", year="XXXX")])


def _without_century(tokens: Sequence[Token]) -> Token:
    raise Refusal(f"“{text_of(tokens)}”: the century of the year is not said")


def _numbered_thing(tokens: Sequence[Token]) -> Token:
    raise Refusal(f"“{text_of(tokens)}” counts or numbers something; this is no date")


def _numeral(tokens: Sequence[Token]) -> Token:
    (token,) = tokens
    order = "r" if token.kind is Kind.ROMAN else "n" * min(len(token.text), 2)
    supplied = "d" if token.supplied else ""
    return date_token(tokens, Piece(numeral=token.value, order=order, supplied=supplied))


def _short_decade(tokens: Sequence[Token]) -> Token:
    """Make the decade of a century ("20-е гг. XIX в."), or one that still lacks its century."""
    decade = tokens[0].year
    century = tokens[1].year[:2] if len(tokens) > 1 else ".."
    return date_token(tokens, Piece(year=century + decade[2:], order="e"))


def _two_years(tokens: Sequence[Token]) -> Token:
    text = tokens[0].text
    years = (Piece(year=text[:4], order="y"), Piece(year=text[4:], order="y"))
    return date_token(tokens, Group(Joint.BESIDE, years))


def _winter_of_two_years(tokens: Sequence[Token]) -> Token:
    """Make one winter of two years that follow each other, else a range of winters."""
    first, second = (token for token in tokens if token.kind in (Kind.YEAR, Kind.NUMBER))
    year = int(first.year) if first.year.isdigit() else 0
    following = int(second.year) if second.year.isdigit() else year // 100 * 100 + second.value
    months = (12, 2) if following == year + 1 else (24, 24)
    years = (f"{year:04}", f"{following:04}")
    ends = tuple(Piece(y, m, order="my") for y, m in zip(years, months, strict=True))
    return date_token(tokens, Group(Joint.RANGE, ends))


DATES = Stage(
    "dates",
    [
        Rule(
            "winter of two years",
            "WINTER YEAR (DASH|SLASH) (YEAR|NUMBER)",
            _winter_of_two_years,
            "зима 1941/42 г.",
        ),
        Rule(
            "two years' winter",
            f"YEAR (DASH|SLASH) (YEAR|NUMBER) COMMA? WINTER {NOT_OF_NEXT_YEAR}",
            _winter_of_two_years,
            "1941/42 Winter",
        ),
        Rule("day of an unknown year", "QUESTION MONTH NUMBER", _unknown_year, "? декабря 2"),
        Rule(
            "day without its year",
            f"({DAY} MONTH | MONTH {DAY_LAST}) COMMA? OPEN? NO_YEAR CLOSE?",
            _no_year,
            "5 марта (год не указан)",
        ),
        Rule("unknown day", "QUESTION MONTH COMMA? YEAR", _date, "? марта 1953 г."),
        Rule(
            "year month day",
            f"{YEAR}{DOUBT} MONTH{DOUBT} {DAY_LAST} (?!MONTH)",
            _date,
            "1939 сент.17",
            source="kohts/archive",
        ),
        Rule(
            "year, month day",
            f"{YEAR} COMMA MONTH {DAY_LAST} (?! MONTH) {NOT_OF_NEXT_YEAR}",
            _date,
            "1953, июля 29",
        ),
        Rule(
            "year, day month",
            f"{YEAR} COMMA? {DAY} MONTH {NOT_OF_NEXT_YEAR}",
            _date,
            "1917 г., 25 октября",
        ),
        Rule(
            "day month year", f"{DAY}{DOUBT} MONTH{DOUBT} COMMA? {YEAR}", _date, "29 июля 1953 г."
        ),
        Rule(
            "day, month, two-digit year",
            f"{DAY} MONTH NUMBER (?!MONTH)",
            _without_century,
            "5 марта 53 г.",
        ),
        Rule(
            "day-month-year",
            f"{DAY} DASH MONTH DASH YEAR | YEAR DASH MONTH DASH {DAY_LAST}",
            _date,
            "22-июнь-1941",
        ),
        Rule("month day, year", f"MONTH {DAY_LAST} COMMA? {YEAR}", _date, "July 29, 1953"),
        Rule("month year", f"(MONTH|{SEASON}){DOUBT} COMMA? {YEAR}", _date, "дек. 1930"),
        Rule("month-year", "MONTH DASH YEAR (?!MONTH)", _date, "June-1941"),
        Rule("year month", f"{YEAR} (MONTH|{SEASON})", _date, "1955 Winter"),
        Rule("year (month)", "YEAR OPEN MONTH CLOSE", _date, "1584 (juli)"),
        Rule("month in Roman, year", "(?<!WORD) ROMAN YEAR", _roman_month, "III-V 1928"),
        Rule("year, month", f"YEAR COMMA (MONTH|{SEASON}) {NOT_OF_NEXT_YEAR}", _date, "1921, март"),
        Rule("day month", f"{DAY}{DOUBT} MONTH", _date, "15 июля-08 августа 1913"),
        Rule("month day", f"MONTH {DAY_LAST} (?!MONTH)", _date, "May 30-June 2, 1972"),
        Rule(
            "American day, year",
            f"(?<=[DASH OR AND COMMA TILL]) (?<!YEAR DASH) {DAY_LAST} COMMA YEAR",
            _date,
            "August 17 or 18, 1988",
        ),
        Rule("decade of a century", "SHORT_DECADE AGE", _short_decade, "20-е гг. XIX в."),
        Rule("short decade", "SHORT_DECADE", _short_decade, "1950-60-е гг."),
        Rule(
            "numbered thing",
            f"{NUMERAL} WORD | (?<=WORD) {NUMERAL} (?![DASH SLASH AND OR OPEN])",
            _numbered_thing,
            "12 армия, 5 марта 1943 г.",
        ),
        Rule("bare numeral", NUMERAL, _numeral, "28-29 ноября 1941"),
        Rule("bare part", f"(YEAR|DECADE|AGE|MONTH|{SEASON})", _date, "1958"),
        Rule("two years", "TWO_YEARS", _two_years, "19201939", "ArchivesSpace, hornstein.xml"),
    ],
)
