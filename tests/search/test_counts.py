"""Every count equals a plain count over the rows, and equals what choosing it finds.

Random collections and random choices; the plain count knows nothing of the index.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from catalogue.models import (
    Agent,
    Archive,
    Delo,
    Document,
    DocumentType,
    Fond,
    Holding,
    Language,
    Opis,
    Participation,
    Role,
    Subject,
)
from catalogue.search import FACETS, Results, Search, facet_values, index, paging, search_kind
from catalogue.search.counting import Most
from catalogue.search.facet_counts import FacetValue
from catalogue.search.remembered import Remembered

pytestmark = pytest.mark.django_db
DATES = ("", "1950", "1951/1953", "[..1949]", "1953-07-29", "1960?", "[1955..]", "194X")
ROLES = ("from", "author", "to", "copy-to", "mentioned")
Row = Mapping[str, object]


@pytest.fixture(scope="module", params=[1, 2])
def rows(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, list[Row]]]:
    """A random collection, committed and indexed; what is public of it, by kind."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            _made(random.Random(request.param))  # noqa: S311
        index.refresh()
        yield {
            "documents": [_document(row) for row in Document.objects.published()],
            "dela": [_delo(row) for row in Delo.objects.all()],
        }
        call_command("flush", verbosity=0, interactive=False)


def _made(chance: random.Random) -> None:
    dela = [
        Delo.objects.create(opis=opis, number=str(n), date_edtf=chance.choice(DATES), title="дело")
        for code in ("АРХ", "BRX", "CRX")
        for archive in [Archive.objects.create(code=code, name=code)]
        for f in range(chance.randint(1, 3))
        for fond in [Fond.objects.create(archive=archive, number=f"{f + 1}а")]
        for o in range(chance.randint(1, 3))
        for opis in [Opis.objects.create(fond=fond, number=str(o + 1))]
        for n in range(chance.randint(0, 4))
    ]
    agents = [Agent.objects.create(slug=f"a{n}", name=f"Agent {n}") for n in range(13)]
    roles = [Role.objects.create(slug=slug, label_en=slug) for slug in ROLES]
    types = [DocumentType.objects.create(slug=f"t{n}", label_en=f"T {n}") for n in range(3)]
    languages = [Language.objects.create(slug=s, label_en=s) for s in ("ru", "zh", "en")]
    subjects = [Subject.objects.create(slug=f"s{n}", label_en=f"S {n}") for n in range(12)]
    for number in range(60):
        document = Document.objects.create(
            identifier=f"d{number}",
            title=chance.choice(("Telegram", "Letter", "Report")),
            date_edtf=chance.choice(DATES),
            date_inferred=chance.random() < 0.3,
            type=chance.choice([None, *types]),
            status=chance.choice(("published", "published", "published", "draft")),
        )
        document.languages.set(chance.sample(languages, chance.randint(0, 2)))
        document.subjects.set(chance.sample(subjects, chance.randint(0, 4)))
        for order, agent in enumerate(chance.sample(agents, chance.randint(0, 4))):
            Participation.objects.create(
                document=document, agent=agent, role=chance.choice(roles), order=order
            )
        places = [_place(chance, delo) for delo in chance.sample(dela, chance.randint(0, 3))]
        for order, place in enumerate({str(place): place for place in places}.values()):
            Holding.objects.create(document=document, **place, order=order)


def _place(chance: random.Random, delo: Delo) -> dict[str, object]:
    """A delo, or a place known less deeply."""
    return chance.choice([{"delo": delo}, {"opis": delo.opis}, {"archive": delo.opis.fond.archive}])


# --- The plain count ---


def _document(document: Document) -> Row:
    parts = [(part.role.slug, part.agent.slug) for part in document.participations.all()]
    places = [(h.archive, h.fond, h.opis) for h in document.holdings.all()]
    return {
        "archive": {path for place in places for path in _paths(*place)},
        "type": {document.type.slug} if document.type else set(),
        "language": {language.slug for language in document.languages.all()},
        "agent": {agent for _role, agent in parts},
        "sender": {agent for role, agent in parts if role in ("from", "author")},
        "addressee": {agent for role, agent in parts if role in ("to", "copy-to")},
        "subject": {subject.slug for subject in document.subjects.all()},
        "years": _years(document),
        "inferred": document.date_inferred,
        "word": document.title.lower(),
    }


def _delo(delo: Delo) -> Row:
    return {
        "archive": set(_paths(delo.opis.fond.archive, delo.opis.fond, delo.opis)),
        "access": {delo.access},
        "years": _years(delo),
        "word": "дело",
    }


def _paths(archive: Archive, fond: Fond | None, opis: Opis | None) -> Iterator[str]:
    yield archive.slug
    if fond:
        yield f"{archive.slug}/{fond.number_key}"
    if opis:
        yield f"{archive.slug}/{fond.number_key}/{opis.number_key}"


def _years(row: Document | Delo) -> tuple[int, int] | None:
    if not row.date_edtf:
        return None
    return row.earliest.year if row.earliest else 0, row.latest.year if row.latest else 9999


def _plain(rows: Iterable[Row], search: Search) -> list[Row]:
    return [row for row in rows if _meets(row, search)]


def _meets(row: Row, search: Search) -> bool:
    if search.q and row["word"] != search.q:
        return False
    if search.stated_only and row["inferred"]:
        return False
    if not all(row.get(name, set()) & set(values) for name, values in search.chosen.items()):
        return False
    return not search.has_years or _falls(row["years"], search)


def _falls(years: tuple[int, int] | None, search: Search) -> bool:
    if years is None:
        return search.undated
    if search.year_from is None and search.year_to is None:
        return False
    return years[0] <= (search.year_to or 9999) and years[1] >= (search.year_from or 0)


# --- The laws ---


def _random_search(chance: random.Random, rows: list[Row], kind: str) -> Search:
    names = [facet.name for facet in FACETS[kind] if any(row.get(facet.name) for row in rows)]
    chosen = {}
    for name in chance.sample(names, chance.choice((0, 1, 1, 2, min(3, len(names))))):
        values = sorted({value for row in rows for value in row[name]})
        chosen[name] = tuple(chance.sample(values, min(len(values), chance.randint(1, 3))))
    first, last = sorted((chance.randint(1940, 1962), chance.randint(1940, 1962)))
    words = ("", "", "telegram", "letter") if kind == "documents" else ("", "дело")
    return Search(
        q=chance.choice(words),
        chosen=chosen,
        year_from=chance.choice((None, None, first)),
        year_to=chance.choice((None, None, last)),
        undated=chance.random() < 0.2,
        stated_only=kind == "documents" and chance.random() < 0.2,
        kind=kind,
    )


@pytest.mark.parametrize("kind", ["documents", "dela"])
def test_every_count_is_the_plain_count(rows: dict[str, list[Row]], kind: str) -> None:
    chance = random.Random(kind)  # noqa: S311
    for _ in range(25):
        search = _random_search(chance, rows[kind], kind)
        results = search_kind(search)
        assert results.total == len(_plain(rows[kind], search)), search
        assert results.counts == {
            name: len(_plain(rows[name], search.of_kind(name))) for name in rows
        }
        for facet in FACETS[kind]:
            others = _plain(rows[kind], search.without_facet(facet.name))
            plain = Counter(value for row in others for value in row.get(facet.name, ()))
            listed = facet_values(search, facet.name)
            assert {one.value: one.count for one in listed} == plain, (search, facet.name)
            _assert_shown(results, facet.name, plain)
        _assert_years(results, _plain(rows[kind], search.without_years()))


def _assert_shown(results: Results, name: str, plain: Counter[str]) -> None:
    (facet,) = [one for one in results.facets if one.name == name]
    shown = {one.value: one.count for one in _nodes(facet.values)}
    assert shown == {value: plain[value] for value in shown}
    assert set(results.search.chosen.get(name, ())) <= shown.keys()
    assert facet.more or {value for value in plain if "/" not in value} <= shown.keys()


def _nodes(values: Iterable[FacetValue]) -> Iterator[FacetValue]:
    for value in values:
        yield value
        yield from _nodes(value.children)


def _assert_years(results: Results, rows: list[Row]) -> None:
    assert results.histogram.undated == sum(row["years"] is None for row in rows)
    for bar in results.histogram.bars:
        falling = Search(year_from=bar.first_year, year_to=bar.last_year)
        assert bar.count == sum(_falls(row["years"], falling) for row in rows)


@pytest.mark.parametrize("kind", ["documents", "dela"])
def test_a_count_is_what_clicking_it_finds(rows: dict[str, list[Row]], kind: str) -> None:
    chance = random.Random(f"click {kind}")  # noqa: S311
    for _ in range(4):
        search = _random_search(chance, rows[kind], kind)
        results = search_kind(search)
        for facet in results.facets:
            for node in _nodes(facet.values):
                clicked = replace(search, chosen={**search.chosen, facet.name: (node.value,)})
                assert search_kind(clicked).total == node.count
        for bar in results.histogram.bars:
            clicked = replace(
                search, year_from=bar.first_year, year_to=bar.last_year, undated=False
            )
            assert search_kind(clicked).total == bar.count
        clicked = replace(search.without_years(), undated=True)
        assert search_kind(clicked).total == results.histogram.undated


@pytest.mark.parametrize("kind", ["documents", "dela"])
@pytest.mark.parametrize("sort", ["date", "-date", "reference"])
@pytest.mark.parametrize("shallow", [0, 20, 2_000])
def test_pages_join_to_the_whole(
    rows: dict[str, list[Row]], kind: str, sort: str, shallow: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [hit.record.pk for hit in search_kind(Search(kind=kind, sort=sort, per_page=100)).hits]
    monkeypatch.setattr(paging, "SHALLOW", shallow)
    monkeypatch.setattr(paging, "remembered", Remembered())
    first = search_kind(Search(kind=kind, sort=sort))
    pages = [
        search_kind(Search(kind=kind, sort=sort, page=page + 1)) for page in range(first.pages)
    ]
    ids = [hit.record.pk for page in pages for hit in page.hits]
    assert ids == whole
    assert len(set(ids)) == len(rows[kind]) == first.total


@pytest.mark.parametrize("kind", ["documents", "dela"])
def test_more_shelves_than_can_be_told_lose_nothing(
    rows: dict[str, list[Row]], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = Search(kind=kind, sort="reference", per_page=100)
    whole = [hit.record.pk for hit in search_kind(search).hits]
    monkeypatch.setattr(paging, "counts", lambda *asked: {"shelf": Most({"arx": 1})})
    monkeypatch.setattr(paging, "remembered", Remembered())
    assert [hit.record.pk for hit in search_kind(search).hits] == whole
    assert len(whole) == len(rows[kind])
