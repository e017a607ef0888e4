"""`manage.py read_dates`: archival dates to EDTF, as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.dates import EdtfError, read_date, read_edtf, score, to_row
from catalogue.management.lines import Line
from catalogue.management.reading_command import ReadingCommand, Row


class Command(ReadingCommand):
    help = (
        "Read dates as archives write them, in Russian, Ukrainian or English. In: dates in UTF-8, "
        'one a line. Out: for each line a JSON object {"text", "edtf", "earliest", "latest", '
        '"notes"}; edtf is ISO 8601-2, earliest and latest are days. Where no date can be read '
        "they are null, and the notes say why."
    )
    labels = '{"text", "edtf": label or null, "alt"?: [other labels]}'

    def read(self, text: str) -> Row:
        return to_row(read_date(text))

    def check(self, line: Line, row: Row) -> None:
        if "edtf" not in row or not isinstance(row.get("alt") or [], list):
            raise line.fault('A labelled row has "edtf" (or null) and perhaps a list "alt".')
        for label in (row["edtf"], *(row.get("alt") or ())):
            try:
                if label is not None:
                    read_edtf(label)
            except (EdtfError, TypeError, AttributeError) as error:
                raise line.fault(f"The label {label!r} is no EDTF: {error}.") from error

    def report(self, rows: Iterator[Row]) -> None:
        result = score(rows)
        for miss in result.misses:
            self.stdout.write(miss.text)
            self.stdout.write(f"  expected {miss.expected}, read {miss.read}")
            for note in miss.notes:
                self.stdout.write(f"  {note}")
        right = result.total - len(result.misses)
        self.stdout.write(f"{right} of {result.total} dates right ({result.share:.1%})")
