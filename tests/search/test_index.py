"""The index follows the database, whoever writes, and mends itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

from catalogue.models import Agent, Archive, Change, ChangeLog, Document, Fond
from catalogue.search import SearchUnavailable, following, index, opening, schema, storage
from catalogue.search.kinds import KINDS

from .conftest import counted, found, search

pytestmark = pytest.mark.usefixtures("collection")


def test_a_save_is_seen_by_the_next_search(collection: dict[str, Document]) -> None:
    assert found(search(q="sputnik")) == []
    document = collection["letter"]
    document.title = "Letter about the Sputnik"
    document.save()
    assert found(search(q="sputnik")) == ["letter"]
    document.delete()
    assert found(search(q="sputnik")) == []
    assert index.differences() == {}


def test_a_withdrawn_document_is_gone_from_results_and_counts(
    collection: dict[str, Document],
) -> None:
    assert search().total == 5
    Document.objects.filter(identifier="telegram").update(status="draft")
    results = search()
    assert "telegram" not in found(results)
    assert counted(results, "language") == {}
    assert results.total == 4
    assert sum(bar.count for bar in results.histogram.bars) == sum(
        bar.count for bar in search(q="-telegram").histogram.bars
    )


def test_a_renamed_agent_is_found_under_the_new_name() -> None:
    Agent.objects.filter(slug="molotov").update(name="Skryabin, Vyacheslav")
    assert set(found(search(q="skryabin"))) == {"telegram", "letter", "notes"}
    assert found(search(q="molotov")) == []


def test_a_renumbered_fond_and_a_renamed_archive_are_followed() -> None:
    fond = Fond.objects.get(number="059a")
    fond.number = "077"
    fond.save()
    assert search(archive="avprf/077").total == 3
    archive = Archive.objects.get(code="AVPRF")
    archive.names.create(name="АВП РФ")
    assert search(q="АВП РФ").total == 3
    assert index.differences() == {}


def test_bulk_writes_are_followed() -> None:
    Document.objects.bulk_create(Document(title=f"Bulk {n}", status="draft") for n in range(30))
    now = Document.objects.get(identifier="telegram").published_at
    Document.objects.filter(title__startswith="Bulk").update(status="published", published_at=now)
    assert search(q="bulk").total == 30
    assert index.differences() == {}


def test_what_is_rolled_back_is_not_found() -> None:
    search()
    with transaction.atomic():
        Document.objects.create(title="Phantom", status="published")
        search(q="phantom")
        transaction.set_rollback(True)
    assert search(q="phantom").total == 0
    assert index.differences() == {}


def test_drafts_are_in_no_index_that_readers_search() -> None:
    from catalogue.search import find_documents

    assert "draft" not in found(search(q="secret"))
    draft = Document.objects.get(identifier="draft")
    assert find_documents("secret") == [draft.pk]


def test_a_title_counts_above_a_text(collection: dict[str, Document]) -> None:
    collection["letter"].texts.create(
        language=collection["telegram"].languages.get(), body="Word of the armistice came."
    )
    assert found(search(q="armistice"))[-1] == "letter"


def test_pages_join_without_gap_or_double(collection: dict[str, Document]) -> None:
    for number in range(45):
        Document.objects.create(title=f"More {number}", status="published", date_edtf="1960")
    pages = [found(search(page=page)) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 10]
    assert len({name for page in pages for name in page}) == 50
    assert search(page=99).hits == []


def test_dela_are_indexed_with_their_place() -> None:
    source = index.reader(next(kind for kind in KINDS if kind.name == "dela"))
    assert source.searcher.num_docs == 2


@pytest.mark.parametrize("harm", ["all", "pointer", "position", "build", "columns"])
def test_a_damaged_index_is_made_anew(harm: str) -> None:
    search()
    build = storage.root() / storage.read_pointer().build
    opening.close()  # as a new process finds it
    if harm == "all":
        shutil.rmtree(storage.root())
    elif harm == "pointer":
        (storage.root() / "current.json").write_text("{nonsense")
    elif harm == "position":
        (build / "position.json").unlink()
    elif harm == "build":
        shutil.rmtree(build)
    else:
        (build / "documents" / "meta.json").write_text("{nonsense")
    assert search(q="armistice").total == 2


def test_an_index_of_other_columns_or_of_another_database_is_made_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search()
    before = storage.read_pointer().build
    ChangeLog.objects.all().delete()
    assert search().total == 5
    after = storage.read_pointer().build
    assert after != before
    schema.version.cache_clear()
    monkeypatch.setattr(schema, "FORMAT", -1)
    assert search().total == 5
    assert storage.read_pointer().build not in (before, after)
    schema.version.cache_clear()


def test_two_processes_agree_on_the_version_of_the_columns() -> None:
    asked = "import django; django.setup(); from catalogue.search import schema; "
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "archive_site.settings"}
    answers = {
        subprocess.check_output(
            [sys.executable, "-c", f"{asked} print(schema.version())"],
            cwd=settings.BASE_DIR,
            env=environment,
            text=True,
        ).strip()
        for _ in range(2)
    }
    assert answers == {schema.version()}


def test_a_large_missing_index_is_left_to_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "REBUILT_AT_ONCE", 3)
    with pytest.raises(SearchUnavailable, match=r"manage\.py index --rebuild"):
        search()
    call_command("index", "--rebuild", verbosity=0)
    assert search().total == 5
    call_command("index", "--check", verbosity=0)


def test_the_check_names_what_differs(capsys: pytest.CaptureFixture) -> None:
    search()
    document = Document.objects.get(identifier="letter")
    document.title = "Changed behind the log"
    document.save()
    Change.objects.all().delete()
    with pytest.raises(CommandError):
        call_command("index", "--check")
    assert f"documents: 1 outdated: [{document.pk}]" in capsys.readouterr().err


def wait_until_every_change_is_final() -> None:
    """On PostgreSQL a transaction in any database of the server may still hold the log back."""
    last = Change.objects.latest("transaction").transaction
    deadline = time.monotonic() + 30
    while (oldest := following.horizon()) is not None and oldest <= last:
        assert time.monotonic() < deadline, "another transaction on this server does not end"
        time.sleep(0.05)


def test_an_index_behind_the_pruned_log_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "KEPT", 2)
    search()
    pointer = storage.read_pointer()
    position = storage.read_position(pointer.build)
    for _ in range(5):
        Document.objects.get(identifier="letter").save()
    wait_until_every_change_is_final()
    search()
    assert Change.objects.count() <= 3
    storage.write_position(pointer.build, position)
    assert not following.is_followable(position, ChangeLog.current())
    assert search().total == 5
    assert storage.read_pointer().build != pointer.build


def test_a_rebuild_forgets_the_changes_that_it_made_needless(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(following, "KEPT", 2)
    assert Change.objects.count() > 10
    wait_until_every_change_is_final()
    index.rebuild()
    assert Change.objects.count() <= 3
    assert index.differences() == {}
