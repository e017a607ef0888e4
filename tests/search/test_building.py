"""Building an index: by one process or several, in one go or several, the outcome is one."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Agent, Document, Holding, Participation
from catalogue.search import SearchUnavailable, building, index, storage, workers
from catalogue.search.kinds import DELA, DOCUMENTS
from catalogue.search.shared import Shared

from .conftest import found, search
from .test_processes import database_url

pytestmark = pytest.mark.usefixtures("collection")


@pytest.fixture
def _several_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few the rows, several processes make the records, five at a time."""
    monkeypatch.setattr(workers, "ALONE", 0)
    monkeypatch.setattr(workers, "BATCH", 5)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setenv("DATABASE_URL", database_url())


def more_documents(count: int) -> None:
    delo = DELA.rows().first()
    agent = Agent.objects.get(slug="mao")
    for number in range(count):
        document = Document.objects.create(title=f"More {number}", status="published")
        Holding.objects.create(document=document, delo=delo, listy=str(number + 1))
        Participation.objects.create(
            document=document, agent=agent, role=Participation.objects.first().role
        )


@pytest.mark.usefixtures("_several_processes")
def test_several_processes_build_what_the_database_has() -> None:
    more_documents(30)
    index.rebuild()
    assert search(q="more").total == 30
    assert index.differences() == {}


@pytest.mark.usefixtures("_several_processes")
def test_processes_that_would_read_another_database_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/another.sqlite3")
    with pytest.raises(Exception, match=r"another database|no such table"):
        index.rebuild()


def no_documents(_facet: str, _value: str) -> int:
    return 0


def test_the_queries_of_a_batch_do_not_grow_with_it() -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            list(DOCUMENTS.records(DOCUMENTS.rows(), Shared(no_documents)))
            list(DELA.records(DELA.rows(), Shared(no_documents)))
        return len(captured)

    few = queries()
    more_documents(20)
    assert queries() == few <= 24


def test_what_many_records_share_is_read_once() -> None:
    shared = Shared(no_documents)
    list(DOCUMENTS.records(DOCUMENTS.rows(), shared))
    with CaptureQueriesContext(connection) as captured:
        list(DOCUMENTS.records(DOCUMENTS.rows(), shared))
    assert len(captured) == 8


def test_ranges_cover_every_row_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "BATCH", 3)
    more_documents(10)
    Document.objects.filter(title__in=["More 2", "More 3", "More 9"]).delete()
    ids = list(DOCUMENTS.rows().order_by("pk").values_list("pk", flat=True))
    parts = [
        list(DOCUMENTS.rows().filter(pk__gte=one.first, pk__lte=one.last).order_by("pk"))
        for one in workers.ranges(Path("build"), DOCUMENTS)
    ]
    assert [document.pk for part in parts for document in part] == ids
    assert max(map(len, parts)) <= 3


def test_a_stopped_rebuild_goes_on_where_it_was_written_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The old index serves meanwhile; what changed meanwhile is in the new one."""
    more_documents(30)
    search()
    before = storage.read_pointer()
    monkeypatch.setattr(building, "WRITTEN_DOWN", 0.0)
    monkeypatch.setattr(workers, "BATCH", 5)

    def stop(kind: str, done: int, total: int) -> Iterator[None]:
        if done > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.rebuild(stop)
    assert storage.read_pointer() == before
    unfinished = storage.read_unfinished()
    assert unfinished is not None
    assert unfinished.done["documents"] > 0
    Document.objects.filter(title="More 1").update(title="Sputnik")
    assert found(search(q="sputnik")) != []

    began_with: list[int] = []
    index.rebuild(lambda kind, done, total: began_with.append(done))
    assert began_with[0] > 15, "what was written down was made again"
    assert storage.read_pointer().build == unfinished.build
    assert storage.read_unfinished() is None
    assert index.differences() == {}
    assert search(q="more").total == 29


@pytest.mark.usefixtures("_several_processes")
def test_a_rebuild_whose_process_is_killed_says_so_and_can_go_on() -> None:
    more_documents(60)

    def kill(kind: str, done: int, total: int) -> None:
        for process in multiprocessing.active_children():
            process.kill()

    with pytest.raises(SearchUnavailable, match="killed"):
        index.rebuild(kill)
    index.rebuild()
    assert index.differences() == {}
