"""Archives and their many names."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from catalogue.models import Archive, ArchiveName, archive_name_key

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["АП РФ", "АПРФ", "А.П.Р.Ф.", "ап рф", "АП\xa0РФ"])
def test_stops_spaces_and_case_make_no_other_name(aprf: Archive, name: str) -> None:
    ArchiveName.objects.create(archive=aprf, name="АП РФ")
    assert Archive.objects.named(name).get() == aprf


def test_one_name_may_belong_to_several_archives() -> None:
    for city in ("Vologda", "Voronezh"):
        archive = Archive.objects.create(code=f"GAVO-{city}", name=f"State Archive, {city}")
        archive.names.create(name="ГАВО")
    assert Archive.objects.named("ГАВО").count() == 2


def test_a_name_knows_its_script(aprf: Archive) -> None:
    assert aprf.names.create(name="АПРФ").script == "cyrillic"
    assert aprf.names.create(name="AP RF").script == "latin"


@pytest.mark.parametrize("name", ["", "...", "—"])
def test_a_name_without_letters_is_refused(aprf: Archive, name: str) -> None:
    with pytest.raises(ValidationError):
        aprf.names.create(name=name)


def test_a_code_without_letters_is_refused() -> None:
    with pytest.raises(ValidationError):
        Archive.objects.create(code="—", name="x")


def test_a_key_is_the_same_for_its_key() -> None:
    assert archive_name_key(archive_name_key("РГАСПИ (М)")) == archive_name_key("РГАСПИ (М)")
