"""The most frequent values of a column: the same as of all values counted, however few are told."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from catalogue.models import Agent, Document, Participation, Role
from catalogue.search import Search, counting, frequent, index, kept
from catalogue.search.counting import counts
from catalogue.search.frequent import Frequent, count_together, most_frequent
from catalogue.search.index import Reader, reader
from catalogue.search.kinds import DOCUMENTS

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SEGMENTS = 5
WORDS = ("telegram", "letter", "report", "note")
COLUMNS = ("agent", "sender")


@pytest.fixture(scope="module", params=["few write most", "all write alike"])
def source(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Reader]:
    """An index in several segments, with other agents in each."""
    chance = random.Random(request.param)  # noqa: S311
    with django_db_blocker.unblock():
        agents = [Agent.objects.create(slug=f"a{n}", name=f"Agent {n}") for n in range(30)]
        roles = [Role.objects.create(slug=slug, label_en=slug) for slug in ("from", "to")]
        shares = [1 / (n + 1) if request.param == "few write most" else 1 for n in range(30)]
        for segment in range(SEGMENTS):
            index.refresh()
            for number in range(12):
                document = Document.objects.create(
                    identifier=f"d{segment}-{number}",
                    title=" ".join(chance.sample(WORDS, 2)),
                    status="published",
                )
                for role in roles:
                    some = agents[segment:] if number % 3 else agents
                    agent = chance.choices(some, shares[-len(some) :])[0]
                    Participation.objects.create(document=document, agent=agent, role=role)
        index.refresh()
        yield reader(DOCUMENTS)
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(
    autouse=True,
    params=[(1, 1, (4, 7)), (3, 1_000, (1, 4)), (100, 1_000, (2,)), (2, 1_000, ())],
    ids=["of each segment", "of everything", "all candidates", "hardly told"],
)
def _told_little(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    candidates, many, looks = request.param
    monkeypatch.setattr(frequent, "CANDIDATES", candidates)
    monkeypatch.setattr(frequent, "MANY", many)
    monkeypatch.setattr(frequent, "LOOKS", looks)
    monkeypatch.setattr(frequent, "FEW", 0)
    monkeypatch.setattr(counting, "MUCH", request.param[0])  # some alone, some on every core
    kept.forget()


def plainly(source: Reader, search: Search, column: str, most: int, also: list[str]) -> Frequent:
    whole = counts(source, search, [column])[column]
    wanted = [*list(whole)[:most], *(value for value in also if value in whole)]
    return Frequent({value: whole[value] for value in wanted}, len(whole) > most)


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("most", [1, 2, 3, 4, 6, 40])
@pytest.mark.parametrize("q", [*WORDS, "letter report", "-letter", "-nowhere", ""])
def test_few_values_are_those_that_all_would_tell(
    source: Reader, column: str, most: int, q: str
) -> None:
    assert source.searcher.num_segments > 2
    search, also = Search(q=q), ["a7", "a29", "nobody"]
    told = most_frequent(source, search, column, most, also)
    kept.forget()
    plain = plainly(source, search, column, most, also)
    assert (dict(told.counts), told.more) == (dict(plain.counts), plain.more)
    assert list(told.counts)[:most] == list(plain.counts)[:most]


def test_where_few_are_told_not_all_are_counted(
    source: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frequent, "LOOKS", (30,))
    search = Search(q="letter")
    most_frequent(source, search, "agent", 3)
    assert "agent" not in kept.get(search.question).counts


def test_of_few_records_all_values_are_counted_in_one_pass(
    source: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frequent, "FEW", 1_000)
    search = Search(q="letter")
    count_together(source, search, ["type"], COLUMNS, 3)
    assert set(kept.get(search.question).counts) == {"type", *COLUMNS}
