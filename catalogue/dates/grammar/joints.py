"""Several dates together: limits, ranges, lists."""

from collections.abc import Sequence
from dataclasses import replace

from catalogue.dates.cascade import Rule, Stage
from catalogue.dates.expression import Joint
from catalogue.dates.kinds import Kind
from catalogue.dates.tokens import Token

from .building import limit_token, nothing, text_of, whole_token

_LIMITS = {
    Kind.BEFORE: Joint.BEFORE,
    Kind.UNTIL: Joint.BEFORE,
    Kind.AFTER: Joint.AFTER,
    Kind.NOT_BEFORE: Joint.NOT_BEFORE,
    Kind.NOT_AFTER: Joint.NOT_AFTER,
    Kind.TILL: Joint.NOT_AFTER,
}


# Limits


def _limit(tokens: Sequence[Token]) -> Token:
    limit, date = tokens
    return limit_token(tokens, _LIMITS[limit.kind], date.node)


def _limit_after(tokens: Sequence[Token]) -> Token:
    limit = next(token for token in tokens if token.kind in _LIMITS)
    return limit_token(tokens, _LIMITS[limit.kind], tokens[0].node)


def _inclusive(tokens: Sequence[Token]) -> Token:
    """Tell "1953 или позднее", some time from 1953, from "1953 и позднее", all of it."""
    date, conjunction, limit = tokens
    after = limit.kind is Kind.AFTER
    if conjunction.kind is Kind.OR:
        return limit_token(tokens, Joint.NOT_BEFORE if after else Joint.NOT_AFTER, date.node)
    ends = (date.node, None) if after else (None, date.node)
    return whole_token(tokens, Joint.RANGE, *ends)


def _within(tokens: Sequence[Token]) -> Token:
    below, earliest, *_, above, latest = tokens
    limits = (_limit([below, earliest]), _limit([above, latest]))
    return limit_token(tokens, Joint.WITHIN, *(limit.node for limit in limits))


def _between(tokens: Sequence[Token]) -> Token:
    _, earliest, _, latest = tokens
    below, above = Token(Kind.NOT_BEFORE, ""), Token(Kind.NOT_AFTER, "")
    return replace(_within([below, earliest, above, latest]), text=text_of(tokens))


LIMITS = Stage(
    "limits",
    [
        Rule("between", "BETWEEN DATE (AND|DASH|TILL) DATE", _between, "between 1906 and 1912"),
        Rule(
            "limit below and above",
            "(NOT_BEFORE|AFTER) DATE (AND|DASH|COMMA)* (NOT_AFTER|BEFORE|UNTIL|TILL) DATE",
            _within,
            "не ранее марта и не позднее 1 июля 1945 года",
        ),
        Rule(
            "limit",
            "(?<!DATE) (BEFORE|AFTER|NOT_BEFORE|NOT_AFTER|UNTIL|TILL) DATE",
            _limit,
            "не позднее 10 февраля 1950 года",
        ),
        Rule("or after", "DATE (OR|AND) (BEFORE|AFTER) (?!DATE)", _inclusive, "1953 или позднее"),
        Rule(
            "limit after its date",
            "DATE COMMA? OPEN? (NOT_BEFORE|NOT_AFTER) CLOSE? (?!DATE)",
            _limit_after,
            "1937 г. (не позднее)",
        ),
        Rule(
            "doubt about a limit",
            "(CIRCA|MAYBE) COMMA? (?=BEFORE|AFTER|NOT_BEFORE|NOT_AFTER|UNTIL|BETWEEN)",
            nothing,
            "вероятно, не ранее 1938 г.",
            note="that a limit is itself doubtful is not kept",
        ),
    ],
)


# Ranges


def _range(tokens: Sequence[Token]) -> Token:
    return whole_token(tokens, Joint.RANGE)


def _open_range(tokens: Sequence[Token]) -> Token:
    (start,) = (token.node for token in tokens if token.node)
    return whole_token(tokens, Joint.RANGE, start, None)


def _range_to(tokens: Sequence[Token]) -> Token:
    return whole_token(tokens, Joint.RANGE, None, tokens[-1].node)


def _dated(tokens: Sequence[Token]) -> Token:
    return tokens[1]


RANGES = Stage(
    "ranges",
    [
        Rule(
            "from and to",
            "(FROM|DATED) DATE (TILL|UNTIL|DASH|ONTO) DATE",
            _range,
            "с 5 марта по 10 апреля 1953 г.",
        ),
        Rule("range", "DATE (DASH|TILL|UNTIL) DATE", _range, "1921-1922"),
        Rule(
            "to the present",
            "FROM? DATE [DASH TILL AND COMMA]* PRESENT",
            _open_range,
            "1950-present",
        ),
        Rule(
            "range without an end",
            "DATE DASH (?= $ | COMMA | SEMICOLON)",
            _open_range,
            "1912-",
            note="the range has no end",
        ),
        Rule(
            "range with an unknown end",
            "DATE DASH OPEN? QUESTION CLOSE? $",
            _open_range,
            "1953-?",
            note="the end of the range is not known",
        ),
        Rule(
            "range with an unknown start",
            "^ OPEN? QUESTION CLOSE? DASH DATE",
            _range_to,
            "? – 1953",
            note="the start of the range is not known",
        ),
        Rule("since", "FROM DATE", _open_range, "с 1945 г."),
        Rule("dated", "DATED DATE", _dated, "от 5 марта 1953 г."),
    ],
)


# Lists


def _list(tokens: Sequence[Token]) -> Token:
    choice = any(token.kind is Kind.OR for token in tokens)
    return whole_token(tokens, Joint.ONE if choice else Joint.ALL)


LISTS = Stage(
    "lists",
    [
        Rule(
            "list",
            "[DATE WHOLE] ([COMMA SEMICOLON AND OR]+ [DATE WHOLE])++ (?! [SEMICOLON AND OR] LIMIT)",
            _list,
            "1911 дек.13; 1952 май; 1957 дек.",
        ),
        # After a comma a limit may speak of the date before it: "ок. 1953, не позднее 1955".
        Rule(
            "list with limits",
            "[DATE WHOLE LIMIT] ([SEMICOLON AND OR]+ [DATE WHOLE LIMIT])+",
            _list,
            "до 1917 и после 1945",
        ),
    ],
)
