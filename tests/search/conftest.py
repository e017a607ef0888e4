"""A small collection to search: letters between three correspondents, some undated or drafts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.http import QueryDict
from pytest_django.plugin import DjangoDbBlocker

from catalogue.models import (
    Agent,
    Archive,
    Delo,
    Document,
    Fond,
    Holding,
    Language,
    Opis,
    Participation,
    Role,
    Subject,
    Text,
)
from catalogue.search import DocumentFilter, Results, index, search_kind


@pytest.fixture
def collection(transactional_db: None) -> dict[str, Document]:
    """A collection of the test's own, to change and commit."""
    return made_collection()


@pytest.fixture(scope="module")
def standing_collection(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, Document]]:
    """One collection for all tests of a module, which only read it: made and indexed once."""
    with django_db_blocker.unblock():
        documents = made_collection()
        index.refresh()
        yield documents
        call_command("flush", verbosity=0, interactive=False)


def made_collection() -> dict[str, Document]:
    """Six documents by name; all but the draft are published."""
    dela = {code: _delo(code, fond) for code, fond in (("APRF", "3"), ("AVPRF", "059a"))}
    roles = {slug: Role.objects.create(slug=slug, label_en=slug) for slug in ("from", "to")}
    agents = {
        slug: Agent.objects.create(slug=slug, name=name)
        for slug, name in (
            ("kuznetsov", "Kuznetsov, Vasily"),
            ("mao", "Mao Zedong"),
            ("molotov", "Molotov, Vyacheslav"),
        )
    }
    agents["mao"].names.create(name="毛泽东")
    agents["kuznetsov"].names.create(name="Кузнецов, Василий Васильевич")
    russian = Language.objects.create(slug="ru", label_en="Russian")
    korea = Subject.objects.create(slug="korean-war", label_en="Korean War")
    documents = {}
    for name, title, edtf, sender, addressee, place in (
        ("telegram", "Telegram about the armistice", "1953-07-29", "kuznetsov", "molotov", "both"),
        ("letter", "Letter on economic aid", "1954", "mao", "molotov", "AVPRF"),
        ("notes", "Notes of a conversation", "[..1950]", "molotov", "mao", "APRF"),
        ("report", "Report on the armistice talks", "1951/1953", "kuznetsov", "mao", "APRF"),
        ("undated", "A draft of nothing dated", "", "mao", "kuznetsov", "AVPRF"),
        ("draft", "Secret draft about the armistice", "1953", "mao", "kuznetsov", "APRF"),
    ):
        document = Document.objects.create(
            identifier=name,
            title=title,
            date_edtf=edtf,
            date_inferred=name == "letter",
            status="draft" if name == "draft" else "published",
        )
        for role, agent in (("from", sender), ("to", addressee)):
            Participation.objects.create(document=document, role=roles[role], agent=agents[agent])
        for order, code in enumerate(dela if place == "both" else [place]):
            Holding.objects.create(
                document=document, delo=dela[code], listy=str(10 + document.pk), order=order
            )
        documents[name] = document
    documents["telegram"].languages.add(russian)
    documents["telegram"].subjects.add(korea)
    Text.objects.create(
        document=documents["telegram"],
        language=russian,
        body="Мао Цзэдун отметил, что противник был вынужден пойти на перемирие.",
    )
    return documents


def _delo(code: str, fond: str) -> Delo:
    archive = Archive.objects.create(code=code, name=f"Archive {code}")
    opis = Opis.objects.create(fond=Fond.objects.create(archive=archive, number=fond), number="5a")
    return Delo.objects.create(opis=opis, number="830", title="Переписка с Китаем")


def search(**parameters: Any) -> Results:
    """Search as the page does, from the parameters of an address."""
    address = QueryDict(mutable=True)
    for name, value in parameters.items():
        address.setlist(name, value if isinstance(value, list) else [value])
    return search_kind(DocumentFilter(address).search)


def found(results: Results) -> list[str]:
    return [_name(hit.record) for hit in results.hits]


def _name(record: Document | Delo) -> str:
    """A document by its identifier, a delo by its archive."""
    if isinstance(record, Document):
        return record.identifier
    return record.opis.fond.archive.slug


def counted(results: Results, facet: str) -> dict[str, int]:
    (counts,) = [one for one in results.facets if one.name == facet]
    return {value.value: value.count for value in counts.values}
