"""XLSX: rows of a sheet as a stream, with what its cells are beyond their text.

Formulas are never computed: the value that the spreadsheet stored beside one counts, and is
remarked on; without it the cell is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from catalogue.imports.markup import End, Start, Words

from .merging import Merged, merged_cells
from .number_formats import date_styles, day_of
from .package import Package
from .rows import LONGEST_CELL, MOST_COLUMNS, CellName, Row, Table
from .shared_texts import SharedTexts

MOST_ROWS = 1_048_576
MOST_SHARED = 400_000_000
"""Characters of all shared texts together."""
FORMULA = "the value of a formula, as the spreadsheet last computed it"
DATE = "a date to the spreadsheet"
MERGED = "from merged cells: the value counts for every row of them"
_MAIN = "xl/workbook.xml"


def read_workbook(path: Path, sheet: str = "") -> Table:
    """The rows of one sheet: the one named (or numbered from 1), else the first.

    Raises `Unreadable` for what is no workbook and for a sheet that is not there.
    """
    package = Package(path)
    names, from_1904 = _sheets(package)
    chosen = _chosen(package, names, sheet)
    notes = [
        _("sheet “%(name)s” is not read; say in the mapping which sheet is: sheet = “…”")
        % {"name": name}
        for name in names
        if name != chosen and not sheet
    ]
    rows = _Sheet(package, names[chosen], from_1904).rows()
    return Table(rows, _cell_names(), notes)


def _cell_names() -> CellName:
    """What calls a cell by its name; every cell of every row is called, so the words are kept."""
    said = _("cell %(name)s")
    return lambda line, column, heading: said % {"name": f"{letters(column)}{line}"}


@lru_cache(maxsize=MOST_COLUMNS)
def letters(column: int) -> str:
    """The name of a column from 0: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _sheets(package: Package) -> tuple[dict[str, str], bool]:
    """The parts of the sheets by their names, and whether days are counted from 1904."""
    if _MAIN not in package:
        raise package.refusal(_("This zip archive holds no workbook."))
    targets = package.targets(_MAIN)
    names: dict[str, str] = {}
    from_1904 = False
    for event in package.events_of(_MAIN):
        if isinstance(event, Start) and event.name == "sheet":
            part = targets.get(event.attributes.get("id", ""), "")
            if part in package:
                names[event.attributes.get("name", part)] = part
        elif isinstance(event, Start) and event.name == "workbookPr":
            from_1904 = event.attributes.get("date1904", "") in ("1", "true")
    if not names:
        raise package.refusal(_("The workbook has no sheet."))
    return names, from_1904


def _chosen(package: Package, names: dict[str, str], sheet: str) -> str:
    if not sheet:
        return next(iter(names))
    if sheet in names:
        return sheet
    if sheet.isdecimal() and 1 <= int(sheet) <= len(names):
        return list(names)[int(sheet) - 1]
    raise package.refusal(
        _("There is no sheet “%(sheet)s”. There are: %(names)s.")
        % {"sheet": sheet, "names": ", ".join(names)}
    )


@dataclass
class _Cell:
    column: int
    kind: str = "n"
    style: int = 0
    formula: bool = False
    text: list[str] = field(default_factory=list)
    length: int = 0


class _Sheet:
    def __init__(self, package: Package, part: str, from_1904: bool) -> None:
        self.package, self.part, self.from_1904 = package, part, from_1904
        self.shared = _shared_texts(package)
        self.dates = date_styles(package)
        self.merged: Merged = merged_cells(package, part)
        self.row: Row | None = None
        self.cell: _Cell | None = None
        self.inside = False
        self.line = 0

    def rows(self) -> Iterator[Row]:
        """Rows in their order; a sheet may leave out empty rows and cells."""
        for event in self.package.events_of(self.part):
            if isinstance(event, Words):
                if self.inside and self.cell is not None:
                    _take(self.cell, event.text)
            elif isinstance(event, Start):
                self._start(event)
            elif event.name == "sheetData":
                break
            elif (row := self._finish(event.name)) is not None:
                yield row
        self.shared.close()
        self.package.close()

    def _start(self, event: Start) -> None:
        name = event.name
        if name == "row":
            self.line = _number(event.attributes.get("r", ""), self.line + 1)
            self.row = Row(self.line, [])
        elif name == "c" and self.row is not None:
            self.cell = self._begin(event, self.row)
        elif name in ("v", "t"):
            self.inside = True
        elif name == "f" and self.cell is not None:
            self.cell.formula = True

    def _finish(self, name: str) -> Row | None:
        """What the end of an element completes: the row, if it is one."""
        if name in ("v", "t"):
            self.inside = False
        elif name == "c" and self.cell is not None and self.row is not None:
            self._end(self.cell, self.row)
            self.cell = None
        elif name == "row" and self.row is not None:
            row, self.row = self._whole(self.row), None
            return row
        return None

    def _begin(self, event: Start, row: Row) -> _Cell | None:
        column = _column(event.attributes.get("r", ""), len(row.values))
        if column >= MOST_COLUMNS or row.line > MOST_ROWS:
            row.fault = _("the sheet goes beyond %(columns)d columns or %(rows)d rows") % {
                "columns": MOST_COLUMNS,
                "rows": MOST_ROWS,
            }
            return None
        kind = event.attributes.get("t", "n")
        return _Cell(column, kind, _number(event.attributes.get("s", ""), 0))

    def _end(self, cell: _Cell, row: Row) -> None:
        row.values += [""] * (cell.column + 1 - len(row.values))
        try:
            row.values[cell.column] = self._said(cell, row)
        except (ValueError, IndexError, OverflowError):
            row.faults[cell.column] = _("the workbook is damaged at this cell")

    def _said(self, cell: _Cell, row: Row) -> str:
        """The text of a cell; what it is beyond that goes to the row."""
        text = "".join(cell.text)
        if cell.length > LONGEST_CELL:
            fault = _("the cell is longer than %(most)d characters")
            row.faults[cell.column] = fault % {"most": LONGEST_CELL}
        elif cell.kind == "e":
            fault = _("the spreadsheet shows an error here: %(text)s")
            row.faults[cell.column] = fault % {"text": text}
        elif cell.formula and not text:
            row.faults[cell.column] = _(
                "a formula whose value is not stored; paste it as a value, or save the workbook "
                "in a spreadsheet program"
            )
        elif cell.formula:
            row.remarks[cell.column] = FORMULA
        if cell.kind == "s":
            return self.shared[int(text)] if text else ""
        if cell.kind == "n" and text:
            return self._number(cell, text, row)
        return text

    def _number(self, cell: _Cell, text: str, row: Row) -> str:
        number = float(text)
        if cell.style in self.dates:
            row.remarks[cell.column] = DATE
            return day_of(number, self.from_1904)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else text

    def _whole(self, row: Row) -> Row:
        """The row with what merged cells above say for it."""
        for column, value in self.merged.of(row.line, row.values):
            row.values += [""] * (column + 1 - len(row.values))
            if not row.values[column]:
                row.values[column] = value
                row.remarks.setdefault(column, MERGED)
        return row


def _shared_texts(package: Package) -> SharedTexts:
    """The texts that cells refer to by number; runs of one text are joined."""
    part = next((p for p in package.targets(_MAIN).values() if "haredStrings" in p), "")
    texts = SharedTexts()
    if part not in package:
        return texts
    runs: list[str] = []
    length = total = 0
    inside = spoken = False
    for event in package.events_of(part):
        if isinstance(event, Words):
            if inside and not spoken and length <= LONGEST_CELL:
                runs.append(event.text)
                length += len(event.text)
        elif event.name == "t":
            inside = isinstance(event, Start)
        elif event.name == "rPh":
            spoken = isinstance(event, Start)
        elif event.name == "si" and isinstance(event, End):
            texts.add("".join(runs)[: LONGEST_CELL + 1])
            total += length
            runs, length = [], 0
            if total > MOST_SHARED:
                raise package.refusal(_("The texts of the workbook are longer than is sensible."))
    return texts.whole()


def _take(cell: _Cell, text: str) -> None:
    cell.length += len(text)
    if cell.length <= LONGEST_CELL:
        cell.text.append(text)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else otherwise


def _column(name: str, otherwise: int) -> int:
    """The column from 0 of a cell's name; the next one where it has none."""
    column = 0
    for letter in name[:4]:
        if not ("A" <= letter <= "Z"):
            break
        column = column * 26 + ord(letter) - 64
    return column - 1 if column else otherwise
