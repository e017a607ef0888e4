"""A grammar as a cascade of stages, each a list of named rules over the kinds of tokens.

A rule's pattern names kinds ("NUMBER MONTH COMMA? YEAR") and is a regular expression over them;
what it matches becomes one token, or several, or none. A stage runs once through the tokens, and
at each place takes the first rule that matches. There is no way back from a stage to an earlier
one, so reading takes time linear in the length of the text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .kinds import Kind
from .remarks import Remarks
from .tokens import Token

Build = Callable[[Sequence[Token]], Token | list[Token]]


@dataclass(frozen=True)
class Rule:
    """One way of writing a part of a date."""

    name: str
    pattern: str
    build: Build
    example: str
    """A real expression that is read by this rule among others."""
    source: str = ""
    """Where the example is from, if from one place; else it is common usage."""
    note: str = ""
    """What the reader is told when the rule was used."""

    @property
    def over_codes(self) -> str:
        """The pattern with a character for each kind, and no groups of its own."""
        pattern = re.sub(r"[A-Z_]+", lambda name: Kind[name[0]].code, self.pattern)
        return re.sub(r"\((?!\?)", "(?:", pattern).replace(" ", "")


class Stage:
    """Rules applied together, in one pass from left to right."""

    def __init__(self, name: str, rules: Sequence[Rule]) -> None:
        self.name = name
        self.rules = tuple(rules)
        self._pattern = re.compile(
            "|".join(f"(?P<r{i}>{rule.over_codes})" for i, rule in enumerate(self.rules))
        )

    def matches(self, tokens: Sequence[Token]) -> Iterator[tuple[Rule, slice]]:
        """Yield the rules that apply, each with the tokens it takes."""
        codes = "".join(token.kind.code for token in tokens)
        for match in self._pattern.finditer(codes):
            name = match.lastgroup or ""
            yield self.rules[int(name[1:])], slice(match.start(), match.end())

    def apply(self, tokens: Sequence[Token], remarks: Remarks) -> list[Token]:
        """Return the tokens after this stage; the notes of the rules used are said."""
        result: list[Token] = []
        done = 0
        for rule, taken in self.matches(tokens):
            built = rule.build(tokens[taken])
            result += tokens[done : taken.start]
            result += built if isinstance(built, list) else [built]
            done = taken.stop
            if rule.note:
                remarks.say(rule.note)
        return [*result, *tokens[done:]]
