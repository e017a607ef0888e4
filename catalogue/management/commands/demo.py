"""`manage.py demo`: the catalogue with its sample collection, served on this machine."""

import hashlib
import json
import secrets
import shutil
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.core.servers.basehttp import (
    ThreadedWSGIServer,
    WSGIRequestHandler,
    get_internal_wsgi_application,
)
from django.db import connection

from catalogue.models import ChangeLog

# In this order each finds what it refers to.
FIXTURES = ("archives", "vocabulary", "kuznetsov-1953", "sample")

CURATOR = "curator"

WORTH_OPENING = {
    "/": "the front page",
    "/documents/": "search and facets",
    "/documents/kuznetsov-telegram-1953/": "the founding document",
    "/holdings/": "archives, fonds, opisi, dela",
    "/admin/": f"the curators' desk; sign in as {CURATOR}",
}


class Command(BaseCommand):
    """Prepare a demonstration and serve it; safe to repeat."""

    help = "Sets up a demonstration of the catalogue on this machine and serves it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to serve on")
        parser.add_argument("--port", type=_port, default=8000, help="port to serve on")
        parser.add_argument("--no-serve", action="store_true", help="prepare only")
        parser.add_argument(
            "--reset", action="store_true", help="first throw away the demonstration's data"
        )

    def handle(self, *, host: str, port: int, no_serve: bool, reset: bool, **options: Any) -> None:
        if settings.PRODUCTION:  # where no curator may appear unasked
            raise CommandError("demo is for development: unset ARCHIVE_ENV.")
        # Taken before the work begins: a busy port is better known at once.
        with nullcontext() if no_serve else self.listen(host, port) as server:
            try:
                if reset:
                    self.reset()
                self.prepare()
            except KeyboardInterrupt as stop:
                raise CommandError("Stopped; the same command goes on from there.") from stop
            if server:
                self.serve(server)

    def prepare(self) -> None:
        """Bring database, fixtures, index and curator to the state of this checkout."""
        settings.VAR.mkdir(exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        loaded = LoadedFixtures()
        for path in loaded.outdated():
            self.stdout.write(f"Loading {path.name} ...")
            call_command("loaddata", path, verbosity=0)
            loaded.remember(path)
        call_command("index", verbosity=0)
        self.provide_curator()

    def provide_curator(self) -> None:
        """Create the demonstration's curator once; the password is shown once and kept hashed."""
        users = get_user_model().objects
        if users.filter(username=CURATOR).exists():
            return
        password = secrets.token_urlsafe(9)
        users.create_superuser(CURATOR, password=password)
        self.stdout.write(f"Curator created: {CURATOR}, password {password} (shown only now)")

    def reset(self) -> None:
        """Throw away the demonstration's data, and nothing that lies outside `var/`."""
        if connection.vendor == "sqlite":
            self.remove_database()
        else:
            self.stdout.write(f"Emptying the database {connection.settings_dict['NAME']} ...")
            call_command("migrate", verbosity=0, interactive=False)
            call_command("flush", verbosity=0, interactive=False)
        if settings.VAR in settings.CATALOGUE_INDEX.parents:
            shutil.rmtree(settings.CATALOGUE_INDEX, ignore_errors=True)

    def remove_database(self) -> None:
        database = Path(connection.settings_dict["NAME"])
        if settings.VAR not in database.parents:
            raise CommandError(f"{database} is not under {settings.VAR}: delete it yourself.")
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)

    def listen(self, host: str, port: int) -> ThreadedWSGIServer:
        """Take the port; readers who come early wait until the catalogue is ready."""
        try:
            return ThreadedWSGIServer((host, port), WSGIRequestHandler, ipv6=":" in host)
        except OSError as error:
            raise CommandError(
                f"Cannot serve on {host}:{port} ({error.strerror}). "
                f"Choose another port: manage.py demo --port {port + 1}"
            ) from error

    def serve(self, server: ThreadedWSGIServer) -> None:
        """Answer readers until Ctrl-C."""
        server.set_app(get_internal_wsgi_application())
        host, port = server.server_address[:2]
        name = f"[{host}]" if ":" in host else host
        # A name given here may be asked for. Behind an address that stands for all of them
        # (0.0.0.0) only this machine's own names are, and those in ALLOWED_HOSTS.
        settings.ALLOWED_HOSTS.append(name)
        for address, purpose in WORTH_OPENING.items():
            self.stdout.write(f"  http://{name}:{port}{address:<36} {purpose}")
        self.stdout.write(f"A lost password: manage.py changepassword {CURATOR}")
        self.stdout.write("Serving; Ctrl-C stops.")
        self.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            self.stdout.write("\nStopped.")


class LoadedFixtures:
    """Which state of each fixture this database has been given, kept under `var/`.

    The token of its change log tells it from others, and from an emptied one of the same name.
    """

    path = settings.VAR / "demo-fixtures.json"

    def __init__(self) -> None:
        self.database = ChangeLog.current().token

    def outdated(self) -> list[Path]:
        """List the fixtures that changed since they were loaded, in loading order."""
        loaded = self._read().get(self.database, {})
        paths = [settings.BASE_DIR / "fixtures" / f"{name}.json" for name in FIXTURES]
        return [path for path in paths if loaded.get(path.name) != _digest(path)]

    def remember(self, path: Path) -> None:
        """Note that this state of the fixture was loaded."""
        state = self._read()
        state.setdefault(self.database, {})[path.name] = _digest(path)
        self.path.write_text(json.dumps(state, indent=1), encoding="utf-8")

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            return json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # none yet, or a damaged one: load again, it is safe
            return {}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _port(text: str) -> int:
    """Read a port number; 0 lets the system choose."""
    port = int(text)
    if not 0 <= port <= 65535:
        raise ArgumentTypeError("a port is a number from 0 to 65535")
    return port
