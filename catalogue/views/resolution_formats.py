"""What the resolver found, as JSON and as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from catalogue.models.finding import DocumentThere, Found
from catalogue.references import Reading, to_places, write_listy

from .answers import Answer, written
from .resolutions import AnsweredNote, Resolution

Absolute = Callable[[str], str]
"""Makes a path of this site a full address."""

COLUMNS = (
    *("number", "note", "text", "archive", "fond", "opis", "papka", "delo", "listy"),
    *("found", "level", "certainty", "notes", "missing", "address", "short_address"),
    *("documents", "document_addresses"),
)

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A spreadsheet runs a cell that begins with one of these."""


def as_json(resolution: Resolution, absolute: Absolute) -> dict[str, Any]:
    """The answers in reading order. What has nothing to say is left out of an answer."""
    answers = [
        _answer(note, answer, absolute) for note in resolution.notes for answer in note.answers
    ]
    return {"references": answers, "left_out": resolution.left_out}


def as_csv(resolution: Resolution, absolute: Absolute) -> str:
    """A row for each reference; with a byte-order mark, by which spreadsheets know UTF-8."""
    sheet = io.StringIO()
    sheet.write("\ufeff")
    table = csv.DictWriter(sheet, COLUMNS)
    table.writeheader()
    for note in resolution.notes:
        for answer in note.answers:
            row = _row(note, answer, absolute)
            table.writerow({column: _cell(value) for column, value in row.items()})
    return sheet.getvalue()


# --- JSON ---


def _answer(note: AnsweredNote, answer: Answer, absolute: Absolute) -> dict[str, Any]:
    """`cited` has the keys of `manage.py read_references`; its spans are those of `text`."""
    found = answer.found
    said = {
        "note": note.note.number,
        "text": note.note.text,
        "not_understood": note.unread,
        "cited": to_places(Reading((answer.cited,)))[0],
        "found": _unit(found, absolute),
        "notes": list(found.notes),
        "missing": found.missing,
        "short_address": answer.short_address and absolute(answer.short_address),
        "documents": [_document(there, absolute) for there in found.documents],
        "others": [
            _unit(other, absolute) | ({"missing": other.missing} if other.missing else {})
            for other in found.others
        ],
    }
    return {name: value for name, value in said.items() if value}


def _unit(found: Found, absolute: Absolute) -> dict[str, str]:
    if found.unit is None:
        return {}
    return {
        "level": found.unit._meta.model_name,
        "reference": written(found),
        "certainty": found.certainty.name.lower(),
        "address": absolute(found.unit.get_absolute_url()),
    }


def _document(there: DocumentThere, absolute: Absolute) -> dict[str, Any]:
    document = there.document
    return {
        "title": document.title,
        "date": document.date_edtf,
        "listy": there.holding.listy,
        "exact": there.exact,
        "address": absolute(document.get_absolute_url()),
    }


# --- CSV ---


def _row(note: AnsweredNote, answer: Answer, absolute: Absolute) -> dict[str, Any]:
    cited, found = answer.cited, answer.found
    unit = _unit(found, absolute)
    return {
        "number": answer.number,
        "note": note.note.number,
        "text": note.note.text,
        **{level: getattr(cited, level) for level in ("archive", "fond", "opis", "papka", "delo")},
        "listy": write_listy(cited.listy),
        "found": unit.get("reference", ""),
        "level": unit.get("level", ""),
        "certainty": unit.get("certainty", ""),
        "notes": " ".join(found.notes),
        "missing": found.missing,
        "address": unit.get("address", ""),
        "short_address": answer.short_address and absolute(answer.short_address),
        "documents": "; ".join(there.document.title for there in found.documents),
        "document_addresses": " ".join(
            absolute(there.document.get_absolute_url()) for there in found.documents
        ),
    }


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.lstrip().startswith(FORMULA) or text.startswith(FORMULA) else text
