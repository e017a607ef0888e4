"""Deleting: what others hold to stays, and is named; the work is bounded."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from catalogue.admin import desk as desks
from catalogue.models import (
    Agent,
    Archive,
    Delo,
    Document,
    DocumentType,
    Fond,
    Language,
    ListyRun,
    Opis,
    Role,
    Subject,
)


@pytest.fixture
def described(telegram: Document) -> Document:
    telegram.subjects.add(Subject.objects.create(slug="korea", label_en="Korean War"))
    return telegram


HELD = [
    (Archive, "fond: APRF, fond 3"),
    (Fond, "opis: APRF, fond 3, opis 65"),
    (Opis, "delo: APRF, fond 3, opis 65, delo 830"),
    (Delo, "holding: Telegram from Kuznetsov"),
    (Agent, "participation: Telegram from Kuznetsov"),
    (Role, "participation: Telegram from Kuznetsov"),
    (Language, "text: Telegram from Kuznetsov"),
    (DocumentType, "document: Telegram from Kuznetsov"),
    (Subject, "document: Telegram from Kuznetsov"),
]


@pytest.mark.parametrize(("model", "holder"), HELD)
def test_what_others_hold_to_is_not_deleted_and_they_are_named(
    model, holder, desk, described
) -> None:
    record = model.objects.order_by("pk").first()
    page = desk.get(desk.address(model, "delete", record.pk))
    assert holder in page.content.decode()
    response = desk.client.post(desk.address(model, "delete", record.pk), {"post": "yes"})
    assert response.status_code in (200, 403)
    assert model.objects.filter(pk=record.pk).exists()
    desk.act(model, "delete_selected", record, post="yes")
    assert model.objects.filter(pk=record.pk).exists()


def test_only_some_holders_are_named(desk, opis, django_assert_max_num_queries) -> None:
    Delo.objects.bulk_create(unit(opis, number) for number in range(1, 60))
    with (
        patch.object(desks, "MOST_HINDRANCES", 5),
        django_assert_max_num_queries(40),
    ):
        page = desk.get(desk.address(Opis, "delete", opis.pk)).content.decode()
    assert page.count("delo: ") == 5
    assert "perhaps more" in page


def unit(opis: Opis, number: int) -> Delo:
    delo = Delo(opis=opis, number=str(number))
    delo.derive()
    return delo


def test_a_document_goes_with_its_parts_and_nothing_else(desk, described) -> None:
    desk.client.post(desk.address(Document, "delete", described.pk), {"post": "yes"})
    assert not Document.objects.exists()
    assert not ListyRun.objects.exists()
    assert Delo.objects.count() == 2
    assert Subject.objects.count() == 1


def test_an_unused_term_can_be_deleted(desk, db) -> None:
    subject = Subject.objects.create(slug="unused", label_en="Unused")
    desk.client.post(desk.address(Subject, "delete", subject.pk), {"post": "yes"})
    assert not Subject.objects.exists()
