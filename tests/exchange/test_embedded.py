"""What a page tells reference managers."""

from __future__ import annotations

import pytest

from catalogue.exchange.embedded import embedded_metadata
from catalogue.models import Agent, Archive, Document, Holding, Participation, Role

pytestmark = pytest.mark.django_db

ADDRESS = "https://example.org/documents/letter/"


def test_a_reference_manager_learns_archive_and_reference() -> None:
    document = Document.objects.create(
        title="A letter", date_edtf="1953-07", publisher="Hoover Institution"
    )
    archive = Archive.objects.create(code="APRF", name="Archive of the President")
    Holding.objects.create(document=document, archive=archive)
    for slug in ("from", "to"):
        Participation.objects.create(
            document=document,
            role=Role.objects.create(slug=slug, label_en=slug),
            agent=Agent.objects.create(slug=slug, name=f"Agent {slug}"),
        )
    assert embedded_metadata(document, ADDRESS) == [
        ("z:itemType", "manuscript"),
        ("DC.title", "A letter"),
        ("DC.creator", "Agent from"),
        ("DC.date", "1953-07"),
        ("z:archive", "Hoover Institution"),
        ("z:archiveLocation", "APRF"),
        ("DC.identifier", ADDRESS),
    ]
