"""`manage.py test` runs what can run, counts it, and hides nothing that did not."""

import signal
from pathlib import Path

import pytest

from archive_site import suites
from archive_site.suites import Suite, Tally

REPORT = """<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10"/></testsuites>
"""


@pytest.fixture
def outcomes(monkeypatch: pytest.MonkeyPatch) -> dict[str, Tally]:
    """Three suites that can run, and what running each gives; a test changes either."""
    outcomes = {"sqlite": Tally(7), "postgresql": Tally(4, 0, 1), "browser": Tally(2)}
    monkeypatch.setattr(suites, "run", lambda suite, *_: (0, outcomes[suite.name]))
    for name in outcomes:
        obstruct(monkeypatch, name, "")
    monkeypatch.delenv("CI", raising=False)
    return outcomes


def obstruct(monkeypatch: pytest.MonkeyPatch, name: str, obstacle: str) -> None:
    monkeypatch.setattr(suites, f"{name}_suite", lambda: Suite(name, name.title(), {}, obstacle))


def test_the_last_line_counts_all_suites_together(
    outcomes: dict[str, Tally], capsys: pytest.CaptureFixture[str]
) -> None:
    assert suites.main([]) == 0
    assert capsys.readouterr().out.splitlines()[-4:] == [
        "Sqlite: 7 passed, 0 failed",
        "Postgresql: 4 passed, 0 failed, 1 skipped",
        "Browser: 2 passed, 0 failed",
        "13 passed, 0 failed, 1 skipped",
    ]


def test_a_failure_in_any_suite_fails_the_whole(outcomes: dict[str, Tally]) -> None:
    outcomes["browser"] = Tally(1, 1)
    assert suites.main([]) == 1


def test_a_selection_that_some_suites_have_nothing_of_passes(
    outcomes: dict[str, Tally], capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes["browser"] = outcomes["postgresql"] = Tally()
    assert suites.main([]) == 0
    assert "Browser: no test selected\n" in capsys.readouterr().out


def test_running_no_test_at_all_is_a_failure(outcomes: dict[str, Tally]) -> None:
    outcomes.update(dict.fromkeys(outcomes, Tally()))
    assert suites.main([]) == 1


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_what_could_not_run_is_said_and_fails_only_in_ci(
    outcomes: dict[str, Tally],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ci: str,
    status: int,
) -> None:
    obstruct(monkeypatch, "browser", "no Chromium was found")
    monkeypatch.setenv("CI", ci)
    assert suites.main([]) == status
    printed = capsys.readouterr().out
    assert "Browser: not run, no Chromium was found" in printed
    assert printed.endswith("11 passed, 0 failed, 1 skipped\n")


def test_errors_in_a_report_count_as_failures(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert suites.read_report(report) == Tally(passed=4, failed=3, skipped=3)


def test_a_run_that_wrote_no_report_counts_nothing(tmp_path: Path) -> None:
    assert suites.read_report(tmp_path / "none.xml") == Tally()


def test_pytest_breaking_counts_as_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        status, tally = suites.run(Suite("sqlite", "SQLite"), ["--no-such-option"])
    finally:
        signal.signal(signal.SIGINT, before)
    assert (status, tally) == (pytest.ExitCode.USAGE_ERROR, Tally(failed=1))


def test_after_an_interruption_the_other_suites_are_not_begun(
    outcomes: dict[str, Tally], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    interrupted = (pytest.ExitCode.INTERRUPTED, Tally(3, 1))
    monkeypatch.setattr(suites, "run", lambda suite, *_: interrupted)
    assert suites.main([]) == 1
    assert "Browser: not run, stopped before" in capsys.readouterr().out


def test_a_named_database_is_used_without_asking_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://db.example/name")
    suite = suites.postgresql_suite()
    assert suite.environment["DATABASE_URL"] == "postgresql://db.example/name"
    assert suite.obstacle == ""


def test_a_local_server_that_does_not_answer_is_an_obstacle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(suites, "LOCAL_SERVER", "postgresql://postgres@127.0.0.1:9/postgres")
    assert "local server does not serve" in suites.postgresql_suite().obstacle


def test_a_chromium_named_wrongly_is_an_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    assert "no Chromium was found" in suites.browser_suite().obstacle


def test_a_chromium_named_by_path_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    browser = tmp_path / "my-chromium"
    browser.touch(mode=0o755)
    monkeypatch.setenv("CHROMIUM", str(browser))
    assert suites.find_chromium() == str(browser)
