"""What a figure of the lexicon of numbers is."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from catalogue.dates.kinds import Kind
from catalogue.dates.tokens import Token

FIRST_YEAR, LAST_YEAR = 1000, 2099
"""Years a text may mean; a number outside is no year (71, 3000), except as EDTF or "988 г."."""

DASHES = "-\u2010-\u2015\u2212"
NO_DIGIT = r"(?![0-9])"
NO_LETTER = r"(?![^\W\d_])"


@dataclass(frozen=True)
class Figure:
    """A way of writing numbers: its pattern, what it makes, an expression in which it stands."""

    name: str
    pattern: str
    make: Callable[[str], Token]
    example: str
    source: str = ""


def numbers(text: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"[0-9]+", text)]


def always(kind: Kind) -> Callable[[str], Token]:
    """Return a maker of tokens that say no more than their kind."""
    return lambda text: Token(kind, text)
