"""Migrations go forth and back."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db(transaction=True)
def test_migrations_are_reversible() -> None:
    call_command("migrate", "catalogue", "zero", verbosity=0)
    left = [t for t in connection.introspection.table_names() if t.startswith("catalogue_")]
    call_command("migrate", "catalogue", verbosity=0)
    assert left == []
    assert "catalogue_document" in connection.introspection.table_names()
