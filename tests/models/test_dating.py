"""Dates of rows: bounds kept, nothing uncertain lost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalogue.models import Document

pytestmark = pytest.mark.django_db

MARCH_1953 = (dt.date(1953, 3, 1), dt.date(1953, 3, 31))


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("1953-07-29", dt.date(1953, 7, 29), dt.date(1953, 7, 29)),
        ("1953-02", dt.date(1953, 2, 1), dt.date(1953, 2, 28)),
        ("1953~", dt.date(1953, 1, 1), dt.date(1953, 12, 31)),
        ("195X", dt.date(1950, 1, 1), dt.date(1959, 12, 31)),
        ("1941/1945", dt.date(1941, 1, 1), dt.date(1945, 12, 31)),
        ("[..1953]", None, dt.date(1953, 12, 31)),
        ("1953-03-05/..", dt.date(1953, 3, 5), None),
        ("", None, None),
    ],
)
def test_bounds_are_stored(edtf: str, earliest: dt.date | None, latest: dt.date | None) -> None:
    document = Document.objects.create(title="t", date_edtf=edtf)
    document.refresh_from_db()
    assert (document.earliest, document.latest) == (earliest, latest)


@pytest.mark.parametrize("edtf", ["1953-13", "1953-02-30", "yesterday", "1945/1941", "\x00"])
def test_what_is_no_date_is_refused_at_its_field(edtf: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        Document.objects.create(title="t", date_edtf=edtf)
    assert list(refusal.value.message_dict) == ["date_edtf"]


@pytest.mark.parametrize(
    ("edtf", "found"),
    [
        ("1953-03-05", True),
        ("1953", True),
        ("195X", True),
        ("[..1960]", True),
        ("[1950..]", True),
        ("[..1952]", False),
        ("1953-04-01", False),
        ("", False),
    ],
)
def test_an_uncertain_or_open_date_never_vanishes(edtf: str, found: bool) -> None:
    Document.objects.create(title="t", date_edtf=edtf)
    assert Document.objects.dated_within(*MARCH_1953).exists() is found


def test_the_order_is_by_date_and_the_undated_come_last() -> None:
    for edtf in ("", "1953-07", "1953", "[..1950]", "1953-07-29"):
        Document.objects.create(title="t", date_edtf=edtf)
    assert [d.date_edtf for d in Document.objects.by_date()] == [
        "[..1950]",
        "1953",
        "1953-07",
        "1953-07-29",
        "",
    ]


def test_the_database_refuses_a_date_that_ends_before_it_begins() -> None:
    document = Document.objects.create(title="t", date_edtf="1953")
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(latest=dt.date(1900, 1, 1))
