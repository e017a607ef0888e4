"""Who may do what: every page for everyone, and never a fault instead of an answer."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from catalogue.models import (
    Agent,
    Archive,
    Collection,
    Delo,
    Document,
    DocumentType,
    Fond,
    FormerReference,
    Language,
    Opis,
    Place,
    Role,
    Subject,
)

pytestmark = pytest.mark.one_database

MODELS = [
    *(Agent, Archive, Collection, Delo, Document, DocumentType, Fond),
    *(FormerReference, Language, Opis, Place, Role, Subject),
]

PAGES = {
    "changelist": "view",
    "add": "add",
    "change": "view",
    "history": "view",
    "delete": "delete",
    "recoverlist": "add",
}
"""A page, and the right that it needs at least."""


@pytest.fixture
def records(telegram: Document, kuznetsov: Agent) -> dict[type, int]:
    """One row of every kind."""
    Collection.objects.create(slug="c", label_en="Korea")
    Place.objects.create(slug="p", label_en="Beijing")
    Subject.objects.create(slug="s", label_en="Korean War")
    FormerReference.objects.create(archive="ЦПА", now_archive=Archive.objects.first())
    return {model: model.objects.first().pk for model in MODELS}


def address(model: type, page: str, pk: int) -> str:
    args = [pk] if page in ("change", "history", "delete") else []
    return reverse(f"admin:catalogue_{model._meta.model_name}_{page}", args=args)


def signed_in(**kind: bool) -> Client:
    client = Client()
    client.force_login(User.objects.create_user("someone", **kind))
    return client


@pytest.mark.parametrize("page", PAGES)
def test_without_a_right_every_page_is_forbidden(page, records) -> None:
    client = signed_in(is_staff=True)
    for model in MODELS:
        assert client.get(address(model, page, records[model])).status_code == 403, model


@pytest.mark.parametrize("page", PAGES)
def test_readers_are_sent_to_the_sign_in(page, records) -> None:
    for client in (Client(), signed_in()):
        for model in MODELS:
            response = client.get(address(model, page, records[model]))
            assert response.status_code == 302, model
            assert response.url.startswith(reverse("admin:login"))


def test_who_may_only_look_sees_every_list_form_and_history(records) -> None:
    client = signed_in(is_staff=True)
    rights = Permission.objects.filter(codename__startswith="view_")
    User.objects.get(username="someone").user_permissions.set(rights)
    for model in MODELS:
        for page in ("changelist", "change", "history"):
            response = client.get(address(model, page, records[model]))
            assert response.status_code == 200, (model, page)
            assert 'name="_save"' not in response.content.decode()
        for page in ("add", "delete"):
            assert client.get(address(model, page, records[model])).status_code == 403
        changed = client.post(address(model, "change", records[model]), {})
        assert changed.status_code == 403, model


def test_who_may_only_change_the_document_sees_its_parts_as_text(records, telegram) -> None:
    client = signed_in(is_staff=True)
    rights = ("change_document", "view_holding", "view_participation", "view_text")
    rights = Permission.objects.filter(codename__in=rights)
    User.objects.get(username="someone").user_permissions.set(rights)
    page = client.get(address(Document, "change", telegram.pk)).content.decode()
    assert "187-189" in page
    assert 'name="holdings-0-place"' not in page
    assert 'name="title"' in page


def test_the_curator_sees_every_page(desk, records) -> None:
    for model in MODELS:
        for page in PAGES:
            assert desk.get(address(model, page, records[model])).status_code == 200, (model, page)


@pytest.mark.parametrize("pk", ["0", "x", "99999999999999999999", "1_2F2", "%00"])
def test_a_record_that_is_not_there_leads_back_to_the_start(pk, desk, db) -> None:
    for model in (Document, Delo, Agent):
        for page in ("change", "history", "history/1", "delete"):
            name = model._meta.model_name
            assert desk.get(f"/admin/catalogue/{name}/{pk}/{page}/").status_code in (302, 404)


def test_the_menu_shows_what_one_may_see(desk_of_staff, db) -> None:
    page = desk_of_staff("view_document").get(reverse("admin:index")).content.decode()
    assert "Documents" in page
    assert "Vocabularies" not in page
