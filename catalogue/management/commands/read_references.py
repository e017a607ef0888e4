"""`manage.py read_references`: archival references out of any text, as JSON."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from catalogue.management.known_names import names_of_catalogue, names_of_fixture
from catalogue.management.lines import Line, page_of
from catalogue.management.reading_command import ReadingCommand, Row
from catalogue.references import read_notes, read_references, score, to_places


class Command(ReadingCommand):
    help = (
        "Read archival references in any style. In: texts in UTF-8, one a line. Out: for each line "
        'a JSON object {"text", "places"}; a place has archive, fond, opis, papka, delo, listy as '
        "[first, last] pairs, extra (part, volume, ibid) and spans, the positions of the values in "
        "the text. What is not said is left out; a text without a reference has no places."
    )
    labels = '{"text", "expect": [place, …], "ambiguous"?}'

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--paragraphs",
            action="store_true",
            help='each file is a page of notes: split it, and read "Ibid." from note to note; '
            "each object has the number of its note too",
        )
        parser.add_argument(
            "--names",
            metavar="FILE",
            type=Path,
            help="a fixture with the names of archives (without it: the database's, or, where it "
            "has none, those of fixtures/archives.json)",
        )

    def prepare(self, *, names: Path | None, paragraphs: bool, **options: Any) -> None:
        self.names = names_of_fixture(names) if names else names_of_catalogue()
        self.paragraphs = paragraphs

    def rows(self, file: str) -> Iterator[Row]:
        return self.notes(file) if self.paragraphs else super().rows(file)

    def read(self, text: str) -> Row:
        return {"text": text, "places": to_places(read_references(text, self.names))}

    def notes(self, file: str) -> Iterator[Row]:
        for note in read_notes(page_of(file), self.names):
            places = to_places(note.reading)
            yield {"note": note.note.number, "text": note.note.text, "places": places}

    def check(self, line: Line, row: Row) -> None:
        expected = row.get("expect")
        if not isinstance(expected, list) or not all(isinstance(each, dict) for each in expected):
            raise line.fault('"expect" is a list of places: [{"archive": …, "fond": …}, …].')

    def report(self, rows: Iterator[Row]) -> None:
        result = score(rows, self.names)
        for miss in result.misses:
            self.stdout.write(miss.text)
            self.stdout.write(f"  expected {json.dumps(miss.expected, ensure_ascii=False)}")
            self.stdout.write(f"  read     {json.dumps(miss.read, ensure_ascii=False)}")
        places = result.places_right / result.places if result.places else 1.0
        self.stdout.write(
            f"{result.texts_right} of {result.texts} texts wholly right ({result.share:.1%}), "
            f"{result.places_right} of {result.places} places right ({places:.1%})"
        )
