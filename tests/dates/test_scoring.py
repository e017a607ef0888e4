"""Scoring labelled expressions; and the labelled set itself, where it lies beside the project."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from catalogue.dates import read_edtf, score

LABELLED = Path(__file__).resolve().parents[3] / "shared" / "data" / "dates.jsonl"
SHARE_TO_REACH = 0.97


def test_a_reading_is_right_if_it_has_a_label_or_the_bounds_of_one() -> None:
    rows = [
        {"text": "5 марта 1953", "edtf": "1953-03-05"},
        {"text": "2 пол. 1930-х-1950-е", "edtf": "1935/1959"},
        {"text": "после 1952", "edtf": "[1952..]", "alt": ["[1953..]"]},
        {"text": "б/г", "edtf": None},
    ]
    assert score(rows).share == 1
    assert score([]).share == 1


def test_a_miss_says_what_was_expected_and_what_was_read() -> None:
    rows = [{"text": "5 марта 1953", "edtf": None}, {"text": "1953", "edtf": "1953"}]
    result = score(rows)
    assert result.share == 0.5
    (miss,) = result.misses
    assert (miss.text, miss.expected, miss.read) == ("5 марта 1953", None, "1953-03-05")


def test_a_date_read_where_none_is_labelled_is_a_miss() -> None:
    assert score([{"text": "1953", "edtf": None, "alt": ["XXXX"]}]).share == 0


@pytest.fixture
def labelled() -> list[dict[str, Any]]:
    if not LABELLED.exists() and os.environ.get("CI") != "true":
        pytest.skip(f"the labelled expressions are not at {LABELLED}")
    return [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]


def test_the_labelled_expressions_are_read(labelled: list[dict[str, Any]]) -> None:
    result = score(labelled)
    assert result.share >= SHARE_TO_REACH, result.misses


def test_nothing_undated_is_dated(labelled: list[dict[str, Any]]) -> None:
    undated = [row for row in labelled if row["edtf"] is None and not row.get("alt")]
    assert undated
    assert score(undated).misses == ()


def test_every_label_has_bounds_in_order(labelled: list[dict[str, Any]]) -> None:
    labels = [label for row in labelled for label in (row["edtf"], *row.get("alt", ())) if label]
    for label in labels:
        earliest, latest = read_edtf(label).bounds
        assert earliest is None or latest is None or earliest <= latest
