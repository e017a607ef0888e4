"""A small catalogue: the two places of the founding document."""

from __future__ import annotations

import pytest

from catalogue.models import Archive, Delo, Document, Fond, Opis


@pytest.fixture
def aprf(db: None) -> Archive:
    return Archive.objects.create(code="APRF", name="Archive of the President")


@pytest.fixture
def avprf(db: None) -> Archive:
    return Archive.objects.create(code="AVPRF", name="Foreign Policy Archive")


@pytest.fixture
def fond(aprf: Archive) -> Fond:
    return Fond.objects.create(archive=aprf, number="3", title="Politburo")


@pytest.fixture
def opis(fond: Fond) -> Opis:
    return Opis.objects.create(fond=fond, number="65")


@pytest.fixture
def delo(opis: Opis) -> Delo:
    return Delo.objects.create(opis=opis, number="830", sheets=200)


@pytest.fixture
def delo_in_papka(avprf: Archive) -> Delo:
    fond = Fond.objects.create(archive=avprf, number="059a")
    opis = Opis.objects.create(fond=fond, number="5a")
    return Delo.objects.create(opis=opis, papka="11", number="5")


@pytest.fixture
def document(db: None) -> Document:
    return Document.objects.create(title="Telegram", date_edtf="1953-07-29")
