"""Text files as they come: encodings, quotes, line ends, sizes, nonsense."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.imports.entries import Unreadable
from catalogue.imports.tables import read_table

from .tables import HEADINGS, cells, entries, mapping, notes, refused, rows_of, workbook, written

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

RUSSIAN = HEADINGS + "\n" + "3,65,1,Переписка о снабжении населения хлебом и солью,1953,\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_unicode_is_read_in_every_form(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, RUSSIAN.encode(encoding))
    (delo,) = entries(read_table(path, mapping()))
    assert delo["title"].startswith("Переписка")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-u", "cp866"])
def test_an_eight_bit_encoding_is_found_and_said(tmp_path: Path, encoding: str) -> None:
    found = list(read_table(written(tmp_path, RUSSIAN.encode(encoding)), mapping()))
    assert entries(found)[0]["title"].startswith("Переписка")
    assert any("not UTF-8" in what for what in notes(found))


def test_an_encoding_that_cannot_be_told_is_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, (HEADINGS + "\n3,65,1,Café Köln Ærø,,\n").encode("latin-1"))
    with pytest.raises(Unreadable, match="encoding"):
        list(read_table(path, mapping()))
    (delo,) = entries(read_table(path, mapping(encoding="latin-1")))
    assert delo["title"] == "Café Köln Ærø"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_line_ends_are_found(tmp_path: Path, end: str, delimiter: str) -> None:
    lines = [HEADINGS, "3,65,1,a,,", "", "3,65,2,b,,"]
    path = written(tmp_path, end.join(lines).replace(",", delimiter))
    assert [delo["number"] for delo in entries(read_table(path, mapping()))] == ["1", "2"]


def test_mixed_line_ends_keep_lines_counted(tmp_path: Path) -> None:
    path = written(tmp_path, HEADINGS + "\r\n3,65,1,a,,\r3,65,2,b,,\n3,65,=x(1),c,,\n")
    found = list(read_table(path, mapping()))
    assert len(entries(found)) == 2
    assert refused(found)[0].where.line == 4


def test_control_characters_and_odd_spaces_are_tidied(tmp_path: Path) -> None:
    found = rows_of(tmp_path, "3,65,1,a\x07b\u00a0\u00a0c\0,,")
    assert entries(found)[0]["title"] == "ab c"
    assert any("control characters" in what for what in notes(found))


def test_a_quotation_mark_that_does_not_close_is_refused_with_its_lines(tmp_path: Path) -> None:
    rows = [f'3,65,{at},"a{"" if at == 5 else chr(34)},,' for at in range(1, 9)]
    found = rows_of(tmp_path, *rows)
    (refusal,) = refused(found)
    assert "lines 6 to 7: a quotation mark" in refusal.reason
    assert [delo["number"] for delo in entries(found)] == ["1", "2", "3", "4", "7", "8"]


def test_quotation_marks_may_be_only_text(tmp_path: Path) -> None:
    found = rows_of(tmp_path, '3,65,1,"Просвіта" товариство,,', quotes=False)
    assert entries(found)[0]["title"] == '"Просвіта" товариство'


@pytest.mark.parametrize(
    "row",
    [
        "3,65,2,b,," + "," * 1_000_000,
        "3,65,2," + "x" * 20_000_000,
        '3,65,2,"' + "x" * 200_000 + '"',
    ],
    ids=["a million columns", "a line without end", "a cell without end"],
)
def test_a_row_beyond_measure_is_refused_in_little_memory(tmp_path: Path, row: str) -> None:
    path = written(tmp_path, "\n".join([HEADINGS, "3,65,1,a,,", row, "3,65,3,c,,", ""]))
    tracemalloc.start()
    found = list(read_table(path, mapping(delimiter=",")))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [delo["number"] for delo in entries(found)] == ["1", "3"]
    (refusal,) = refused(found)
    assert refusal.where.line == 3
    assert peak < 60_000_000


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n\n", b"\0\0\0\0", b"\xff\xfe", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
)
def test_what_is_no_table_says_so(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Unreadable):
        list(read_table(written(tmp_path, content), mapping()))


CSV = RUSSIAN.encode() + b'4,1,2,"x, y",1953-1954,12\n'


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_no_mutation_of_a_table_raises_anything_else(tmp_path: Path, data: st.DataObject) -> None:
    workbook_file = workbook(tmp_path, cells(1, *HEADINGS.split(",")), cells(2, "3", "65", "1"))
    whole = data.draw(st.sampled_from([CSV, workbook_file.read_bytes()]))
    broken = bytearray(whole)
    for _time in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    path = written(tmp_path, bytes(broken), "mutated")
    with suppress(Unreadable):
        list(read_table(path, mapping()))
