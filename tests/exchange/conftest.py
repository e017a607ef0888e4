"""All fixtures in the database, for tests that write records out."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from catalogue.exchange.contents import Chosen
from catalogue.exchange.fixtures import write_fixtures

NAMES = ("archives", "vocabulary", "kuznetsov-1953", "sample")


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """All fixtures, loaded once for the tests of a module; nothing is committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", *NAMES, verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def sample(loaded: None) -> Iterator[None]:
    """The same for a test of its own, which may change it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def exported(chosen: Chosen | None = None) -> str:
    """What a fixture of everything, or of chosen rows, says."""
    file = io.StringIO()
    write_fixtures(file, chosen)
    return file.getvalue()
