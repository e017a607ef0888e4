"""Short addresses: /ref/archive/fond/opis/delo/listy, of any depth."""

from __future__ import annotations

from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.models import Archive, Delo, Document, Fond, Holding, Opis
from catalogue.references import Leaf, Reference, Run, number_key
from catalogue.views.short_addresses import PlaceError, place_of, read_place

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DELO = "/holdings/aprf/3/65/830/"
IN_PAPKA = "/holdings/avprf/059a/5a/papka-11/5/"
TELEGRAM = "/documents/kuznetsov-telegram-1953/"


@pytest.mark.parametrize(
    ("place", "leads_to"),
    [
        ("APRF", "/holdings/aprf/"),
        ("APRF/3", "/holdings/aprf/3/"),
        ("APRF/3/65", "/holdings/aprf/3/65/"),
        ("APRF/3/65/830", DELO),
        ("APRF/3/65/830/", DELO),
        ("APRF/3/65/830/187-189", TELEGRAM),
        ("APRF/3/65/830/188", f"{DELO}?listy=188#sheets"),
        ("APRF/3/65/830/12ob", f"{DELO}?listy=12ob#sheets"),
        ("APRF/3/65/830/1-3,5,12ob", f"{DELO}?listy=1-3,5,12ob#sheets"),
        ("aprf/3/65/830/187-189", TELEGRAM),
        ("АП РФ/3/65/830/187–189", TELEGRAM),
        ("АВПРФ/059а/5а/papka-11/5", IN_PAPKA),
        ("AVPRF/059a/5a/papka-11/5/156-158", TELEGRAM),
        ("AVPRF/059a/5a/5", IN_PAPKA),
        ("AVPRF/59a/5a/5", IN_PAPKA),
    ],
)
def test_a_place_leads_to_its_page(
    collection: SimpleNamespace, client: Client, place: str, leads_to: str
) -> None:
    response = client.get(f"/ref/{quote(place)}")
    assert (response.status_code, response.headers.get("Location")) == (302, leads_to)


def test_an_opis_without_a_number_is_a_hyphen(collection: SimpleNamespace, client: Client) -> None:
    opis = Opis.objects.create(fond=collection.delo.opis.fond)
    delo = Delo.objects.create(opis=opis, number="7")
    response = client.get("/ref/APRF/3/-/7")
    assert response.headers["Location"] == delo.get_absolute_url()
    assert place_of(delo.reference) == "APRF/3/-/7"


def test_two_documents_on_the_same_sheets_are_shown_by_the_delo(
    collection: SimpleNamespace, client: Client
) -> None:
    Holding.objects.create(document=collection.letter, delo=collection.delo, listy="187-189")
    response = client.get("/ref/APRF/3/65/830/187-189")
    assert response.headers["Location"] == f"{DELO}?listy=187-189#sheets"


def test_what_lies_there_today_decides(collection: SimpleNamespace, client: Client) -> None:
    """Which is why it is a 302: the browser has to ask again when a document is withdrawn."""
    response = client.get("/ref/APRF/3/65/830/187-189")
    assert (response.status_code, response.headers["Cache-Control"]) == (302, "no-cache")
    Document.objects.filter(pk=collection.telegram.pk).update(status="draft")
    response = client.get("/ref/APRF/3/65/830/187-189")
    assert response.headers["Location"] == f"{DELO}?listy=187-189#sheets"


@pytest.mark.parametrize(
    ("place", "status", "said"),
    [
        ("APRF/3/65/999", 200, "Delo 999 is not in APRF, fond 3, opis 65."),
        ("APRF/3/66/830/1", 200, "Opis 66 is not in APRF, fond 3."),
        ("NARB/1/2/3", 404, "“NARB” is not an archive known here."),
        ("APRF/3/65/830/5--x", 404, "is not understood as sheets"),
        ("APRF/3/65/830/9-5", 404, "Sheets 9-5 run backwards."),
        ("APRF/3/65/830/1/2", 404, "A place is written archive/fond/opis/delo/listy."),
        ("APRF//65", 404, "A place is written archive/fond/opis/delo/listy."),
        ("/", 404, "A place is written archive/fond/opis/delo/listy."),
        ("%00", 404, "is not an archive known here."),
        ("<b>", 404, "“&lt;b&gt;” is not an archive known here."),
    ],
)
def test_what_is_missing_is_said(
    collection: SimpleNamespace, client: Client, place: str, status: int, said: str
) -> None:
    response = client.get(f"/ref/{place}")
    page = response.content.decode()
    assert response.status_code == status
    assert said in page
    assert 'content="noindex"' in page


def test_a_place_in_several_archives_is_left_to_the_reader(
    collection: SimpleNamespace, client: Client
) -> None:
    for code in ("GAVO-VOLOGDA", "GAVO-VORONEZH"):
        archive = Archive.objects.create(code=code, name=code)
        archive.names.create(name="ГАВО")
        Fond.objects.create(archive=archive, number="22")
    page = client.get(f"/ref/{quote('ГАВО')}/22").content.decode()
    assert "may mean several archives" in page
    assert client.get("/ref/GAVO-VORONEZH/22").status_code == 302


def test_a_short_address_takes_a_dozen_queries_at_most(
    collection: SimpleNamespace, client: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(9):
        client.get("/ref/APRF/3/65/830/187-189")


# --- Laws ---

NUMBERS = st.from_regex(r"\A([РR]-)?[0-9]{1,5}[а-в]?\Z").filter(number_key)
LEAVES = st.builds(Leaf, st.integers(1, 999), st.sampled_from(["", "а"]), st.booleans())
RUNS = st.tuples(LEAVES, LEAVES).map(sorted).map(lambda pair: Run(*pair))


@st.composite
def references(draw: st.DrawFn) -> Reference:
    """A place of any depth, written with the keys of its numbers, as short addresses are."""
    levels = [number_key(draw(NUMBERS)) for _ in range(draw(st.integers(0, 3)))]
    fond, opis, delo = [*levels, "", "", ""][:3]
    papka = number_key(draw(NUMBERS)) if delo and draw(st.booleans()) else ""
    listy = tuple(draw(st.lists(RUNS, max_size=3))) if delo else ()
    return Reference(archive="GARF", fond=fond, opis=opis, papka=papka, delo=delo, listy=listy)


@given(references())
def test_a_place_is_read_as_it_was_written(reference: Reference) -> None:
    assert read_place(place_of(reference)) == reference


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=7))
def test_no_short_address_breaks(client: Client, levels: list[str]) -> None:
    address = "/".join(quote(level, safe="", errors="replace") for level in levels)
    assert client.get(f"/ref/{address}").status_code in {200, 302, 404}


def test_a_refusal_is_an_error_of_its_own() -> None:
    with pytest.raises(PlaceError):
        read_place("a/b/c/d/e/f")
