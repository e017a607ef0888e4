"""Select boxes find what a curator types, in any script, case and spelling, on both databases."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.urls import reverse

from catalogue.models import (
    Agent,
    AgentName,
    Archive,
    Delo,
    Document,
    Fond,
    Opis,
    Participation,
    Place,
    Role,
    Subject,
)
from catalogue.search import SearchUnavailable


@pytest.fixture
def holdings(delo: Delo, delo_in_papka: Delo) -> None:
    """More of the same, so that order and beginnings can be seen."""
    for number in ("83", "8300", "84", "83а"):
        Delo.objects.create(opis=delo.opis, number=number)
    for number in ("66", "650", "65а"):
        Opis.objects.create(fond=delo.opis.fond, number=number)
    Opis.objects.create(fond=delo.opis.fond, number="")
    garf = Archive.objects.create(code="GARF", name="State Archive of the Russian Federation")
    Fond.objects.create(archive=garf, number="Р-5446", title="Совет Министров СССР")
    Fond.objects.create(archive=garf, number="3")


def offered(desk, term: str) -> list[str]:
    answer = desk.get(reverse("admin:catalogue_places"), term=term)
    assert answer.status_code == 200
    return [one["text"].split(" · ")[0] for one in answer.json()["results"]]


DELA_OF_OPIS_65 = [
    f"APRF, fond 3, opis 65, delo {number}" for number in ("83", "83а", "84", "830", "8300")
]

PATHS = [
    ("aprf 3 65 83", ["83", "83а", "830", "8300"]),
    ("APRF 3/65/830", ["830", "8300"]),
    ("АП РФ 3 65 83", ["83", "83а", "830", "8300"]),
    ("апрф, ф. 3, оп. 65, д. 830", ["830", "8300"]),
    ("APRF, Fond 3, Opis 65, Delo 84", ["84"]),
    ("aprf f.3 op.65 d.84, ll. 5-7", ["84"]),
    ("ф. 3 оп. 65 д. 84", ["84"]),
    ("aprf 3 65 83A", ["83а"]),
]


@pytest.mark.parametrize(("typed", "numbers"), PATHS)
def test_a_path_in_any_spelling_leads_to_the_dela(typed, numbers, desk, holdings) -> None:
    dela = [f"APRF, fond 3, opis 65, delo {number}" for number in numbers]
    assert [one for one in offered(desk, typed) if "delo" in one] == dela


PLACES = [
    ("aprf", "APRF"),
    ("апрф", "APRF"),
    ("aprf 3", "APRF, fond 3"),
    ("aprf 3 65", "APRF, fond 3, opis 65"),
    ("aprf 3 -", "APRF, fond 3, opis -"),
    ("garf 5446", "GARF, fond Р-5446"),
    ("garf R-5446", "GARF, fond Р-5446"),
    ("garf P-5446", "GARF, fond Р-5446"),
    ("garf р5446", "GARF, fond Р-5446"),
    ("министров", "GARF, fond Р-5446"),
    ("МИНИСТРОВ совет", "GARF, fond Р-5446"),
    ("avprf 59a", "AVPRF, fond 059a"),
    ("avprf 059a 5a 5", "AVPRF, fond 059a, opis 5a, papka 11, delo 5"),
    ("avprf ф. 059a оп. 5a п. 11 д. 5", "AVPRF, fond 059a, opis 5a, papka 11, delo 5"),
]


@pytest.mark.parametrize(("typed", "first"), PLACES)
def test_the_deepest_level_typed_comes_first(typed, first, desk, holdings) -> None:
    assert offered(desk, typed)[0] == first


def test_below_a_whole_path_lies_what_it_holds(desk, holdings) -> None:
    assert offered(desk, "aprf 3 65")[-5:] == DELA_OF_OPIS_65


NOTHING = [
    "",
    " ",
    "830",
    "xyz",
    "xyz 3 65",
    "aprf 999",
    "Китай",
    "\x00",
    "…",
    "%",
    "_",
    "'",
    "3" * 300,
]


@pytest.mark.parametrize("typed", NOTHING)
def test_what_names_no_place_finds_none(typed, desk, delo) -> None:
    assert offered(desk, typed) == []


def test_a_number_alone_does_not_search_the_dela(desk, holdings, django_assert_max_num_queries):
    with django_assert_max_num_queries(6) as queries:
        assert offered(desk, "830") == []
    assert not [one for one in queries if "catalogue_delo" in one["sql"]]


def test_a_path_takes_a_fixed_number_of_queries(desk, holdings, django_assert_num_queries) -> None:
    offered(desk, "aprf 3 65 83")
    with django_assert_num_queries(14):
        offered(desk, "aprf 3 65 83")


UNITS = [
    (Fond, "archive", "апрф", "APRF"),
    (Fond, "archive", "а.п. рф", "APRF"),
    (Opis, "fond", "aprf 3", "APRF, fond 3"),
    (Opis, "fond", "политбюро", "APRF, fond 3"),
    (Delo, "opis", "aprf 3 65", "APRF, fond 3, opis 65"),
    (Delo, "opis", "", "APRF, fond 3, opis 65"),
]


@pytest.mark.parametrize(("model", "field", "typed", "label"), UNITS)
def test_parents_of_units_are_found(model, field, typed, label, desk, opis) -> None:
    assert desk.suggestions(model, field, typed) == [label]


NAMES = [
    "кузнецов",
    "КУЗНЕЦОВ",
    "Кузнецов Василий",
    "василий кузнецов",
    "kuznetsov",
    "VASILY",
    "кузнец",
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("typed", NAMES)
def test_an_agent_is_found_by_any_name_in_any_case(typed, desk, kuznetsov) -> None:
    Agent.objects.create(slug="other", name="Громыко, Андрей")
    assert desk.suggestions(Participation, "agent", typed) == [kuznetsov.name]


@pytest.mark.django_db(transaction=True)
def test_the_main_name_of_an_agent_is_folded_too(desk) -> None:
    agent = Agent.objects.create(slug="khrushchev", name="Хрущёв, Никита")
    AgentName.objects.create(agent=agent, name="Khrushchev")
    for typed in ("хрущев", "ХРУЩЁВ", "никита", "Никита хрущ", "khrush"):
        assert desk.suggestions(Participation, "agent", typed) == [agent.name]
    assert desk.suggestions(Participation, "agent", "хрущев громыко") == []


@pytest.mark.django_db(transaction=True)
def test_a_term_is_found_by_a_label_in_any_language(desk) -> None:
    Place.objects.create(slug="beijing", label_en="Beijing", label_ru="Пекин", label_uk="Пекін")
    Subject.objects.create(slug="korean-war", label_en="Korean War", label_ru="Корейская война")
    assert desk.suggestions(Document, "place_of_writing", "ПЕКИН") == ["Beijing"]
    assert desk.suggestions(Document, "places", "пекін") == ["Beijing"]
    assert desk.suggestions(Document, "subjects", "война корейская") == ["Korean War"]


@pytest.mark.django_db(transaction=True)
def test_those_with_most_documents_come_first(desk) -> None:
    ivanov, ivashchenko = (Agent.objects.create(slug=s, name=s) for s in ("Ivanov", "Ivashchenko"))
    letter = Document.objects.create(title="Letter", status="published")
    sender = Role.objects.create(slug="from", label_en="From")
    Participation.objects.create(document=letter, agent=ivashchenko, role=sender)
    assert desk.suggestions(Participation, "agent", "iva") == [str(ivashchenko), str(ivanov)]


@pytest.mark.django_db(transaction=True)
def test_several_names_may_be_begun(desk, kuznetsov) -> None:
    assert desk.suggestions(Participation, "agent", "кузн вас") == [kuznetsov.name]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("typed", ["%", "…", "\x00", "'", "(((", "a:b OR [", "x" * 500])
def test_what_is_no_name_finds_nobody(typed, desk, kuznetsov) -> None:
    assert desk.suggestions(Participation, "agent", typed) == []


def test_without_the_index_names_are_found_letter_by_letter(desk, kuznetsov) -> None:
    china = Subject.objects.create(slug="china", label_en="China", label_ru="Китай")
    with patch("catalogue.admin.found_by_name.find_named", side_effect=SearchUnavailable("Gone.")):
        assert desk.suggestions(Participation, "agent", "кузнец") == [kuznetsov.name]
        assert desk.suggestions(Participation, "agent", "громыко") == []
        assert desk.suggestions(Document, "subjects", "КИТ") == [str(china)]


def test_suggestions_need_the_right_to_see(desk_of_staff, delo, kuznetsov) -> None:
    desk = desk_of_staff("view_archive")
    query = {"app_label": "catalogue", "model_name": "participation", "field_name": "agent"}
    assert desk.get(reverse("admin:autocomplete"), term="k", **query).status_code == 403
    assert offered(desk, "aprf 3 65 830") == []
    assert offered(desk, "aprf") == ["APRF"]


def test_places_need_some_right_to_see(desk_of_staff, client) -> None:
    address = reverse("admin:catalogue_places")
    assert desk_of_staff().get(address).status_code == 403
    assert client.get(address).status_code == 302
