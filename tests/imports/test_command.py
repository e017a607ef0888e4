"""`manage.py import`: what it says, its report, its exit, and the index in step afterwards."""

from __future__ import annotations

import io
import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from catalogue.models import Archive, Document, Fond
from catalogue.search import index, storage

from .conftest import ALL, ARCHIVE, FOND, Write, item

pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command("import", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_it_says_what_it_did_and_the_second_time_that_there_is_nothing_to_do(write: Write) -> None:
    path = write(*ALL)
    assert "A trial: nothing was changed." in run(path, "--dry-run")
    assert not Archive.objects.exists()
    said = run(path)
    assert said.endswith("Imported.\n")
    assert "catalogue.fond" in said
    assert "\r" not in said
    assert "it is all here already" in run(path)
    assert run(path, verbosity=0) == ""


def test_a_faulty_file_exits_with_every_fault(write: Write) -> None:
    path = write(ARCHIVE, item("fond", archive=["X"], number="1"), item("fond", archive=["Y"]))
    with pytest.raises(CommandError) as caught:
        run(path)
    lines = str(caught.value).splitlines()
    assert lines[0] == "Nothing was imported."
    assert lines[1].startswith("own.json, line 9, object 2, catalogue.fond [“X”, “1”], archive")
    assert not Archive.objects.exists()
    assert "catalogue.archive" in run(path, "--keep-good")
    assert Archive.objects.count() == 1


def test_the_report_is_written_as_text_or_json(write: Write, tmp_path: Path) -> None:
    path = write(ARCHIVE, FOND, item("fond", archive=["X"], number="1"))
    for name in ("report.json", "report.txt"):
        with pytest.raises(CommandError):
            run(path, "--report", tmp_path / name)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["totals"]["rejected"] == 1
    assert report["rejected"][0]["field"] == "archive"
    assert "No catalogue.archive has this key" in (tmp_path / "report.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.json"], "No such file"),
        (["fixtures"], "Is a directory"),
        (["README.md"], "not known"),
        (["fixtures/vocabulary.json", "--batch", "0"], "from 1 to 20,000"),
        (["fixtures/vocabulary.json", "--format", "docx"], "invalid choice"),
        (["fixtures/vocabulary.json", "--update", "--only-new"], "not allowed with"),
        (["fixtures/vocabulary.json", "--report", "fixtures"], "Is a directory"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is(arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        run(*arguments)


def test_several_files_are_one_import(write: Write) -> None:
    run(write(FOND, name="fonds.jsonl"), write(ARCHIVE, name="archives.json"))
    assert Fond.objects.get().archive.code == "GARF"


def test_only_new_and_the_format_can_be_said(write: Write) -> None:
    run(write(ARCHIVE, FOND))
    changed = write(item("fond", archive=["GARF"], number="Р-5446", title="X"), name="own.jsonl")
    run(changed, "--only-new", "--format", "jsonl")
    assert Fond.objects.get().title == "СНК СССР"
    run(changed, "--update")
    assert Fond.objects.get().title == "X"


def test_what_was_imported_is_found_at_once_and_the_index_is_in_step(write: Write) -> None:
    run(write(*ALL))
    Document.objects.update(status="draft")
    published = [
        item("document", identifier=f"d{n}", title=f"Sputnik {n}", status="published")
        for n in range(30)
    ]
    run(write(*published))
    assert index.differences() == {}
    assert Document.objects.published().count() == 30


@pytest.mark.parametrize(
    ("most_followed", "times_as_fast", "is_made_anew"),
    [(3, 5, True), (3, 0.01, False), (20_000, 5, False)],
    ids=["much of all", "little of all", "little"],
)
def test_the_index_is_made_anew_after_an_import_of_much_of_all(
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
    most_followed: int,
    times_as_fast: float,
    is_made_anew: bool,
) -> None:
    command = import_module("catalogue.management.commands.import")
    monkeypatch.setattr(command, "MOST_FOLLOWED", most_followed)
    monkeypatch.setattr(command, "TIMES_AS_FAST", times_as_fast)
    index.refresh()
    before = storage.read_pointer()
    run(write(*ALL))
    after = storage.read_pointer()
    assert before
    assert after
    assert (after.build != before.build) is is_made_anew
    assert index.differences() == {}
