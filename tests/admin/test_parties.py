"""The lines at the head of a document become its parties."""

from __future__ import annotations

import pytest
from django.urls import reverse
from reversion.models import Version

from catalogue.admin.reading_markings import read_markings
from catalogue.admin.reading_parties import read_parties
from catalogue.models import Agent, AgentName, Document, Place, Role

pytestmark = pytest.mark.one_database

HEAD = """CIPHERED TELEGRAM
From BEIJING From Kuznetsov
To: Molotov
Copies: Malenkov, Voroshilov,
Mikoyan and Zorin; Malenkov"""


@pytest.fixture
def roles(db: None) -> None:
    for slug, label, russian in (
        ("from", "From", "От кого"),
        ("to", "To", "Кому"),
        ("copy-to", "Copy to", "Копия"),
    ):
        Role.objects.get_or_create(slug=slug, defaults={"label_en": label, "label_ru": russian})


def named(text: str) -> list[tuple[str, str]]:
    return [(party.role.slug, party.name) for party in read_parties(text)]


def test_roles_and_names_are_read_in_order(roles) -> None:
    assert named(HEAD) == [
        ("from", "BEIJING"),
        ("from", "Kuznetsov"),
        ("to", "Molotov"),
        ("copy-to", "Malenkov"),
        ("copy-to", "Voroshilov"),
        ("copy-to", "Mikoyan"),
        ("copy-to", "Zorin"),
    ]


def test_markings_are_no_names_and_places_are_known(roles) -> None:
    Place.objects.create(slug="beijing", label_en="Beijing")
    place, party = read_parties("From BEIJING\nTo MID USSR URGENT", ["URGENT"])
    assert (place.name, place.is_place) == ("BEIJING", True)
    assert (party.name, party.is_place) == ("MID USSR", False)


@pytest.mark.parametrize(
    ("text", "markings"),
    [
        ("CIPHERED TELEGRAM\nFrom BEIJING\nTo MID USSR URGENT", ["CIPHERED TELEGRAM", "URGENT"]),
        ("СОВ. СЕКРЕТНО. ВНЕ ВСЯКОЙ\nОЧЕРЕДИ", ["СОВ. СЕКРЕТНО", "ВНЕ ВСЯКОЙ ОЧЕРЕДИ"]),
        ("TOP SECRET, SECRET, SECRET", ["TOP SECRET", "SECRET"]),
        ("an urgent, secret telegram; INSURGENT", []),
    ],
)
def test_markings_are_read_in_capitals_only(text: str, markings: list[str]) -> None:
    assert read_markings(text) == markings


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Кому: Молотову\nКопии: Маленкову и Микояну", ["to", "copy-to", "copy-to"]),
        ("КОМУ тов. Молотову", ["to"]),
        ("he wrote from there to Molotov", []),
        ("Copy to: Zorin", ["copy-to"]),
        ("", []),
        ("From", []),
        ("From: , ; .", []),
    ],
)
def test_words_of_other_languages_and_none_at_all(text: str, parties: list[str], roles) -> None:
    assert [slug for slug, _name in named(text)] == parties


def test_no_text_takes_long_or_many(roles, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(62):
        assert len(named("From " * 2_000 + "a, " * 2_000)) <= 60
        names = ", ".join(f"name {number}" for number in range(900))
    with django_assert_max_num_queries(62):
        assert len(named(f"To {names}")) == 60


def test_agents_are_known_by_surname_and_by_variant(roles, kuznetsov: Agent) -> None:
    Agent.objects.create(slug="kuznetsova", name="Kuznetsova, Anna")
    AgentName.objects.create(agent=kuznetsov, name="Kuznecov")
    for name in ("Kuznetsov", "KUZNETSOV", "Кузнецов", "Kuznecov"):
        (party,) = read_parties(f"From {name}")
        assert party.agents == (kuznetsov,), name


def page_of(document: Document) -> str:
    return reverse("admin:catalogue_document_parties", args=[document.pk])


def rows_of(response) -> dict[str, object]:
    data = {"name": []}
    for row in response.context["rows"]:
        data["name"].append(f"{row.party.role.slug} {row.party.name}")
        for field in row:
            data[field.html_name] = field.value()
    return data


def test_confirmed_names_become_parties_known_ones_and_new_ones(
    desk, telegram: Document, kuznetsov: Agent, roles
) -> None:
    text = "From Kuznetsov\nTo Molotov\nCopies: Malenkov, Nobody"
    shown = desk.client.post(page_of(telegram), {"text": text})
    sent = rows_of(shown) | {"text": text, "_take": "1"}
    sent |= {"party-1-new_name": "Molotov, Vyacheslav", "party-3-agent": "none"}
    agents = {one.pk for one in shown.context["rows"][0].party.agents}
    assert kuznetsov.pk in agents
    sent["party-0-agent"] = str(kuznetsov.pk)
    assert desk.client.post(page_of(telegram), sent).status_code == 302
    parts = telegram.participations.filter(order__gt=0).order_by("order")
    assert [(part.role.slug, part.agent.name, part.name_as_written) for part in parts] == [
        ("from", "Kuznetsov, Vasily Vasilyevich", "Kuznetsov"),
        ("to", "Molotov, Vyacheslav", "Molotov"),
        ("copy-to", "Malenkov", ""),
    ]


def test_taken_in_twice_they_are_there_once(desk, telegram, roles) -> None:
    for _ in range(2):
        shown = desk.client.post(page_of(telegram), {"text": "To Molotov"})
        sent = rows_of(shown) | {"text": "To Molotov", "_take": "1"}
        desk.client.post(page_of(telegram), sent)
    assert telegram.participations.filter(role__slug="to").count() == 1
    assert Agent.objects.filter(name="Molotov").count() == 1


def test_names_that_changed_since_they_were_shown_are_shown_again(desk, telegram, roles) -> None:
    shown = desk.client.post(page_of(telegram), {"text": "To Molotov"})
    sent = rows_of(shown) | {"text": "To Zorin", "_take": "1"}
    assert desk.client.post(page_of(telegram), sent).status_code == 200
    assert telegram.participations.count() == 1


def test_markings_in_the_head_are_taken_in_with_the_parties(desk, telegram, roles) -> None:
    telegram.markings = "SECRET"
    telegram.save()
    text = "SECRET\nTo Molotov URGENT\nIMMEDIATE"
    shown = desk.client.post(page_of(telegram), {"text": text})
    assert shown.context["markings"].offered == ["URGENT", "IMMEDIATE"]
    sent = rows_of(shown) | {"text": text, "_take": "1", "markings": ["URGENT"]}
    page = desk.client.post(page_of(telegram), sent, follow=True).content.decode()
    assert "1 party taken in. 1 marking taken in." in page
    telegram.refresh_from_db()
    assert telegram.marking_list == ["SECRET", "URGENT"]
    kept = Version.objects.get_for_object(telegram)
    assert [one.field_dict["markings"] for one in kept] == ["SECRET\nURGENT", "SECRET"]


def test_markings_are_taken_in_where_no_party_is_named(desk, telegram, roles) -> None:
    sent = {"text": "URGENT", "_take": "1", "markings": ["URGENT"]}
    assert desk.client.post(page_of(telegram), sent).status_code == 302
    sent = {"text": "IMMEDIATE", "_take": "1", "markings": ["forged"]}
    page = desk.client.post(page_of(telegram), sent).content.decode()
    assert "Select a valid choice" in page
    telegram.refresh_from_db()
    assert telegram.marking_list == ["URGENT"]


def test_a_forged_choice_is_refused(desk, telegram, roles) -> None:
    shown = desk.client.post(page_of(telegram), {"text": "To Molotov"})
    sent = rows_of(shown) | {"text": "To Molotov", "_take": "1", "party-0-agent": "99"}
    assert "Select a valid choice" in desk.client.post(page_of(telegram), sent).content.decode()


def test_the_heading_of_the_text_is_read_at_once(desk, telegram, roles) -> None:
    telegram.texts.update(heading="From Kuznetsov")
    response = desk.change(telegram, _parties="1")
    assert response.headers["Location"] == page_of(telegram)
    assert len(desk.get(page_of(telegram)).context["rows"]) == 1


def test_who_may_not_add_agents_is_offered_none(desk_of_staff, telegram, roles) -> None:
    rights = ("view_document", "change_document", "add_participation", "publish_document")
    desk = desk_of_staff(*rights)
    response = desk.client.post(page_of(telegram), {"text": "To Molotov"})
    (row,) = response.context["rows"]
    assert [value for value, _label in row.fields["agent"].choices] == ["none"]


def test_who_may_not_add_parties_is_refused(desk_of_staff, telegram) -> None:
    desk = desk_of_staff("view_document", "change_document")
    assert desk.get(page_of(telegram)).status_code == 403
