"""Days written in both styles, with a slash or in brackets, and parts of one date written apart."""

from collections.abc import Sequence
from dataclasses import replace

from catalogue.dates.cascade import Rule, Stage
from catalogue.dates.expression import Group, Joint, Node, Piece, Refusal
from catalogue.dates.tokens import Token

from .building import date_token, nodes_of, text_of


def _joined(first: Node | None, rest: Node | None) -> Piece | None:
    """Return one date of a day, and the year, or month and year, that stand apart from it."""
    if not isinstance(first, Piece) or not isinstance(rest, Piece) or rest.order not in ("y", "my"):
        return None
    if first.numeral and rest.order == "my":
        first = replace(first, numeral=0, day=first.numeral, order="d")
    if not first.day or first.year or bool(first.month) == bool(rest.month) or rest.month > 12:
        return None
    return replace(
        first,
        month=first.month or rest.month,
        year=rest.year,
        order=first.order + rest.order,
        supplied=first.supplied + rest.supplied,
        approximate=first.approximate or rest.approximate,
        uncertain=first.uncertain or rest.uncertain,
        style=first.style or rest.style,
    )


def _are_alike(first: Node | None, second: Node | None) -> bool:
    """Say whether both are whole dates written in one way, and neither corrects the other."""
    if not isinstance(first, Piece) or not isinstance(second, Piece):
        return False
    is_correction = bool(first.supplied) != bool(second.supplied)
    return first.order == second.order and "y" in first.order and not is_correction


def _side_by_side(tokens: Sequence[Token]) -> Token:
    first, second = (token.node for token in tokens)
    whole = _joined(first, second)
    if whole:
        return date_token(tokens, whole)
    if _are_alike(first, second):
        return date_token(tokens, Group(Joint.BESIDE, nodes_of(tokens)))
    raise Refusal(f"“{text_of(tokens)}”: how these belong together is not said")


def _both_styles(tokens: Sequence[Token]) -> list[Token]:
    old, _, new, _, *rest = tokens
    whole = _joined(new.node, rest[-1].node) if rest else None
    nodes = (old.node, whole or new.node)
    pair = date_token(tokens[:4], Group(Joint.BOTH_STYLES, nodes))
    return [pair] if whole or not rest else [pair, *rest]


def _range_in_both_styles(tokens: Sequence[Token]) -> Token:
    old, new, rest = tokens[:3], tokens[4:7], tokens[8:]
    last = _joined(new[-1].node, rest[0].node) if rest else new[-1].node
    if last is None:
        raise Refusal(f"“{text_of(tokens)}”: how these belong together is not said")
    ranges = (
        Group(Joint.RANGE, nodes_of(old)),
        Group(Joint.RANGE, (new[0].node, last)),
    )
    return date_token(tokens, Group(Joint.BOTH_STYLES, ranges))


def _slash(tokens: Sequence[Token]) -> Token:
    return date_token(tokens, Group(Joint.SLASH, nodes_of(tokens)))


SIDE_BY_SIDE = Stage(
    "side by side",
    [
        Rule(
            "dates side by side",
            "DATE DATE",
            _side_by_side,
            "1582 maart 1583 april",
            source="NL-HaNA 1.01.01.01",
        )
    ],
)

DOUBLE_DATES = Stage(
    "double dates",
    [
        Rule(
            "range in both styles",
            "DATE DASH DATE OPEN DATE DASH DATE CLOSE DATE?",
            _range_in_both_styles,
            "20–21 октября (2–3 ноября) 1917 г.",
        ),
        Rule(
            "second style in brackets",
            "DATE OPEN DATE CLOSE (COMMA? DATE)?",
            _both_styles,
            "25 октября (7 ноября) 1917 г.",
        ),
        Rule("slash", "DATE SLASH DATE", _slash, "1912 октября 8/21"),
    ],
)
