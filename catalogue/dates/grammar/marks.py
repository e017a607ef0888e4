"""What is said about a date: its style, how sure it is, and which part of it is meant."""

from collections.abc import Sequence
from dataclasses import replace

from catalogue.dates.cascade import Rule, Stage
from catalogue.dates.expression import Piece, Refusal, Style, pieces, with_pieces
from catalogue.dates.kinds import Kind
from catalogue.dates.tokens import Token

from .building import date_token

MARK = "[OLD_STYLE NEW_STYLE QUESTION]"


def marked(date: Token, marks: Sequence[Token]) -> Token:
    """Return the date with every style, "circa" and "?" among the marks applied to it."""
    if date.node is None:
        return date
    kinds = {mark.kind for mark in marks}
    style = Style.OLD if Kind.OLD_STYLE in kinds else Style.NEW if Kind.NEW_STYLE in kinds else None
    changed = (
        replace(
            piece,
            style=style or piece.style,
            approximate=piece.approximate or Kind.CIRCA in kinds,
            uncertain=piece.uncertain or bool(kinds & {Kind.MAYBE, Kind.QUESTION}),
        )
        for piece in pieces(date.node)
    )
    return replace(date, node=with_pieces(date.node, changed))


def _marked_after(tokens: Sequence[Token]) -> Token:
    return marked(tokens[0], tokens[1:])


def _marked_before(tokens: Sequence[Token]) -> Token:
    return marked(tokens[-1], tokens[:-1])


def _range_marked_before(tokens: Sequence[Token]) -> list[Token]:
    """A mark before a range holds for both its ends."""
    *marks, first, joint, last = tokens
    return [marked(first, marks), joint, marked(last, marks)]


def _portion_before(tokens: Sequence[Token]) -> Token:
    portion, date = tokens
    return _with_portion(date, portion)


def _portion_after(tokens: Sequence[Token]) -> Token:
    portion = next(token for token in tokens if token.kind is Kind.PORTION)
    return _with_portion(tokens[0], portion)


def _with_portion(date: Token, portion: Token) -> Token:
    if not isinstance(date.node, Piece) or date.node.day:
        raise Refusal(f"“{portion.text} {date.text}”: a part of this is no date")
    return date_token([portion, date], replace(date.node, portion=portion.portion))


def _portion_alone(tokens: Sequence[Token]) -> Token:
    return date_token(tokens, Piece(portion=tokens[0].portion))


STYLE_AND_DOUBT = Stage(
    "style and doubt",
    [
        Rule(
            "marks after a date",
            f"DATE (COMMA? ({MARK} | OPEN {MARK} CLOSE))+",
            _marked_after,
            "1905 мая 15 (н.)",
        ),
        Rule(
            "word of doubt after a date",
            "DATE COMMA? (OPEN (MAYBE|CIRCA) CLOSE | (MAYBE|CIRCA) $)",
            _marked_after,
            "1935 г. (прибл.)",
        ),
        Rule(
            "style before a date", "OLD_STYLE DATE", _marked_before, "по ст. ст. 25 октября 1917 г."
        ),
    ],
)

PORTIONS_OF_DATES = Stage(
    "portions of dates",
    [
        Rule("part of a date", "PORTION DATE", _portion_before, "сер. 1950-х"),
        Rule(
            "part after its date",
            "DATE COMMA? OPEN? PORTION CLOSE? (?!DATE)",
            _portion_after,
            "XIX в. (2-я половина)",
        ),
        Rule("part whose date follows", "PORTION", _portion_alone, "начало – середина 1930-х"),
    ],
)

SURENESS = Stage(
    "sureness",
    [
        Rule(
            "sureness of a range",
            "(CIRCA|MAYBE)+ DATE (DASH|TILL) DATE",
            _range_marked_before,
            "circa 1920-1925",
        ),
        Rule("sureness", "((CIRCA|MAYBE) COMMA?)+ DATE", _marked_before, "circa, 1986"),
    ],
)
