"""Documents: their identifier, their publication, who may see them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalogue.models import Agent, Document, Participation, Role, Subject
from catalogue.models.documents import new_identifier

pytestmark = pytest.mark.django_db


def test_a_new_document_is_a_draft_with_an_identifier_of_its_own() -> None:
    first, second = (Document.objects.create(title="t") for _ in range(2))
    assert first.identifier != second.identifier
    assert first.status == Document.Status.DRAFT
    first.full_clean()


def test_identifiers_have_no_letter_that_is_taken_for_another() -> None:
    assert not set("01ilou") & set("".join(new_identifier() for _ in range(50)))


@pytest.mark.parametrize("identifier", ["Kuznetsov", "a b", "a--b", "-a", "а", "", "a/b", "a\n"])
def test_an_identifier_is_safe_in_an_address(identifier: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        Document(title="t", identifier=identifier).full_clean()
    assert "identifier" in refusal.value.message_dict


def test_publishing_keeps_its_first_moment() -> None:
    document = Document.objects.create(title="t", status="published")
    moment = document.published_at
    document.status = "draft"
    document.save()
    document.status = "published"
    document.save()
    assert document.published_at == moment is not None


def test_the_database_refuses_publication_without_a_moment() -> None:
    document = Document.objects.create(title="t")
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(status="published")


def test_readers_see_agents_and_terms_of_published_documents_only() -> None:
    agent = Agent.objects.create(slug="mao-zedong", name="Mao Zedong")
    subject = Subject.objects.create(slug="korea", label_en="Korea")
    role = Role.objects.create(slug="from", label_en="From")
    document = Document.objects.create(title="t")
    document.subjects.add(subject)
    Participation.objects.create(document=document, agent=agent, role=role)
    assert not Agent.objects.published().exists()
    assert not Subject.objects.in_use().exists()
    assert not Role.objects.in_use().exists()
    document.status = "published"
    document.save()
    assert Agent.objects.published().get() == agent
    assert Subject.objects.in_use().get() == subject
    assert Role.objects.in_use().get() == role


def test_an_agent_has_a_role_once() -> None:
    agent = Agent.objects.create(slug="a", name="A")
    role = Role.objects.create(slug="from", label_en="From")
    document = Document.objects.create(title="t")
    Participation.objects.create(document=document, agent=agent, role=role)
    with pytest.raises(ValidationError, match="has that role"):
        Participation(document=document, agent=agent, role=role).full_clean()


def test_only_an_inferred_date_has_a_reason() -> None:
    with pytest.raises(ValidationError, match="inferred date has a reason"):
        Document(title="t", date_reason="from the stamp").full_clean()
