"""A table at the desk whose headings are not known: its columns are asked about, once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from catalogue.models import Archive, Delo, Document

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

COLUMNS = "admin:catalogue_batch_columns"
STRANGE = "Фонд,Опис,Nr,What,Kept\nФ. 5,Оп. 1,1,Letters,yes\nФ. 5,Оп. 1,2,Телеграми,no\n"
ANSWERS = {
    "rows": "delo",
    "archive": "House of Papers",
    "column_0": "fond.number",
    "column_1": "opis.number",
    "column_2": "delo.number",
    "column_3": "delo.title",
    "column_4": "",
}


@pytest.fixture(autouse=True)
def _uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CATALOGUE_UPLOADS", tmp_path / "uploads")


def upload(client: Client, text: str, name: str = "table.csv") -> HttpResponse:
    file = SimpleUploadedFile(name, text.encode())
    return client.post(reverse("admin:catalogue_batch_new"), {"file": file}, follow=True)


def test_unknown_headings_are_asked_about_then_previewed_and_imported(admin_client: Client) -> None:
    asked = upload(admin_client, STRANGE)
    assert asked.redirect_chain == [(reverse(COLUMNS), 302)]
    form = asked.context["form"]
    assert form["rows"].initial == "delo"
    assert [(bound.label, bound.initial) for bound, _values in form.columns][:3] == [
        ("Фонд", "fond.number"),
        ("Опис", "opis.number"),
        ("Nr", ""),
    ]
    assert [values for _bound, values in form.columns][3] == ["Letters", "Телеграми"]
    preview = admin_client.post(reverse(COLUMNS), ANSWERS)
    assert preview.context["report"]["counts"]["catalogue.delo"]["created"] == 2
    assert not Delo.objects.exists()
    token = {"token": preview.context["token"]}
    admin_client.post(reverse("admin:catalogue_batch_confirm"), token)
    assert [(one.natural_key()[1:], one.title) for one in Delo.objects.in_order()] == [
        (("5", "1", "", "1"), "Letters"),
        (("5", "1", "", "2"), "Телеграми"),
    ]


def test_what_is_known_is_not_asked(admin_client: Client) -> None:
    Archive.objects.create(code="APRF", name="Archive")
    answer = upload(admin_client, "archive,fond,opis,delo,title\nAPRF,3,65,830,Telegrams\n")
    assert answer.redirect_chain == []
    assert answer.context["totals"]["created"] == 3


def test_one_archive_fond_and_opis_may_be_said_for_all_rows(admin_client: Client) -> None:
    upload(admin_client, "Nr,What\n1,Letters\n")
    answers = {"rows": "delo", "archive": "X", "fond": "5", "opis": "1"}
    columns = {"column_0": "delo.number", "column_1": "delo.title"}
    preview = admin_client.post(reverse(COLUMNS), answers | columns)
    counts = preview.context["report"]["counts"]
    assert {label: count["created"] for label, count in counts.items()} == dict.fromkeys(
        ("catalogue.archive", "catalogue.fond", "catalogue.opis", "catalogue.delo"), 1
    )


def test_rows_may_be_documents(admin_client: Client) -> None:
    upload(admin_client, "Key,What\n1,Letter\n")
    answers = {"rows": "document", "prefix": "mine"}
    columns = {"column_0": "document.identifier", "column_1": "document.title"}
    preview = admin_client.post(reverse(COLUMNS), answers | columns)
    token = {"token": preview.context["token"]}
    admin_client.post(reverse("admin:catalogue_batch_confirm"), token)
    assert Document.objects.get().identifier.startswith("mine")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"column_2": ""}, "which column is the number of the delo"),
        ({"archive": ""}, "which archive the table is of"),
        ({"rows": "document"}, "which column is the title of the document"),
        ({"column_3": "delo.colour"}, "Select a valid choice"),
        ({"rows": ""}, "This field is required"),
    ],
)
def test_answers_that_do_not_suffice_are_refused(
    change: dict[str, str], said: str, admin_client: Client
) -> None:
    upload(admin_client, STRANGE)
    assert said in admin_client.post(reverse(COLUMNS), ANSWERS | change).content.decode()


def test_without_a_kept_file_the_columns_lead_back(admin_client: Client) -> None:
    for answer in (admin_client.get(reverse(COLUMNS)), admin_client.post(reverse(COLUMNS), {})):
        assert answer.status_code == 302


def test_an_empty_table_is_refused(admin_client: Client) -> None:
    assert "The table is empty" in upload(admin_client, ",,\n,,\n").content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_columns_work_by_hand_and_axe_finds_nothing(
    open_page: Callable[..., Page], axe: Callable, tmp_path: Path, scheme: str
) -> None:
    User.objects.create_superuser("admin", password="x")
    file = tmp_path / "table.csv"
    file.write_text(STRANGE, encoding="utf-8")
    page = open_page(color_scheme=scheme, viewport={"width": 320, "height": 700})
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("x")
    page.get_by_role("button", name="Log in").click()
    page.goto("/admin/catalogue/batch/new/")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Show what it would do").click()
    assert axe(page) == []
    shots = Path(os.environ.get("SHOTS", str(tmp_path)))
    page.screenshot(path=shots / f"columns-{scheme}.png", full_page=True)
    page.get_by_label("Archive of all rows").fill("House of Papers")
    page.get_by_role("button", name="Show what it would do").click()
    assert axe(page) == []
    page.get_by_label("Nr").select_option("delo.number")
    page.get_by_label("What").select_option("delo.title")
    page.get_by_role("button", name="Show what it would do").click()
    page.get_by_role("button", name="Import", exact=True).click()
    assert Delo.objects.count() == 2
