"""The database that benchmarks throw away."""

from __future__ import annotations

from pathlib import Path

from django.db import connection

from archive_site.database import database_settings
from catalogue.management.benchmarks.scratch import address_of


def test_other_processes_find_the_scratch_database(tmp_path: Path) -> None:
    is_file = connection.vendor == "sqlite"
    name = str(tmp_path / "опись 1.sqlite3") if is_file else "bench_1"
    found = database_settings(address_of(name), base=tmp_path)
    assert str(found["NAME"]) == name
    assert found["ENGINE"] == connection.settings_dict["ENGINE"]
