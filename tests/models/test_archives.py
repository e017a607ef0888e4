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


def test_every_name_and_code_is_known_to_whoever_reads_references(aprf: Archive) -> None:
    aprf.names.create(name="Архив Политбюро", kind="former")
    known = ArchiveName.objects.known()
    assert "АРХИВ ПОЛИТБЮРО" in known
    assert "aprf" in known
    assert "РГАСПИ" not in known


def test_two_codes_of_one_address_are_told_apart_before_they_are_saved(aprf: Archive) -> None:
    with pytest.raises(ValidationError, match="already exists"):
        Archive(code="aprf", name="Another").full_clean()


def test_a_name_that_grows_when_folded_still_fits(aprf: Archive) -> None:
    name = aprf.names.create(name="ﷺ" * 300)
    name.refresh_from_db()
    assert len(name.key) == 300
