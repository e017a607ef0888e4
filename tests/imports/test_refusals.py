"""What is refused, and in which words: file, place, field, value, reason, what is accepted."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.models import Archive, Batch

from .conftest import ALL, ARCHIVE, FOND, PLACE, Write, item, reported

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

REFUSED: list[tuple[str, Any, str, str]] = [
    ("a date that cannot be", item("document", identifier="a", title="A", date_edtf="1953-02-30"),
     "date_edtf", "1953-02-30"),
    ("listy backwards", item("holding", document=["report-1946"], delo=PLACE, listy="7-5"),
     "listy", "backwards"),
    ("no such field", item("fond", archive=["GARF"], number="9", founded="1992"),
     "founded", "Accepted: access"),
    ("no such model", {"model": "catalogue.thing", "fields": {}}, "", "not imported"),
    ("another app's model", {"model": "auth.user", "fields": {"username": "x"}}, "",
     "not imported"),
    ("a choice", item("fond", archive=["GARF"], number="9", access="secret"), "access", "“open”"),
    ("a reference by id", item("fond", archive=1, number="9"), "archive", "[code]"),
    ("a short key", item("opis", fond=["GARF"], number="9"), "fond", "[archive, number]"),
    ("a missing key", item("fond", archive=["GARF"]), "number", "has to be stated"),
    ("a missing title", item("document", identifier="a"), "title", "has to be stated"),
    ("a missing parent", item("fond", archive=["RGANI"], number="1"), "archive", "No catalogue"),
    ("a number without letter or digit", item("fond", archive=["GARF"], number="№"), "number",
     "letter or digit"),
    ("a rule of the table", item("fond", archive=["GARF"], number="9", access_reason="x"), "",
     "open unit has no reason"),
    ("too long", item("fond", archive=["GARF"], number="9" * 65), "number", "64"),
    ("NUL", item("fond", archive=["GARF"], number="9", title="a\0b"), "title", "NUL"),
    ("half a surrogate", item("fond", archive=["GARF"], number="9", title="a\ud800b"), "title",
     "surrogate"),
    ("a float for a text", item("fond", archive=["GARF"], number=1.5), "number", "quotes"),
    ("a float for a number", item("fond", archive=["GARF"], number="9", sheets=1.5), "sheets",
     "whole number"),
    ("a huge integer", item("fond", archive=["GARF"], number="9", sheets=10**400), "sheets",
     "less than or equal"),
    ("a negative number", item("fond", archive=["GARF"], number="9", sheets=-1), "sheets",
     "greater than or equal"),
    ("null", item("fond", archive=["GARF"], number="9", title=None), "title", "null"),
    ("a list for a text", item("fond", archive=["GARF"], number="9", title=["x"]), "title",
     "single value"),
    ("a deep list", item("fond", archive=["GARF"], number="9", title=[[[[[["x"]]]]]]), "title",
     "single value"),
    ("a slug in the wrong script", item("subject", slug="корея", label_en="Korea"), "slug",
     "letters"),
    ("an identifier in the wrong script", item("document", identifier="отчёт", title="A"),
     "identifier", "Small Latin letters"),
    ("a level that lies elsewhere",
     item("holding", document=["report-1946"], delo=PLACE, fond=["GARF", "2"]), "opis",
     "does not lie"),
    ("a code with the address of another",
     item("archive", code="garf.", name="Another"), "slug", "already"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "field", "words"), [row[1:] for row in REFUSED],
                         ids=[row[0] for row in REFUSED])  # fmt: skip
def test_refused(content: Any, field: str, words: str, tmp_path: Any) -> None:
    import json

    path = tmp_path / "own.json"
    second = item("fond", archive=["GARF"], number="2")
    path.write_text(json.dumps([*ALL, second, content]), encoding="utf-8")
    report = reported(path)
    assert report.totals["rejected"] == 1
    rows = [row for row in report.rejected if row["field"] == field]
    assert rows, report.rejected
    assert words in f"{rows[0]['reason']} Accepted: {rows[0]['accepted']}"
    assert rows[0]["where"].startswith("own.json, line 1, object 10")
    assert not Archive.objects.exists()


def test_all_faults_are_told_at_once(write: Write) -> None:
    bad = [item("fond", archive=["GARF"], number="", sheets=-1), item("fond", archive=["X"])]
    report = reported(write(ARCHIVE, *bad, FOND))
    assert report.totals["rejected"] == 2
    assert len(report.rejected) >= 3


def test_what_is_listed_is_bounded_and_what_is_counted_is_not(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalogue.imports.report.MOST_LISTED", 5)
    bad = [item("fond", archive=["X"], number=str(n)) for n in range(20)]
    report = reported(write(*bad))
    assert (len(report.rejected), report.totals["rejected"]) == (5, 20)
    assert "and 15 more refused" in list(report.lines())


def test_the_database_has_the_last_word_and_only_the_row_at_fault_is_refused(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a check here misses what a constraint forbids, the batch is halved down to the row."""
    monkeypatch.setattr("catalogue.imports.comparing.checks_of", lambda model: [])
    bad = item("fond", archive=["GARF"], number="7", access_reason="x")
    good = [item("fond", archive=["GARF"], number=str(n)) for n in range(20, 40)]
    report = reported(write(ARCHIVE, *good[:10], bad, *good[10:]), keep_good=True)
    assert (report.totals["created"], report.totals["rejected"]) == (21, 1)
    assert "open unit has no reason" in report.rejected[0]["reason"]
    assert Batch.objects.get().state == Batch.State.DONE
