"""`manage.py bench`: it measures, prints a table and keeps a history. How fast, no test says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError

from catalogue.management.benchmarks import Measurement, best_rate, references
from catalogue.management.benchmarks.finding import measure_finding
from catalogue.management.benchmarks.generated_references import in_all_styles
from catalogue.management.commands import bench
from catalogue.models import Delo

from .conftest import Run


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small soup, so that measuring takes no time."""
    monkeypatch.setattr(references, "SHORT", 1_000)
    monkeypatch.setattr(references, "LONG", 4_000)


QUICK = ["bench", "references", "--seconds", "0.001", "--dela", "0"]


def test_a_row_is_printed_for_every_figure(run: Run, measured: None) -> None:
    rows = run(*QUICK).splitlines()
    assert [row.split("  ")[0] for row in rows] == [
        "references read, source notes of the sample",
        "the floor, source notes of the sample",
        "references read, all styles",
        "the floor, all styles",
        "read back as written, all styles",
        "1 MB of label soup",
        "1 MB against 250 kB of it",
        "peak memory, 1 MB of label soup",
    ]
    assert rows[4].split()[-4:] == ["100", "%", "aim:", "100"]


def test_a_history_gains_a_line_a_run(run: Run, measured: None, tmp_path: Path) -> None:
    history = tmp_path / "history.jsonl"
    for _ in range(2):
        run(*QUICK, "--json", history)
    runs = [json.loads(line) for line in history.read_text(encoding="utf-8").splitlines()]
    assert len(runs) == 2
    assert runs[0]["benchmark"] == "references"
    assert runs[0]["figures"]["read back as written, all styles"] == [100.0, "%"]


def test_a_history_that_cannot_be_written_is_refused_before_anything_is_measured(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(references, "measure", lambda **options: pytest.fail("it measured"))
    with pytest.raises(CommandError, match="Is a directory"):
        run(*QUICK, "--json", tmp_path)


@pytest.mark.django_db
def test_finding_is_measured_in_a_tree_that_has_been_grown(monkeypatch: pytest.MonkeyPatch) -> None:
    """And no large table is read from end to end, on either database."""
    figures = {each.what: each for each in measure_finding(20_000, show_plans=True)}
    assert Delo.objects.count() == 20_000
    whole = figures["large tables read from end to end"]
    assert (whole.value, whole.note) == (0, "")
    assert any("number_key" in step for step in whole.details)


def test_every_style_is_read_back_to_be_measured() -> None:
    cases = in_all_styles()
    assert len({text for text, _reference in cases}) > 1_000


@pytest.mark.parametrize("name", bench.BENCHMARKS)
def test_every_benchmark_is_a_module_that_says_what_it_measures(name: str) -> None:
    module = bench.module_of(name)
    assert module.__doc__
    assert callable(module.measure)


def test_a_benchmark_that_does_not_exist_is_refused(run: Run) -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        run("bench", "coffee")


@pytest.mark.parametrize(
    ("value", "written"), [(12345.6, "12,346 ms"), (0.273, "0.27 ms"), (4.0, "4 ms"), (0, "0 ms")]
)
def test_a_figure_is_written_for_people(value: float, written: str) -> None:
    assert Measurement("x", value, "ms").written == written


def test_a_rate_is_work_by_the_second() -> None:
    assert best_rate(lambda: 5, seconds=0) > 0
