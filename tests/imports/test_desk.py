"""Importing at the desk: upload, preview, confirm, the report, undoing; who may."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from catalogue.models import Archive, Batch, Fond

from .conftest import ARCHIVE, FOND, Write, item, last_batch, reported

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NEW = "admin:catalogue_batch_new"


@pytest.fixture(autouse=True)
def _uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CATALOGUE_UPLOADS", tmp_path / "uploads")


@pytest.fixture
def importer(client: Client) -> Client:
    """A curator who may see, import and undo, and nothing else."""
    user = User.objects.create_user("importer", password="x", is_staff=True)
    names = ("view_batch", "import_batch", "undo_batch")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


def upload(client: Client, content: Any, name: str = "own.json", **choices: Any) -> HttpResponse:
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    return client.post(reverse(NEW), {"file": SimpleUploadedFile(name, text), **choices})


def confirm(client: Client, preview: HttpResponse) -> HttpResponse:
    address = reverse("admin:catalogue_batch_confirm")
    return client.post(address, {"token": preview.context["token"]}, follow=True)


def test_a_file_is_previewed_then_imported_once(importer: Client) -> None:
    preview = upload(importer, [ARCHIVE, FOND])
    assert preview.context["totals"]["created"] == 2
    assert not Archive.objects.exists()
    assert not Batch.objects.exists()
    done = confirm(importer, preview)
    assert "is imported" in done.content.decode()
    assert (last_batch().user.username, last_batch().source) == ("importer", "own.json")
    assert done.context["report"]["counts"] == preview.context["report"]["counts"]
    assert "send it again" in confirm(importer, preview).content.decode()
    assert Batch.objects.count() == 1
    assert list((settings.CATALOGUE_UPLOADS).iterdir()) == []


def test_a_faulty_file_cannot_be_confirmed(importer: Client) -> None:
    preview = upload(importer, [ARCHIVE, item("fond", archive=["X"], number="1")])
    page = preview.content.decode()
    assert "No catalogue.archive has this key" in page
    assert "own.json, line 1, object 2" in page
    assert 'name="token"' not in page
    kept = upload(importer, [ARCHIVE, item("fond", archive=["X"], number="1")], keep_good="on")
    assert "Not everything was taken" in confirm(importer, kept).content.decode()
    assert Archive.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "own.json", "empty"),
        (b"[{", "own.json", "cut off"),
        (b"\x89PNG\r\n", "own.png", "not known"),
        ("[Р]".encode("cp1251"), "own.json", "not UTF-8"),
        (b"<!DOCTYPE x><django-objects/>", "own.xml", "DOCTYPE"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(
    content: bytes, name: str, words: str, importer: Client
) -> None:
    answer = upload(importer, content, name)
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_a_file_that_is_too_large_is_refused(
    importer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "CATALOGUE_IMPORT_MAX", 0)
    assert "manage.py import" in upload(importer, [ARCHIVE]).content.decode()


def test_a_file_that_takes_too_long_is_refused(
    importer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalogue.admin.import_page.LONGEST_SECONDS", -1)
    assert "too long to wait" in upload(importer, [ARCHIVE]).content.decode()


def test_what_was_never_confirmed_goes_after_a_day(importer: Client) -> None:
    upload(importer, [ARCHIVE])
    (old,) = settings.CATALOGUE_UPLOADS.iterdir()
    os.utime(old, (time.time() - 90_000,) * 2)
    upload(importer, [FOND])
    assert old not in settings.CATALOGUE_UPLOADS.iterdir()


def test_a_foreign_or_forged_token_imports_nothing(importer: Client) -> None:
    address = reverse("admin:catalogue_batch_confirm")
    for token in ("", "../../etc/passwd", "0" * 32):
        assert importer.post(address, {"token": token}).status_code == 302
    assert importer.get(address).status_code == 302
    assert not Batch.objects.exists()


def test_an_import_is_undone_with_a_confirmation(importer: Client, write: Write) -> None:
    reported(write(ARCHIVE, FOND))
    batch = last_batch()
    page = importer.get(reverse("admin:catalogue_batch_change", args=[batch.pk]))
    address = reverse("admin:catalogue_batch_undo", args=[batch.pk])
    assert address in page.content.decode()
    assert importer.get(address).status_code == 200
    assert Fond.objects.exists()
    assert "is undone" in importer.post(address, follow=True).content.decode()
    assert not Fond.objects.exists()
    assert "nothing to undo" in importer.post(address, follow=True).content.decode()


def test_the_history_of_a_record_names_its_imports(admin_client: Client, write: Write) -> None:
    reported(write(ARCHIVE, FOND))
    page = admin_client.get(
        reverse("admin:catalogue_fond_history", args=[Fond.objects.get().pk])
    ).content.decode()
    assert "own.json" in page
    assert reverse("admin:catalogue_batch_change", args=[last_batch().pk]) in page


@pytest.mark.parametrize(
    "address", [lambda pk: reverse(NEW), lambda pk: reverse("admin:catalogue_batch_confirm"),
                lambda pk: reverse("admin:catalogue_batch_undo", args=[pk]),
                lambda pk: reverse("admin:catalogue_batch_change", args=[pk]),
                lambda pk: reverse("admin:catalogue_batch_changelist")],
)  # fmt: skip
def test_who_may_not_is_refused(
    address: Callable[[int], str], client: Client, write: Write
) -> None:
    reported(write(ARCHIVE))
    client.force_login(User.objects.create_user("other", is_staff=True))
    assert client.get(address(last_batch().pk)).status_code == 403
    assert client.post(address(last_batch().pk)).status_code == 403
    client.logout()
    assert client.get(address(last_batch().pk)).status_code == 302


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_work_by_hand_without_scripts_and_axe_finds_nothing(
    open_page: Callable[..., Page], axe: Callable, tmp_path: Path, scheme: str
) -> None:
    User.objects.create_superuser("admin", password="x")
    faulty = item("fond", archive=["X"], number="1")
    file = tmp_path / "own.json"
    file.write_text(json.dumps([ARCHIVE, FOND, faulty]), encoding="utf-8")
    page = open_page(color_scheme=scheme, viewport={"width": 320, "height": 700})
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("x")
    page.get_by_role("button", name="Log in").click()
    page.goto("/admin/catalogue/batch/")
    assert axe(page) == []
    page.get_by_role("link", name="Import a file").click()
    assert axe(page) == []
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Take what is good").check()
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_text("No catalogue.archive has this key")).to_be_visible()
    assert axe(page) == []
    page.screenshot(path=os.environ.get("SHOTS", str(tmp_path)) + f"/preview-{scheme}.png",
                    full_page=True)  # fmt: skip
    page.get_by_role("button", name="Import", exact=True).click()
    assert axe(page) == []
    page.screenshot(path=os.environ.get("SHOTS", str(tmp_path)) + f"/batch-{scheme}.png",
                    full_page=True)  # fmt: skip
    page.get_by_role("link", name="Undo").click()
    assert axe(page) == []
    page.get_by_role("button", name="Yes, undo it").click()
    expect(page.get_by_text("is undone")).to_be_visible()
    assert not Archive.objects.exists()
