"""XLSX: what cells are beyond their text, and workbooks made to do harm."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from catalogue.imports.entries import Unreadable
from catalogue.imports.tables import read_table

from .tables import HEADING_CELLS, cell, cells, entries, mapping, notes, refused, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_rows_of_a_workbook_are_read_and_their_cells_named(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, HEADING_CELLS, cells(2, "3", "65", "1", "Letters"), cells(3, "3", "65", "=x(1)")
    )
    found = list(read_table(path, mapping()))
    assert entries(found)[0]["title"] == "Letters"
    assert str(refused(found)[0].where) == "table.xlsx, line 3, cell C3"


def test_a_number_is_read_without_its_decimals(tmp_path: Path) -> None:
    row = cell("A2", "3", "n") + cell("B2", "65.0", "n") + cell("C2", "1E2", "n")
    (delo,) = entries(read_table(workbook(tmp_path, HEADING_CELLS, row), mapping()))
    assert (delo["opis"], delo["number"]) == (["APRF", "3", "65"], "100")


def test_a_number_that_became_a_date_is_refused_and_a_date_is_read(tmp_path: Path) -> None:
    dated = cells(2, "3", "65", "1") + cell("E2", "19569", "n", style=1)
    numbered = cells(3, "3", "65") + cell("C3", "45413", "n", style=1)
    found = list(read_table(workbook(tmp_path, HEADING_CELLS, dated, numbered), mapping()))
    assert entries(found)[0]["date_edtf"] == "1953-07-29"
    (refusal,) = refused(found)
    assert (refusal.value, refusal.where.cell) == ("2024-05-01", "cell C3")


def test_a_formula_counts_as_its_stored_value_and_is_never_computed(tmp_path: Path) -> None:
    stored = cells(2, "3", "65") + cell("C2", "475", "n", formula="ROWS(A7:A481)")
    bare = cells(3, "3", "65") + cell("C3", "", "n", formula="ROWS(A7:A481)")
    wrong = cells(4, "3", "65") + cell("C4", "#REF!", "e", formula="X1")
    found = list(read_table(workbook(tmp_path, HEADING_CELLS, stored, bare, wrong), mapping()))
    assert [delo["number"] for delo in entries(found)] == ["475"]
    assert any("formula" in what for what in notes(found))
    assert [refusal.where.line for refusal in refused(found)] == [3, 4]


def test_merged_cells_count_for_every_row_of_them(tmp_path: Path) -> None:
    rows = [cells(2, "3", "65", "1"), cells(3, "", "", "2"), cells(4, "4", "1", "3")]
    merged = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/></mergeCells>'
    found = list(read_table(workbook(tmp_path, HEADING_CELLS, *rows, after=merged), mapping()))
    assert [delo["opis"] for delo in entries(found)] == [
        *(["APRF", "3", "65"], ["APRF", "3", "65"], ["APRF", "4", "1"])
    ]


def test_other_sheets_are_named_and_one_can_be_chosen(tmp_path: Path) -> None:
    path = workbook(tmp_path, HEADING_CELLS, cells(2, "3", "65", "1"), sheets=["Опис 1", "Опис 2"])
    assert any("Опис 2" in what for what in notes(read_table(path, mapping())))
    assert len(entries(read_table(path, mapping(sheet="Опис 1")))) == 1
    with pytest.raises(Unreadable, match="Опис 1, Опис 2"):
        list(read_table(path, mapping(sheet="Опис 3")))


def test_entities_that_grow_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    with pytest.raises(Unreadable, match="entity"):
        list(read_table(workbook(tmp_path, HEADING_CELLS, prolog=bomb), mapping()))


def test_a_part_that_unpacks_beyond_measure_is_refused_unopened(
    tmp_path: Path,
) -> None:
    path = workbook(tmp_path, HEADING_CELLS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b" " * (80 << 20))
    with pytest.raises(Unreadable, match="times its size"):
        list(read_table(path, mapping()))


def test_a_cell_beyond_measure_is_refused(tmp_path: Path) -> None:
    row = cells(2, "3", "65", "1", "x" * 1_000_000)
    found = list(
        read_table(workbook(tmp_path, HEADING_CELLS, row, cells(3, "3", "65", "2")), mapping())
    )
    assert [delo["number"] for delo in entries(found)] == ["2"]
    assert refused(found)[0].where.cell == "cell D2"
