"""`manage.py read_dates`: dates in, EDTF out; labelled dates scored; bad labels refused."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError

from .conftest import Run, objects

LABELLED = Path(__file__).resolve().parents[3] / "shared" / "data" / "dates.jsonl"


def test_a_date_a_line_makes_an_object_a_line(run: Run) -> None:
    printed = run("read_dates", given="не ранее 5 марта 1953\n1921-1922\nб/г\n")
    assert objects(printed) == [
        {
            "text": "не ранее 5 марта 1953",
            "edtf": "[1953-03-05..]",
            "earliest": "1953-03-05",
            "latest": None,
            "notes": [],
        },
        {
            "text": "1921-1922",
            "edtf": "1921/1922",
            "earliest": "1921-01-01",
            "latest": "1922-12-31",
            "notes": [],
        },
        {"text": "б/г", "edtf": None, "earliest": None, "latest": None, "notes": ["undated"]},
    ]


def test_letters_are_printed_as_letters(run: Run) -> None:
    assert "марта" in run("read_dates", given="5 марта 1953")


def test_a_labelled_file_is_scored_and_its_misses_are_listed(
    run: Run, file: Callable[..., Path]
) -> None:
    rows = [
        {"text": "1953", "edtf": "1953"},
        {"text": "1953 г.", "edtf": "1954", "alt": ["1953"]},
        {"text": "б/г", "edtf": None},
        {"text": "5 марта", "edtf": "1953-03-05"},
    ]
    printed = run("read_dates", "--score", file(rows)).splitlines()
    assert printed[0] == "5 марта"
    assert printed[1].startswith("  expected 1953-03-05, read ")
    assert printed[-1] == "3 of 4 dates right (75.0%)"


def test_nearly_every_date_of_the_collection_is_read(run: Run) -> None:
    if not LABELLED.exists():
        assert os.environ.get("CI") != "true", f"{LABELLED} is missing"
        pytest.skip(f"{LABELLED} is not here")
    share = run("read_dates", "--score", LABELLED).splitlines()[-1].split("(")[1]
    assert float(share.removesuffix("%)")) >= 97


@pytest.mark.parametrize(
    "row",
    [
        {"text": "1953"},
        {"text": "1953", "edtf": "the fifties"},
        {"text": "1953", "edtf": 1953},
        {"text": "1953", "edtf": "1953", "alt": "1954"},
        {"text": "1953", "edtf": "1953", "alt": ["about"]},
        "1953",
    ],
)
def test_a_label_that_is_none_is_refused_by_its_line(
    run: Run, file: Callable[..., Path], row: object
) -> None:
    path = file([{"text": "1953", "edtf": "1953"}, row])
    with pytest.raises(CommandError) as refusal:
        run("read_dates", "--score", path)
    assert str(refusal.value).startswith(f"{path}, line 2: ")


def test_what_is_no_text_is_refused(run: Run, file: Callable[..., Path]) -> None:
    with pytest.raises(CommandError, match="line 1: Byte 0xff"):
        run("read_dates", file(b"\xff\xfe1953"))
