"""Two units that are one become one: nothing that lies in them or is said of them is lost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from catalogue.models import (
    Archive,
    Delo,
    Document,
    Fond,
    FormerReference,
    Holding,
    Opis,
    merge,
    plan_merge,
)
from catalogue.models.finding import find
from catalogue.references import Reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def double(delo: Delo) -> Delo:
    """The same delo, entered twice."""
    return Delo.objects.create(opis=delo.opis, number="0830", title="China")


def test_the_holdings_of_both_lie_in_one(double: Delo, delo: Delo, client: Client) -> None:
    first, second = (Document.objects.create(title=title) for title in ("A", "B"))
    Holding.objects.create(document=first, delo=delo, listy="1")
    Holding.objects.create(document=second, delo=double, listy="2")
    plan = plan_merge(double, delo)
    assert (plan.holdings, plan.filled, plan.all_refusals) == (1, {"title": "China"}, [])
    merge(double, delo)
    assert {str(one) for one in Holding.objects.all()} == {
        "APRF, fond 3, opis 65, delo 830, listy 1",
        "APRF, fond 3, opis 65, delo 830, listy 2",
    }
    delo.refresh_from_db()
    assert delo.title == "China"
    assert not Delo.objects.filter(pk=double.pk).exists()
    found = find(Reference(archive="APRF", fond="3", opis="65", delo="0830"))
    assert found.unit == delo
    response = client.get("/holdings/aprf/3/65/0830/")
    assert response.headers["Location"] == "/holdings/aprf/3/65/830/"


def test_former_references_of_the_one_lead_to_the_other(double: Delo, delo: Delo) -> None:
    FormerReference.objects.create(archive="ЦПА", fond="17", delo="9", now_delo=double)
    FormerReference.objects.create(archive="APRF", fond="3", opis="65", delo="830", now_delo=double)
    merge(double, delo)
    assert {str(one) for one in delo.former_references.all()} == {
        "ЦПА, 17, 9",
        "APRF, 3, 65, 0830",
    }


def test_a_document_said_to_lie_in_both_lies_there_once(double: Delo, delo: Delo) -> None:
    document = Document.objects.create(title="A")
    Holding.objects.create(document=document, delo=delo, listy="1", copy_kind="copy")
    Holding.objects.create(document=document, delo=double, listy="1", note="in pencil")
    merge(double, delo)
    (holding,) = Holding.objects.all()
    assert (holding.delo, holding.copy_kind, holding.note) == (delo, "copy", "in pencil")


def test_what_both_say_in_different_words_stands_in_the_note(double: Delo, delo: Delo) -> None:
    delo.title, delo.note = "Китай", "Bound."
    delo.save()
    double.note, double.date_text, double.date_edtf = "Torn.", "1953", "1953"
    double.save()
    merge(double, delo)
    delo.refresh_from_db()
    assert (delo.title, delo.date_edtf) == ("Китай", "1953")
    assert delo.note == "Bound.\nTitle: China\nTorn."
    assert delo.earliest == dt.date(1953, 1, 1)


CONTRADICTIONS = [
    ({"sheets": 12}, "has 12 sheets"),
    ({"access": "closed"}, "different access"),
    ({"date_edtf": "1935"}, "exclude each other"),
]


@pytest.mark.parametrize(("said", "message"), CONTRADICTIONS)
def test_what_contradicts_is_refused_and_nothing_changes(
    said: dict, message: str, double: Delo, delo: Delo
) -> None:
    Delo.objects.filter(pk=delo.pk).update(date_edtf="1953")
    delo.refresh_from_db()
    for name, value in said.items():
        setattr(double, name, value)
    double.save()
    with pytest.raises(ValidationError, match=message):
        merge(double, delo)
    assert Delo.objects.count() == 2


def test_holdings_that_contradict_each_other_are_refused(double: Delo, delo: Delo) -> None:
    document = Document.objects.create(title="Letter")
    Holding.objects.create(document=document, delo=delo, listy="1", copy_kind="copy")
    Holding.objects.create(document=document, delo=double, listy="1", copy_kind="original")
    with pytest.raises(ValidationError, match="“Letter” lies in both"):
        merge(double, delo)


def test_units_of_different_levels_or_one_and_itself_are_refused(delo: Delo) -> None:
    for other in (delo, delo.opis):
        with pytest.raises(ValidationError, match="another unit of the same level"):
            merge(delo, other)


def test_opisi_are_merged_with_the_dela_they_have_in_common(delo: Delo) -> None:
    double = Opis.objects.create(fond=delo.opis.fond, number="65a")
    same, other = (Delo.objects.create(opis=double, number=number) for number in ("830", "1"))
    document = Document.objects.create(title="A")
    Holding.objects.create(document=document, delo=same, listy="7")
    Holding.objects.create(document=document, opis=double)
    plan = plan_merge(double, delo.opis)
    assert (plan.children, len(plan.pairs), plan.holdings) == (1, 1, 1)
    merge(double, delo.opis)
    other.refresh_from_db()
    assert other.opis == delo.opis
    assert {(one.opis, one.delo) for one in Holding.objects.all()} == {
        (delo.opis, delo),
        (delo.opis, None),
    }
    for number, unit in (("830", delo), ("1", other)):
        assert find(Reference(archive="APRF", fond="3", opis="65a", delo=number)).unit == unit


def test_fonds_of_two_archives_are_merged_down_to_the_dela(delo: Delo, avprf: Archive) -> None:
    double = Fond.objects.create(archive=avprf, number="30")
    opis = Opis.objects.create(fond=double, number="65")
    same = Delo.objects.create(opis=opis, number="830", title="China")
    Opis.objects.create(fond=double, number="66")
    document = Document.objects.create(title="A")
    Holding.objects.create(document=document, delo=same)
    merge(double, delo.opis.fond)
    holding = Holding.objects.get()
    assert (holding.archive, holding.delo) == (delo.opis.fond.archive, delo)
    assert {one.number for one in delo.opis.fond.opisi.all()} == {"65", "66"}
    assert find(Reference(archive="AVPRF", fond="30", opis="65", delo="830")).unit == delo


def test_a_contradiction_far_below_stops_the_whole(delo: Delo, avprf: Archive) -> None:
    double = Fond.objects.create(archive=avprf, number="30")
    opis = Opis.objects.create(fond=double, number="65")
    Delo.objects.create(opis=opis, number="830", sheets=1)
    with pytest.raises(ValidationError, match="has 1 sheets"):
        merge(double, delo.opis.fond)
    assert Fond.objects.filter(pk=double.pk).exists()


def test_a_plan_takes_as_many_queries_for_many_pairs_as_for_few(
    delo: Delo, avprf: Archive, django_assert_num_queries
) -> None:
    double = Fond.objects.create(archive=avprf, number="30")
    kept = delo.opis.fond
    document = Document.objects.create(title="A")

    def both(opis_number: str, *numbers: str) -> None:
        for fond in (double, kept):
            opis, _is_new = Opis.objects.get_or_create(fond=fond, number=opis_number)
            for number in numbers:
                unit, _is_new = Delo.objects.get_or_create(opis=opis, number=number)
                Holding.objects.create(document=document, delo=unit, listy="1")

    both("65", "830")
    with django_assert_num_queries(13):
        assert len(plan_merge(double, kept).pairs) == 1
    for number in map(str, range(1, 9)):
        both(number, *map(str, range(1, 6)))
    with django_assert_num_queries(13):
        plan = plan_merge(double, kept)
    assert [len(pair.pairs) for pair in plan.pairs] == [1, *[5] * 8]
    assert all(len(delo.doubles) == 1 for opis in plan.pairs for delo in opis.pairs)
    merge(double, kept)
    assert Delo.objects.count() == Holding.objects.count() == 41


def test_only_dela_of_opisi_that_are_one_are_one(delo: Delo, avprf: Archive) -> None:
    double = Fond.objects.create(archive=avprf, number="30")
    for number in ("65", "66"):
        opis = Opis.objects.create(fond=double, number=number)
        Delo.objects.create(opis=opis, number="830")
    (opis,) = plan_merge(double, delo.opis.fond).pairs
    assert [(pair.gone.opis.number, pair.kept) for pair in opis.pairs] == [("65", delo)]


def test_more_in_common_than_is_merged_at_once_is_refused(delo: Delo, monkeypatch) -> None:
    monkeypatch.setattr("catalogue.models.merging_pairs.MOST_IN_COMMON", 1)
    double = Opis.objects.create(fond=delo.opis.fond, number="65a")
    for number in ("830", "831"):
        Delo.objects.create(opis=double, number=number)
    assert plan_merge(double, delo.opis).all_refusals == []
    Delo.objects.create(opis=delo.opis, number="831")
    (refusal,) = plan_merge(double, delo.opis).all_refusals
    assert "things in common" in refusal
