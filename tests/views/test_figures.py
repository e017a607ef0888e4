"""Counts in figures, as readers see them."""

from __future__ import annotations

import pytest
from django.utils import translation

from catalogue.search import Bar, Histogram
from catalogue.templatetags.charts import histogram
from catalogue.templatetags.holdings import counted
from catalogue.templatetags.texts import grouped

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "0"), (999, "999"), (1000, "1,000"), (1234567, "1,234,567")]
)
def test_thousands_stand_apart(number: int, shown: str) -> None:
    assert grouped(number) == shown


def test_other_languages_have_their_own_separator() -> None:
    with translation.override("ru"):
        assert grouped(1234567) == "1\xa0234\xa0567"


def test_counted_words_bend_to_the_number() -> None:
    assert counted(1, "document") == "1 document"
    assert counted(1234, "document") == "1,234 documents"


def test_a_histogram_is_of_a_kind() -> None:
    drawn = histogram({"request": None}, Histogram([Bar(1953, 1953, 1)], 0), "years", "dela")
    assert drawn["kind"] == "dela"
