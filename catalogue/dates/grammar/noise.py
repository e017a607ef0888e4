"""What stands around a date and is no part of it: comments, places, "undated", separators."""

from collections.abc import Sequence

from catalogue.dates.cascade import Rule, Stage
from catalogue.dates.expression import Refusal
from catalogue.dates.tokens import Token

from .building import nothing, text_of

# After these a word is part of what they say ("by Stalin", "до войны"): it may not be dropped.
_GOVERNING = (
    "[BEFORE AFTER NOT_BEFORE NOT_AFTER BETWEEN FROM DATED TILL UNTIL ONTO NOT CIRCA MAYBE DASH]"
)


def _between_dates(tokens: Sequence[Token]) -> list[Token]:
    raise Refusal(f"“{text_of(tokens)}” stands between two dates and is not understood")


def _inner(tokens: Sequence[Token]) -> list[Token]:
    return list(tokens[1:-1])


NOISE_IN_BRACKETS = Stage(
    "noise in brackets",
    [
        Rule(
            "bulk dates",
            "OPEN BULK [^CLOSE]* CLOSE | (?<=.) (COMMA|SEMICOLON)? BULK [^SEMICOLON]*",
            nothing,
            "1900-1980 (bulk 1950-1960)",
            note="the years most papers are from are left out",
        ),
        Rule(
            "comment",
            "OPEN [WORD UNIT COMMA SEMICOLON DASH AND TILL FROM DATED V]* CLOSE",
            nothing,
            "1993-1997 (incomplete)",
        ),
    ],
)

NOISE = Stage(
    "noise",
    [
        Rule("words between dates", "(?<=DATE) WORD+ (?=DATE)", _between_dates, "1941 война 1945"),
        Rule(
            "words around dates",
            f"(?<!{_GOVERNING}) (WORD (DASH WORD)*)+",
            nothing,
            "Москва, 22 июня 1941 г.",
        ),
        Rule(
            "undated part",
            "[UNDATED NO_YEAR] [COMMA SEMICOLON AND DASH]? (?=.) | (?<=.) [UNDATED NO_YEAR]",
            nothing,
            "1947-1959; б/г",
            note="a part of it is undated",
        ),
        Rule("onto", "(?<!DATE) ONTO", nothing, "на 1 января 1941 г."),
    ],
)

EDGES = Stage(
    "edges",
    [
        Rule("empty brackets", "OPEN [COMMA SEMICOLON]* CLOSE", nothing, "1953 (б/г)"),
        Rule("separators at the start", "^ [COMMA SEMICOLON AND]+", nothing, "Москва, 1941 г."),
        Rule("separators at the end", "[COMMA SEMICOLON]+ $", nothing, "1904, n.d."),
        Rule("everything in brackets", "^ OPEN [^OPEN CLOSE]+ CLOSE $", _inner, "(1583 mei)"),
    ],
)
