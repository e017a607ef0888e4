"""Coverage of a fond: by opis, each sheet once, counted by the database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from catalogue.models import Archive, Delo, Document, Fond, Holding, Opis
from catalogue.models.coverage import Coverage, coverage_of, documents_in

pytestmark = pytest.mark.django_db


def fond_with_opisi(*numbers: str) -> tuple[Fond, list[Opis]]:
    archive, _new = Archive.objects.get_or_create(code="APRF", name="Archive of the President")
    fond = Fond.objects.create(archive=archive, number="3")
    return fond, [Opis.objects.create(fond=fond, number=number) for number in numbers]


def lies(place: Delo | Opis | Fond, listy: str = "", document: Document | None = None) -> Document:
    document = document or Document.objects.create(title="Letter")
    Holding.objects.create(document=document, listy=listy, **{place._meta.model_name: place})
    return document


def test_each_opis_has_its_line_in_natural_order() -> None:
    fond, (tenth, second) = fond_with_opisi("10", "2")
    first = Delo.objects.create(opis=second, number="1", sheets=100)
    Delo.objects.create(opis=second, number="2", sheets=50)
    unmeasured = Delo.objects.create(opis=second, number="3")
    letter = lies(first, "1-10")
    lies(unmeasured, "1-7")
    lies(second)
    lies(tenth, document=letter)
    lies(fond)
    assert coverage_of(fond) == [
        Coverage(second, dela=3, dela_described=2, sheets=150, sheets_described=10, documents=3),
        Coverage(tenth, documents=1),
        Coverage(None, documents=1),
    ]
    assert documents_in(fond) == 4


def test_another_fond_is_not_counted() -> None:
    fond, _opisi = fond_with_opisi("1")
    other = Fond.objects.create(archive=fond.archive, number="4")
    opis = Opis.objects.create(fond=other, number="1")
    lies(Delo.objects.create(opis=opis, number="1", sheets=9), "1-9")
    assert [line.documents for line in coverage_of(fond)] == [0]


@pytest.mark.parametrize(
    ("listy", "sheets"),
    [
        (["1-10", "5-12"], 12),  # shared sheets count once
        (["1-10", "2-3", "4-12"], 12),  # one within another
        (["5", "5 об."], 1),  # a sheet and its back
        (["12а", "12"], 1),
        (["1; 3; 5-6"], 4),
        (["1-3", "1-3"], 3),
        (["IV", "1"], 1),  # Roman sheets lie before the count
        (["1-120"], 100),  # no more than there are
        ([""], 0),
    ],
)
def test_a_sheet_counts_once(listy: list[str], sheets: int) -> None:
    fond, (opis,) = fond_with_opisi("1")
    delo = Delo.objects.create(opis=opis, number="1", sheets=100)
    for runs in listy:
        lies(delo, runs)
    (line,) = coverage_of(fond)
    assert line.sheets_described == sheets


def test_it_takes_four_queries_however_many_dela(django_assert_num_queries) -> None:
    fond, opisi = fond_with_opisi(*map(str, range(1, 6)))
    for opis in opisi:
        for number in range(1, 4):
            lies(Delo.objects.create(opis=opis, number=str(number), sheets=5), "1-2")
    with django_assert_num_queries(4):
        assert [line.sheets_described for line in coverage_of(fond)] == [6] * 5


class TestAnyRuns(TestCase):
    """What the database counts is what counting on one's fingers gives."""

    @given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 20)), max_size=6))
    def test_the_union_of_runs_is_counted(self, runs: list[tuple[int, int]]) -> None:
        fond, (opis,) = fond_with_opisi("1")
        delo = Delo.objects.create(opis=opis, number="1", sheets=1_000)
        for first, more in runs:
            lies(delo, f"{first}-{first + more}")
        known = {sheet for first, more in runs for sheet in range(first, first + more + 1)}
        assert coverage_of(fond)[0].sheets_described == len(known)
