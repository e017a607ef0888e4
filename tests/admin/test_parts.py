"""Rows inside a form: no two alike in one submission, and the long lists ask nothing again."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import (
    Agent,
    AgentName,
    Archive,
    Document,
    Holding,
    Language,
    Participation,
    Role,
)

pytestmark = pytest.mark.one_database


def rows(prefix: str, *typed: dict[str, str], initial: int = 0) -> dict[str, str]:
    data = {f"{prefix}-TOTAL_FORMS": str(len(typed)), f"{prefix}-INITIAL_FORMS": str(initial)}
    for number, row in enumerate(typed):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


ALIKE = [
    (Archive, {"code": "GARF", "name": "x", "levels": "russian"}, "names",
     {"name": "ГАРФ", "kind": "current"}, "has that name already"),
    (Agent, {"name": "Kuznetsov", "kind": "person"}, "names",
     {"name": "Кузнецов"}, "has that name already"),
    (Document, {"title": "T", "identifier": "t"}, "participations",
     {"role": "{role}", "agent": "{agent}", "order": "0"}, "has that role in the document already"),
    (Document, {"title": "T", "identifier": "t"}, "texts",
     {"kind": "translation", "language": "{language}", "body": "b"}, "give the second a label"),
    (Document, {"title": "T", "identifier": "t"}, "identifiers",
     {"scheme": "Wilson Center", "value": "112125"}, "has that identifier already"),
]  # fmt: skip


@pytest.fixture
def numbers(kuznetsov: Agent) -> dict[str, int]:
    role = Role.objects.create(slug="from", label_en="From")
    language = Language.objects.create(slug="en", label_en="English")
    return {"agent": kuznetsov.pk, "role": role.pk, "language": language.pk}


@pytest.mark.parametrize(("model", "typed", "prefix", "row", "message"), ALIKE)
def test_two_rows_alike_are_refused(
    model, typed, prefix, row, message, desk, numbers, errors_of
) -> None:
    before = model.objects.count()
    row = {name: value.format(**numbers) for name, value in row.items()}
    assert message in errors_of(desk.add(model, **typed, **rows(prefix, row, row)))
    assert model.objects.count() == before
    assert desk.add(model, **typed, **rows(prefix, row)).status_code == 302


def test_a_name_may_be_given_up_for_another_in_two_steps_only(desk, kuznetsov, errors_of) -> None:
    first = kuznetsov.names.get()
    second = AgentName.objects.create(agent=kuznetsov, name="Kuznetsov")
    own = {"agent": str(kuznetsov.pk)}
    swapped = rows(
        "names",
        {"id": str(first.pk), "name": second.name} | own,
        {"id": str(second.pk), "name": first.name} | own,
        initial=2,
    )
    assert "until its change is saved" in errors_of(desk.change(kuznetsov, **swapped))
    taken = rows(
        "names",
        {"id": str(first.pk), "name": second.name} | own,
        {"id": str(second.pk), "name": second.name, "DELETE": "on"} | own,
        initial=2,
    )
    assert "until its change is saved" in errors_of(desk.change(kuznetsov, **taken))


FORGED = ["x", "-1", "99999999999999999999", "\x00", "1; DROP TABLE", " "]


@pytest.mark.parametrize("value", FORGED)
def test_a_forged_choice_is_refused(value, desk, numbers, errors_of) -> None:
    row = {"role": str(numbers["role"]), "agent": value, "order": "0"}
    typed = {"title": "T", "identifier": "t", "place_of_writing": value, "subjects": [value]}
    assert errors_of(desk.add(Document, **typed, **rows("participations", row)))


def test_a_tampered_count_of_rows_is_refused(desk, db, errors_of) -> None:
    for count in ("x", "1000000"):
        errors_of(desk.add(Document, title="T", **{"texts-TOTAL_FORMS": count}))


def test_a_form_asks_as_much_for_twenty_rows_as_for_two(desk, telegram, delo) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            desk.get(desk.address(Document, "change", telegram.pk))
        return len(found)

    queries()
    few = queries()
    role = Role.objects.get()
    for number in range(18):
        agent = Agent.objects.create(slug=f"agent-{number}", name=f"Agent {number}")
        Participation.objects.create(document=telegram, role=role, agent=agent)
        Holding.objects.create(document=telegram, delo=delo, listy=f"{number + 1}")
    assert queries() == few
    assert few <= 25


def test_the_window_of_a_new_delo_hands_over_its_number(desk, opis) -> None:
    response = desk.add(type(opis.dela.model()), opis=str(opis.pk), number="7", _popup="1")
    assert f'"value": "{opis.dela.get().pk}"'.replace('"', "&quot;") in response.content.decode()
