"""Turn a database address into Django's settings."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Writers queue for the lock when their transaction begins, instead of failing in its middle;
# readers go on meanwhile (WAL). With Django's defaults, four writing processes at once lost
# updates to "database is locked"; with these, none.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}

FORMS = "sqlite:///path or postgresql://user:password@host:port/name"


def database_settings(url: str, base: Path, statement_timeout: int = 0) -> dict[str, Any]:
    """Read an address such as `sqlite:///var/x.sqlite3` or `postgresql://user@host/name`.

    A relative SQLite path is taken from `base`; four slashes begin an absolute one. A PostgreSQL
    host that is a folder (a socket) stands percent-encoded or as `?host=/run/postgresql`; every
    other query parameter (`sslmode`, `sslrootcert`, ...) goes to libpq as it is.
    `statement_timeout` is in milliseconds, 0 for none, and means PostgreSQL only.
    """
    try:
        parts = urlsplit(url)
        readers = {"sqlite": _sqlite, "postgresql": _postgresql, "postgres": _postgresql}
        settings = readers[parts.scheme](parts)
    except (KeyError, ValueError):  # never repeat the address: it may hold a password
        raise ImproperlyConfigured(f"DATABASE_URL is not of the form {FORMS}.") from None
    if parts.scheme == "sqlite":
        settings["NAME"] = base / settings["NAME"]
    elif statement_timeout:
        given = settings["OPTIONS"].get("options", "")
        settings["OPTIONS"]["options"] = f"{given} -c statement_timeout={statement_timeout}".strip()
    return settings


def _sqlite(parts: SplitResult) -> dict[str, Any]:
    path = unquote(parts.path.removeprefix("/"))
    if not path or parts.netloc:
        raise ValueError("no path")
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": dict(SQLITE_OPTIONS)}


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    parameters = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise ValueError("no database name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parameters.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": parameters.pop("port", "") or str(parts.port or ""),
        # The pool keeps the connections; Django must not keep them too.
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}, **parameters},
        # The archive's words are in several scripts, whatever the server's own default.
        "TEST": {"CHARSET": "UTF8", "TEMPLATE": "template0"},
    }
