"""Small files to import, and ways to import them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalogue.imports.checksums import Source
from catalogue.imports.report import Report
from catalogue.imports.running import Plan, Run
from catalogue.models import Batch

Write = Callable[..., Path]


def item(model: str, **fields: Any) -> dict[str, Any]:
    return {"model": f"catalogue.{model}", "fields": fields}


ARCHIVE = item("archive", code="GARF", name="State Archive of the Russian Federation")
FOND = item("fond", archive=["GARF"], number="Р-5446", title="СНК СССР")
OPIS = item("opis", fond=["GARF", "Р-5446"], number="1а")
DELO = item("delo", opis=["GARF", "Р-5446", "1а"], number="12", title="Протоколы", sheets=40)
DOCUMENT = item("document", identifier="report-1946", title="Report", date_edtf="1946")
PLACE = ["GARF", "Р-5446", "1а", "", "12"]
HOLDING = item("holding", document=["report-1946"], delo=PLACE, listy="5-7 об.")
SUBJECTS = [item("subject", slug=slug, label_en=slug.title()) for slug in ("korea", "peace")]
ALL = [ARCHIVE, FOND, OPIS, DELO, DOCUMENT, HOLDING, *SUBJECTS]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A function that writes objects to a file: JSON, or JSON Lines by its ending."""

    def write(*objects: Any, name: str = "own.json") -> Path:
        path = tmp_path / name
        if path.suffix == ".jsonl":
            text = "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in objects)
        else:
            text = json.dumps(objects, ensure_ascii=False, indent=1)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def run_import(*paths: Path, **options: Any) -> Run:
    """Import files; the run holds its report and its record."""
    run = Run(Plan([Source.open(path) for path in paths], **options))
    run()
    return run


def reported(*paths: Path, **options: Any) -> Report:
    return run_import(*paths, **options).report


def last_batch() -> Batch:
    return Batch.objects.latest("pk")
