"""`manage.py generate` makes up a collection that repeats itself, in batches, beside nothing."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.db.models import Count, Model
from pytest_django import Settings

from catalogue.management.generation import Progress, collection, documents
from catalogue.management.generation.chance import chance
from catalogue.management.generation.dates import dating
from catalogue.management.generation.prose import length
from catalogue.management.generation.tree import LARGEST_OPIS, lettered, planned
from catalogue.models import (
    Agent,
    AgentName,
    Archive,
    Collection,
    Delo,
    Document,
    Fond,
    Holding,
    ListyRun,
    Opis,
    Participation,
    Subject,
    Text,
    runs_of,
)

MADE = (Fond, Opis, Delo, Agent, AgentName, Document, Participation, Text, Holding)
REFERRED = {Holding: ("document", "archive", "fond", "opis", "delo__opis__fond__archive")}
"""What `select_related` does not follow by itself, since it may be missing."""

MOMENTS = {"created_at", "changed_at"}
"""When a row was written; the one thing that no seed decides."""


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collection, "BATCH", 20)


def run_generate(documents: int = 60, dela: int = 90, seed: int = 1, *more: str) -> str:
    printed = StringIO()
    figures = ("--documents", documents, "--dela", dela, "--seed", seed)
    call_command("generate", *map(str, figures), *more, stdout=printed)
    return printed.getvalue()


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """All that was made, without keys and moments."""
    return {
        model.__name__: sorted(
            map(_values, model._default_manager.select_related(*REFERRED.get(model, ())))
        )
        for model in MADE
    }


def _values(row: Model) -> tuple[Any, ...]:
    return tuple(
        str(_named(row, field.name))
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in MOMENTS
    )


def _named(row: Model, field: str) -> Any:
    """A field's value; of a reference, what it refers to rather than its key."""
    value = getattr(row, field)
    return value.natural_key() if isinstance(value, Model) else value


def remove_all() -> None:
    for model in (Document, Agent, Delo, Opis, Fond, Collection):
        model._default_manager.all().delete()


# --- Repeating -------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_same_seed_makes_the_same_rows() -> None:
    run_generate()
    first = rows()
    remove_all()
    run_generate()
    assert rows() == first
    assert all(first.values())


@pytest.mark.django_db
def test_another_seed_makes_other_rows() -> None:
    run_generate(seed=1)
    first = rows()
    remove_all()
    run_generate(seed=2)
    assert rows()["Document"] != first["Document"]


@pytest.mark.django_db
def test_a_second_run_adds_nothing_and_says_so() -> None:
    assert run_generate().startswith("Added 20 agents, 90 dela, 60 documents.")
    before = rows()
    assert run_generate() == "Nothing to add: this collection is here already.\n"
    assert rows() == before


@pytest.mark.django_db
def test_a_run_that_was_stopped_goes_on_to_the_same_end(monkeypatch: pytest.MonkeyPatch) -> None:
    run_generate()
    whole = rows()
    remove_all()
    with monkeypatch.context() as patch:
        patch.setattr(documents, "holdings", stopping_after(25))
        with pytest.raises(CommandError, match="goes on from there"):
            run_generate()
    assert Document.objects.count() == 20  # the batch that was being written left nothing
    assert "40 documents" in run_generate()
    assert rows() == whole


def stopping_after(calls: int) -> Callable[..., Any]:
    """Stands for the hand on Ctrl-C."""
    original, left = documents.holdings, iter(range(calls))

    def stop(*arguments: Any) -> Any:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return original(*arguments)

    return stop


# --- What is made ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_listy_are_kept_as_runs() -> None:
    run_generate()
    for holding in Holding.objects.exclude(listy="").prefetch_related("runs"):
        wanted = [(run.start, run.end) for run in runs_of(holding)]
        assert [(run.start, run.end) for run in holding.runs.all()] == wanted
    assert ListyRun.objects.exists()


@pytest.mark.django_db
def test_every_row_is_as_saving_it_would_make_it() -> None:
    run_generate()
    for model in (Fond, Opis, Delo, Agent, Document, Holding):
        for row in model._default_manager.all():
            before = _values(row)
            row.full_clean()
            assert _values(row) == before


@pytest.mark.django_db
def test_a_document_lies_in_no_place_twice_and_in_three_at_most() -> None:
    run_generate(documents=200)
    documents = Document.objects.annotate(lies=Count("holdings"))
    assert set(documents.values_list("lies", flat=True)) == {0, 1, 2, 3}


@pytest.mark.django_db
def test_the_terms_and_archives_that_are_there_are_used() -> None:
    call_command("loaddata", "archives", "vocabulary", verbosity=0)
    run_generate()
    assert not Archive.objects.filter(code__startswith="gen-").exists()
    assert not Document.objects.filter(type__slug__startswith="gen-").exists()


@pytest.mark.django_db
def test_what_is_missing_is_made_under_keys_of_its_own() -> None:
    run_generate()
    assert {archive.code[:4] for archive in Archive.objects.all()} == {"gen-"}
    assert {subject.slug[:4] for subject in Subject.objects.all()} == {"gen-"}


@pytest.mark.django_db
def test_documents_without_dela_still_lie_in_archives() -> None:
    run_generate(dela=0)
    assert Holding.objects.exists()
    assert not Holding.objects.exclude(fond=None).exists()


@pytest.mark.django_db
def test_nothing_asked_for_is_nothing_made() -> None:
    assert run_generate(documents=0, dela=0).startswith("Nothing to add")


def test_texts_have_fifty_to_two_thousand_words_and_a_hundred_and_fifty_on_average() -> None:
    luck = chance("lengths")
    lengths = [length(luck) for _text in range(5_000)]
    assert min(lengths) >= 50
    assert max(lengths) <= 1_850  # names and numbers are added
    assert statistics.mean(lengths) == pytest.approx(140, abs=6)


def test_some_dates_are_open_spans_decades_or_unknown() -> None:
    luck = chance("dates")
    edtfs = {dating(luck, "ru").date_edtf for _date in range(2_000)}
    for mark in ("/", "X", "~", "[..", "..]"):
        assert any(mark in edtf for edtf in edtfs), mark
    assert "" in edtfs


# --- The plan of the holdings ----------------------------------------------------------------


@pytest.mark.parametrize("dela", [0, 1, 2_000, 2_001, 123_456, 10_000_000])
def test_a_tree_has_as_many_dela_as_were_asked_for(dela: int) -> None:
    opisi = planned(1, dela).opisi
    assert sum(opis.size for opis in opisi) == dela
    assert max((opis.size for opis in opisi), default=0) <= LARGEST_OPIS


def test_at_ten_million_dela_the_largest_opisi_are_full() -> None:
    assert max(opis.size for opis in planned(1, 10_000_000).opisi) == LARGEST_OPIS


def test_every_ordinal_lies_in_its_opis() -> None:
    tree = planned(3, 20_000)
    for opis in tree.opisi:
        for ordinal in (opis.first, opis.first + opis.size - 1):
            assert tree.opis_of(ordinal) == opis


def test_no_two_opisi_of_a_fond_have_one_number() -> None:
    opisi = planned(1, 1_000_000).opisi
    assert len({(opis.fond, opis.number) for opis in opisi}) == len(opisi)


def test_some_numbers_have_letters() -> None:
    assert [lettered(number, 4) for number in range(1, 6)] == ["1", "2", "3", "3а", "5"]


# --- Refusals --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_somebody_described_is_left_alone_unless_told() -> None:
    Document.objects.create(identifier="kept", title="A letter")
    with pytest.raises(CommandError, match=r"document kept.*--yes"):
        run_generate()
    assert "60 documents" in run_generate(60, 90, 1, "--yes")


@pytest.mark.django_db
def test_a_database_of_fixtures_is_nobodys_work() -> None:
    call_command("loaddata", "archives", "vocabulary", "kuznetsov-1953", verbosity=0)
    assert "60 documents" in run_generate()


@pytest.mark.django_db
def test_two_collections_do_not_mix() -> None:
    run_generate(seed=1)
    with pytest.raises(CommandError, match="60 documents, 90 dela, seed 1"):
        run_generate(seed=2)


def test_a_public_site_is_never_filled(settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="for development"):
        run_generate()


@pytest.mark.parametrize("figure", ["-1", "1.5", "many", "²", "1000000001", "9" * 5_000])
def test_what_is_no_number_of_rows_is_refused(figure: str) -> None:
    with pytest.raises(CommandError, match="give a whole number"):
        call_command("generate", f"--documents={figure}")


# --- Progress --------------------------------------------------------------------------------


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def shown_on(output: StringIO) -> str:
    tell = Progress(OutputWrapper(output))
    tell("dela", 0, 2_000, 0)
    tell("dela", 1_000, 2_000, 1_000)
    tell.break_off()
    return output.getvalue()


def test_progress_shows_rate_and_time_left_at_a_terminal_on_one_line() -> None:
    *written_over, last = shown_on(Terminal()).split("\r")
    assert re.match(r"dela: 1,000 of 2,000, [\d,]+ a second, \d+ s left *\n\Z", last)
    assert "\n" not in "".join(written_over)


def test_progress_is_quiet_elsewhere() -> None:
    assert shown_on(StringIO()) == ""
