"""Citations: the founding one to the character, and sensible ones where something is missing."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from catalogue.exchange.citations import cite, cite_place, document_in_styles, place_in_styles
from catalogue.models import Archive, Delo, Document, Fond, Holding, Opis

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TITLE = "Telegram from Kuznetsov to Soviet Foreign Ministry regarding a Meeting with Mao Zedong"


@pytest.fixture
def telegram() -> Document:
    """The founding document with its two places."""
    document = Document.objects.create(
        title=TITLE, date_edtf="1953-07-29", publisher="Wilson Center Digital Archive"
    )
    aprf = Archive.objects.create(code="APRF", name="Archive of the President")
    aprf.names.create(name="АП РФ")
    opis = Opis.objects.create(fond=Fond.objects.create(archive=aprf, number="3"), number="65")
    delo = Delo.objects.create(opis=opis, number="830")
    Holding.objects.create(document=document, delo=delo, listy="187-189", order=1)
    avprf = Archive.objects.create(code="AVPRF", name="Foreign Policy Archive")
    opis = Opis.objects.create(fond=Fond.objects.create(archive=avprf, number="059a"), number="5a")
    delo = Delo.objects.create(opis=opis, papka="11", number="5")
    Holding.objects.create(document=document, delo=delo, listy="156-158", order=2)
    return document


def test_the_founding_document_is_cited_to_the_character(telegram: Document) -> None:
    assert cite(telegram) == (
        '"Telegram from Kuznetsov to Soviet Foreign Ministry regarding a Meeting with Mao '
        'Zedong", July 29, 1953, Wilson Center Digital Archive, APRF, Fond 3, Opis 65, Delo 830, '
        "Listy 187-189; and AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 156-158"
    )


@pytest.mark.parametrize(
    ("fields", "citation"),
    [
        ({"title": "A letter", "date_edtf": "1953"}, '"A letter", 1953, Fond Catalogue'),
        ({"title": "A letter"}, '"A letter", undated, Fond Catalogue'),
        (
            {"title": "A letter", "date_text": "after the war"},
            '"A letter", after the war, Fond Catalogue',
        ),
        (
            {"title": "A letter", "date_edtf": "1953", "date_inferred": True},
            '"A letter", [1953], Fond Catalogue',
        ),
        (
            {"title": 'Record of "Talks" with Mao', "date_edtf": "1953"},
            "\"Record of 'Talks' with Mao\", 1953, Fond Catalogue",
        ),
        (
            {"title": "Record of “Talks” with Mao", "date_edtf": "1953"},
            '"Record of ‘Talks’ with Mao", 1953, Fond Catalogue',
        ),
        (
            {"title": "A letter", "date_edtf": "1953", "publisher": "Hoover Institution"},
            '"A letter", 1953, Hoover Institution',
        ),
    ],
)
def test_what_is_not_known_is_not_cited(
    fields: dict[str, str], citation: str, settings: object
) -> None:
    settings.CATALOGUE_PUBLISHER = "Fond Catalogue"
    assert cite(Document.objects.create(**fields)) == citation


def test_the_citation_is_english_whatever_the_interface(telegram: Document) -> None:
    with override("ru"):
        assert "July 29, 1953" in cite(telegram)


def test_a_place_is_cited_by_its_reference(telegram: Document) -> None:
    delo = Delo.objects.get(papka="11")
    places = [delo.opis.fond.archive, delo.opis.fond, delo.opis, delo]
    assert [cite_place(place) for place in places] == [
        "AVPRF",
        "AVPRF, Fond 059a",
        "AVPRF, Fond 059a, Opis 5a",
        "AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11",
    ]


def test_a_russian_reference_calls_the_archive_by_its_russian_name(telegram: Document) -> None:
    written = {each.style.name: each.text for each in document_in_styles(telegram)}
    assert "АП РФ" in written["gost"]
    assert "AVPRF" in written["gost"], "no Russian name of it is known"
    assert "APRF" in written["short"]


def test_a_romanised_reference_romanises_the_numbers_too(telegram: Document) -> None:
    fond = Fond.objects.create(archive=Archive.objects.get(code="APRF"), number="Р-5446")
    written = {each.style.name: each.text for each in place_in_styles(fond)}
    assert "R-5446" in written["gost_romanised"]
    assert "Р-5446" in written["short"], "as written"


def test_every_style_names_both_places(telegram: Document) -> None:
    for written in document_in_styles(telegram):
        assert "830" in written.text, written
        assert "059a" in written.text, written


def test_a_document_that_lies_nowhere_has_no_references_to_copy() -> None:
    assert document_in_styles(Document.objects.create(title="A letter")) == []


def test_the_names_of_archives_are_fetched_once_for_all_styles(
    telegram: Document, django_assert_num_queries: object
) -> None:
    delo = Delo.objects.with_parents().get(papka="11")
    with django_assert_num_queries(1):
        place_in_styles(delo)
