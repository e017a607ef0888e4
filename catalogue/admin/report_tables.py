"""Reports as tables: one value for the page and for its CSV."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from catalogue.exchange.spreadsheets import cell


@dataclass(frozen=True)
class Line:
    """What it is about, where that is shown, and its figures, a column each."""

    about: Sequence[str]
    figures: Sequence[int]
    address: str = ""

    @property
    def shown(self) -> list[str]:
        return [f"{figure:,}" for figure in self.figures]


@dataclass(frozen=True)
class ReportTable:
    """Lines below one another; ``about`` and ``columns`` are the heads of their columns."""

    name: str
    about: Sequence[str]
    columns: Sequence[str]
    lines: Sequence[Line]
    totals: Sequence[int] = ()

    @property
    def together(self) -> Line:
        """The totals as a line of their own."""
        return Line([], self.totals)

    def as_csv(self) -> HttpResponse:
        """The table with a byte-order mark, by which spreadsheets know UTF-8."""
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.name}.csv"'
        rows = csv.writer(response)
        rows.writerow([*self.about, *self.columns])
        rows.writerows([*map(cell, line.about), *line.figures] for line in self.lines)
        return response


def report_page(
    request: HttpRequest, table: ReportTable, template: str, context: dict[str, Any]
) -> HttpResponse:
    """A report as a page, or, for ``?format=csv``, as a file."""
    if request.GET.get("format") == "csv":
        return table.as_csv()
    shared = {**admin.site.each_context(request), "table": table}
    return TemplateResponse(request, template, shared | context)
