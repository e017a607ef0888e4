"""Units added in a row: the next form keeps its place and suggests the number."""

from __future__ import annotations

import pytest
from django.urls import reverse

from catalogue.admin.next_numbers import following_numbers, suggested_number
from catalogue.models import Archive, Delo, Fond, Opis

pytestmark = pytest.mark.one_database

NEXT = [
    ("830", "831"),
    ("007", "008"),
    ("Р-5446", "Р-5447"),
    ("33а", "34"),
    ("059a", "060"),
    ("1 доп.", "2"),
    ("99", "100"),
]


@pytest.mark.parametrize(("number", "following"), NEXT)
def test_the_number_after_one(number: str, following: str) -> None:
    assert next(following_numbers(number)) == following


def test_no_number_follows_one_without_digits_or_of_full_length() -> None:
    assert list(following_numbers("доп")) == []
    assert list(following_numbers("9" * 64)) == []


def test_the_first_free_number_is_suggested(opis: Opis) -> None:
    assert suggested_number(opis.dela.all()) == "1"
    for number in ("1", "2", "10", "11", "Р-7"):
        Delo.objects.create(opis=opis, number=number)
    Delo.objects.create(opis=opis, papka="11", number="5")
    assert suggested_number(opis.dela.all()) == "12"
    assert suggested_number(opis.dela.all(), after="1") == "3"
    assert suggested_number(opis.dela.all(), papka="11") == "6"
    assert suggested_number(opis.dela.all(), papka="12") == "1"


def test_numbers_with_a_prefix_go_on_with_it(aprf: Archive) -> None:
    Fond.objects.create(archive=aprf, number="Р-5446")
    assert suggested_number(aprf.fonds.all()) == "Р-5447"


def test_save_and_add_next_keeps_opis_and_papka(desk, opis: Opis) -> None:
    add = reverse("admin:catalogue_delo_add")
    address = f"{add}?opis={opis.pk}&papka=11"
    response = desk.send(address, title="Китай", _addanother="1")
    assert response.headers["Location"] == f"{add}?opis={opis.pk}&papka=11&after=1"
    form = desk.get(response.headers["Location"]).context["adminform"].form
    assert [form[name].value() for name in ("papka", "number", "title")] == ["11", "2", None]
    response = desk.send(response.headers["Location"], _addanother="1")
    assert [str(delo) for delo in opis.dela.all()] == [
        "APRF, fond 3, opis 65, papka 11, delo 1",
        "APRF, fond 3, opis 65, papka 11, delo 2",
    ]


def test_what_an_address_says_wrong_is_no_fault(desk, opis: Opis) -> None:
    for query in ("opis=x", "opis=99999999999999999999", "opis=0", f"opis={opis.pk}&after=%00щ"):
        assert desk.get(f"{reverse('admin:catalogue_delo_add')}?{query}").status_code == 200
