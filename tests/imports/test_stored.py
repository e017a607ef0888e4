"""Stored rows are looked up by their identities, never by reading a table."""

from __future__ import annotations

import re

import pytest
from django.db import connection

from catalogue.imports.keys import LISTED, Key
from catalogue.imports.stored import find_rows
from catalogue.management.benchmarks.query_plans import plan_of, statements

pytestmark = pytest.mark.django_db

WHOLE_TABLE = re.compile(r"SCAN t\b|Seq Scan on catalogue_")


def identities_of_nothing(key: Key) -> list[tuple[int | str, ...]]:
    fields = [key.model._meta.get_field(column) for column in key.finding]
    return [tuple(n if field.is_relation else str(n) for field in fields) for n in range(5)]


@pytest.mark.parametrize("key", LISTED, ids=lambda key: key.model._meta.model_name)
def test_stored_rows_are_found_along_an_index(key: Key) -> None:
    if connection.vendor == "postgresql":  # it rightly reads an empty table as a whole
        connection.cursor().execute("SET LOCAL enable_seqscan = off")
    with statements() as asked:
        find_rows(key, identities_of_nothing(key), key.light)
    (statement,) = asked
    assert not [step for step in plan_of(statement) if WHOLE_TABLE.search(step)]
