"""Two people at one record: nothing is overwritten silently, and what does not clash is joined."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.models import Agent, AgentName, Document, Role
from catalogue.models.groups import REVIEWER


class Form:
    """A form that someone opened, to be sent later."""

    def __init__(self, desk, record: Any) -> None:
        self.desk, self.address = desk, desk.address(type(record), "change", record.pk)
        self.opened(desk.get(self.address))

    def opened(self, response) -> None:
        formsets = [one.formset for one in response.context["inline_admin_formsets"]]
        rows = [row for formset in formsets for row in (formset.management_form, *formset.forms)]
        self.data = {"_seen": response.context["seen"]}
        for form in (response.context["adminform"].form, *rows):
            for bound in form:
                value = bound.field.prepare_value(bound.value())
                if value is not None and value is not False:
                    self.data[bound.html_name] = value
        self.changes = response.context.get("meanwhile", ())

    def send(self, **typed: Any):
        response = self.desk.client.post(self.address, self.data | typed)
        if response.status_code == 200:
            self.opened(response)
        return response

    @property
    def asked(self) -> dict[str, tuple[str, str]]:
        return {one.label: (one.mine, one.theirs) for one in self.changes if one.is_asked}

    @property
    def told(self) -> list[str]:
        return [f"{one.label}: {one.theirs}" for one in self.changes if not one.is_asked]

    def choice(self, label: str) -> str:
        return next(f"_choice-{one.name}" for one in self.changes if one.label == label)


@pytest.fixture
def mine(desk, telegram) -> Form:
    return Form(desk, telegram)


@pytest.fixture
def other(desk_of, telegram):
    return desk_of(REVIEWER)


def now() -> Document:
    return Document.objects.get()


def test_a_form_that_nobody_else_touched_is_saved(mine) -> None:
    assert mine.send(title="Mine").status_code == 302
    assert now().title == "Mine"


def test_what_only_the_other_changed_is_told_and_taken_over(mine, other, telegram) -> None:
    other.change(telegram, summary="Theirs", date_text="July 30, 1953", date_edtf="1953-07-30")
    response = mine.send(title="Mine")
    assert response.status_code == 200
    assert "last by reviewer" in response.content.decode()
    assert now().title == "Telegram from Kuznetsov"
    assert mine.told == [
        "Date as written: July 30, 1953",
        "Date (EDTF): 1953-07-30",
        "Summary: Theirs",
    ]
    assert mine.asked == {}
    assert mine.send().status_code == 302
    assert (now().title, now().summary, now().date_edtf) == ("Mine", "Theirs", "1953-07-30")


@pytest.mark.parametrize(("choice", "title"), [("mine", "Mine"), ("theirs", "Theirs")])
def test_what_both_changed_is_asked(choice, title, mine, other, telegram) -> None:
    other.change(telegram, title="Theirs")
    assert mine.send(title="Mine").status_code == 200
    assert mine.asked == {"Title": ("Mine", "Theirs")}
    assert mine.send(**{mine.choice("Title"): choice}).status_code == 302
    assert now().title == title


def test_what_both_changed_alike_is_no_matter(mine, other, telegram) -> None:
    other.change(telegram, title="Alike")
    assert mine.send(title="Alike").status_code == 302


def test_a_third_save_in_between_is_told_again(mine, other, telegram) -> None:
    other.change(telegram, title="Theirs")
    mine.send(title="Mine")
    other.change(telegram, title="Theirs again")
    assert mine.send(**{mine.choice("Title"): "mine"}).status_code == 200
    assert mine.asked == {"Title": ("Mine", "Theirs again")}
    assert now().title == "Theirs again"


def test_rows_are_joined_field_by_field(mine, other, telegram) -> None:
    other.change(telegram, **{"holdings-0-note": "Theirs", "holdings-1-listy": "156-159"})
    assert mine.send(**{"holdings-0-listy": "187-190"}).status_code == 200
    assert mine.asked == {}
    assert len(mine.told) == 2
    assert mine.send().status_code == 302
    kept = [(one.listy, one.note) for one in telegram.holdings.all()]
    assert kept == [("187-190", "Theirs"), ("156-159", "")]


def test_a_row_that_the_other_added_stays_beside_mine(mine, other, telegram) -> None:
    role = Role.objects.create(slug="to", label_en="To")
    agents = [Agent.objects.create(slug=name, name=name) for name in ("mao", "zhou")]
    row = {
        "participations-TOTAL_FORMS": "2",
        "participations-1-id": "",
        "participations-1-document": telegram.pk,
        "participations-1-role": role.pk,
        "participations-1-order": "1",
    }
    other.change(telegram, **row, **{"participations-1-agent": agents[0].pk})
    assert mine.send(**row, **{"participations-1-agent": agents[1].pk}).status_code == 200
    assert mine.told == ["participation: the other added: To: mao"]
    assert mine.send().status_code == 302
    assert [str(one.agent) for one in telegram.participations.all()] == [
        *("Kuznetsov", "mao", "zhou"),
    ]


def test_a_row_that_the_other_took_out_is_gone_unless_i_changed_it(mine, other, telegram) -> None:
    other.change(telegram, **{"holdings-1-DELETE": "on"})
    assert mine.send(title="Mine").status_code == 200
    assert "took a row out" in mine.told[0]
    assert mine.send().status_code == 302
    assert telegram.holdings.count() == 1


@pytest.mark.parametrize(
    ("choice", "listy"), [("mine", ["187-189", "160"]), ("theirs", ["187-189"])]
)
def test_a_row_that_i_changed_and_the_other_took_out_is_asked(
    choice, listy, mine, other, telegram
) -> None:
    other.change(telegram, **{"holdings-1-DELETE": "on"})
    assert mine.send(**{"holdings-1-listy": "160"}).status_code == 200
    assert mine.send(**{mine.choice("holding"): choice}).status_code == 302
    assert [one.listy for one in telegram.holdings.all()] == listy


@pytest.mark.parametrize(("choice", "number"), [("mine", 1), ("theirs", 2)])
def test_a_row_that_i_took_out_and_the_other_changed_is_asked(
    choice, number, mine, other, telegram
) -> None:
    other.change(telegram, **{"holdings-1-listy": "160"})
    label = str(telegram.holdings.last())
    assert mine.send(**{"holdings-1-DELETE": "on"}).status_code == 200
    typed = {mine.choice(label): choice, "holdings-1-DELETE": "on"}
    assert mine.send(**typed).status_code == 302
    assert telegram.holdings.count() == number
    assert choice == "mine" or telegram.holdings.last().listy == "160"


def test_units_and_agents_are_guarded_too(desk, other, delo, kuznetsov) -> None:
    unit, agent = Form(desk, delo), Form(desk, kuznetsov)
    type(delo).objects.filter(pk=delo.pk).update(title="Theirs")
    AgentName.objects.filter(agent=kuznetsov).update(name="Кузнецов В. В.")
    assert unit.send(title="Mine").status_code == 200
    assert unit.asked == {"Title": ("Mine", "Theirs")}
    assert agent.send(description="Mine").status_code == 200
    assert agent.told == ["Кузнецов В. В. · Name: Кузнецов В. В."]
    assert agent.send().status_code == 302
    assert AgentName.objects.get().name == "Кузнецов В. В."


@pytest.mark.parametrize("token", ["", "{", "[]", '{"": 1}', "null", '{"": {"title": []}}'])
def test_a_token_that_is_not_ours_does_no_harm(token, mine) -> None:
    assert mine.send(title="Mine", _seen=token).status_code in (200, 302)


def test_mistakes_are_shown_beside_what_the_other_changed(mine, other, telegram) -> None:
    other.change(telegram, summary="Theirs")
    response = mine.send(title="")
    errors = str(response.context["adminform"].form.errors)
    assert "required" in errors
    assert "meanwhile another changed something" in errors
