"""Units renumbered and moved: whoever cited the old place still finds it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from catalogue.models import (
    Archive,
    ArchiveName,
    Delo,
    Document,
    Fond,
    FormerReference,
    Holding,
    Opis,
    relocate,
)
from catalogue.models.finding import find
from catalogue.models.relocating import references_of
from catalogue.references import Reference

pytestmark = pytest.mark.django_db


def at(archive: str, fond: str = "", opis: str = "", delo: str = "", papka: str = "") -> object:
    """What a reference finds today."""
    found = find(Reference(archive=archive, fond=fond, opis=opis, delo=delo, papka=papka))
    assert not found.missing, found.missing
    return found.unit


def entries() -> list[str]:
    return [str(entry) for entry in FormerReference.objects.all()]


def moved(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 301, address
    return response.headers["Location"]


def test_a_renumbered_delo_is_found_by_its_old_number(delo: Delo, client: Client) -> None:
    delo.number = "831"
    relocate(delo)
    assert at("APRF", "3", "65", "830") == delo
    assert moved(client, "/holdings/aprf/3/65/830/") == "/holdings/aprf/3/65/831/"
    assert entries() == ["APRF, 3, 65, 830"]


def test_a_delo_is_found_through_any_name_of_its_archive(delo: Delo) -> None:
    ArchiveName.objects.create(archive=delo.opis.fond.archive, name="АП РФ")
    delo.number = "831"
    relocate(delo)
    assert at("АП РФ", "3", "65", "830") == delo


def test_below_a_fond_that_went_to_another_archive_all_is_found(
    delo: Delo, avprf: Archive, document: Document, client: Client
) -> None:
    holding = Holding.objects.create(document=document, delo=delo, listy="1")
    fond = delo.opis.fond
    fond.archive, fond.number = avprf, "3a"
    relocate(fond)
    holding.refresh_from_db()
    assert (holding.archive, holding.fond) == (avprf, fond)
    assert at("APRF", "3", "65", "830") == delo
    assert at("APRF", "3", "65") == delo.opis
    assert moved(client, "/holdings/aprf/3/65/830/") == "/holdings/avprf/3a/65/830/"
    assert moved(client, "/holdings/aprf/3/65/") == "/holdings/avprf/3a/65/"
    assert moved(client, "/holdings/aprf/3/") == "/holdings/avprf/3a/"
    assert entries() == ["APRF, 3"]


def test_one_move_after_another_leaves_every_old_reference_in_force(
    delo: Delo, avprf: Archive, delo_in_papka: Delo, client: Client
) -> None:
    fond = delo.opis.fond
    fond.number = "4"
    relocate(fond)
    delo.refresh_from_db()
    delo.opis, delo.papka, delo.number = delo_in_papka.opis, "12", "7"
    relocate(delo)
    opis = delo_in_papka.opis
    opis.number = "6"
    relocate(opis)
    for reference in (
        ("APRF", "3", "65", "830"),
        ("APRF", "4", "65", "830"),
        ("AVPRF", "059a", "5a", "7", "12"),
        ("AVPRF", "059a", "6", "7", "12"),
    ):
        assert at(*reference) == delo, reference
    now = "/holdings/avprf/059a/6/papka-12/7/"
    assert moved(client, "/holdings/aprf/3/65/830/") == now
    assert moved(client, "/holdings/avprf/059a/5a/papka-12/7/") == now


def test_a_number_given_back_is_no_former_one(delo: Delo) -> None:
    for number in ("831", "830"):
        delo.number = number
        relocate(delo)
    assert entries() == ["APRF, 3, 65, 831"]


def test_a_number_given_to_another_leads_to_it_and_shows_the_former(delo: Delo) -> None:
    delo.number = "831"
    relocate(delo)
    another = Delo.objects.create(opis=delo.opis, number="830")
    found = find(Reference(archive="APRF", fond="3", opis="65", delo="830"))
    assert {found.unit, *(other.unit for other in found.others)} == {delo, another}


def test_a_number_that_meant_two_one_after_the_other_says_so(delo: Delo) -> None:
    delo.number = "831"
    relocate(delo)
    another = Delo.objects.create(opis=delo.opis, number="830")
    another.number = "832"
    recorded = relocate(another)
    (entry,) = recorded.taken
    assert entry.now == delo
    assert entry.note == "Later the number of APRF, fond 3, opis 65, delo 832."


def test_of_a_mistake_nothing_is_recorded(delo: Delo) -> None:
    delo.number = "831"
    relocate(delo, was_a_mistake=True)
    assert not entries()


def test_the_dela_of_an_opis_that_gets_a_number_are_found_as_before(
    fond: Fond, client: Client
) -> None:
    opis = Opis.objects.create(fond=fond, number="")
    delo = Delo.objects.create(opis=opis, number="5")
    opis.number = "1"
    relocate(opis)
    Opis.objects.create(fond=fond, number="2")
    assert at("APRF", "3", "", "5") == delo
    assert moved(client, "/holdings/aprf/3/-/5/") == "/holdings/aprf/3/1/5/"
    assert at("APRF", "3") == fond


def test_a_number_that_is_taken_is_refused_before_anything_is_written(delo: Delo) -> None:
    Delo.objects.create(opis=delo.opis, number="831")
    delo.number = "831"
    with pytest.raises(ValidationError, match="already"):
        delo.full_clean()


def test_an_old_address_that_meant_nothing_stays_unknown(delo: Delo, client: Client) -> None:
    FormerReference.objects.create(archive="APRF", fond="9", now_archive=delo.opis.fond.archive)
    for address in ("/holdings/aprf/9/", "/holdings/aprf/9/1/", "/holdings/none/9/1/2/"):
        assert client.get(address).status_code == 404


def test_moving_a_fond_takes_as_many_queries_with_many_documents_as_with_one(
    delo: Delo, avprf: Archive, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        document = Document.objects.create(title=f"{number}")
        Holding.objects.create(document=document, delo=delo, listy=f"{number + 1}")
    fond = delo.opis.fond
    fond.archive = avprf
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        relocate(fond)
    assert Holding.objects.filter(archive=avprf, fond=fond).count() == 30


def test_every_reference_a_unit_ever_had_is_known(delo: Delo, aprf: Archive) -> None:
    FormerReference.objects.create(archive="ЦПА", fond="17", now_fond=delo.opis.fond)
    FormerReference.objects.create(archive="ЦПА", fond="18", opis="2", now_delo=delo)
    known = {(each.archive, each.fond, each.opis, each.delo) for each in references_of(delo)}
    assert known == {
        ("APRF", "3", "65", "830"),
        ("ЦПА", "17", "65", "830"),
        ("ЦПА", "18", "2", ""),
    }
