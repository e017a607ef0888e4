"""Parts of a time: "2-я пол.", "нач.", "I кв."."""

from collections.abc import Sequence

from catalogue.dates.cascade import Rule, Stage
from catalogue.dates.expression import Portion
from catalogue.dates.kinds import Kind
from catalogue.dates.tokens import Token

from .building import NUMERAL, text_of


def _vague_part(tokens: Sequence[Token]) -> Token:
    return Token(Kind.PORTION, tokens[0].text, portion=Portion(tokens[0].value))


def _portion(tokens: Sequence[Token]) -> Token:
    number, fraction = tokens
    parts = fraction.value
    nth = parts if number.kind is Kind.LAST else number.value
    return Token(Kind.PORTION, text_of(tokens), portion=Portion(nth, parts))


def _portion_range(tokens: Sequence[Token]) -> list[Token]:
    first, joint, *last = tokens
    return [_portion([first, last[-1]]), joint, _portion(last)]


def _tens_of_days(tokens: Sequence[Token]) -> Token:
    """Make the third ten days of "20-е числа марта"."""
    tens, fraction = tokens
    return Token(
        Kind.PORTION, text_of(tokens), portion=Portion(tens.value // 10 + 1, fraction.value)
    )


PORTIONS = Stage(
    "portions",
    [
        Rule("beginning, middle, end", "PART", _vague_part, "конец 1940-х годов"),
        Rule(
            "portions joined",
            f"{NUMERAL} (DASH|AND|COMMA) {NUMERAL} FRACTION",
            _portion_range,
            "I–II кв. 1935 г.",
        ),
        Rule("tens of days", "SHORT_DECADE FRACTION", _tens_of_days, "20-е числа марта 1922 г."),
        Rule("nth part", f"({NUMERAL}|LAST) FRACTION", _portion, "2 пол. 1940-х"),
    ],
)
