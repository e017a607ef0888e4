"""A curator at the desk, and the two places of the founding document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from catalogue.models import (
    Agent,
    AgentName,
    Archive,
    ArchiveName,
    Delo,
    Document,
    DocumentType,
    Fond,
    Holding,
    Language,
    Opis,
    Participation,
    Role,
    Text,
)


@dataclass(frozen=True)
class Desk:
    """A curator's browser, signed in: opens forms and sends them back."""

    client: Client

    def get(self, address: str, **query: Any) -> HttpResponse:
        return self.client.get(address, query)

    def list(self, model: type, **query: Any) -> HttpResponse:
        return self.get(self.address(model, "changelist"), **query)

    def add(self, model: type, **typed: Any) -> HttpResponse:
        return self.send(self.address(model, "add"), **typed)

    def change(self, record: Any, **typed: Any) -> HttpResponse:
        return self.send(self.address(type(record), "change", record.pk), **typed)

    def send(self, address: str, **typed: Any) -> HttpResponse:
        """Send the form at an address back as it is but for what is typed."""
        return self.client.post(address, _sent_back(self.client.get(address)) | typed)

    def act(self, model: type, action: str, *rows: Any, **more: Any) -> HttpResponse:
        data = {"action": action, "_selected_action": [row.pk for row in rows], **more}
        return self.client.post(self.address(model, "changelist"), data, follow=True)

    def suggestions(self, model: type, field: str, term: str) -> list[str]:
        """The labels that a field of a model suggests for a term."""
        query = {"app_label": "catalogue", "field_name": field, "term": term}
        query["model_name"] = model._meta.model_name
        answer = self.get(reverse("admin:autocomplete"), **query)
        assert answer.status_code == 200, answer
        return [one["text"] for one in answer.json()["results"]]

    @staticmethod
    def address(model: type, page: str, *args: Any) -> str:
        return reverse(f"admin:catalogue_{model._meta.model_name}_{page}", args=args)


def _sent_back(response: HttpResponse) -> dict[str, Any]:
    """What a browser would send back from a form nobody touched."""
    assert response.status_code == 200, response
    formsets = [one.formset for one in response.context["inline_admin_formsets"]]
    rows = [row for formset in formsets for row in (formset.management_form, *formset.forms)]
    data: dict[str, Any] = {}
    for form in (response.context["adminform"].form, *rows):
        for field in form:
            value = field.field.prepare_value(field.value())
            if isinstance(value, str):
                value = value.replace("\n", "\r\n")
            if value is not None and value is not False:
                data[field.html_name] = value
            if field.field.show_hidden_initial:
                data[field.html_initial_name] = value
    return data


# --- People ---


@pytest.fixture
def curator(db: None) -> User:
    return User.objects.create_superuser("curator", password="a curator's password")


@pytest.fixture
def desk(client: Client, curator: User) -> Desk:
    client.force_login(curator)
    return Desk(client)


@pytest.fixture
def desk_of_staff(db: None) -> Callable[..., Desk]:
    """A function that signs in a member of staff with certain permissions only."""

    def desk_of_staff(*permissions: str) -> Desk:
        user = User.objects.create_user("staff", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        assert user.user_permissions.count() == len(permissions)
        client = Client()
        client.force_login(user)
        return Desk(client)

    return desk_of_staff


@pytest.fixture
def desk_of(db: None) -> Callable[..., Desk]:
    """A function that signs in a member of a group, by default under the group's own name."""

    def desk_of(group: str, username: str = "") -> Desk:
        user, is_new = User.objects.get_or_create(username=username or group, is_staff=True)
        if is_new:
            user.set_password("a curator's password")
            user.save()
            user.groups.set(Group.objects.filter(name=group))
        assert user.groups.get().name == group
        client = Client()
        client.force_login(user)
        return Desk(client)

    return desk_of


@pytest.fixture
def errors_of() -> Callable[[HttpResponse], str]:
    """A function that gives all messages of a refused form, its rows included, as one text."""

    def errors_of(response: HttpResponse) -> str:
        assert response.status_code == 200, "the form was accepted"
        form = response.context["adminform"].form
        formsets = [one.formset for one in response.context["inline_admin_formsets"]]
        rows = [row.errors for formset in formsets for row in formset.forms]
        return " ".join(map(str, (form.errors, *rows, *(f.non_form_errors() for f in formsets))))

    return errors_of


# --- Holdings ---


@pytest.fixture
def aprf(db: None) -> Archive:
    archive = Archive.objects.create(code="APRF", name="Archive of the President")
    ArchiveName.objects.create(archive=archive, name="APRF")
    ArchiveName.objects.create(archive=archive, name="АП РФ")
    return archive


@pytest.fixture
def opis(aprf: Archive) -> Opis:
    fond = Fond.objects.create(archive=aprf, number="3", title="Политбюро ЦК")
    return Opis.objects.create(fond=fond, number="65")


@pytest.fixture
def delo(opis: Opis) -> Delo:
    return Delo.objects.create(opis=opis, number="830", title="Китай", sheets=200)


@pytest.fixture
def avprf(db: None) -> Archive:
    archive = Archive.objects.create(code="AVPRF", name="Foreign Policy Archive")
    ArchiveName.objects.create(archive=archive, name="АВП РФ")
    return archive


@pytest.fixture
def delo_in_papka(avprf: Archive) -> Delo:
    fond = Fond.objects.create(archive=avprf, number="059a")
    opis = Opis.objects.create(fond=fond, number="5a")
    return Delo.objects.create(opis=opis, papka="11", number="5")


# --- A document ---

BODY = "After listening to the greetings of the CC CPSU,\n\nMao noted"


@pytest.fixture
def telegram(delo: Delo, delo_in_papka: Delo) -> Document:
    """The founding document, shortened: two holdings, two parties, a text."""
    document = Document.objects.create(
        identifier="kuznetsov-telegram-1953",
        title="Telegram from Kuznetsov",
        date_text="July 29, 1953",
        date_edtf="1953-07-29",
        type=DocumentType.objects.create(slug="telegram", label_en="Telegram"),
        status=Document.Status.PUBLISHED,
    )
    Holding.objects.create(document=document, delo=delo, listy="187-189", order=1)
    Holding.objects.create(document=document, delo=delo_in_papka, listy="156-158", order=2)
    sender = Role.objects.create(slug="from", label_en="From")
    Participation.objects.create(
        document=document,
        role=sender,
        agent=Agent.objects.create(slug="kuznetsov", name="Kuznetsov"),
    )
    english = Language.objects.create(slug="en", label_en="English")
    Text.objects.create(document=document, language=english, body=BODY)
    return document


@pytest.fixture
def kuznetsov(db: None) -> Agent:
    agent = Agent.objects.create(slug="kuznetsov-vasily", name="Kuznetsov, Vasily Vasilyevich")
    AgentName.objects.create(agent=agent, name="Кузнецов, Василий Васильевич")
    return agent
