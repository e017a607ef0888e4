"""The pages of archives, fonds, opisi and dela, and their addresses."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from catalogue.models import Archive, Delo, Document, Fond, FormerReference, Holding, Opis

pytestmark = pytest.mark.django_db


@pytest.fixture
def many_dela(collection: SimpleNamespace) -> Opis:
    """An opis of 250 dela, numbered 1 to 249 with one lettered number between."""
    opis = Opis.objects.create(fond=collection.delo.opis.fond, number="66")
    dela = [Delo(opis=opis, number=number) for number in ["5а", *map(str, range(1, 250))]]
    for delo in dela:
        delo.derive()
    Delo.objects.bulk_create(dela)
    return opis


def numbers(client: Client, address: str) -> list[str]:
    """The numbers a list shows, in order."""
    page = client.get(address).content.decode()
    return re.findall(r'class="unit-number"[^>]*><span[^>]*>[^<]*</span>([^<]*)</a>', page)


def link(client: Client, address: str, rel: str) -> str | None:
    """Where a list goes on or back to."""
    page = client.get(address).content.decode()
    found = re.search(rf'rel="{rel} nofollow" href="([^"]*)"', page)
    return found and address.split("?")[0] + found[1].replace("&amp;", "&")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("/holdings/APRF/", "/holdings/aprf/"),
        ("/holdings/АП РФ/", "/holdings/aprf/"),
        ("/holdings/ап-рф/3/", "/holdings/aprf/3/"),
        ("/holdings/AVPRF/059А/", "/holdings/avprf/059a/"),
        ("/holdings/avprf/059a/5а/papka-11/5/", "/holdings/avprf/059a/5a/papka-11/5/"),
        ("/holdings/aprf/3/65/830./", "/holdings/aprf/3/65/830/"),
        ("/holdings/aprf/3/65/830./?page=2", "/holdings/aprf/3/65/830/"),
    ],
)
def test_another_spelling_leads_to_the_permanent_address(
    collection: SimpleNamespace, client: Client, typed: str, address: str
) -> None:
    response = client.get(quote(typed, safe="/?=&"))
    assert (response.status_code, response.headers["Location"]) == (301, address)


def test_the_number_of_a_soviet_fond_is_found_in_either_alphabet(
    collection: SimpleNamespace, client: Client
) -> None:
    fond = Fond.objects.create(archive=collection.aprf, number="Р-5446")
    assert fond.get_absolute_url() == "/holdings/aprf/r5446/"
    for typed in ("Р-5446", "R-5446", "р5446", "Р. 5446"):
        response = client.get(f"/holdings/aprf/{quote(typed)}/")
        assert response.headers["Location"] == "/holdings/aprf/r5446/", typed


@pytest.mark.parametrize(
    "address",
    [
        "/holdings/nowhere/",
        "/holdings/aprf/4/",
        "/holdings/aprf/3/66/",
        "/holdings/aprf/3/65/831/",
        "/holdings/aprf/3/65/papka-11/830/",
        "/holdings/aprf/3/65/papka-/830/",
        "/holdings/avprf/059a/5a/5/",
        "/holdings/avprf/59a/",
        "/holdings/%00/",
        "/holdings/aprf/%00/",
        "/holdings/aprf/---/65/",
        f"/holdings/aprf/{'9' * 3000}/",
    ],
)
def test_what_does_not_exist_is_not_found(
    collection: SimpleNamespace, client: Client, address: str
) -> None:
    assert client.get(address).status_code == 404


def test_a_name_that_two_archives_share_leads_to_neither(
    collection: SimpleNamespace, client: Client
) -> None:
    for archive in (collection.aprf, collection.avprf):
        archive.names.create(name="Архив")
    assert client.get(f"/holdings/{quote('Архив')}/").status_code == 404


def test_an_opis_without_a_number_has_an_address(
    collection: SimpleNamespace, client: Client
) -> None:
    opis = Opis.objects.create(fond=collection.delo.opis.fond)
    delo = Delo.objects.create(opis=opis, number="7")
    assert delo.get_absolute_url() == "/holdings/aprf/3/-/7/"
    assert client.get(delo.get_absolute_url()).status_code == 200
    assert "Opis without number" in client.get(opis.get_absolute_url()).content.decode()


def test_archives_are_found_by_any_name(collection: SimpleNamespace, client: Client) -> None:
    page = client.get("/holdings/", {"name": "авп"}).content.decode()
    assert "/holdings/avprf/" in page
    assert "/holdings/aprf/" not in page


def test_children_stand_in_natural_order(many_dela: Opis, client: Client) -> None:
    assert numbers(client, many_dela.get_absolute_url())[:8] == [
        *("1", "2", "3", "4", "5", "5а", "6", "7")
    ]


def test_a_long_list_goes_on_and_back_without_gap(many_dela: Opis, client: Client) -> None:
    address: str | None = many_dela.get_absolute_url()
    seen, visited = [], []
    while address:
        visited.append(address)
        seen += numbers(client, address)
        address = link(client, address, "next")
    assert seen == ["1", "2", "3", "4", "5", "5а", *map(str, range(6, 250))]
    assert len(visited) == 3
    assert "from=100" in visited[1]
    back = link(client, visited[2], "prev")
    assert numbers(client, back) == numbers(client, visited[1])
    assert link(client, link(client, back, "prev"), "prev") is None


@pytest.mark.parametrize(
    ("jump", "first"), [("200", "200"), ("5А", "5а"), ("5б", "6"), ("0200", "201"), ("00", "1")]
)
def test_a_reader_jumps_to_a_number(many_dela: Opis, client: Client, jump: str, first: str) -> None:
    assert numbers(client, f"{many_dela.get_absolute_url()}?from={quote(jump)}")[0] == first


def test_a_jump_beyond_the_last_number_says_so(many_dela: Opis, client: Client) -> None:
    page = client.get(f"{many_dela.get_absolute_url()}?from=999").content.decode()
    assert "No number comes at or after" in page


def test_a_jump_within_a_papka(collection: SimpleNamespace, client: Client) -> None:
    opis = collection.delo_in_papka.opis
    for papka in ("9", "11", "12"):
        for number in range(1, 60):
            Delo.objects.get_or_create(opis=opis, papka=papka, number=str(number))
    page = client.get(f"{opis.get_absolute_url()}?papka=11&from=40").content.decode()
    shown = re.findall(r"</span>(\d+ / \d+)</a>", page)
    assert shown[0] == "11 / 40"
    assert '<label for="papka">' in page


def test_rows_that_share_a_sort_key_are_not_lost_between_stretches(
    collection: SimpleNamespace, client: Client
) -> None:
    opis = Opis.objects.create(fond=collection.delo.opis.fond, number="67")
    common = "и" * 50  # longer than a sort key tells apart
    dela = [Delo(opis=opis, number=f"{common}{index}") for index in range(150)]
    for delo in dela:
        delo.derive()
    Delo.objects.bulk_create(dela)
    address = opis.get_absolute_url()
    seen = numbers(client, address) + numbers(client, link(client, address, "next"))
    assert len(set(seen)) == 150


def test_lists_take_as_many_queries_for_a_hundred_rows_as_for_one(
    many_dela: Opis, client: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(4):  # the opis, its dela, names for citing, former references
        client.get(many_dela.get_absolute_url())
    with django_assert_num_queries(5):  # and the stretch before
        client.get(f"{many_dela.get_absolute_url()}?from=150")
    with django_assert_num_queries(4):
        client.get("/holdings/aprf/3/65/")
    with django_assert_num_queries(4):
        client.get("/holdings/aprf/3/")
    with django_assert_num_queries(5):  # and the documents of its fonds, which the index may tell
        client.get("/holdings/aprf/")
    with django_assert_num_queries(1):
        client.get("/holdings/")


def test_counts_end_where_they_would_cost(collection: SimpleNamespace, client: Client) -> None:
    opis = Opis.objects.create(fond=collection.delo.opis.fond, number="68")
    dela = [Delo(opis=opis, number=str(number)) for number in range(1, 1010)]
    for delo in dela:
        delo.derive()
    Delo.objects.bulk_create(dela)
    page = client.get("/holdings/aprf/3/").content.decode()
    assert "over 1,000 dela" in page
    assert "1 delo<" in page


def test_a_document_in_two_places_of_a_delo_counts_once(
    collection: SimpleNamespace, client: Client
) -> None:
    Holding.objects.create(document=collection.telegram, delo=collection.delo, listy="12")
    assert "2 documents" in client.get("/holdings/aprf/3/65/").content.decode()


def test_a_unit_shows_its_reference_to_cite(collection: SimpleNamespace, client: Client) -> None:
    page = client.get("/holdings/avprf/059a/5a/papka-11/5/").content.decode()
    assert ">AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11</textarea>" in page


def test_a_delo_lists_its_documents_by_sheet(collection: SimpleNamespace, client: Client) -> None:
    early = Document.objects.create(title="Early", status="published")
    Holding.objects.create(document=early, delo=collection.delo, listy="20 об.; 9")
    whole = Document.objects.create(title="Somewhere", status="published")
    Holding.objects.create(document=whole, delo=collection.delo)
    page = client.get("/holdings/aprf/3/65/830/").content.decode()
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert re.findall(r">(Early|Telegram|Letter|Somewhere)", table) == [
        *("Early", "Telegram", "Letter", "Somewhere")
    ]


def test_the_strip_says_the_same_in_words(collection: SimpleNamespace, client: Client) -> None:
    page = client.get("/holdings/aprf/3/65/830/").content.decode()
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    assert "Described more than once: 189" in said
    assert "Not described: 1–186, 191–200" in said


def test_a_delo_takes_a_fixed_number_of_queries(
    collection: SimpleNamespace, client: Client, django_assert_num_queries: object
) -> None:
    for number in range(1, 40):
        document = Document.objects.create(title=f"Paper {number}", status="published")
        Holding.objects.create(document=document, delo=collection.delo, listy=str(number))
    with django_assert_num_queries(5):
        client.get("/holdings/aprf/3/65/830/")


@pytest.mark.parametrize(
    ("days", "said"), [(10, "Opens on"), (-10, "Open since"), (None, "Personal data")]
)
def test_access_is_stated_and_an_opening_date_acts_by_itself(
    collection: SimpleNamespace, client: Client, days: int | None, said: str
) -> None:
    delo = collection.delo
    delo.access, delo.access_reason = Delo.Access.CLOSED, "Personal data"
    delo.access_opens = days and timezone.localdate() + timedelta(days=days)
    delo.save()
    assert said in client.get(delo.get_absolute_url()).content.decode()


def test_a_former_reference_is_told(collection: SimpleNamespace, client: Client) -> None:
    FormerReference.objects.create(
        archive="ЦПА ИМЛ", fond="2", opis="1", delo="7", now_delo=collection.delo
    )
    assert "ЦПА ИМЛ" in client.get("/holdings/aprf/3/65/830/").content.decode()


def test_a_title_says_its_language(collection: SimpleNamespace, client: Client) -> None:
    assert (
        '<h1 lang="ru">Политбюро ЦК КПСС</h1>' in client.get("/holdings/aprf/3/").content.decode()
    )
    Archive.objects.update(country="UA")
    assert '<h1 lang="uk">' in client.get("/holdings/aprf/3/").content.decode()


def test_a_page_beyond_the_last_is_not_found(collection: SimpleNamespace, client: Client) -> None:
    for page in ("2", "0", "-1", "x", "9" * 5000):
        assert client.get("/holdings/aprf/3/65/830/", {"page": page}).status_code == 404, page


def test_levels_are_called_as_in_the_country_of_the_archive(
    collection: SimpleNamespace, client: Client
) -> None:
    Archive.objects.update(levels="ukrainian")
    delo = client.get("/holdings/aprf/3/65/830/").content.decode()
    assert "<h1>Sprava 830</h1>" in delo
    assert ">Opys 65</a>" in delo
    assert ">APRF, Fond 3, Opys 65, Sprava 830</textarea>" in delo
    fond = client.get("/holdings/aprf/3/").content.decode()
    assert '<h2 id="below">Opysy</h2>' in fond
    assert "1 sprava<" in fond
    russian = client.get("/holdings/aprf/3/65/830/", headers={"Accept-Language": "ru"})
    assert "<h1>Справа 830</h1>" in russian.content.decode()


@pytest.mark.parametrize(
    ("listy", "shown"), [("188", True), ("189 об.", True), ("250", False), ("nonsense", False)]
)
def test_the_sheets_that_a_link_names_are_marked(
    client: Client, collection: SimpleNamespace, listy: str, shown: bool
) -> None:
    delo = collection.telegram.holdings.get(archive__code="APRF").delo
    page = client.get(delo.get_absolute_url(), {"listy": listy}).content.decode()
    assert ('class="cited"' in page) is shown
