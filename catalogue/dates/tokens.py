"""The tokens the grammar of dates works on."""

from dataclasses import dataclass

from .expression import Node, Portion
from .kinds import Kind


@dataclass(frozen=True, slots=True)
class Token:
    """A part of the text, or what a rule made of several."""

    kind: Kind
    text: str
    value: int = 0
    year: str = ""
    portion: Portion | None = None
    node: Node | None = None
    supplied: bool = False
