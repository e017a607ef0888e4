"""The settings as a whole, each time in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PUBLIC = {
    "ARCHIVE_ENV": "production",
    "SECRET_KEY": "a secret for tests only, of letters enough: 0123456789 abcdefghijklmnop",
    "ALLOWED_HOSTS": "catalogue.example",
}
OURS = {*PUBLIC, "DEBUG", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "STATEMENT_TIMEOUT"}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the project with these settings of ours and no others."""
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_public_site_passes_the_deployment_check() -> None:
    outcome = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PUBLIC)
    assert outcome.returncode == 0, outcome.stderr
    assert "no issues (0 silenced)" in outcome.stdout


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set: a public site signs sessions with it."),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is not set: name the hosts this site answers to."),
        ({"DEBUG": "true"}, "DEBUG shows the site's insides: not with ARCHIVE_ENV=production."),
        (
            {"ARCHIVE_ENV": "prod"},
            "ARCHIVE_ENV must be one of development, production, not 'prod'.",
        ),
        ({"DATABASE_URL": "oracle://x"}, "DATABASE_URL is not of the form"),
        ({"HSTS_SECONDS": "a year"}, "HSTS_SECONDS must be a whole number, not 'a year'."),
    ],
)
def test_a_public_site_refuses_to_start_and_says_why(change: dict[str, str], reason: str) -> None:
    outcome = run("manage.py", "check", **{**PUBLIC, **change})
    assert outcome.returncode != 0
    assert f"ImproperlyConfigured: {reason}" in outcome.stderr


def test_a_public_site_cannot_be_made_a_demonstration() -> None:
    outcome = run("manage.py", "demo", "--no-serve", **PUBLIC)
    assert outcome.returncode == 1
    assert "demo is for development: unset ARCHIVE_ENV." in outcome.stderr


@pytest.mark.parametrize(
    ("environment", "redirect"),
    [({}, True), ({"SSL_REDIRECT": "false"}, False)],
)
def test_a_public_site_answers_in_https_only_unless_its_proxy_sees_to_that(
    environment: dict[str, str], redirect: bool
) -> None:
    program = "from django.conf import settings; print(settings.SECURE_SSL_REDIRECT)"
    outcome = run("manage.py", "shell", "-v0", "-c", program, **PUBLIC, **environment)
    assert outcome.stdout == f"{redirect}\n"


def test_only_the_web_process_limits_its_statements() -> None:
    program = (
        "import {module}; from django.conf import settings;"
        "print('statement_timeout' in str(settings.DATABASES['default']['OPTIONS']))"
    )
    url = "postgresql://db.example/fonds"
    settings = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "archive_site.settings"}
    for module, limited in (("archive_site.wsgi", True), ("archive_site.settings", False)):
        outcome = run("-c", program.format(module=module), **settings)
        assert outcome.stdout == f"{limited}\n"
