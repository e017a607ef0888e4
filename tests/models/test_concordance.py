"""The concordance: an old number means one present unit."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from catalogue.models import Archive, Delo, FormerReference

pytestmark = pytest.mark.django_db


def test_an_old_number_leads_to_its_unit_in_any_alphabet(delo: Delo) -> None:
    FormerReference.objects.create(
        archive="ЦПА ИМЛ", fond="17", opis="3", delo="12а", now_delo=delo
    )
    found = FormerReference.objects.get_by_natural_key("ЦПАИМЛ", "17", "3", "", "12a")
    assert found.now == delo


def test_it_means_exactly_one_unit(delo: Delo, aprf: Archive) -> None:
    for units in ({}, {"now_delo": delo, "now_archive": aprf}):
        with pytest.raises(ValidationError, match="exactly one unit"):
            FormerReference(archive="ЦГАОР", fond="1", **units).full_clean()


def test_an_old_number_is_recorded_once(delo: Delo) -> None:
    FormerReference.objects.create(archive="ЦГАОР", fond="5446", now_delo=delo)
    with pytest.raises(ValidationError, match="recorded already"):
        FormerReference(archive="ЦГАОР", fond="5446", now_delo=delo).full_clean()
