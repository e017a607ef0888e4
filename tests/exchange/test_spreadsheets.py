"""Documents and dela as CSV: exact, and harmless to whoever opens it in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.exchange.spreadsheets import cell, write_dela, write_documents
from catalogue.models import Delo, Document

Row = dict[str, str]

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def rows_of(write: Callable[..., int], *arguments: object, **options: bool) -> list[Row]:
    file = io.StringIO(newline="")
    write(file, *arguments, **options)
    return list(csv.DictReader(io.StringIO(file.getvalue(), newline="")))


def test_a_document_has_its_references_in_full(sample: None) -> None:
    rows = {
        row["identifier"]: row for row in rows_of(write_documents, Document.objects.published())
    }
    telegram = rows["kuznetsov-telegram-1953"]
    assert telegram["references"] == (
        "APRF, Fond 3, Opis 65, Delo 830, Listy 187-189"
        " | AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 156-158"
    )
    assert telegram["date_edtf"] == telegram["earliest"] == "1953-07-29"
    assert telegram["date_inferred"] == "no"
    assert telegram["type"] == "Telegram"
    assert "Kuznetsov" in telegram["from"] + telegram["everyone"]
    assert len(rows) == Document.objects.published().count()


def test_a_delo_says_where_it_is_and_how_many_documents_lie_in_it(sample: None) -> None:
    rows = {row["reference"]: row for row in rows_of(write_dela, Delo.objects.all())}
    delo = rows["APRF, Fond 3, Opis 65, Delo 830"]
    assert [delo[name] for name in ("archive", "fond", "opis", "papka", "delo", "documents")] == [
        *("APRF", "3", "65", "", "830", "1")
    ]
    Document.objects.update(status="draft")
    (row,) = rows_of(write_dela, Delo.objects.filter(number="830", opis__number="65"))
    assert row["documents"] == "0"


def test_rows_have_an_order_of_their_own(sample: None) -> None:
    identifiers = [row["identifier"] for row in rows_of(write_documents, Document.objects.all())]
    assert identifiers == sorted(identifiers)


@pytest.mark.parametrize("text", ["=1+1", "+7", "-5", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1"])
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_harmless_cells_are_left_alone() -> None:
    assert [cell(value) for value in ("Ф. 3", "5-7", None, 12, "")] == ["Ф. 3", "5-7", "", "12", ""]


def test_lines_quotes_and_separators_survive(sample: None) -> None:
    title = 'A "quoted", title; on\ntwo lines, =dangerous'
    Document.objects.create(identifier="t", title=title, status="published")
    (row,) = rows_of(write_documents, Document.objects.filter(identifier="t"))
    assert row["title"] == title


def test_the_mark_for_spreadsheets_is_written_when_asked_for(sample: None) -> None:
    file = io.StringIO()
    write_dela(file, Delo.objects.all(), bom=True)
    assert file.getvalue().startswith("\ufeffarchive,fond,opis,papka,delo,")


def test_the_number_of_queries_does_not_grow_within_a_batch(sample: None) -> None:
    def queries(write: Callable[..., int], rows: object) -> int:
        with CaptureQueriesContext(connection) as kept:
            write(io.StringIO(), rows)
        return len(kept)

    some = Document.objects.filter(identifier="kuznetsov-telegram-1953")
    assert queries(write_documents, Document.objects.all()) <= queries(write_documents, some)
    assert queries(write_dela, Delo.objects.all()) == 3
