"""Which of two results stands first: laws of the ranking, each on a collection made against it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from catalogue.models import Agent, Document, Language, Participation, Role, Subject, Text
from catalogue.search import Search, queries
from catalogue.search.index import reader
from catalogue.search.kinds import DOCUMENTS
from catalogue.search.paging import best

from .conftest import found, search

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]

Place = Callable[[str, str], Document]
"""Makes a document that has some words in one place, and a name by which it is told."""


def titled(words: str, identifier: str) -> Document:
    return Document.objects.create(identifier=identifier, title=words, status="published")


def summed_up(words: str, identifier: str) -> Document:
    document = titled("Paper", identifier)
    document.summary = words
    document.save()
    return document


def saying(words: str, identifier: str) -> Document:
    document = titled("Paper", identifier)
    language, _made = Language.objects.get_or_create(slug="ru", label_en="Russian")
    Text.objects.create(document=document, language=language, body=words)
    return document


def about(words: str, identifier: str) -> Document:
    document = titled("Paper", identifier)
    document.subjects.add(Subject.objects.create(slug=f"subject-{identifier}", label_en=words))
    return document


def by(words: str, identifier: str) -> Document:
    return _by(Agent.objects.create(slug=f"agent-{identifier}", name=words), identifier)


def by_one_also_called(words: str, identifier: str) -> Document:
    agent = Agent.objects.create(slug=f"agent-{identifier}", name="N. N.")
    agent.names.create(name=words)
    return _by(agent, identifier)


def _by(agent: Agent, identifier: str) -> Document:
    document = titled("Paper", identifier)
    role, _made = Role.objects.get_or_create(slug="from", label_en="from")
    Participation.objects.create(document=document, agent=agent, role=role)
    return document


PADDING = " и прочее о разных предметах" * 16
"""What makes a word count for little in the place where it stands."""


def assert_above(q: str, above: tuple[Place, str], below: tuple[Place, str]) -> None:
    """The one stands above the other, though it is said once in a long text that many have alike,
    and the other says it over and over."""
    place, words = above
    for number in range(9):
        place(words, f"alike-{number}")
    place(words if place in (about, by, by_one_also_called) else words + PADDING, "above")
    place, words = below
    place(words if place in (about, by, by_one_also_called) else " ".join([words] * 9), "below")
    names = found(search(q=q))
    assert names.index("above") < names.index("below")


PLACES = {
    "title": titled,
    "names": by,
    "terms": about,
    "summary": summed_up,
    "text": saying,
}


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("title", "summary"),
        ("names", "summary"),
        ("terms", "summary"),
        ("title", "text"),
        ("names", "text"),
        ("summary", "text"),
    ],
)
@pytest.mark.parametrize("q", ["Кузнецов", "Кузнецовым"])
def test_title_and_names_come_before_the_summary_and_that_before_the_text(
    q: str, above: str, below: str
) -> None:
    assert_above(q, (PLACES[above], "Кузнецов"), (PLACES[below], "Кузнецов"))


@pytest.mark.parametrize("place", [titled, summed_up, saying])
@pytest.mark.parametrize(
    ("q", "above", "below"),
    [
        ("телеграммы", "телеграммы", "телеграмма"),
        ("Телеграмма", "телеграмм", "Telegramma"),
        ("Кузнецов", "Кузнецов", "Kuznetsov"),
        ("Kuznetsov", "Kuznetsov", "Кузнецов"),
        ("Kuznetsov", "Kuznetsov", "Kuznecov"),
    ],
)
def test_the_exact_form_comes_before_the_stem_and_that_before_the_name_key(
    q: str, above: str, below: str, place: Place
) -> None:
    assert_above(q, (place, above), (place, below))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ((by, "Кузнецов"), (by, "Kuznetsov")),
        ((by, "Кузнецов"), (by_one_also_called, "Кузнецов")),
        ((by, "Kuznetsov"), (by_one_also_called, "Кузнецов")),
        ((titled, "Письмо Kuznetsov"), (by_one_also_called, "Кузнецов")),
        ((saying, "Кузнецов"), (by_one_also_called, "Кузнецов")),
        ((by_one_also_called, "Кузнецов"), (by_one_also_called, "Kuznetsov")),
    ],
)
def test_a_name_comes_before_its_spellings_and_these_before_other_names(
    above: tuple[Place, str], below: tuple[Place, str]
) -> None:
    assert_above("Кузнецов", above, below)


def test_every_word_counts() -> None:
    titled("Договор о границе" + PADDING, "both")
    summed_up("Договор, договор, договор о границе, границе, границе", "summary")
    document = summed_up("О границе", "divided")
    document.title = "Договор"
    document.save()
    assert found(search(q="договор границе")) == ["both", "divided", "summary"]


def test_of_equals_the_one_that_says_it_oftener_and_shorter_comes_first() -> None:
    titled("Договор" + PADDING, "long")
    titled("Договор", "short")
    saying("договор" + PADDING, "once")
    saying("договор договор договор" + PADDING, "thrice")
    assert found(search(q="договор")) == ["short", "long", "thrice", "once"]


def test_other_names_are_found_where_names_are_asked_for() -> None:
    by_one_also_called("周恩来", "zhou")
    for q in ("周恩来", "names:周恩来", "from:周恩来"):
        assert found(search(q=q)) == ["zhou"]


@pytest.mark.parametrize("q", ["договор", "договоры", "договор границе", "-договор предметы"])
def test_looking_at_the_best_places_first_changes_no_order(
    q: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the results are cut into pages, and though a page is filled by one step alone."""
    for number, place in enumerate([*PLACES.values(), by_one_also_called] * 3):
        place("Договор " * (number % 4 + 1) + "о границе" * (number % 2), f"made-{number}")
        place("О границах, договоры" + PADDING * (number % 3), f"also-{number}")
        place(f"{number} предметов" + PADDING * (number % 3), f"other-{number}")
        document = saying("о границе", f"divided-{number}")
        document.title = "Договор"
        document.save()
        summed_up("Договор о границе", f"summary-{number}")
    pages = [
        [best(reader(DOCUMENTS), Search(q=q), length, start) for start in range(0, 120, length)]
        for length in (3, 8, 120)
    ]
    monkeypatch.setattr(queries, "STEPS", ())
    whole = best(reader(DOCUMENTS), Search(q=q), 120)
    assert len(whole) > 7
    assert [[pk for page in cut for pk in page] for cut in pages] == [whole] * 3
