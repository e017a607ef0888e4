"""The catalogue as a fixture: whole, in one order, loadable again without any difference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.exchange import fixtures
from catalogue.exchange.contents import CONTENT, CONTENTS, with_all_they_need
from catalogue.models import (
    Agent,
    AgentMerge,
    AgentName,
    Archive,
    AuditLine,
    Batch,
    BatchChange,
    BatchRun,
    Change,
    ChangeLog,
    Collection,
    Document,
    Fond,
    Holding,
    ListyRun,
    Opis,
    Place,
    ProposedRevision,
    Step,
)

from .conftest import exported

pytestmark = pytest.mark.django_db

NOT_CONTENT = {
    *(Change, ChangeLog, AuditLine, Step, ListyRun),
    *(Batch, BatchRun, BatchChange, AgentMerge, ProposedRevision),
}
"""Logs, what follows from other rows, and what the desk remembers of its own work."""


def objects(written: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.splitlines()]


def emptied() -> None:
    Place.objects.update(within=None)
    for content in reversed(CONTENTS):
        content.model.objects.all().delete()


def test_every_table_is_content_or_said_not_to_be() -> None:
    """A new table needs a line in CONTENTS, or one above: else backups would lack it."""
    assert set(apps.get_app_config("catalogue").get_models()) == CONTENT.keys() | NOT_CONTENT


def test_what_is_written_and_loaded_is_written_the_same_again(sample: None, tmp_path: Path) -> None:
    Document.objects.filter(identifier__startswith="k").update(status="draft")
    before = exported()
    file = tmp_path / "all.jsonl"
    file.write_text(before, encoding="utf-8")
    emptied()
    assert exported() == ""
    call_command("loaddata", file, verbosity=0)
    assert exported() == before


def test_rows_stand_in_the_order_of_their_keys_by_code_points(sample: None) -> None:
    """So that both databases, whatever their collation, write the same."""
    for content in CONTENTS:
        if content.model is not Place:  # whose parents come first
            rows = content.model.objects.in_bulk()
            written = [
                rows[pk].natural_key()
                for pk in fixtures._ordered_ids(content, content.model.objects.all())
            ]
            assert written == sorted(row.natural_key() for row in rows.values())


def test_keys_are_what_the_models_say(sample: None) -> None:
    for content in CONTENTS:
        stored = content.model.objects.values_list("pk", *content.key)
        rows = content.model.objects.in_bulk([pk for pk, *_key in stored])
        assert all(
            rows[pk].natural_key() == tuple("" if part is None else part for part in key)
            for pk, *key in stored
        )


def test_parents_come_before_children(sample: None) -> None:
    """Even among places, of which one lies within another that is later in the alphabet."""
    inner = Place.objects.create(slug="aaa", label_en="Inner")
    inner.within = Place.objects.create(slug="zzz", label_en="Outer")
    inner.save()
    places = [row["fields"] for row in objects(exported()) if row["model"] == "catalogue.place"]
    slugs = [place["slug"] for place in places]
    assert slugs.index("zzz") < slugs.index("aaa")
    assert all(
        slugs.index(place["within"][0]) < slugs.index(place["slug"])
        for place in places
        if place["within"]
    )


def test_derived_columns_are_not_written(sample: None) -> None:
    fond = Fond.objects.create(
        archive=Archive.objects.create(code="zz"), number="3", date_edtf="1953"
    )
    Opis.objects.create(fond=fond, number="1")
    written = {row["model"]: row["fields"] for row in objects(exported())}
    assert written["catalogue.fond"]["archive"] == ["zz"]
    assert written["catalogue.opis"]["fond"] == ["zz", "3"]
    derived = {"number_key", "sort_key", "folded", "earliest", "latest", "slug", "id"}
    assert not derived & {*written["catalogue.fond"], *written["catalogue.archive"]}


def test_moments_are_kept_to_the_microsecond(sample: None) -> None:
    document = Document.objects.create(title="T", identifier="t")
    (row,) = [row for row in objects(exported()) if row["fields"].get("identifier") == "t"]
    assert row["fields"]["created_at"] == document.created_at.isoformat()


def test_a_holding_states_its_deepest_level_only(sample: None) -> None:
    holdings = [row["fields"] for row in objects(exported()) if row["model"] == "catalogue.holding"]
    assert holdings
    assert all(len({"archive", "fond", "opis", "delo"} & {*fields}) == 1 for fields in holdings)


def test_the_number_of_queries_does_not_grow_within_a_batch(sample: None) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as kept:
            exported()
        return len(kept)

    few = queries()
    collection = Collection.objects.create(slug="c", label_en="C")
    for number in range(20):
        Document.objects.create(title=str(number)).collections.add(collection)
    assert queries() == few


def test_several_batches_are_as_good_as_one(sample: None, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = exported()
    in_batches = fixtures.in_batches
    monkeypatch.setattr(fixtures, "in_batches", lambda items: in_batches(items, 7))
    assert exported() == whole


def test_chosen_documents_come_with_all_they_need_and_nothing_else(
    sample: None, tmp_path: Path
) -> None:
    chosen = with_all_they_need(
        {Document: [Document.objects.get(identifier="kuznetsov-telegram-1953").pk]}
    )
    written = exported(chosen)
    file = tmp_path / "one.jsonl"
    file.write_text(written, encoding="utf-8")
    emptied()
    call_command("loaddata", file, verbosity=0)
    assert exported() == written
    assert Document.objects.count() == 1
    assert Holding.objects.count() == 2
    assert not Agent.objects.filter(participations=None).exists()
    assert AgentName.objects.exists()
    assert {archive.code for archive in Archive.objects.all()} == {"APRF", "AVPRF"}
