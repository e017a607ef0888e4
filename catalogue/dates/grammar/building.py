"""What the rules' builders have in common."""

from collections.abc import Sequence

from catalogue.dates.expression import Group, Joint, Node, Piece
from catalogue.dates.kinds import Kind
from catalogue.dates.tokens import Token

NUMERAL = "(NUMBER|ORDINAL|ROMAN)"


def text_of(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


def nodes_of(tokens: Sequence[Token]) -> tuple[Node, ...]:
    return tuple(token.node for token in tokens if token.node is not None)


def date_token(tokens: Sequence[Token], node: Piece | Group) -> Token:
    return Token(Kind.DATE, text_of(tokens), node=node)


def whole_token(tokens: Sequence[Token], joint: Joint, *items: Node | None) -> Token:
    """Return a range or list of these items, or of all the tokens' dates."""
    return Token(Kind.WHOLE, text_of(tokens), node=Group(joint, items or nodes_of(tokens)))


def limit_token(tokens: Sequence[Token], joint: Joint, *items: Node | None) -> Token:
    return Token(Kind.LIMIT, text_of(tokens), node=Group(joint, items))


def nothing(tokens: Sequence[Token]) -> list[Token]:
    """Leave the tokens out."""
    return []
