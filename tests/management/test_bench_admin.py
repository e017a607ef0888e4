"""`manage.py bench admin`: it asks for every page of the desk, on a tiny made-up collection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from catalogue.management.benchmarks import admin as bench
from catalogue.management.benchmarks import admin_collection
from catalogue.management.benchmarks.admin_questions import questions
from catalogue.models import AuditLine, Document

from .conftest import Run

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

QUICK = ["bench", "admin", "--times", "1", "--seconds", "0"]


@pytest.fixture(scope="module")
def collection(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        call_command("generate", documents=30, dela=200, verbosity=0)
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    admin_collection.fullest.cache_clear()
    admin_collection.words_of.cache_clear()


@pytest.fixture
def asked(collection: None) -> list[str]:
    """The names of what a superuser is measured with."""
    client = Client()
    client.force_login(User.objects.create_superuser("curator"))
    return [one.name for one in questions(client)]


def test_every_list_and_every_form_is_asked_for(asked: list[str]) -> None:
    for model, desk in admin.site._registry.items():
        name = model._meta.model_name
        assert f"{name} list" in asked
        if model._default_manager.exists():
            assert {f"{name}, change", f"{name}, history"} <= {*asked}
        assert not desk.list_filter or any(one.startswith(f"{name} list, ") for one in asked)


def test_select_boxes_are_asked_with_letters_and_words_of_three_scripts(asked: list[str]) -> None:
    box = [one for one in asked if one.startswith("box participation.agent, ")]
    for script in ("latin", "cyrillic", "han"):
        for kind in ("letter", "common"):
            assert any(f", {kind} {script}: " in one for one in box)


def test_tree_merging_bulk_work_and_doubles_are_asked_for(asked: list[str]) -> None:
    names = {one.partition(":")[0] for one in asked}
    assert {"start page", "tree", "tree at opis", "agent, merge preview", "likely doubles"} <= names
    assert {"document, bulk choice of 500", "document, bulk preview of 500, a word"} <= names


def test_pages_are_listed_worst_first_for_both_people(
    collection: None, run: Run, tmp_path: Path
) -> None:
    history = tmp_path / "history.jsonl"
    rows = run(*QUICK, "--only", "document list", "--json", history).splitlines()
    pages = [row for row in rows if "queries" in row]
    times = [float(row.split(" ms ")[0].split()[-1].replace(",", "")) for row in pages]
    assert times == sorted(times, reverse=True)
    figures = json.loads(history.read_text(encoding="utf-8"))["more"]
    assert figures["document list (superuser)"]["queries"] > 3
    assert "document list (cataloguer)" in figures


def test_measuring_leaves_no_trace(collection: None, run: Run) -> None:
    run(*QUICK, "--only", "start page")
    assert not User.objects.exists()
    assert not AuditLine.objects.exists()


def test_slow_pages_are_shown_with_their_plans(
    collection: None, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "AIM", 0.0)
    printed = run(*QUICK, "--only", "fond list", "--plans")
    assert "SELECT" in printed
    assert "catalogue_fond" in printed


def test_an_empty_desk_is_not_measured(collection: None, run: Run) -> None:
    Document.objects.all().delete()
    with pytest.raises(CommandError, match="nothing on the desk"):
        run(*QUICK)
