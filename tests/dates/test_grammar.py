"""The grammar documents itself: every rule and figure is used by the example it gives."""

import re

import pytest

from catalogue.dates import read_date
from catalogue.dates.cascade import Rule
from catalogue.dates.expression import Refusal
from catalogue.dates.figures import FIGURES, Figure
from catalogue.dates.grammar import STAGES
from catalogue.dates.remarks import Remarks
from catalogue.dates.scanner import scan

RULES = [rule for stage in STAGES for rule in stage.rules]
REFUSING = {"words between dates", "numbered thing", "day, month, two-digit year"}


def _rules_used(text: str) -> list[Rule]:
    tokens = scan(text, Remarks())
    used: list[Rule] = []
    for stage in STAGES:
        used += [rule for rule, _ in stage.matches(tokens)]
        try:
            tokens = stage.apply(tokens, Remarks())
        except Refusal:
            break
    return used


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_used_by_its_example(rule: Rule) -> None:
    assert rule in _rules_used(rule.example)
    assert (read_date(rule.example).edtf is None) == (rule.name in REFUSING)


def test_the_names_of_the_rules_of_a_stage_differ() -> None:
    for stage in STAGES:
        names = [rule.name for rule in stage.rules]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_a_figure_is_found_in_its_example(figure: Figure) -> None:
    found = []
    place = 0
    while place < len(figure.example):
        first = next(
            (f for f in FIGURES if re.compile(f.pattern).match(figure.example, place)), None
        )
        match = first and re.compile(first.pattern).match(figure.example, place)
        found.append(first)
        place = match.end() if match else place + 1
    assert figure in found
