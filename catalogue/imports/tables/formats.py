"""The kinds of table that can be imported; one line each."""

from __future__ import annotations

from catalogue.imports.entries import Format

from .delimited import DELIMITERS
from .reading import read_table


def _is_text(head: bytes) -> bool:
    """Whether a file begins as a table in text: a line with marks between its columns."""
    first = head.replace(b"\0", b"").splitlines()[:1]
    return (
        bool(first)
        and first[0][:1] not in b"<{["
        and any(m.encode() in first[0] for m in DELIMITERS)
    )


FORMATS = [
    Format("csv", "CSV", (".csv",), _is_text, read_table),
    Format(
        "tsv", "TSV", (".tsv", ".tab"), lambda head: _is_text(head) and b"\t" in head, read_table
    ),
    Format("xlsx", "XLSX", (".xlsx", ".xlsm"), lambda head: head[:4] == b"PK\x03\x04", read_table),
]
