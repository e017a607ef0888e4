"""`manage.py demo` prepares a whole catalogue, can be repeated, and harms nothing else."""

import re
import socket
import threading
import urllib.request
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from pytest_django import Settings

from catalogue.management.commands import demo
from catalogue.management.commands.demo import Command, LoadedFixtures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def project(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with one empty fixture, its `var/` and its index."""
    settings.BASE_DIR = tmp_path
    settings.VAR = tmp_path / "var"
    settings.CATALOGUE_INDEX = settings.VAR / "index"
    settings.VAR.mkdir()
    monkeypatch.setattr(LoadedFixtures, "path", settings.VAR / "demo-fixtures.json")
    monkeypatch.setattr(demo, "FIXTURES", ("archives",))
    write_fixture(tmp_path, "reviewers")
    return tmp_path


def write_fixture(project: Path, group: str) -> None:
    path = project / "fixtures" / "archives.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'[{{"model": "auth.group", "fields": {{"name": "{group}"}}}}]')


def run_demo(*arguments: str) -> str:
    printed = StringIO()
    call_command("demo", "--no-serve", *arguments, stdout=printed)
    return printed.getvalue()


def test_the_first_run_loads_and_creates_the_second_does_neither() -> None:
    assert "Loading archives.json ..." in run_demo()
    assert run_demo() == ""


def test_only_a_changed_fixture_is_loaded_again(project: Path) -> None:
    run_demo()
    write_fixture(project, "cataloguers")
    assert run_demo() == "Loading archives.json ...\n"
    assert Group.objects.filter(name="cataloguers").exists()


def test_a_damaged_note_of_what_was_loaded_is_no_matter() -> None:
    run_demo()
    LoadedFixtures.path.write_text('{"dam')
    assert run_demo() == "Loading archives.json ...\n"


def test_the_curators_password_is_shown_once_and_kept_hashed() -> None:
    printed = run_demo()
    password = re.search(r"Curator created: curator, password (\S+)", printed)
    curator = get_user_model().objects.get(username="curator")
    assert password is not None
    assert curator.is_staff
    assert password[1] not in curator.password
    assert check_password(password[1], curator.password)


def test_reset_spares_a_database_outside_var(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo.connection, "vendor", "sqlite")
    monkeypatch.setitem(demo.connection.settings_dict, "NAME", "/data/catalogue.sqlite3")
    with pytest.raises(CommandError, match=r"is not under .*var: delete it yourself"):
        run_demo("--reset")


def test_an_interrupted_preparation_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(self: Command) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Command, "prepare", interrupt)
    with pytest.raises(CommandError, match="the same command goes on from there"):
        run_demo()


def test_a_busy_port_is_named_before_any_work() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=rf"Choose another port: .* --port {port + 1}"):
            call_command("demo", port=port)
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_what_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(CommandError, match="--port"):
        call_command("demo", "--port", port)


def test_it_serves_prints_where_and_stops_cleanly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is played by the server's loop, after one page was fetched from it."""
    printed, pages = StringIO(), []

    def serve_one_request(server: ThreadedWSGIServer) -> None:
        address = f"http://127.0.0.1:{server.server_port}/healthz"
        reader = threading.Thread(
            target=lambda: pages.append(urllib.request.urlopen(address).read())
        )
        reader.start()
        server.handle_request()
        reader.join()
        raise KeyboardInterrupt

    monkeypatch.setattr(ThreadedWSGIServer, "serve_forever", serve_one_request)
    call_command("demo", "--port", "0", stdout=printed)
    assert pages == [b'{"status": "ok"}']
    assert re.search(
        r"http://127\.0\.0\.1:\d+/documents/kuznetsov-telegram-1953/", printed.getvalue()
    )
    assert printed.getvalue().endswith("Stopped.\n")
