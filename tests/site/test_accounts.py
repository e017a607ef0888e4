"""The sign-in of a public site: guesses are locked out, and only there is the lock wired in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]

GUESSING = """
import django; django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test.utils import setup_test_environment
setup_test_environment()
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STORAGES = settings.STORAGES | {"staticfiles": plain}  # nothing is collected here
call_command("migrate", verbosity=0)
from django.contrib.auth.models import User
from django.test import Client
User.objects.create_superuser("curator", password="the right one")
User.objects.create_superuser("other", password="the right one")
def sign_in(name, password, address="192.0.2.1"):
    data = {"username": name, "password": password}
    answer = Client(REMOTE_ADDR=address).post("/admin/login/", data, secure=True)
    return answer.status_code
print([sign_in("curator", "wrong") for _ in range(6)])
print(sign_in("curator", "the right one"), sign_in("other", "the right one"))
print(sign_in("curator", "the right one", "192.0.2.9"))
"""


def run(program: str, **environment: str) -> str:
    outcome = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "archive_site.settings"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
    return outcome.stdout


def test_who_guesses_is_locked_out_and_nobody_else(tmp_path: Path) -> None:
    pytest.importorskip("axes", reason="django-axes belongs to the production extra")
    printed = run(
        GUESSING,
        ARCHIVE_ENV="production",
        SECRET_KEY="for tests only " * 5,
        ALLOWED_HOSTS="testserver",
        DATABASE_URL=f"sqlite:///{tmp_path}/guessed.sqlite3",
    )
    assert printed.splitlines() == ["[200, 200, 200, 200, 429, 429]", "429 302", "302"]


def test_development_needs_no_lock() -> None:
    program = "from django.conf import settings; print('axes' in settings.INSTALLED_APPS)"
    assert run(program, ARCHIVE_ENV="development") == "False\n"


def test_a_forged_address_is_not_believed_behind_a_proxy() -> None:
    from django.test import RequestFactory

    from archive_site.accounts import address, address_behind_proxy

    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="1.2.3.4, 192.0.2.7")
    assert address_behind_proxy(request) == "192.0.2.7"
    assert address(request) == "127.0.0.1"
