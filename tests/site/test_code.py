"""The code keeps its own rules: style, types, and models that match their migrations."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "ruff", "check"],
        ["-m", "ruff", "format", "--check"],
        ["-m", "mypy"],
    ],
    ids=["style", "format", "types"],
)
def test_the_code_keeps_its(command: list[str]) -> None:
    outcome = subprocess.run(
        [sys.executable, *command], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.django_db
def test_every_model_is_as_its_migrations_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
