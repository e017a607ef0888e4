"""Fond, opis, delo: their numbers, their order, their rules."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalogue.models import Archive, Delo, Fond, Opis
from catalogue.references import Reference

pytestmark = pytest.mark.django_db


def test_numbers_stand_in_natural_order(opis: Opis) -> None:
    for number in ("12", "059а", "10", "5а", "5"):
        Delo.objects.create(opis=opis, number=number)
    assert [d.number for d in opis.dela.in_order()] == ["5", "5а", "10", "12", "059а"]


def test_dela_stand_in_the_order_of_their_papki(opis: Opis) -> None:
    for papka, number in (("11", "5"), ("2", "40"), ("", "7"), ("11", "4")):
        Delo.objects.create(opis=opis, papka=papka, number=number)
    assert [(d.papka, d.number) for d in opis.dela.in_order()] == [
        ("", "7"),
        ("2", "40"),
        ("11", "4"),
        ("11", "5"),
    ]


def test_a_cyrillic_number_and_its_latin_likeness_are_one(aprf: Archive) -> None:
    Fond.objects.create(archive=aprf, number="Р-5446")
    assert Fond.objects.get_by_natural_key("APRF", "R-5446").number == "Р-5446"
    with pytest.raises(IntegrityError), transaction.atomic():
        Fond.objects.create(archive=aprf, number="R5446")


def test_a_leading_zero_makes_another_fond(aprf: Archive) -> None:
    Fond.objects.create(archive=aprf, number="59")
    Fond.objects.create(archive=aprf, number="059")
    assert aprf.fonds.count() == 2


def test_a_papka_is_part_of_what_a_delo_is(delo_in_papka: Delo) -> None:
    Delo.objects.create(opis=delo_in_papka.opis, papka="12", number="5")
    Delo.objects.create(opis=delo_in_papka.opis, number="5")
    assert delo_in_papka.opis.dela.count() == 3
    assert delo_in_papka.natural_key() == ("AVPRF", "059a", "5a", "11", "5")


def test_a_fond_may_have_one_opis_without_a_number(fond: Fond) -> None:
    Opis.objects.create(fond=fond)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opis.objects.create(fond=fond)


@pytest.mark.parametrize("number", ["", " ", "...", "№"])
def test_a_number_has_a_letter_or_digit(opis: Opis, number: str) -> None:
    with pytest.raises(ValidationError, match="letter or digit"):
        Delo.objects.create(opis=opis, number=number)


def test_a_double_is_told_in_words(delo: Delo) -> None:
    with pytest.raises(ValidationError, match="has a delo of that papka and number already"):
        Delo(opis=delo.opis, number="830.").full_clean()


def test_an_open_unit_has_no_restriction(opis: Opis) -> None:
    with pytest.raises(ValidationError, match="no reason and no date"):
        Delo(opis=opis, number="1", access_reason="privacy").full_clean()


def test_a_closed_unit_opens_on_its_day_by_itself() -> None:
    today = dt.date.today()
    closed = Delo(access=Delo.Access.CLOSED)
    assert not closed.is_open
    closed.access_opens = today
    assert closed.is_open
    closed.access_opens = today + dt.timedelta(days=2)
    assert not closed.is_open


def test_units_are_written_with_everything_above_them(delo_in_papka: Delo) -> None:
    assert str(delo_in_papka) == "AVPRF, fond 059a, opis 5a, papka 11, delo 5"


def test_addresses_survive_cyrillic_numbers(aprf: Archive) -> None:
    fond = Fond.objects.create(archive=aprf, number="Р-9401")
    opis = Opis.objects.create(fond=fond)
    delo = Delo.objects.create(opis=opis, papka="1/3", number="4п")
    assert delo.address == ("aprf", "r9401", "-", "1_3", "4p")
    assert Delo.objects.at_address("aprf", "r9401", "-", "4p", papka="1_3").get() == delo
    assert Opis.objects.at_address("aprf", "r9401", "-").get() == opis
    assert Fond.objects.at_address("aprf", "r9401").get() == fond


@pytest.mark.parametrize(
    ("cited", "found"),
    [
        (Reference("AVPRF", "059a", "5a", "11", "5"), True),
        (Reference("АВП РФ", "059а", "5а", "", "5"), True),
        (Reference("avprf", "059а", "5а", "12", "5"), False),
        (Reference("AVPRF", "59a", "5a", "11", "5"), False),
        (Reference("APRF", "059a", "5a", "11", "5"), False),
        (Reference(fond="059a", opis="5a", delo="5"), False),
    ],
)
def test_a_reference_names_its_units_in_any_spelling(
    delo_in_papka: Delo, cited: Reference, found: bool
) -> None:
    delo_in_papka.opis.fond.archive.names.create(name="АВП РФ")
    assert list(Delo.objects.at(cited)) == ([delo_in_papka] if found else [])


def test_fonds_and_opisi_are_named_too(delo_in_papka: Delo) -> None:
    cited = Reference("AVPRF", "059a", "5a")
    assert Opis.objects.at(cited).get() == delo_in_papka.opis
    assert Fond.objects.at(cited).get() == delo_in_papka.opis.fond
