"""Database addresses become settings; a wrong one is refused without repeating it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from archive_site.database import database_settings

BASE = Path("/srv/catalogue")


def settings(url: str, **options: Any) -> dict[str, Any]:
    return database_settings(url, base=BASE, **options)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:///var/catalogue.sqlite3", "/srv/catalogue/var/catalogue.sqlite3"),
        ("sqlite:////data/catalogue.sqlite3", "/data/catalogue.sqlite3"),
        ("sqlite:///var/%D1%84%D0%BE%D0%BD%D0%B4.db", "/srv/catalogue/var/фонд.db"),
    ],
)
def test_sqlite_addresses(url: str, name: str) -> None:
    assert str(settings(url)["NAME"]) == name


@pytest.mark.parametrize(
    ("url", "user", "password", "host", "port", "name"),
    [
        ("postgresql://ann:s%40@db.example:5433/fonds", "ann", "s@", "db.example", "5433", "fonds"),
        ("postgres://db.example/fonds", "", "", "db.example", "", "fonds"),
        ("postgresql:///fonds", "", "", "", "", "fonds"),
        ("postgresql:///fonds?host=/run/pg&port=5433", "", "", "/run/pg", "5433", "fonds"),
        ("postgresql://ann@%2Frun%2Fpostgresql/fonds", "ann", "", "/run/postgresql", "", "fonds"),
        ("postgresql://[::1]:5432/fonds", "", "", "::1", "5432", "fonds"),
    ],
)  # fmt: skip
def test_postgresql_addresses(
    url: str, user: str, password: str, host: str, port: str, name: str
) -> None:
    read = settings(url)
    assert (read["USER"], read["PASSWORD"]) == (user, password)
    assert (read["HOST"], read["PORT"], read["NAME"]) == (host, port, name)


def test_other_parameters_go_to_the_driver() -> None:
    options = settings("postgresql://db.example/fonds?sslmode=verify-full&connect_timeout=5")[
        "OPTIONS"
    ]
    assert options["sslmode"] == "verify-full"
    assert options["connect_timeout"] == "5"


def test_a_time_limit_joins_the_options_given() -> None:
    url = "postgresql://db.example/fonds"
    assert "options" not in settings(url)["OPTIONS"]
    limited = settings(url, statement_timeout=30000)
    assert limited["OPTIONS"]["options"] == "-c statement_timeout=30000"
    both = settings(f"{url}?options=-c%20work_mem=64MB", statement_timeout=30000)
    assert both["OPTIONS"]["options"] == "-c work_mem=64MB -c statement_timeout=30000"
    assert "options" not in settings("sqlite:///x.db", statement_timeout=30000)["OPTIONS"]


@pytest.mark.parametrize(
    "url",
    [
        "mysql://ann:hunter2@db.example/fonds",
        "ann:hunter2@db.example/fonds",
        "postgresql://ann:hunter2@db.example",
        "postgresql://ann:hunter2@db.example:port/fonds",
        "postgresql://ann:hunter2@[::1/fonds",
        "postgresql://ann:hunter2@db.example/fonds?sslmode",
        "sqlite://hunter2/fonds.sqlite3",
        "sqlite:///",
        "",
    ],
)
def test_a_wrong_address_is_refused_and_its_password_kept(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL is not of the form") as refused:
        settings(url)
    assert "hunter2" not in str(refused.value)


@pytest.mark.django_db
def test_the_connection_is_as_the_settings_ask() -> None:
    """On SQLite: the write-ahead log, and foreign keys that hold. On PostgreSQL: UTF-8."""
    expected = {
        "sqlite": {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": 1, "PRAGMA foreign_keys": 1},
        "postgresql": {"SHOW server_encoding": "UTF8"},
    }
    with connection.cursor() as cursor:
        for question, answer in expected[connection.vendor].items():
            cursor.execute(question)
            assert cursor.fetchone() == (answer,)
