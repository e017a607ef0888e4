"""The names of archives that a command reads references with: this catalogue's, or a fixture's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.db import DatabaseError

from catalogue.models import ArchiveName
from catalogue.references import ArchiveNames

NAMED_BY = {"catalogue.archive": "code", "catalogue.archivename": "name"}
"""Where a fixture's objects have a name, by model."""


def names_of_catalogue() -> ArchiveNames:
    """The database's names; without any, or without a database, those of its own fixture."""
    try:
        names = ArchiveName.objects.known()
    except DatabaseError:
        names = ArchiveNames()
    return names or names_of_fixture(settings.BASE_DIR / "fixtures" / "archives.json")


def names_of_fixture(path: Path) -> ArchiveNames:
    """The names in a JSON fixture. Raises `CommandError` for a file that is none."""
    try:
        objects = json.loads(path.read_text(encoding="utf-8"))
        return ArchiveNames(_names(objects))
    except (OSError, ValueError, RecursionError) as error:
        raise CommandError(f"{path}: The names cannot be read: {error}.") from error
    except (TypeError, KeyError, AttributeError) as error:
        raise CommandError(f"{path}: This is no fixture of archives and their names.") from error


def _names(objects: Any) -> Iterator[str]:
    if not isinstance(objects, list):
        raise TypeError("a fixture is a list")
    for each in objects:
        if each["model"] in NAMED_BY:
            yield each["fields"][NAMED_BY[each["model"]]]
