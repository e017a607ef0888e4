"""Centuries ("XIX в."), and the letters that mean something else where no number stands before."""

from collections.abc import Sequence

from catalogue.dates.cascade import Rule, Stage
from catalogue.dates.expression import LAST_CENTURY, Refusal
from catalogue.dates.kinds import Kind
from catalogue.dates.tokens import Token

from .building import NUMERAL, nothing, text_of


def _century(tokens: Sequence[Token]) -> Token:
    if not 1 <= tokens[0].value <= LAST_CENTURY:
        raise Refusal(f"“{text_of(tokens)}”: there is no such century yet")
    return Token(
        Kind.AGE,
        text_of(tokens),
        year=f"{tokens[0].value - 1:02}XX",
        supplied=any(token.supplied for token in tokens),
    )


def _circa(tokens: Sequence[Token]) -> Token:
    return Token(Kind.CIRCA, text_of(tokens))


def _old_style(tokens: Sequence[Token]) -> Token:
    return Token(Kind.OLD_STYLE, text_of(tokens))


CENTURIES = Stage(
    "centuries",
    [
        Rule("century", f"{NUMERAL} CENTURY", _century, "19th century"),
        Rule("abbreviated century", f"(?<!MONTH) {NUMERAL} (V|ST) (?!ST|YEAR)", _century, "XIX в."),
        Rule("English century", "(ORDINAL|ROMAN) C", _century, "early 20th c."),
        Rule("circa", "C", _circa, "c. 1900"),
        Rule("preposition", "V", nothing, "в 1953 году"),
        Rule("old style", "ST", _old_style, "1912 ноября 30 (ст.)"),
    ],
)
