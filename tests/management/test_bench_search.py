"""`manage.py bench search`: it asks everything of everyone, on a tiny made-up collection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from catalogue.management.benchmarks import search as bench
from catalogue.management.benchmarks import search_pages, search_queries, search_sql
from catalogue.management.benchmarks.search_columns import Floor, read_columns
from catalogue.management.benchmarks.search_datasette import Datasette, is_here, write_rows
from catalogue.management.benchmarks.search_datasette import serving as serving_rows
from catalogue.management.benchmarks.search_queries import Asked, questions
from catalogue.management.benchmarks.search_relations import RELATIONS, documents_of
from catalogue.management.benchmarks.search_sql import seconds_in_sql
from catalogue.management.search_results import ids_found
from catalogue.models import Document
from catalogue.search import Search, facet_values, index, search_documents

from .conftest import Run

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("collection"),
    pytest.mark.one_database,
]

FIGURES = {"documents": 60, "dela": 300}


@pytest.fixture(scope="module")
def collection(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        call_command("generate", **FIGURES, verbosity=0)
        index.refresh()
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def asked(collection: None, django_db_blocker: DjangoDbBlocker) -> dict[str, Asked]:
    """The questions by name."""
    with django_db_blocker.unblock():
        return {one.name: one for one in questions()}


def test_at_least_forty_different_questions_are_asked(asked: dict[str, Asked]) -> None:
    assert len(asked) >= 40
    assert sum(one.beside_rivals for one in asked.values()) >= 10


def test_every_facet_is_asked_for(asked: dict[str, Asked]) -> None:
    parameters = {name for one in asked.values() for name in one.parameters}
    assert parameters >= {relation.name for relation in RELATIONS}


def test_common_words_are_in_more_documents_than_rare_ones(asked: dict[str, Asked]) -> None:
    counts = [
        search_documents(asked[name].search).total
        for name in ("a very common word", "a common word", "a rare word", "an absent word")
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 10
    assert counts[-1] == 0


def test_the_table_has_every_question_and_the_history_its_figures(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Asked]
) -> None:
    """Of some questions, and without the server, which would read another database."""
    some = [asked[name] for name in ("everything", "one type", "a surname, Cyrillic")]
    monkeypatch.setattr(bench, "questions", lambda: some)
    monkeypatch.setattr(bench, "_server", lambda run, asked: iter(()))
    monkeypatch.setattr(bench, "measure_visibility", bench.measure_size)  # below, it saves
    history = tmp_path / "history.jsonl"
    printed = run(
        *("bench", "search", "--documents", "60", "--dela", "300"),
        *("--times", "1", "--seconds", "0", "--patience", "20", "--json", history),
    )
    (kept,) = [json.loads(line) for line in history.read_text(encoding="utf-8").splitlines()]
    for one in some:
        assert f"\n{one.name} " in printed
        assert kept["more"][one.name]["address"] == one.address
    beside = kept["more"]["everything, beside rivals"]
    assert beside["sql"] > 0
    assert (beside["datasette"] is not None) == is_here()
    assert (beside["floor"] is not None) == bool(find_spec("numpy"))
    assert beside["stopped"] == []
    assert "times faster than sql" in kept["figures"]


def test_what_was_measured_is_kept_when_a_run_is_stopped(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*arguments: object) -> Iterator[None]:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(bench, "_server", stop)
    monkeypatch.setattr(bench, "questions", list)
    history = tmp_path / "history.jsonl"
    with pytest.raises(CommandError, match="Stopped"):
        run("bench", "search", "--json", history)
    assert "dela" in json.loads(history.read_text(encoding="utf-8"))["figures"]


def test_plain_sql_counts_what_the_index_counts(asked: dict[str, Asked]) -> None:
    """Else the comparison would be with something else."""
    for name in ("everything", "one archive", "one opis", "three types, two languages", "one year"):
        search = asked[name].search
        ids = ids_found(search)
        assert sorted(ids) == sorted(documents_of(search, ids).values_list("pk", flat=True)), name


def test_columns_hold_what_the_facets_count() -> None:
    columns = read_columns(lambda name: None)
    assert len(columns.ids) == Document.objects.published().count()
    for name in ("archive", "type", "language", "agent", "subject", "collection", "text"):
        counts = {one.value: one.count for one in facet_values(Search(), name)}
        found: dict[str, int] = {}
        for _document, values in columns.of[name].by_document():
            for value in set(values):
                found[value] = found.get(value, 0) + 1
        assert found == {value: n for value, n in counts.items() if "/" not in value}, name


def test_the_floor_counts_any_documents() -> None:
    pytest.importorskip("numpy")
    columns = read_columns(lambda name: None)
    floor = Floor(columns)
    assert floor.milliseconds(columns.ids) > 0
    assert floor.milliseconds(columns.ids[3:9]) > 0


@pytest.fixture
def datasette(tmp_path: Path) -> Iterator[Datasette]:
    pytest.importorskip("datasette")
    write_rows(tmp_path / "rows.db", read_columns(lambda name: None))
    with serving_rows(tmp_path, 30) as running:
        yield running


def test_datasette_really_answers(datasette: Datasette, asked: dict[str, Asked]) -> None:
    answer = datasette.get("/documents.json?_facet_array=agent&_facet=type&_size=20", 30)
    types = {one.value: one.count for one in facet_values(Search(), "type")}
    found = answer["facet_results"]["type"]["results"]
    assert {one["value"]: one["count"] for one in found} == types
    for name in ("everything", "one agent", "a rare word", "word, archive, years"):
        _seconds, broken_off = datasette.seconds(asked[name].search)
        assert not broken_off


def test_a_rival_that_takes_too_long_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_sql, "STEPS", 10)
    seconds, broken_off = seconds_in_sql(Search(), [], 0.0001)
    assert (seconds, broken_off) == (0.0001, True)
    assert not seconds_in_sql(Search(), [], 60)[1]
    assert Document.objects.count() == FIGURES["documents"]  # the connection still answers


def test_a_collection_of_other_figures_is_not_measured(run: Run, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="another made-up collection"):
        run("bench", "search", "--documents", "61", "--dela", "300", "--json", tmp_path / "h")
    with pytest.raises(CommandError, match="both"):
        run("bench", "search", "--documents", "60", "--json", tmp_path / "h")


def test_a_server_is_asked_by_several_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads a database of its own here, or none: what counts is that it answers, and ends."""
    home = Asked("about")
    monkeypatch.setattr(search_queries.Asked, "address", "/about/")
    with search_pages.serving("/about/", workers=1) as server:
        met = search_pages.load(server, [home], clients=3, seconds=0.3)
    assert len(met.times) >= 3
    assert met.rate > 0
    assert server.process.poll() is not None


def test_nothing_is_measured_of_an_empty_index(tmp_path: Path) -> None:
    with override_settings(CATALOGUE_INDEX=tmp_path):
        assert bench.measure_size().value == 0
