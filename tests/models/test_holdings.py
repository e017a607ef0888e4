"""Where a document lies: levels that hang together, listy as runs."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalogue.models import Archive, Delo, Document, Fond, Holding, Opis
from catalogue.references import read_listy

pytestmark = pytest.mark.django_db


def test_the_upper_levels_come_from_the_deepest(document: Document, delo: Delo) -> None:
    holding = Holding.objects.create(document=document, delo=delo, listy="187-189")
    assert (holding.archive, holding.fond, holding.opis) == (
        delo.opis.fond.archive,
        delo.opis.fond,
        delo.opis,
    )
    assert holding.place == delo


def test_a_document_may_lie_in_two_archives(
    document: Document, delo: Delo, delo_in_papka: Delo
) -> None:
    Holding.objects.create(document=document, delo=delo, listy="187-189", order=1)
    Holding.objects.create(document=document, delo=delo_in_papka, listy="156-158", order=2)
    assert [str(h) for h in document.holdings.with_places()] == [
        "APRF, fond 3, opis 65, delo 830, listy 187-189",
        "AVPRF, fond 059a, opis 5a, papka 11, delo 5, listy 156-158",
    ]


def test_a_delo_of_another_opis_is_refused(document: Document, delo: Delo, fond: Fond) -> None:
    other = Opis.objects.create(fond=fond, number="66")
    with pytest.raises(ValidationError, match="does not lie in") as refusal:
        Holding(document=document, opis=other, delo=delo).full_clean()
    assert "delo" in refusal.value.message_dict


def test_an_archive_alone_is_a_place(document: Document, aprf: Archive) -> None:
    holding = Holding.objects.create(document=document, archive=aprf)
    assert holding.place == aprf


@pytest.mark.parametrize("listy", ["abc", "9-3 and more", "-", "1-"])
def test_listy_that_cannot_be_read_are_refused(document: Document, delo: Delo, listy: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        Holding.objects.create(document=document, delo=delo, listy=listy)
    assert list(refusal.value.message_dict) == ["listy"]


def test_listy_without_a_delo_are_refused(document: Document, fond: Fond) -> None:
    with pytest.raises(ValidationError, match="sheets of a delo"):
        Holding(document=document, fond=fond, listy="5").full_clean()


@pytest.mark.parametrize("level", ["archive", "fond", "opis", "delo"])
def test_a_document_lies_once_in_a_place(document: Document, delo: Delo, level: str) -> None:
    place = {"delo": delo, "opis": delo.opis, "fond": delo.opis.fond}
    unit = place.get(level, delo.opis.fond.archive)
    Holding.objects.create(document=document, **{level: unit})
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(document=document, **{level: unit})
    with pytest.raises(ValidationError, match="lie there already"):
        Holding(document=document, **{level: unit}).full_clean()


def test_runs_follow_the_listy(document: Document, delo: Delo) -> None:
    holding = Holding.objects.create(document=document, delo=delo, listy="5, 9-11")
    assert holding.runs.count() == 2
    holding.listy = "12 об."
    holding.save()
    assert [(r.start, r.end) for r in holding.runs.all()] == [
        (r.start, r.end) for r in read_listy("12 об.")
    ]


@pytest.mark.parametrize(
    ("cited", "found"),
    [("188", True), ("186", False), ("180-187", True), ("190", False), ("189 об.", True)],
)
def test_sheets_are_found_by_overlap(
    document: Document, delo: Delo, cited: str, found: bool
) -> None:
    Holding.objects.create(document=document, delo=delo, listy="187-189")
    (run,) = read_listy(cited)
    assert delo.holdings.on_sheets(run).exists() is found


def test_holdings_move_with_their_delo(document: Document, delo: Delo, avprf: Archive) -> None:
    holding = Holding.objects.create(document=document, delo=delo)
    delo.opis = Opis.objects.create(fond=Fond.objects.create(archive=avprf, number="9"))
    delo.save()
    holding.refresh_from_db()
    assert holding.archive == avprf
    assert holding.opis == delo.opis


def test_holdings_move_with_their_fond(document: Document, delo: Delo, avprf: Archive) -> None:
    holding = Holding.objects.create(document=document, delo=delo)
    fond = delo.opis.fond
    fond.archive = avprf
    fond.save()
    holding.refresh_from_db()
    assert (holding.archive, holding.delo) == (avprf, delo)


def test_a_natural_key_finds_its_holding(document: Document, delo_in_papka: Delo) -> None:
    holding = Holding.objects.create(document=document, delo=delo_in_papka, listy="156-158")
    assert Holding.objects.get_by_natural_key(*holding.natural_key()) == holding
