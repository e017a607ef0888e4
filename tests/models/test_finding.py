"""From a reference to the row it names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalogue.models import (
    Archive,
    ArchiveName,
    Delo,
    Document,
    Fond,
    FormerReference,
    Holding,
    Opis,
)
from catalogue.models.finding import Certainty, find
from catalogue.references import Reference, read_listy

pytestmark = pytest.mark.django_db

CITED = Reference(archive="APRF", fond="3", opis="65", delo="830")


@pytest.fixture
def garf(db: None) -> Archive:
    garf = Archive.objects.create(code="GARF", name="State Archive of the Russian Federation")
    for name, kind in (("ГАРФ", "current"), ("ЦГАОР", "former"), ("SA RF", "misreading")):
        ArchiveName.objects.create(archive=garf, name=name, kind=kind)
    return garf


def delo_at(archive: Archive, fond: str, opis: str, delo: str, papka: str = "") -> Delo:
    above = Fond.objects.create(archive=archive, number=fond)
    inventory = Opis.objects.create(fond=above, number=opis)
    return Delo.objects.create(opis=inventory, number=delo, papka=papka)


def test_a_reference_is_found_to_the_letter(delo: Delo) -> None:
    found = find(CITED)
    assert (found.unit, found.certainty, found.notes) == (delo, Certainty.SURE, ())


@pytest.mark.parametrize(
    ("cited", "depth", "missing"),
    [
        (replace(CITED, delo="999"), 3, "Delo 999 is not in APRF, fond 3, opis 65."),
        (replace(CITED, opis="66"), 2, "Opis 66 is not in APRF, fond 3."),
        (replace(CITED, fond="45"), 1, "Fond 45 is not in APRF."),
        (replace(CITED, archive="NARA"), 0, "“NARA” is not an archive known here."),
        (Reference(archive="APRF"), 1, ""),
    ],
)
def test_else_the_deepest_level_and_what_is_missing(
    delo: Delo, cited: Reference, depth: int, missing: str
) -> None:
    found = find(cited)
    assert (found.depth, found.missing) == (depth, missing)


@pytest.mark.parametrize(
    ("kept", "cited", "certainty"),
    [
        ("Р-5446", "R-5446", Certainty.SURE),
        ("Р-5446", "Р.-5446", Certainty.SURE),
        ("Р-5446", "P-5446", Certainty.LIKELY),
        ("Р-9401", "9401", Certainty.LIKELY),
        ("9401", "Р-9401", Certainty.LIKELY),
        ("9401сс", "9401ss", Certainty.SURE),
        ("059а", "59a", Certainty.LIKELY),
        ("7523с", "7523c", Certainty.SURE),
    ],
)
def test_numbers_match_across_alphabets_and_habits(
    garf: Archive, kept: str, cited: str, certainty: Certainty
) -> None:
    delo = delo_at(garf, kept, "1", "2")
    found = find(Reference(archive="ГАРФ", fond=cited, opis="1", delo="2"))
    assert (found.unit, found.certainty) == (delo, certainty)
    assert bool(found.notes) is (certainty < Certainty.SURE)


def test_the_exact_number_comes_before_its_likenesses(garf: Archive) -> None:
    delo_at(garf, "59", "1", "2")
    exact = delo_at(garf, "059", "1", "2")
    assert find(Reference(archive="GARF", fond="059", opis="1", delo="2")).unit == exact


def test_a_former_name_leads_to_the_archive_of_today(garf: Archive) -> None:
    delo = delo_at(garf, "Р-5446", "1", "2")
    found = find(Reference(archive="ЦГАОР", fond="Р-5446", opis="1", delo="2"))
    assert found.unit == delo
    assert found.notes == ("ЦГАОР is a former name of GARF.",)


def test_of_several_archives_the_one_that_has_it_comes_first(garf: Archive) -> None:
    vologda, voronezh = (
        Archive.objects.create(code=f"GAVO-{city}", name=city) for city in ("VOLOGDA", "VORONEZH")
    )
    for archive in (vologda, voronezh):
        ArchiveName.objects.create(archive=archive, name="ГАВО")
    Fond.objects.create(archive=vologda, number="22")
    delo = delo_at(voronezh, "22", "1", "37")
    found = find(Reference(archive="ГАВО", fond="22", opis="1", delo="37"))
    assert found.unit == delo
    assert [str(other.unit) for other in found.others] == ["GAVO-VOLOGDA, fond 22"]


def test_an_old_number_leads_to_the_new_place(delo: Delo) -> None:
    FormerReference.objects.create(
        archive="ЦПА ИМЛ", fond="17", opis="3", delo="12", now_delo=delo
    )
    found = find(Reference(archive="ЦПА ИМЛ", fond="17", opis="3", delo="12"))
    assert found.unit == delo
    assert "Formerly ЦПА ИМЛ, 17, 3, 12; today APRF, fond 3, opis 65, delo 830." in found.notes


def test_a_renumbered_fond_takes_its_dela_along(delo: Delo) -> None:
    FormerReference.objects.create(archive="ЦПА", fond="300", now_fond=delo.opis.fond)
    assert find(Reference(archive="ЦПА", fond="300", opis="65", delo="830")).unit == delo


def test_papka_may_be_left_out_or_be_wrong(delo_in_papka: Delo) -> None:
    cited = Reference(archive="AVPRF", fond="059a", opis="5a", delo="5")
    assert find(cited).unit == delo_in_papka
    assert find(replace(cited, papka="11")).certainty == Certainty.SURE
    elsewhere = find(replace(cited, papka="12"))
    assert elsewhere.unit == delo_in_papka
    assert elsewhere.notes == ("It is not in papka 12 here.",)


def test_two_dela_of_one_number_in_two_papki_are_both_offered(delo_in_papka: Delo) -> None:
    Delo.objects.create(opis=delo_in_papka.opis, papka="12", number="5")
    found = find(Reference(archive="AVPRF", fond="059a", opis="5a", delo="5"))
    assert found.unit == delo_in_papka
    assert found.certainty == Certainty.GUESSED
    assert [str(other.unit) for other in found.others] == [
        "AVPRF, fond 059a, opis 5a, papka 12, delo 5"
    ]


def test_a_missing_opis_is_the_only_one_or_the_unnumbered(fond: Fond) -> None:
    cited = Reference(archive="APRF", fond="3", delo="1")
    assert find(cited).missing == "No opis is named, and APRF, fond 3 has none here."
    opis = Opis.objects.create(fond=fond, number="1")
    delo = Delo.objects.create(opis=opis, number="1")
    assert find(cited).unit == delo
    Opis.objects.create(fond=fond, number="2")
    assert find(cited).missing == "No opis is named, and APRF, fond 3 has several."
    unnumbered = Opis.objects.create(fond=fond)
    other = Delo.objects.create(opis=unnumbered, number="1")
    assert find(cited).unit == other


def test_documents_on_the_sheets_cited_the_exact_first(delo: Delo) -> None:
    for number, listy in enumerate(("180-187", "187-189", "190", ""), 1):
        document = Document.objects.create(title=f"No. {number}", status="published")
        Holding.objects.create(document=document, delo=delo, listy=listy)
    found = find(replace(CITED, listy=read_listy("187-189")))
    assert [(there.document.title, there.exact) for there in found.documents] == [
        ("No. 2", True),
        ("No. 1", False),
    ]


def test_drafts_are_for_the_desk_only(delo: Delo) -> None:
    Holding.objects.create(document=Document.objects.create(title="draft"), delo=delo)
    assert find(CITED).documents == ()
    assert len(find(CITED, published=False).documents) == 1


def test_without_an_archive_the_fonds_of_that_number_are_offered(delo: Delo) -> None:
    found = find(Reference(fond="3", opis="65", delo="830"))
    assert (found.unit, found.certainty) == (delo, Certainty.GUESSED)
    assert find(Reference(fond="77")).unit is None
    assert find(Reference(ibid=True)).unit is None


def test_the_look_ups_do_not_grow_with_the_holdings(
    delo: Delo, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        find(replace(CITED, listy=read_listy("187-189")))
