"""What the two commands that read archival language share: texts in, JSON out, and scoring."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any

from django.core.management import BaseCommand, CommandError

from .lines import STDIN, Line, lines_of, object_of

Row = dict[str, Any]

OTHER_LINE_ENDS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}
"""What some readers take for the end of a line is escaped, so that an object keeps to its own."""


class ReadingCommand(BaseCommand):
    """Reads texts, one a line, and writes what it read, a JSON object a line."""

    requires_system_checks = ()
    labels = ""
    """What a labelled row has beside its text, for the help."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files",
            nargs="*",
            metavar="FILE",
            help='a text file in UTF-8, one text a line; "-" or none: standard input',
        )
        parser.add_argument(
            "--score",
            metavar="FILE",
            help=f"instead, read a file of JSON lines {self.labels} and say how much is read right",
        )

    def handle(self, *, files: list[str], score: str | None, **options: Any) -> None:
        if score and files:
            raise CommandError("--score has its file after it; give no other.")
        self.prepare(**options)
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # JSON is UTF-8, whatever the terminal is
        try:
            if score:
                self.report(self.labelled(score))
            else:
                for file in files or [STDIN]:
                    self.write_rows(file)
            self.stdout.flush()
        except BrokenPipeError:  # whoever read the output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def write_rows(self, file: str) -> None:
        for row in self.rows(file):
            self.stdout.write(json.dumps(row, ensure_ascii=False).translate(OTHER_LINE_ENDS))

    def rows(self, file: str) -> Iterator[Row]:
        return (self.read(line.text) for line in lines_of(file))

    def labelled(self, file: str) -> Iterator[Row]:
        """The rows of a labelled file, each checked as it is read; empty lines are none."""
        for line in lines_of(file):
            if line.text.strip():
                row = object_of(line)
                if not isinstance(row.get("text"), str):
                    raise line.fault('A labelled row has a "text".')
                self.check(line, row)
                yield row

    # --- What each command says for itself ---

    def prepare(self, **options: Any) -> None:
        """Take the command's own options."""

    def read(self, text: str) -> Row:
        """What is read in a text, as it is written out."""
        raise NotImplementedError

    def check(self, line: Line, row: Row) -> None:
        """Raise `CommandError` for a row whose labels cannot be compared with a reading."""
        raise NotImplementedError

    def report(self, rows: Iterator[Row]) -> None:
        """Say how much of some labelled rows is read right."""
        raise NotImplementedError
