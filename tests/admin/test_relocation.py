"""A unit renumbered or moved in its form: the old reference is kept, unless it was a mistake."""

from __future__ import annotations

import pytest

from catalogue.admin import relocation
from catalogue.models import Archive, Delo, Fond, FormerReference, Opis, relocating


def test_a_new_number_records_the_old_one(desk, delo: Delo) -> None:
    response = desk.change(delo, number="831")
    assert response.status_code == 302
    (entry,) = FormerReference.objects.all()
    assert (str(entry), entry.now) == ("APRF, 3, 65, 830", delo)
    page = desk.get(response.headers["Location"]).content.decode()
    assert "1 former reference recorded: APRF, 3, 65, 830." in page


def test_a_number_that_was_a_mistake_is_not_recorded(desk, delo: Delo) -> None:
    assert desk.change(delo, number="831", was_a_mistake="on").status_code == 302
    assert not FormerReference.objects.exists()


def test_a_fond_is_moved_to_another_archive(desk, delo: Delo, avprf: Archive) -> None:
    fond = delo.opis.fond
    assert desk.change(fond, archive=avprf.pk, number="30").status_code == 302
    assert str(FormerReference.objects.get()) == "APRF, 3"
    assert str(Delo.objects.get()) == "AVPRF, fond 30, opis 65, delo 830"


def test_an_unchanged_unit_has_no_former_reference(desk, delo: Delo) -> None:
    assert desk.change(delo, title="Another").status_code == 302
    assert not FormerReference.objects.exists()


def test_a_taken_number_is_refused(desk, delo: Delo, errors_of) -> None:
    Delo.objects.create(opis=delo.opis, number="831")
    assert "number already" in errors_of(desk.change(delo, number="831"))
    assert not FormerReference.objects.exists()


def test_what_cannot_be_recorded_is_refused_in_the_form(
    desk, fond_unnumbered, monkeypatch, errors_of
) -> None:
    monkeypatch.setattr(relocating, "MOST_ENTRIES", 1)
    response = desk.change(fond_unnumbered, number="1")
    assert "more than 1 dela cannot be renumbered" in errors_of(response)
    assert desk.change(fond_unnumbered, number="1", was_a_mistake="on").status_code == 302


@pytest.fixture
def fond_unnumbered(aprf: Archive) -> Opis:
    opis = Opis.objects.create(fond=Fond.objects.create(archive=aprf, number="3"), number="")
    for number in ("1", "2"):
        Delo.objects.create(opis=opis, number=number)
    return opis


def test_only_some_of_many_entries_are_named(desk, fond_unnumbered: Opis, monkeypatch) -> None:
    monkeypatch.setattr(relocation, "MOST_NAMED", 1)
    response = desk.change(fond_unnumbered, number="1")
    page = desk.get(response.headers["Location"]).content.decode()
    assert "2 former references recorded: APRF, 3, 1 …" in page
