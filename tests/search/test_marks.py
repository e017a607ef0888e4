"""What was found is marked where it is written, by whatever way it was found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from catalogue.models import Agent, Document, Language, Participation, Role, Text
from catalogue.search import index
from catalogue.writing import Fragment

from .conftest import search

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_telegram"), pytest.mark.one_database]

TITLE = "Телеграмма Кузнецову о «переми́рии»"
SUMMARY = "Ёлки & <b>Чжоу Эньлай</b> на берегу; речь о вице-премьере и о подъёме хозяйства."
BODY = "毛泽东 同志说。Лист без слов. Сообщил кн. Лук'яненко."


@pytest.fixture(scope="module")
def _telegram(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        document = Document.objects.create(title=TITLE, summary=SUMMARY, status="published")
        language = Language.objects.create(slug="ru", label_en="Russian")
        Text.objects.create(document=document, language=language, body=BODY)
        role = Role.objects.create(slug="from", label_en="from")
        for slug, name, *others in (
            ("zhou", "Zhou Enlai", "周恩来", "Чжоу Эньлай"),
            ("harriman", "Harriman, Averell", "哈里曼"),
        ):
            agent = Agent.objects.create(slug=slug, name=name)
            for other in others:
                agent.names.create(name=other)
            Participation.objects.create(document=document, role=role, agent=agent)
        index.refresh()
        yield
        call_command("flush", verbosity=0, interactive=False)


def marks(fragments: list[Fragment]) -> list[str]:
    return [part.text for part in fragments if part.is_hit]


@pytest.mark.parametrize(
    ("q", "title", "passage"),
    [
        ("кузнецову", ["Кузнецову"], []),
        ("телеграммы", ["Телеграмма"], []),
        ("Kuznetsov", ["Кузнецову"], []),
        ("перемирием", ["переми́рии"], []),
        ("телегр*", ["Телеграмма"], []),
        ('"Телеграмма Кузнецову"', ["Телеграмма Кузнецову"], []),
        ("title:Кузнецов речь", ["Кузнецову"], ["речь"]),
        ("елки", [], ["Ёлки"]),
        ("подъеме", [], ["подъёме"]),
        ("вице-премьер", [], ["вице-премьере"]),
        ("Lukianenko", [], ["Лук'яненко"]),
        ("лук’яненко", [], ["Лук'яненко"]),
        ("毛泽东", [], ["毛泽东"]),
        ("毛", [], ["毛"]),
        ("东", [], ["东"]),
        ('"泽东 同志"', [], ["泽东 同志"]),
        ("周恩来", [], ["Чжоу Эньлай"]),
        ("Zhou Enlai", [], ["Чжоу Эньлай"]),
        ("from:周恩来", [], ["Чжоу Эньлай"]),
    ],
)
def test_what_was_found_is_marked_in_its_own_writing(
    q: str, title: list[str], passage: list[str]
) -> None:
    (hit,) = search(q=q).hits
    assert marks(hit.title) == title
    assert marks(hit.passage) == passage
    assert "".join(part.text for part in hit.title) == TITLE
    shown = "".join(part.text for part in hit.passage).strip("…")
    assert shown in SUMMARY or shown in BODY


@pytest.mark.parametrize(("q", "name"), [("哈里曼", "哈里曼"), ("Гарриман", "Harriman")])
def test_who_is_found_by_a_name_alone_is_said(q: str, name: str) -> None:
    (hit,) = search(q=q).hits
    assert (marks(hit.title), marks(hit.passage)) == ([], [])
    assert name in [mark for called in hit.names for mark in marks(called)]


def test_a_word_asked_for_in_the_title_is_not_marked_elsewhere() -> None:
    assert search(q="title:речь").hits == []
    (hit,) = search(q="title:Телеграмма text:Лист").hits
    assert (marks(hit.title), marks(hit.passage)) == (["Телеграмма"], ["Лист"])
