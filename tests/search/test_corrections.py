"""What may have been meant by words that find next to nothing."""

from __future__ import annotations

import pytest
from pytest_django.plugin import DjangoDbBlocker

from catalogue.models import Agent, Document, Participation, Text
from catalogue.search import index

from .conftest import search

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def papers(standing_collection: dict[str, Document], django_db_blocker: DjangoDbBlocker) -> None:
    """The small collection, in which Kurchatov takes part and something is said in Russian."""
    with django_db_blocker.unblock():
        add_kurchatov(standing_collection)
        index.refresh()


def add_kurchatov(collection: dict[str, Document]) -> None:
    kurchatov = Agent.objects.create(slug="kurchatov", name="Курчатов, Игорь Васильевич")
    part = Participation.objects.first()
    Participation.objects.create(document=collection["notes"], agent=kurchatov, role=part.role)
    Text.objects.create(
        document=collection["notes"],
        language=collection["telegram"].languages.get(),
        body="Об опытах на урановых котлах и о жуках.",
    )


def proposed(q: str, **choices: object) -> list[str]:
    return [one.q for one in search(q=q, **choices).corrections]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("armistise", "armistice"),
        ("armsitice", "armistice"),
        ("Armstice", "Armistice"),
        ("ARMISTCE", "ARMISTICE"),
        ("armiztise", "armistice"),
        ("armistise talks", "armistice talks"),
        ('"econimic aid"', '"economic aid"'),
        ("title:armistise -talks", "title:armistice -talks"),
        ("from:molotof2 armistise", None),
        ("Курчтов", "Курчатов"),
        ("куратов", "курчатов"),
        ("перемирне", "перемирие"),
        ("Kurchotov", "Курчатов"),
        ("Молотав", "Molotov"),
        ("rehxfnjd", "курчатов"),
        ("Rehxfnjd", "Курчатов"),
        (";er", "жук"),
        ("-talks rehxfnjd", "-talks курчатов"),
        ("ьщдщещм", "molotov"),
        ("from:ьщдщещм", "from:molotov"),
        ("rehxfnjd,", "курчатов,"),
        ("ehfyjds[", "урановых"),
    ],
)
def test_words_are_proposed_for_what_finds_nothing(
    papers: None, typed: str, meant: str | None
) -> None:
    results = search(q=typed)
    if meant is None:
        assert results.corrections == []
        return
    assert results.corrections[0].q == meant
    assert search(q=meant).total == results.corrections[0].total > results.total


def test_every_proposal_finds_what_it_says_with_the_same_choices(papers: None) -> None:
    results = search(q="armistise", archive="avprf")
    assert [(one.q, one.total) for one in results.corrections] == [("armistice", 1)]
    assert proposed("armistise", sender="mao") == []
    assert proposed("armistise", year_to=1900) == []
    assert proposed("Перепискв", kind="dela") == ["Переписка"]
    assert proposed("armistise", kind="dela") == []


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            " ",
            "...",
            "-",
            '"',
            "☭",
            "👩‍🚀" * 20,
            "\x00",
            "armis\x00tise",
            "毛沢東",
            "abc1",
            "1953x",
        ),
        *("x" * 1000, "x " * 500, "xq" * 5000, "ю" * 10_000, "title:", "armis\x00tise", "а́б" * 300),
        "\ud83d",
    ],
)
def test_whatever_is_typed_is_answered(papers: None, typed: str) -> None:
    assert search(q=typed).corrections == []


def test_proposals_take_few_queries(papers: None, django_assert_max_num_queries: object) -> None:
    search(q="kuznetsof")
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        search(q="Kurchotov Molotav armistise perenirie")
