"""Which numbers of a workbook are dates to it, and which day each is."""

from __future__ import annotations

import datetime as dt
import re

from catalogue.imports.markup import End, Start

from .package import Package

BUILT_IN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""The numbered formats that show dates or times (ECMA-376, 18.8.30)."""

_STYLES = "xl/styles.xml"
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def date_styles(package: Package) -> frozenset[int]:
    """The styles of cells, by their number, that show a number as a date."""
    if _STYLES not in package:
        return frozenset()
    dates, styles, of_cells = set(BUILT_IN), [], False
    for event in package.events_of(_STYLES):
        if isinstance(event, Start) and event.name == "numFmt":
            identifier = event.attributes.get("numFmtId", "")
            code = _QUOTED.sub("", event.attributes.get("formatCode", "").lower())
            if identifier.isdecimal() and re.search("[dmyh]", code) and "general" not in code:
                dates.add(int(identifier))
        elif isinstance(event, Start | End) and event.name == "cellXfs":
            of_cells = isinstance(event, Start)
        elif isinstance(event, Start) and event.name == "xf" and of_cells:
            identifier = event.attributes.get("numFmtId", "0")
            styles.append(int(identifier) if identifier.isdecimal() else 0)
    return frozenset(at for at, number in enumerate(styles) if number in dates)


def day_of(number: float, from_1904: bool) -> str:
    """The day that a spreadsheet counts as this number; raises OverflowError beyond the year 9999.

    Days are counted from 1900, with a 29 February 1900 that never was, or from 1904.
    """
    begin = dt.date(1904, 1, 1) if from_1904 else dt.date(1899, 12, 30 if number >= 60 else 31)
    return (begin + dt.timedelta(days=int(number))).isoformat()
