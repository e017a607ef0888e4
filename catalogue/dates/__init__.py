"""Dates as archives write them, to EDTF and back, with the days they may mean. No Django."""

from .edtf import read_edtf
from .reading import DateReading, read_date, to_row
from .scoring import Miss, Score, score
from .spans import EdtfError, Precision, Span
from .writing import write_date

__all__ = [
    "DateReading",
    "EdtfError",
    "Miss",
    "Precision",
    "Score",
    "Span",
    "read_date",
    "read_edtf",
    "score",
    "to_row",
    "write_date",
]
