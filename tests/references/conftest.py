"""Tables of real and realistic references, and the archives they name."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from catalogue.references import ArchiveNames

HERE = Path(__file__).resolve().parent
SHARED_CITATIONS = HERE.parents[2] / "shared" / "data" / "citations.jsonl"


@pytest.fixture(scope="session")
def names() -> ArchiveNames:
    """Codes of archives in Latin and Cyrillic and some full names, as a catalogue's data hold."""
    return ArchiveNames((HERE / "archives.txt").read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="session")
def shared_citations() -> list[dict[str, Any]]:
    """Labelled references from published notes, kept beside the project and not in it."""
    if not SHARED_CITATIONS.exists():
        reason = f"the labelled citations are not at {SHARED_CITATIONS}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return rows_of(SHARED_CITATIONS)


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each row of the table a test asks for: `reading` or `refusal`."""
    for table in ("reading", "refusal"):
        if table in metafunc.fixturenames:
            rows = rows_of(HERE / f"{table}s.jsonl")
            metafunc.parametrize(table, rows, ids=[row["text"][:60] or "empty" for row in rows])
