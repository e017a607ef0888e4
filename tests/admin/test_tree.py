"""The holdings as a tree: opened by plain links, in as many queries at any length."""

from __future__ import annotations

import pytest
from django.urls import reverse

from catalogue.admin import tree
from catalogue.models import Archive, Delo, Document, Fond, Opis

pytestmark = pytest.mark.one_database

TREE = reverse("admin:catalogue_tree")


def at(unit: Archive | Fond | Opis | Delo) -> str:
    return tree.tree_address(unit)


@pytest.fixture
def many(opis: Opis) -> Opis:
    """An opis of 250 dela, the last ten in a papka."""
    dela = [Delo(opis=opis, number=str(number)) for number in range(1, 241)]
    dela += [Delo(opis=opis, papka="11", number=str(number)) for number in range(1, 11)]
    for delo in dela:
        delo.derive()
    Delo.objects.bulk_create(dela)
    return opis


def test_the_archives_come_first_with_what_is_in_them(desk, telegram: Document) -> None:
    page = desk.get(TREE).content.decode()
    assert "1 fond · 1 holding" in page
    assert "archive</span> APRF" in page


def test_each_level_leads_to_the_next(desk, telegram: Document, delo: Delo) -> None:
    archive = delo.opis.fond.archive
    for unit, below in ((archive, delo.opis.fond), (delo.opis.fond, delo.opis), (delo.opis, delo)):
        assert f'href="{at(below)}"' in desk.get(at(unit)).content.decode()
    page = desk.get(at(delo)).content.decode()
    assert "Telegram from Kuznetsov" in page
    assert page.partition('class="tree"')[2].count('aria-current="page"') == 1


def test_a_long_opis_is_read_in_parts(desk, many: Opis) -> None:
    page = desk.get(at(many)).content.decode()
    assert "… on from 101" in page
    page = desk.get(at(many), **{"from": "101"}).content.decode()
    assert "delo</span> 200" in page
    assert "delo</span> 100<" not in page
    page = desk.get(at(many), papka="11").content.decode()
    assert "papka 11" in page
    assert "delo</span> 240" not in page


def test_the_way_down_shows_the_nearest_neighbours(desk, many: Opis) -> None:
    page = desk.get(at(many.dela.get(number="100", papka=""))).content.decode()
    assert [number for number in range(90, 110) if f"delo</span> {number}<" in page] == list(
        range(96, 105)
    )


def test_it_takes_the_same_queries_with_few_and_with_many(
    desk, many: Opis, django_assert_num_queries
) -> None:
    for number in range(20):
        opis = Opis.objects.create(fond=many.fond, number=f"{number + 100}")
        Delo.objects.create(opis=opis, number="1")
    desk.get(TREE)
    for unit, queries in (
        (many.fond.archive, 6),
        (many.fond, 8),
        (many, 10),
        (many.dela.first(), 12),
    ):
        with django_assert_num_queries(queries):
            desk.get(at(unit))


def test_counting_ends_at_a_bound(desk, many: Opis, monkeypatch) -> None:
    monkeypatch.setattr(tree, "MOST_COUNTED", 100)
    assert "more than 100 dela" in desk.get(at(many.fond)).content.decode()


def test_a_typed_path_is_opened(desk, delo: Delo) -> None:
    response = desk.get(TREE, q="ф. 3, оп. 65, д. 830")
    assert response.headers["Location"] == at(delo)
    assert "Nothing has that path" in desk.get(TREE, q="nowhere 1 2 3").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\x00"},
        {"q": "1" * 900},
        {"from": "\x00" * 9, "id": "x"},
        {"from": "щ" * 900, "papka": "%", "id": "9" * 40},
        {"id": "²"},
    ],
)
def test_nonsense_is_no_fault(query: dict, desk, opis: Opis) -> None:
    for address in (TREE, at(opis)):
        assert desk.get(address, **query).status_code == 200


def test_a_unit_that_is_not_there_is_not_found(desk, opis: Opis) -> None:
    for value in ("fond-0", "planet-1", "fond-99999999999999999999", "x"):
        assert desk.get(f"{TREE}{value}/").status_code == 404


def test_who_may_not_see_holdings_sees_no_tree(desk_of_staff, opis: Opis) -> None:
    assert desk_of_staff("view_archive", "view_fond").get(TREE).status_code == 403


def test_who_may_only_see_units_sees_no_documents(desk_of_staff, telegram, delo: Delo) -> None:
    desk = desk_of_staff("view_archive", "view_fond", "view_opis", "view_delo")
    page = desk.get(at(delo)).content.decode()
    assert "Telegram" not in page
    assert "holding<" not in desk.get(at(delo.opis)).content.decode().partition('class="tree"')[2]
    assert "Add delo" not in desk.get(at(delo.opis)).content.decode()
