"""On the day a restriction ends the index says so, though no row has changed."""

from __future__ import annotations

import datetime as dt

import pytest
import tantivy
from django.utils import timezone

from catalogue.models import Delo
from catalogue.search import index
from catalogue.search.kinds import DELA

pytestmark = pytest.mark.usefixtures("collection")

DAY = dt.date(2027, 1, 1)


def with_access(value: str) -> int:
    source = index.reader(DELA)
    query = tantivy.Query.term_query(source.schema, "access", value)
    return source.searcher.search(query, limit=10).count


@pytest.fixture
def on_day(monkeypatch):
    """A function that makes it another day."""

    def on_day(day: dt.date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *args: day)

    return on_day


@pytest.mark.parametrize("level", ["delo", "opis", "fond"])
def test_a_delo_is_open_from_the_day_its_restriction_ends(level: str, on_day) -> None:
    on_day(DAY - dt.timedelta(days=2))
    delo = Delo.objects.with_parents().first()
    unit = {"delo": delo, "opis": delo.opis, "fond": delo.opis.fond}[level]
    unit.access, unit.access_reason, unit.access_opens = "closed", "Personal data", DAY
    unit.save()
    assert (with_access("closed"), with_access("open")) == (1, 1)
    on_day(DAY - dt.timedelta(days=1))
    assert (with_access("closed"), with_access("open")) == (1, 1)
    on_day(DAY)
    assert (with_access("closed"), with_access("open")) == (0, 2)
    assert index.differences() == {}


def test_the_day_passes_once(on_day, django_assert_max_num_queries) -> None:
    on_day(DAY)
    with_access("open")
    with django_assert_max_num_queries(3):
        with_access("open")
