"""Dela as a kind of result beside documents."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from catalogue.search import DocumentFilter, Search, facet_values, search_dela, search_documents

from .conftest import counted, found, search

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_collection")]


def test_dela_are_found_by_title_and_reference() -> None:
    assert set(found(search(kind="dela", q="переписка"))) == {"aprf", "avprf"}
    assert found(search(kind="dela", q="APRF")) == ["aprf"]
    assert found(search(kind="dela", q="armistice")) == []


def test_dela_stand_in_the_order_of_their_places() -> None:
    results = search(kind="dela")
    assert found(results) == ["aprf", "avprf"]
    assert [hit.delo.number for hit in results.hits] == ["830", "830"]


def test_a_hit_is_one_kind_of_record() -> None:
    (hit, *_rest) = search(kind="dela").hits
    with pytest.raises(AttributeError):
        _ = hit.document
    (hit, *_rest) = search().hits
    with pytest.raises(AttributeError):
        _ = hit.delo


@pytest.mark.parametrize(
    "asked", [{}, {"q": "APRF"}, {"archive": "avprf"}, {"undated": "1"}, {"year_from": 1953}]
)
def test_both_kinds_are_counted_for_what_they_share(asked: dict) -> None:
    documents, dela = search(**asked), search(kind="dela", **asked)
    assert documents.counts == dela.counts
    assert documents.counts == {"documents": documents.total, "dela": dela.total}


def test_what_a_kind_does_not_have_is_left_out() -> None:
    results = search(kind="dela", sender="mao", archive="aprf", inferred="no")
    assert found(results) == ["aprf"]
    assert results.search.chosen == {"archive": ("aprf",)}
    assert search(sender="mao", access="open").search.chosen == {"sender": ("mao",)}
    assert search(sender="mao").counts == {"documents": 2, "dela": 2}


def test_an_unknown_kind_is_said_at_its_field() -> None:
    asked = DocumentFilter(QueryDict("kind=drafts"))
    assert asked.search.kind == "documents"
    assert "kind" in asked.form.errors


def test_the_facets_of_dela_are_counted() -> None:
    results = search(kind="dela", archive="aprf/3")
    assert [facet.name for facet in results.facets] == ["archive", "access"]
    assert counted(results, "archive") == {"aprf": 1, "avprf": 1}
    assert counted(results, "access") == {"open": 1}
    values = facet_values(Search(kind="dela"), "archive")
    assert {value.value: value.count for value in values}["avprf/059a/5a"] == 1
    assert facet_values(Search(kind="dela"), "sender") == []


def test_dela_are_loaded_with_their_parents(django_assert_max_num_queries: object) -> None:
    search(kind="dela", q="переписка")
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        results = search(kind="dela", q="переписка")
        assert all(str(hit.delo.reference) for hit in results.hits)


def test_each_door_answers_a_search_of_the_other_kind() -> None:
    assert search_dela(Search(q="APRF")).total == 1
    assert search_documents(Search(q="APRF", kind="dela")).total == 3


def test_titles_of_dela_are_marked() -> None:
    (hit, *_rest) = search(kind="dela", q="перепискою").hits
    assert [part.text for part in hit.title if part.is_hit] == ["Переписка"]
