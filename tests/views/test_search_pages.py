"""The search page and the pages of long facets."""

from __future__ import annotations

import html
import re
from types import SimpleNamespace

import pytest
from django.test import Client

from catalogue.models import Agent, Delo, Document, Participation
from catalogue.search import SearchUnavailable
from catalogue.views import documents as documents_views
from catalogue.views import home as home_views

pytestmark = pytest.mark.django_db(transaction=True)


def titles(page: str) -> list[str]:
    lines = re.findall(r'class="line-title"><a href="[^"]*">(.*?)</a>', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", line) for line in lines]


def ids(page: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]*)"', page))


@pytest.fixture
def get(committed_collection: SimpleNamespace, client: Client) -> object:
    """A function that opens the search page with some parameters."""

    def get(**parameters: object) -> str:
        response = client.get("/documents/", parameters)
        assert response.status_code == 200
        return response.content.decode()

    return get


def test_without_words_everything_published_is_found(get: object) -> None:
    page = get()
    assert len(titles(page)) == 2
    assert "2 documents" in page


def test_words_are_found_and_marked(get: object) -> None:
    page = get(q="talked")
    assert titles(page)[0].startswith("Telegram from Kuznetsov")
    assert "<mark>talked</mark>" in page


def test_a_choice_is_a_chip_that_takes_it_back(get: object) -> None:
    page = get(type="telegram", q="telegram")
    chip = re.search(r'class="chip" rel="nofollow" href="([^"]*)"', page)
    assert html.unescape(chip[1]) == "?q=telegram"
    assert re.search(r'<input id="type-telegram"[^>]* checked>', page)


def test_one_chip_of_two_keeps_the_other(get: object) -> None:
    page = get(archive=["aprf/3", "avprf"])
    hrefs = [html.unescape(h) for h in re.findall(r'class="chip"[^>]*href="([^"]*)"', page)]
    assert hrefs == ["?archive=avprf", "?archive=aprf%2F3"]


def test_every_control_keeps_its_id(get: object) -> None:
    before, after = get(), get(type="telegram", sort="-date", year_from="1900")
    controls = {"q", "sort", "per_page", "year_from", "year_to", "undated", "inferred"}
    assert controls | {"type-telegram", "archive-aprf"} <= ids(before) & ids(after)


def test_a_bar_of_the_histogram_searches_its_years(get: object) -> None:
    page = get(type="telegram", page="1")
    bar = re.search(r'<a href="([^"]*)"[^>]*aria-label="1953: 1 document"', page)
    assert html.unescape(bar[1]) == "/documents/?type=telegram&year_from=1953&year_to=1953"


def test_a_filtered_page_is_not_for_search_engines_and_the_whole_one_is(get: object) -> None:
    assert '<meta name="robots" content="noindex">' in get(type="telegram")
    assert 'rel="canonical" href="http://testserver/documents/"' in get()


def test_a_bad_value_is_said_and_the_rest_is_searched(get: object) -> None:
    page = get(year_from="soon", type="telegram")
    assert len(titles(page)) == 1
    assert 'role="alert"' in page
    assert 'value="soon" aria-invalid="true"' in page


def test_nothing_found_offers_ways_on(get: object) -> None:
    page = get(q="xylophone", type="telegram")
    assert titles(page) == []
    assert 'href="?q=xylophone"' in page


def test_nothing_found_among_dela_looks_on_among_dela(get: object) -> None:
    page = get(q="xylophone", archive="aprf", kind="dela")
    assert 'href="?q=xylophone&amp;kind=dela"' in page


def test_the_years_of_dela_are_called_so(
    committed_collection: SimpleNamespace, client: Client
) -> None:
    Delo.objects.update(date_edtf="1950", earliest="1950-01-01", latest="1950-12-31")
    page = client.get("/documents/", {"kind": "dela"}).content.decode()
    assert "Dela by year</title>" in page
    assert 'aria-label="1950: 2 dela"' in page
    assert "Documents by year</title>" in client.get("/documents/").content.decode()


def test_what_may_have_been_meant_is_a_link_that_keeps_the_choices(get: object) -> None:
    page = get(q="talkedd telegrem", type="telegram", page="1", sort="-date")
    link = re.search(
        r'class="corrections">Did you mean <a rel="nofollow" href="([^"]*)">(.*?)</a>', page
    )
    assert link[2] == "talked telegram"
    assert html.unescape(link[1]) == "?q=talked+telegram&type=telegram"
    assert 'class="corrections"' not in get(q="talked")
    assert 'class="corrections"' not in get(q="xylophone")


def test_pages_beyond_the_last_are_not_found(committed_collection: object, client: Client) -> None:
    assert client.get("/documents/?page=2").status_code == 404
    assert client.get("/documents/?page=10000000").status_code == 404


def test_the_page_takes_the_same_number_of_queries_for_more_documents(
    committed_collection: SimpleNamespace, client: Client, django_assert_num_queries: object
) -> None:
    client.get("/documents/")
    with django_assert_num_queries(5):  # 2 ask the log, 3 read the hits; labels are remembered
        client.get("/documents/")
    for number in range(15):
        document = Document.objects.create(title=f"Paper {number}", status="published")
        agent = Agent.objects.create(slug=f"agent-{number}", name=f"Agent {number}")
        Participation.objects.create(
            document=document, agent=agent, role=committed_collection.sender
        )
    client.get("/documents/")
    with django_assert_num_queries(5):
        assert len(titles(client.get("/documents/").content.decode())) == 17


def test_texts_are_read_once_to_mark_what_was_found(
    committed_collection: SimpleNamespace, client: Client, django_assert_num_queries: object
) -> None:
    first = client.get("/documents/?q=Zhou").content.decode()
    with django_assert_num_queries(5):  # as without words
        assert client.get("/documents/?q=Zhou").content.decode() == first
    assert "<mark>Zhou</mark>" in first
    committed_collection.telegram.texts.update(body="Zhou spoke.")
    assert "<mark>Zhou</mark> spoke." in client.get("/documents/?q=Zhou").content.decode()


def test_a_long_facet_is_searched_ordered_and_applied(
    committed_collection: SimpleNamespace, client: Client
) -> None:
    page = client.get("/documents/facets/agent/", {"q": "telegram", "contains": "m"})
    words = page.content.decode()
    assert 'id="agent-molotov"' in words
    assert 'id="agent-kuznetsov"' not in words
    assert '<input type="hidden" name="q" value="telegram">' in words
    az = client.get("/documents/facets/agent/", {"order": "az"}).content.decode()
    slugs = re.findall(r'id="agent-([^"]*)"', az)
    assert slugs == ["kuznetsov", "malenkov", "mao-zedong", "mid", "molotov"]


def test_a_choice_that_a_long_facet_does_not_show_is_kept(
    committed_collection: SimpleNamespace, client: Client
) -> None:
    page = client.get("/documents/facets/agent/", {"agent": "kuznetsov", "contains": "mao"})
    hidden = '<input type="hidden" name="agent" value="kuznetsov">'
    form = page.content.decode().split('class="long-facet"')[1]
    assert form.count(hidden) == 1


def test_an_unknown_facet_is_not_found(committed_collection: object, client: Client) -> None:
    assert client.get("/documents/facets/colour/").status_code == 404
    assert client.get("/documents/facets/agent/?page=9").status_code == 404


def test_browsing_goes_on_when_the_search_cannot(
    committed_collection: SimpleNamespace, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unavailable(*args: object, **kwargs: object) -> None:
        raise SearchUnavailable("the disk is full")

    monkeypatch.setattr(documents_views, "search_kind", unavailable)
    monkeypatch.setattr(documents_views, "facet_values", unavailable)
    monkeypatch.setattr(home_views, "overview", unavailable)
    for address in ("/documents/?q=telegram", "/documents/facets/agent/"):
        page = client.get(address)
        assert page.status_code == 503
        assert "the disk is full" in page.content.decode()
    assert client.get("/").status_code == 200
    assert client.get("/documents/kuznetsov-telegram-1953/").status_code == 200


def test_a_tab_for_each_kind_has_its_count_and_keeps_the_words(get: object) -> None:
    page = get(q="aprf", type="telegram", archive="aprf", sort="-date")
    tab = re.search(r'id="kind-dela"[^>]*href="([^"]*)"', page)
    assert html.unescape(tab[1]) == "/documents/?kind=dela&q=aprf&archive=aprf"
    assert re.search(r'id="kind-documents"[^>]*aria-current="page"', page)


def test_dela_are_found_with_their_references_and_documents(get: object) -> None:
    page = get(kind="dela", archive="aprf")
    assert len(titles(page)) == 1
    assert "1 delo" in page
    assert " · 2 documents</p>" in page  # the telegram and the one beside it; no draft
    assert '<input type="hidden" name="kind" value="dela">' in page
    assert 'name="inferred"' not in page


def test_the_page_of_dela_takes_a_constant_number_of_queries(
    get: object, django_assert_num_queries: object
) -> None:
    get(kind="dela")
    with django_assert_num_queries(4):  # 2 ask the log, one reads the hits, one counts
        get(kind="dela")


def test_a_long_facet_of_dela_is_theirs(
    committed_collection: SimpleNamespace, client: Client
) -> None:
    assert client.get("/documents/facets/access/?kind=dela").status_code == 200
    assert client.get("/documents/facets/access/").status_code == 404
    assert client.get("/documents/facets/agent/?kind=dela").status_code == 404
