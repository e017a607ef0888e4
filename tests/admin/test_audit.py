"""The audit: sign-ins, refused ones, changes of rights; nobody writes in it by hand."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from catalogue.models import AuditLine
from catalogue.models.groups import ADMINISTRATOR, CATALOGUER, REVIEWER

pytestmark = pytest.mark.one_database


def lines() -> list[tuple[str, str, str, str]]:
    """Oldest first."""
    rows = AuditLine.objects.order_by("pk")
    return list(rows.values_list("kind", "who", "about", "detail"))


@pytest.fixture
def person(db: None) -> User:
    user = User.objects.create_user("maria", password="hers", is_staff=True)
    AuditLine.objects.all().delete()
    return user


def test_sign_ins_and_refusals_are_written_down(person, caplog) -> None:
    caplog.set_level("INFO", "catalogue.audit")
    login, client = reverse("admin:login"), Client(REMOTE_ADDR="192.0.2.1")
    client.post(login, {"username": "maria", "password": "wrong"})
    client.post(login, {"username": "maria", "password": "hers"})
    client.post(reverse("admin:logout"))
    assert lines() == [
        ("refused", "", "maria", ""),
        ("signed in", "maria", "maria", ""),
        ("signed out", "maria", "maria", ""),
    ]
    assert set(AuditLine.objects.values_list("address", flat=True)) == {"192.0.2.1"}
    assert "wrong" not in caplog.text
    assert len(caplog.records) == 3


def test_a_change_of_groups_in_the_admin_names_who_made_it(person, desk_of) -> None:
    desk = desk_of(ADMINISTRATOR)
    AuditLine.objects.all().delete()
    group = Group.objects.get(name=REVIEWER)
    address = reverse("admin:auth_user_change", args=[person.pk])
    typed = {"username": "maria", "is_active": "on", "is_staff": "on", "groups": [group.pk]}
    assert desk.client.post(address, typed).status_code == 302
    assert lines() == [("rights", ADMINISTRATOR, "maria", "add group: reviewer")]


def test_what_a_shell_does_is_written_down_too(person) -> None:
    person.is_superuser = True
    person.save()
    Group.objects.get(name=CATALOGUER).permissions.clear()
    person.set_password("another")
    person.save()
    person.delete()
    assert lines() == [
        ("account", "", "maria", "changed, is_superuser: True"),
        ("rights", "", CATALOGUER, "clear permission: "),
        ("account", "", "maria", "changed, password"),
        ("account", "", "maria", "user deleted"),
    ]


def test_only_administrators_read_it(person, desk_of) -> None:
    address = reverse("admin:catalogue_auditline_changelist")
    assert desk_of(ADMINISTRATOR).get(address).status_code == 200
    assert desk_of(REVIEWER).get(address).status_code == 403
