"""`manage.py read_references`: texts in, JSON out; labelled texts scored; bad files refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.management.lines import lines_of
from catalogue.models import Archive, ArchiveName

from .conftest import Run, objects

PROJECT = Path(__file__).resolve().parents[2]
LABELLED = PROJECT.parent / "shared" / "data" / "citations.jsonl"

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

Outcome = subprocess.CompletedProcess[bytes]

REFERENCE = "РГАСПИ. Ф. 17. Оп. 3. Д. 12. Л. 5–7 об."
PLACE = {
    "archive": "РГАСПИ",
    "fond": "17",
    "opis": "3",
    "delo": "12",
    "listy": [["5", "7ob"]],
    "spans": {
        "archive": [0, 6],
        "fond": [11, 13],
        "opis": [19, 20],
        "delo": [25, 27],
        "listy": [[32, 39]],
    },
}


def test_a_text_a_line_makes_an_object_a_line(run: Run) -> None:
    printed = run("read_references", given=f"{REFERENCE}\nno reference at all\n\n")
    assert objects(printed) == [
        {"text": REFERENCE, "places": [PLACE]},
        {"text": "no reference at all", "places": []},
        {"text": "", "places": []},
    ]


def test_letters_are_printed_as_letters(run: Run) -> None:
    assert "РГАСПИ" in run("read_references", given=REFERENCE)


def test_files_are_read_one_after_the_other(run: Run, file: Callable[..., Path]) -> None:
    first, second = file(["GARF, 9401/1a/64"], "a"), file([REFERENCE], "b")
    printed = run("read_references", first, "-", second, given="APRF, f. 3, op. 65")
    assert [row["text"][:4] for row in objects(printed)] == ["GARF", "APRF", "РГАС"]


@pytest.mark.parametrize(
    "raw",
    [
        "\ufeffф. 3, оп. 65\r\nф. 4, оп. 1\r\n".encode(),
        "ф. 3, оп. 65\nф. 4, оп. 1".encode(),
        "ф. 3, оп. 65\u2028\nф. 4, оп. 1\n".encode(),
    ],
    ids=["as Windows saves it", "without a last end", "with a Unicode line separator"],
)
def test_lines_end_where_a_new_line_begins(run: Run, raw: bytes) -> None:
    rows = objects(run("read_references", given=raw))
    assert [row["places"][0]["fond"] for row in rows] == ["3", "4"]
    assert rows[0]["places"][0]["spans"]["fond"] == [3, 4]


PAGE = """\
1. OGPU reports to Stalin on holiday: RGASPI 558.11.79.101 and 129.
2. Ibid., l. 44.
3. See Kotkin, Stalin, p. 35.
4. GARF, 9401/1a/552
and 64.
"""


def test_a_page_of_notes_carries_ibid_from_note_to_note(
    run: Run, file: Callable[..., Path]
) -> None:
    rows = objects(run("read_references", "--paragraphs", file(PAGE.encode())))
    assert [row["note"] for row in rows] == ["1", "2", "3", "4"]
    ibid = rows[1]["places"][0]
    assert (ibid["archive"], ibid["delo"], ibid["listy"]) == ("RGASPI", "79", [["44", "44"]])
    assert [len(row["places"]) for row in rows] == [1, 1, 0, 2]


# --- Names of archives ---


LOWER = "гарф 9401/1а/64"


def test_names_come_from_the_fixture_where_the_database_has_none(run: Run) -> None:
    assert objects(run("read_references", given=LOWER))[0]["places"][0]["archive"] == "гарф"


def test_names_come_from_the_database_where_it_has_some(run: Run) -> None:
    archive = Archive.objects.create(code="GAXX", name="An archive")
    ArchiveName.objects.create(archive=archive, name="ГАХХ")
    rows = objects(run("read_references", given=f"гахх 1/2/3\ngaxx 1/2/3\n{LOWER}\n"))
    assert [bool(row["places"]) for row in rows] == [True, True, False]


def test_names_come_from_the_fixture_that_is_named(run: Run, file: Callable[..., Path]) -> None:
    names = [{"model": "catalogue.archivename", "fields": {"name": "Наш архив"}}]
    path = file(json.dumps(names).encode(), "names.json")
    [row] = objects(run("read_references", "--names", path, given="наш архив 1/2/3"))
    assert row["places"][0]["archive"] == "наш архив"


@pytest.mark.parametrize("content", [b"{", b"{}", b"[1]", b'[{"model": "catalogue.archive"}]'])
def test_names_that_are_no_fixture_are_refused(
    run: Run, file: Callable[..., Path], content: bytes
) -> None:
    with pytest.raises(
        CommandError, match=r"names\.json: (The names cannot be|This is no fixture)"
    ):
        run("read_references", "--names", file(content, "names.json"), given=REFERENCE)


# --- Scoring ---


def test_a_labelled_file_is_scored_and_its_misses_are_listed(
    run: Run, file: Callable[..., Path]
) -> None:
    place = {name: value for name, value in PLACE.items() if name != "spans"}
    rows = [
        {"text": REFERENCE, "expect": [place]},
        {"text": "APRF, f. 3; GARF, f. 5", "expect": [{"archive": "APRF", "fond": "4"}]},
        {"text": REFERENCE, "expect": [], "ambiguous": True},
        "",
    ]
    printed = run("read_references", "--score", file(rows)).splitlines()
    assert printed[0] == "APRF, f. 3; GARF, f. 5"
    assert '"fond": "4"' in printed[1]
    assert '"fond": "5"' in printed[2]
    assert printed[3:] == ["1 of 2 texts wholly right (50.0%), 1 of 2 places right (50.0%)"]


def test_every_published_reference_of_the_collection_is_read(run: Run) -> None:
    if not LABELLED.exists():
        assert os.environ.get("CI") != "true", f"{LABELLED} is missing"
        pytest.skip(f"{LABELLED} is not here")
    assert "(100.0%)" in run("read_references", "--score", LABELLED).splitlines()[-1]


# --- Refusals ---


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"f. 3\n\xff\xfe\n", "line 2: Byte 0xff is no UTF-8"),
        ("ф. 3".encode("cp1251"), "line 1: Byte 0xf4 is no UTF-8"),
        (b"f. 3\nf.\0 4\n", "line 2: It holds a null byte"),
    ],
)
def test_what_is_no_text_is_refused_by_its_line(
    run: Run, file: Callable[..., Path], content: bytes, said: str
) -> None:
    path = file(content)
    for options in ([], ["--paragraphs"], ["--score"]):
        with pytest.raises(CommandError) as refusal:
            run("read_references", *options, path)
        if options != ["--score"]:
            assert str(refusal.value).startswith(f"{path}, {said}")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{", "This is not JSON"),
        ("[1]", "One JSON object stands on a line"),
        ("[" * 100_000, "This is not JSON"),
        ({"expect": []}, 'A labelled row has a "text"'),
        ({"text": 5, "expect": []}, 'A labelled row has a "text"'),
        ({"text": "APRF"}, '"expect" is a list of places'),
        ({"text": "APRF", "expect": ["APRF"]}, '"expect" is a list of places'),
    ],
)
def test_a_row_that_is_not_labelled_is_refused_by_its_line(
    run: Run, file: Callable[..., Path], row: object, said: str
) -> None:
    path = file([{"text": "", "expect": []}, row])
    with pytest.raises(CommandError) as refusal:
        run("read_references", "--score", path)
    assert str(refusal.value).startswith(f"{path}, line 2: {said}")


def test_files_that_are_not_there_are_named(run: Run, tmp_path: Path) -> None:
    for path in (tmp_path / "missing", tmp_path, "a\0b"):
        with pytest.raises(CommandError, match=r"No such file|Is a directory|null"):
            run("read_references", path)


def test_a_line_without_end_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalogue.management.lines.LONGEST", 1_000)
    assert len(objects(run("read_references", given="x" * 1_000))) == 1
    with pytest.raises(CommandError, match=r"standard input, line 2: .* more than 1,000 bytes"):
        run("read_references", given="a\n" + "x" * 1_001)


def test_a_labelled_file_and_texts_exclude_each_other(run: Run, file: Callable[..., Path]) -> None:
    with pytest.raises(CommandError, match="--score has its file after it"):
        run("read_references", "--score", file(["{}"]), file(["APRF"]))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(alphabet=st.characters(exclude_characters="\0\n\r", codec="utf-8")))
def test_any_line_makes_one_object_with_the_same_text(run: Run, text: str) -> None:
    [row] = objects(run("read_references", given=f"{text}\n"))
    assert row["text"] == text


def test_a_large_file_is_not_taken_into_memory(run: Run, file: Callable[..., Path]) -> None:
    lines = lines_of(str(file(["APRF, f. 3"] * 100_000)))
    assert next(lines).number == 1
    tracemalloc.start()
    try:
        assert sum(1 for _line in lines) == 99_999
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()


# --- The command as a process ---


def process(*arguments: object, given: bytes = b"", **environment: str) -> Outcome:
    return subprocess.run(
        [sys.executable, "manage.py", "read_references", *map(str, arguments)],
        cwd=PROJECT,
        env={**os.environ, **environment},
        input=given,
        capture_output=True,
        check=False,
    )


def test_a_bad_file_ends_with_status_1_and_without_a_traceback(tmp_path: Path) -> None:
    outcome = process(tmp_path / "missing")
    assert outcome.returncode == 1
    assert (
        outcome.stderr.decode() == f"CommandError: {tmp_path}/missing: No such file or directory.\n"
    )


def test_what_is_printed_is_utf_8_whatever_the_terminal(tmp_path: Path) -> None:
    outcome = process(given=REFERENCE.encode(), PYTHONIOENCODING="ascii")
    assert json.loads(outcome.stdout)["text"] == REFERENCE


def test_a_reader_that_has_seen_enough_is_no_error(file: Callable[..., Path]) -> None:
    path = file([REFERENCE] * 2_000)
    command = f"{sys.executable} manage.py read_references {path} | head -n 1"
    outcome = subprocess.run(
        ["sh", "-c", command], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert json.loads(outcome.stdout)["text"] == REFERENCE
    assert outcome.stderr == ""
