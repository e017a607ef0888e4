"""A database that is thrown away."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db import connection


@contextmanager
def scratch_database() -> Iterator[None]:
    """An empty database beside the catalogue's own, on the same kind of server, with its own index.

    It is made as Django makes one for tests, so that nothing of the catalogue's is touched. The
    processes that are started meanwhile are led to it as well.
    """
    own, test = connection.settings_dict["NAME"], dict(connection.settings_dict["TEST"])
    own_index = settings.CATALOGUE_INDEX
    with tempfile.TemporaryDirectory() as folder:
        is_file = connection.vendor == "sqlite"
        name = str(Path(folder) / "bench.sqlite3") if is_file else f"bench_{os.getpid()}"
        connection.settings_dict["TEST"]["NAME"] = name
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        settings.CATALOGUE_INDEX = Path(folder) / "index"
        led = {"DATABASE_URL": address_of(name), "CATALOGUE_INDEX": str(settings.CATALOGUE_INDEX)}
        try:
            with _environment(led):
                yield
        finally:
            settings.CATALOGUE_INDEX = own_index
            connection.creation.destroy_test_db(own, verbosity=0)
            connection.settings_dict["TEST"] = test


def address_of(name: str) -> str:
    """Where another process finds a database of this server."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(name)}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{quote(name)}").geturl()


@contextmanager
def _environment(changed: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in changed}
    os.environ.update(changed)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
