"""Running a command as a person does: with files or standard input, and what it prints."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

Run = Callable[..., str]
Give = Callable[[bytes], None]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs a command and returns what it prints; `given` is standard input."""

    def run(*arguments: object, given: str | bytes = "") -> str:
        raw = given if isinstance(given, bytes) else given.encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
        printed = io.StringIO()
        call_command(*map(str, arguments), stdout=printed)
        return printed.getvalue()

    return run


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a file of lines, objects or bytes."""

    def file(content: bytes | list[Any], name: str = "given.txt") -> Path:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            rows = (row if isinstance(row, str) else json.dumps(row) for row in content)
            path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
        return path

    return file


def objects(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]
