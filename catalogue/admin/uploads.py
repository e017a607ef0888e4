"""Files between their preview and its confirmation: kept on disk for a day, by a random name."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

KEPT_SECONDS = 24 * 3600
LONGEST_NAME = 100
"""Letters; file systems take 255 bytes."""

_TOKEN = re.compile(r"[0-9a-f]{32}")


def keep(upload: UploadedFile) -> str:
    """Keep an uploaded file; returns the name by which it is found again."""
    root = Path(settings.CATALOGUE_UPLOADS)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    _forget_the_old(root)
    token = secrets.token_hex(16)
    folder = root / token
    folder.mkdir(mode=0o700)
    with (folder / _safe(upload.name or "")).open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return token


def _safe(name: str) -> str:
    """The name of a file as messages show it: its last part, printable, of bounded length."""
    kept = "".join(letter for letter in Path(name).name if letter.isprintable())[-LONGEST_NAME:]
    return kept if kept.strip(". ") else "file"


def path_of(token: str) -> Path | None:
    """Where a kept file is; None if it is there no longer, or never was."""
    folder = Path(settings.CATALOGUE_UPLOADS) / token
    if not _TOKEN.fullmatch(token) or not folder.is_dir():
        return None
    return next(folder.iterdir(), None)


def forget(token: str) -> None:
    if _TOKEN.fullmatch(token):
        shutil.rmtree(Path(settings.CATALOGUE_UPLOADS) / token, ignore_errors=True)


def _forget_the_old(root: Path) -> None:
    ends = time.time() - KEPT_SECONDS
    for folder in root.iterdir():
        if _TOKEN.fullmatch(folder.name) and folder.stat().st_mtime < ends:
            shutil.rmtree(folder, ignore_errors=True)
