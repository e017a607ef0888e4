"""`manage.py export`: files that are whole, of just what was asked for."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.plugin import DjangoDbBlocker

from catalogue.management.commands import export
from catalogue.models import Delo, Document
from catalogue.search import index

from .conftest import Run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

NAMES = ("archives", "vocabulary", "kuznetsov-1953", "sample")


@pytest.fixture(scope="module")
def catalogue(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """All fixtures, one document withdrawn, indexed; the tests only read them."""
    with django_db_blocker.unblock():
        call_command("loaddata", *NAMES, verbosity=0)
        draft = Document.objects.exclude(identifier="kuznetsov-telegram-1953").earliest(
            "identifier"
        )
        Document.objects.filter(pk=draft.pk).update(status="draft", title="Withdrawn telegram")
        index.refresh()
        yield
        call_command("flush", verbosity=0, interactive=False)


def titles(path: Path) -> set[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["title"] for row in csv.DictReader(file)}


def documents_in(path: Path) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return sum(json.loads(line)["model"] == "catalogue.document" for line in lines)


def test_everything_is_written_drafts_too(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    printed = run("export", out)
    lines = out.read_text(encoding="utf-8").splitlines()
    assert printed == f"{out}: {len(lines):,} objects.\n"
    assert documents_in(out) == Document.objects.count()


def test_two_exports_are_equal(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    run("export", first)
    run("export", second)
    assert first.read_bytes() == second.read_bytes()


def test_what_a_search_finds_is_written_without_drafts(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "found.csv"
    run("export", out, "--query", "/documents/?q=telegram")
    found = titles(out)
    assert found
    assert "Withdrawn telegram" not in found
    run("export", out, "--query", "q=telegram", "--drafts")
    assert titles(out) == found | {"Withdrawn telegram"}
    out = tmp_path / "found.jsonl"
    run("export", out, "--query", "q=telegram")
    assert documents_in(out) == len(found)


def test_dela_that_a_search_finds_are_written(run: Run, tmp_path: Path) -> None:
    wanted = Delo.objects.filter(opis__fond__archive__code="DAKhmO")
    out = tmp_path / "found.csv"
    printed = run("export", out, "--query", "/documents/?kind=dela&archive=dakhmo")
    assert printed == f"{out}: {wanted.count():,} dela.\n"
    with out.open(encoding="utf-8", newline="") as file:
        assert {row["archive"] for row in csv.DictReader(file)} == {"DAKhmO"}
    out = tmp_path / "found.jsonl"
    run("export", out, "--query", "kind=dela&archive=dakhmo")
    models = [json.loads(line)["model"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert models.count("catalogue.delo") == wanted.count() > 0
    assert "catalogue.opis" in models
    assert "catalogue.document" not in models


def test_spreadsheets_have_no_drafts_unless_wanted(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "all.csv"
    run("export", out, "--bom")
    assert len(titles(out)) < Document.objects.count()
    assert "Withdrawn telegram" not in titles(out)


def test_a_fond_is_written_with_its_dela_and_documents(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "fond.jsonl"
    run("export", out, "--fond", "aprf/3")
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    fonds = {tuple(row["fields"]["archive"]) for row in rows if row["model"] == "catalogue.fond"}
    assert ("APRF",) in fonds
    assert documents_in(out) >= 1
    csv_out = tmp_path / "fond.csv"
    printed = run("export", csv_out, "--fond", "DAKhmO/54", "--kind", "dela")
    assert printed.endswith(" dela.\n")


def test_a_fond_is_written_as_a_finding_aid(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "fond.xml"
    assert run("export", out, "--fond", "APRF/3").endswith(" components.\n")
    assert ">kuznetsov-telegram-1953</unitid>" in out.read_text(encoding="utf-8")


def test_standard_output_has_nothing_but_the_file(run: Run, capsys: pytest.CaptureFixture) -> None:
    assert run("export", "-", "--format", "csv", "--kind", "dela") == ""
    assert capsys.readouterr().out.startswith("archive,fond,opis,papka,delo,")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x.doc"], "Name a --format"),
        (["x.csv", "--query", "colour=red"], "there is no colour. Known: .*year_from"),
        (["x.csv", "--query", "year_from=soon"], "year_from: Enter a whole number"),
        (["x.csv", "--fond", "APRF"], "there is no such fond. Write it APRF/3."),
        (["x.csv", "--fond", "APRF/999999"], "there is no such fond"),
        (["x.csv", "--kind", "dela", "--query", "q=a"], "finds documents"),
        (["x.csv", "--kind", "documents", "--query", "kind=dela"], "finds dela"),
        (["x.jsonl", "--bom"], "--bom has no meaning"),
        (["x.xml"], "EAD3 describes one fond"),
        (["x.xml", "--fond", "APRF/3", "--query", "q=a"], "EAD3 describes one fond"),
        (["no-such-folder/x.csv"], "No such file or directory"),
    ],
)
def test_what_makes_no_sense_is_refused(
    run: Run, tmp_path: Path, arguments: list[str], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        run("export", tmp_path / arguments[0], *arguments[1:])
    assert not list(tmp_path.iterdir())


def test_a_failed_export_leaves_the_old_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "all.jsonl"
    out.write_text("old")

    def stop(*arguments: object) -> int:
        arguments[0].write("half")
        raise KeyboardInterrupt

    monkeypatch.setattr(export, "write_fixtures", stop)
    with pytest.raises(CommandError, match="Stopped"):
        run("export", out)
    assert [path.name for path in tmp_path.iterdir()] == ["all.jsonl"]
    assert out.read_text() == "old"
