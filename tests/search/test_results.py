"""What a search finds, in which order, and what it counts."""

from __future__ import annotations

import pytest

from .conftest import counted, found, search

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_collection")]

ALL = ["notes", "report", "telegram", "letter", "undated"]


def test_without_words_everything_published_stands_by_date() -> None:
    results = search()
    assert found(results) == ALL
    assert results.total == 5


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("armistice", {"telegram", "report"}),
        ("ARMISTICE talks", {"report"}),
        ("armistice -talks", {"telegram"}),
        ('"economic aid"', {"letter"}),
        ('"aid economic"', set()),
        ("economics", {"letter"}),
        ("Кузнецов", {"telegram", "report", "undated"}),
        ("кузнецову", {"telegram", "report", "undated"}),
        ("毛泽东", {"letter", "notes", "report", "undated"}),
        ("перемирия", {"telegram"}),
        ("противником", {"telegram"}),
        ("title:armistice", {"telegram", "report"}),
        ("from:molotov", {"notes"}),
        ("to:molotov", {"telegram", "letter"}),
        ("fond:059а", {"telegram", "letter", "undated"}),
        ("armist*", {"telegram", "report"}),
        ("-armistice", {"letter", "notes", "undated"}),
        ("APRF", {"telegram", "notes", "report"}),
        ("Korean War", {"telegram"}),
        ("nosuchword", set()),
    ],
)
def test_words_names_and_phrases_are_found(q: str, names: set[str]) -> None:
    assert set(found(search(q=q))) == names


@pytest.mark.parametrize(
    "q",
    [
        '"',
        '" OR (',
        "-",
        "*",
        "title:",
        "fond:",
        "((",
        "\\",
        "a:b:c",
        "-*",
        "☭",
        "\u0000",
        "'",
        "NOT",
    ],
)
def test_no_input_is_an_error(q: str) -> None:
    search(q=q)


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ({"archive": "aprf"}, {"telegram", "notes", "report"}),
        ({"archive": "avprf/059a/5a"}, {"telegram", "letter", "undated"}),
        ({"archive": ["aprf", "avprf"]}, set(ALL)),
        ({"agent": "mao"}, {"letter", "notes", "report", "undated"}),
        ({"sender": "mao"}, {"letter", "undated"}),
        ({"addressee": ["mao", "molotov"]}, {"telegram", "letter", "notes", "report"}),
        ({"language": "ru"}, {"telegram"}),
        ({"text": "translation"}, {"telegram"}),
        ({"sender": "kuznetsov", "subject": "korean-war"}, {"telegram"}),
        ({"year_from": 1953, "year_to": 1953}, {"telegram", "report"}),
        ({"year_to": 1949}, {"notes"}),
        ({"year_from": 1954}, {"letter"}),
        ({"undated": "1"}, {"undated"}),
        ({"undated": "1", "year_from": 1954}, {"undated", "letter"}),
        ({"inferred": "no"}, {"telegram", "notes", "report", "undated"}),
        ({"type": "nosuch"}, set()),
    ],
)
def test_choices_narrow(parameters: dict, names: set[str]) -> None:
    assert set(found(search(**parameters))) == names


def test_a_facet_ignores_its_own_choice() -> None:
    results = search(sender="mao")
    assert counted(results, "sender") == {"mao": 2, "kuznetsov": 2, "molotov": 1}
    assert counted(results, "addressee") == {"molotov": 1, "kuznetsov": 1}


def test_every_count_is_what_clicking_it_gives() -> None:
    for chosen in ({}, {"sender": "mao"}, {"archive": "aprf", "q": "armistice"}):
        for facet in search(**chosen).facets:
            for value in facet.values:
                others = {k: v for k, v in chosen.items() if k != facet.name}
                assert search(**others, **{facet.name: value.value}).total == value.count


def test_the_archive_facet_opens_below_a_choice() -> None:
    (facet,) = [f for f in search(archive="avprf/059a").facets if f.name == "archive"]
    assert {value.value: value.count for value in facet.values} == {"avprf": 3, "aprf": 3}
    (avprf,) = [value for value in facet.values if value.value == "avprf"]
    (fond,) = avprf.children
    assert (fond.value, fond.count, fond.selected) == ("avprf/059a", 3, True)
    assert [opis.value for opis in fond.children] == ["avprf/059a/5a"]


def test_a_bar_of_the_histogram_is_what_its_years_give() -> None:
    histogram = search().histogram
    assert histogram.undated == 1
    assert sum(bar.count for bar in histogram.bars) >= 4
    for bar in histogram.bars:
        there = search(year_from=bar.first_year, year_to=bar.last_year)
        assert there.total == bar.count


def test_the_histogram_ignores_the_choice_of_years() -> None:
    def counts(**parameters: int) -> list[int]:
        return [bar.count for bar in search(**parameters).histogram.bars]

    assert counts() == counts(year_from=1954)


def test_orders() -> None:
    assert found(search(sort="-date"))[-1:] == ["notes"]
    by_place = found(search(sort="reference"))
    assert by_place[:3] == ["telegram", "notes", "report"]
    assert found(search(q="armistice", sort="date")) == ["report", "telegram"]


def test_hits_are_marked_in_the_original_writing() -> None:
    (hit,) = search(q="перемирием").hits
    assert [part.text for part in hit.passage if part.is_hit] == ["перемирие"]
    (hit,) = search(q="economic").hits
    assert [part.text for part in hit.title if part.is_hit] == ["economic"]


def test_a_page_of_results_asks_a_constant_number_of_queries(
    django_assert_max_num_queries: object,
) -> None:
    search()
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        search(q="armistice", sender="kuznetsov", archive="aprf")


def test_a_bad_value_leaves_the_rest_of_the_search() -> None:
    assert found(search(sender="mao", year_from="long ago", page="-1")) == ["letter", "undated"]
