"""From a reference to the row it names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection

from catalogue.management.benchmarks.query_plans import (
    plan_of,
    statements,
    tables_read_whole,
)
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
from catalogue.models.finding import MOST_DOCUMENTS, Certainty, find, find_all
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
    FormerReference.objects.create(archive="ЦПА ИМЛ", fond="17", opis="3", delo="12", now_delo=delo)
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


def test_what_many_references_lead_to_is_what_each_leads_to(
    garf: Archive, delo: Delo, delo_in_papka: Delo
) -> None:
    Delo.objects.create(opis=delo_in_papka.opis, papka="12", number="5")
    Delo.objects.create(opis=delo_in_papka.opis, number="6")
    Opis.objects.create(fond=delo_at(garf, "Р-9401", "1а", "64").opis.fond)
    FormerReference.objects.create(archive="ЦПА", fond="300", now_fond=delo.opis.fond)
    for number, listy in enumerate(("187-189", "200", "")):
        document = Document.objects.create(title=f"No. {number}", status="published")
        Holding.objects.create(document=document, delo=delo, listy=listy)
    papka = Reference(archive="AVPRF", fond="059a", opis="5a", delo="5")
    cited = [
        CITED,
        replace(CITED, listy=read_listy("188")),
        replace(CITED, listy=read_listy("200, 1")),
        replace(CITED, delo="999"),
        *(replace(papka, papka=number) for number in ("", "11", "12", "13")),
        replace(papka, delo="6"),
        replace(papka, delo="06", papka="11"),
        *(Reference(archive="ЦГАОР", fond=fond, delo="64") for fond in ("9401", "Р-9401", "1")),
        Reference(archive="ЦПА", fond="300", opis="65", delo="830"),
        Reference(fond="3", opis="65", delo="830"),
        Reference(archive="NARA", fond="1"),
        Reference(ibid=True),
    ]
    assert find_all(cited) == [find(reference) for reference in cited]
    assert [found.others for found in find_all(cited)] == [find(one).others for one in cited]


def test_two_hundred_references_take_as_many_look_ups_as_one(
    delo: Delo, django_assert_max_num_queries: object
) -> None:
    cited = [replace(CITED, delo=str(n), listy=read_listy(str(n))) for n in range(800, 1000)]
    with django_assert_max_num_queries(11):  # type: ignore[operator]
        assert sum(not found.missing for found in find_all(cited)) == 1


@pytest.mark.parametrize("cited", ["ГAРФ", "гapф"], ids=["one", "two"])
def test_a_name_typed_in_two_alphabets_is_understood(garf: Archive, cited: str) -> None:
    found = find(Reference(archive=cited))
    assert (found.unit, found.certainty) == (garf, Certainty.LIKELY)
    assert found.notes == (f"{cited} is read with letters that look alike.",)


def test_a_code_with_a_hyphen_is_a_name(garf: Archive) -> None:
    vologda = Archive.objects.create(code="GAVO-VOLOGDA", name="Vologda")
    assert find(Reference(archive="gavo-vologda")).unit == vologda


def test_a_name_that_is_current_too_is_no_former_one(garf: Archive) -> None:
    ArchiveName.objects.create(archive=garf, name="Г.А.Р.Ф.", kind="former")
    assert find(Reference(archive="ГАРФ")).notes == ()


def test_archives_that_have_it_equally_are_a_guess(garf: Archive) -> None:
    for city in ("VOLOGDA", "VORONEZH"):
        archive = Archive.objects.create(code=f"GAVO-{city}", name=city)
        ArchiveName.objects.create(archive=archive, name="ГАВО")
        Fond.objects.create(archive=archive, number="22")
    found = find(Reference(archive="ГАВО", fond="22"))
    assert found.certainty == Certainty.GUESSED
    assert found.notes == ("“ГАВО” may mean several archives.",)
    assert [str(other.unit) for other in found.others] == ["GAVO-VORONEZH, fond 22"]


def test_one_unit_reached_in_two_ways_is_not_offered_twice(garf: Archive) -> None:
    FormerReference.objects.create(archive="ЦГАОР", now_archive=garf)
    found = find(Reference(archive="ЦГАОР"))
    assert (found.unit, found.others, found.certainty) == (garf, (), Certainty.SURE)


def test_a_delo_without_its_fond_is_not_looked_for(garf: Archive) -> None:
    found = find(Reference(archive="ГАРФ", opis="1", delo="2"))
    assert (found.unit, found.missing) == (garf, "No fond is named.")


def test_a_delo_in_no_papka_is_the_one_cited_without(delo_in_papka: Delo) -> None:
    plain = Delo.objects.create(opis=delo_in_papka.opis, number="5")
    found = find(Reference(archive="AVPRF", fond="059a", opis="5a", delo="5"))
    assert (found.unit, found.certainty) == (plain, Certainty.SURE)


def test_the_documents_on_just_the_sheets_are_never_crowded_out(delo: Delo) -> None:
    listy = ["1-400"] * MOST_DOCUMENTS + ["187-189"]
    for number, sheets in enumerate(listy):
        document = Document.objects.create(title=f"No. {number}", status="published")
        Holding.objects.create(document=document, delo=delo, listy=sheets)
    there = find(replace(CITED, listy=read_listy("187-189"))).documents
    assert len(there) == MOST_DOCUMENTS
    assert (there[0].exact, there[0].document.title) == (True, "No. 50")


def test_a_holding_found_knows_its_place(delo: Delo, django_assert_num_queries: object) -> None:
    document = Document.objects.create(title="Letter", status="published")
    Holding.objects.create(document=document, delo=delo, listy="5")
    [there] = find(CITED).documents
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert there.holding.reference == replace(CITED, listy=read_listy("5"))


@pytest.mark.parametrize(
    "cited",
    [
        replace(CITED, listy=read_listy("187-189")),
        CITED,
        replace(CITED, delo="999"),
        replace(CITED, opis=""),
        replace(CITED, archive=""),
    ],
    ids=["on sheets", "in a delo", "missing", "no opis", "no archive"],
)
def test_no_table_is_read_from_end_to_end(delo: Delo, cited: Reference) -> None:
    """PostgreSQL, which sees that the tables are tiny, is told to go by indexes all the same."""
    with statements() as kept:
        find(cited)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    read = {table for kept in kept for table in tables_read_whole(plan_of(kept), small=-1)}
    assert read <= {"catalogue_archive"}


def test_a_number_is_sought_and_not_met_on_the_way(delo: Delo) -> None:
    """An opis may have fifty thousand dela; reading them in order would pass them all."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL goes by the size of the tables: tests/management/test_bench.py")
    with statements() as kept:
        find(CITED)
    steps = [step for statement in kept for step in plan_of(statement)]
    assert sum("SEARCH" in step and "number_key=?" in step for step in steps) == 3
