"""Tables for the tests: texts and workbooks written by hand, and what is read in them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from catalogue.imports.entries import Entry, Note, Reading, Refused
from catalogue.imports.tables import Mapping, mapping_of, read_table

MAPPING = {
    "archive": {"code": {"value": "APRF"}},
    "fond": {"number": "fond"},
    "opis": {"number": "opis"},
    "delo": {"number": "delo", "title": "title", "date": "date", "sheets": "sheets"},
}
HEADINGS = "fond,opis,delo,title,date,sheets"


def mapping(**changes: Any) -> Mapping:
    return mapping_of({**MAPPING, **changes})


def written(folder: Path, text: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def rows_of(folder: Path, *rows: str, headings: str = HEADINGS, **changes: Any) -> list[Reading]:
    """What is read in a table of these rows."""
    path = written(folder, "\n".join([headings, *rows, ""]))
    return list(read_table(path, mapping(**changes)))


def entries(readings: Iterable[Reading], model: str = "delo") -> list[dict[str, Any]]:
    return [
        dict(each.fields)
        for each in readings
        if isinstance(each, Entry) and each.model == f"catalogue.{model}"
    ]


def refused(readings: Iterable[Reading]) -> list[Refused]:
    return [each for each in readings if isinstance(each, Refused)]


def notes(readings: Iterable[Reading]) -> list[str]:
    return [each.what for each in readings if isinstance(each, Note)]


_SPREADSHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def cell(name: str, value: str, kind: str = "inlineStr", style: int = 0, formula: str = "") -> str:
    """One cell, as spreadsheets write it."""
    said = f"<f>{escape(formula)}</f>" if formula else ""
    if kind == "inlineStr":
        said += f"<is><t>{escape(value)}</t></is>"
    elif value:
        said += f"<v>{escape(value)}</v>"
    return f'<c r="{name}" t="{kind}" s="{style}">{said}</c>'


def workbook(
    folder: Path,
    *rows: str,
    after: str = "",
    sheets: Iterable[str] = ("Sheet1",),
    prolog: str = "",
    name: str = "table.xlsx",
) -> Path:
    """A workbook whose first sheet has these rows of cells; style 1 is a date."""
    lines = "".join(f'<row r="{at}">{row}</row>' for at, row in enumerate(rows, start=1))
    sheet = f"{prolog}<worksheet {_SPREADSHEET}><sheetData>{lines}</sheetData>{after}</worksheet>"
    named = "".join(
        f'<sheet name="{each}" sheetId="{at}" r:id="r{at}"/>'
        for at, each in enumerate(sheets, start=1)
    )
    related = "".join(
        f'<Relationship Id="r{at}" Target="worksheets/sheet{at}.xml"/>'
        for at, _each in enumerate(sheets, start=1)
    )
    empty = f"<worksheet {_SPREADSHEET}><sheetData/></worksheet>"
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {_SPREADSHEET} xmlns:r="{_RELATIONS}"><sheets>{named}</sheets></workbook>',
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{related}</Relationships>")
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet {_SPREADSHEET}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
            "</styleSheet>",
        )
        for at, _each in enumerate(sheets, start=1):
            archive.writestr(f"xl/worksheets/sheet{at}.xml", sheet if at == 1 else empty)
    return path


def cells(line: int, *values: str) -> str:
    """A row of text cells."""
    return "".join(cell(f"{chr(65 + at)}{line}", value) for at, value in enumerate(values) if value)


HEADING_CELLS = cells(1, *HEADINGS.split(","))
