"""Holdings in a document's form: the deepest unit is picked, the rest follows or is refused."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.models import Archive, Delo, Document, Holding

EMPTY = {"listy": "", "copy_kind": "", "certainty": "certain", "order": "0"}


def holdings(*rows: dict[str, str], initial: int = 0) -> dict[str, str]:
    """The rows of the holdings as a browser sends them."""
    typed = {"holdings-TOTAL_FORMS": str(len(rows)), "holdings-INITIAL_FORMS": str(initial)}
    for number, row in enumerate(rows):
        typed |= {f"holdings-{number}-{name}": value for name, value in (EMPTY | row).items()}
    return typed


def kept(holding: Holding, **changes: str) -> dict[str, str]:
    """A row that stands already, as it is sent back."""
    row = {"id": str(holding.pk), "document": str(holding.document_id), "listy": holding.listy}
    return row | {"place": f"delo-{holding.delo_id}"} | changes


TITLE = {"title": "Telegram", "identifier": "telegram-1"}


def test_the_levels_above_the_one_picked_are_filled_in(desk, delo: Delo, aprf: Archive) -> None:
    rows = holdings(
        {"place": f"delo-{delo.pk}", "listy": "187-189"}, {"place": f"archive-{aprf.pk}"}
    )
    response = desk.add(Document, **TITLE, **rows)
    assert response.status_code == 302
    first, second = Holding.objects.all()
    assert (first.archive, first.fond, first.opis, first.delo) == (
        *(aprf, delo.opis.fond, delo.opis, delo),
    )
    assert (second.archive, second.fond, second.opis, second.delo) == (aprf, None, None, None)
    assert first.runs.count() == 1


def test_a_bare_number_is_a_delo_as_the_window_of_a_new_one_hands_it_over(desk, delo) -> None:
    assert desk.add(Document, **TITLE, **holdings({"place": str(delo.pk)})).status_code == 302
    assert Holding.objects.get().delo == delo


REFUSED = [
    ({"place": "", "listy": "5"}, "place", "Say where it lies"),
    ({"place": "delo-{delo}", "listy": "9-3"}, "listy", "backwards"),
    ({"place": "delo-{delo}", "listy": "abc"}, "listy", "abc"),
    ({"place": "delo-{delo}", "listy": "9999999999"}, "listy", "9999999999"),
    ({"place": "delo-{delo}", "listy": ", ".join(map(str, range(1, 140)))}, "listy", "at most 500"),
    ({"place": "opis-{opis}", "listy": "5"}, "place", "sheets of a delo"),
    ({"place": "delo-0"}, "place", "not there any more"),
    ({"place": "delo-99999999999999999999"}, "place", "not there any more"),
    ({"place": "delo-1; DROP TABLE"}, "place", "not there any more"),
    ({"place": "delo-{delo}", "certainty": "perhaps"}, "certainty", "not one of the available"),
    ({"place": "delo-{delo}", "order": "-1"}, "order", "greater than or equal to 0"),
]


@pytest.mark.parametrize(("row", "field", "message"), REFUSED)
def test_a_holding_is_refused_at_its_field(row, field, message, desk, delo: Delo) -> None:
    row = {name: value.format(delo=delo.pk, opis=delo.opis_id) for name, value in row.items()}
    response = desk.add(Document, **TITLE, **holdings(row))
    form = formset_of(response).forms[0]
    assert message in str(form.errors.get(field, form.errors))
    assert {name: form[name].value() for name in row} == row
    assert not Document.objects.exists()


def formset_of(response: Any) -> Any:
    assert response.status_code == 200, "the form was accepted"
    return response.context["inline_admin_formsets"][0].formset


@pytest.mark.parametrize("listy", ["", "187-189"])
def test_two_rows_of_one_submission_may_not_be_alike(listy: str, desk, delo: Delo) -> None:
    for place in (f"delo-{delo.pk}", f"opis-{delo.opis_id}", f"fond-{delo.opis.fond_id}"):
        if listy and not place.startswith("delo"):
            continue
        row = {"place": place, "listy": listy}
        response = desk.add(Document, **TITLE, **holdings(row, row))
        assert "lie there already" in str(formset_of(response).forms[1].errors)


def test_a_row_may_not_become_like_one_that_stands(desk, telegram: Document) -> None:
    first, second = telegram.holdings.all()
    same = kept(second, place=f"delo-{first.delo_id}", listy=first.listy)
    response = desk.change(telegram, **holdings(kept(first), same, initial=2))
    assert "lie there already" in str(formset_of(response).forms[1].errors)


def test_rows_that_exchange_their_sheets_are_told_to_take_two_steps(desk, telegram) -> None:
    first, second = telegram.holdings.all()
    Holding.objects.filter(pk=second.pk).delete()
    second = Holding.objects.create(document=telegram, delo=first.delo, listy="1")
    rows = (kept(first, listy=second.listy), kept(second, listy=first.listy))
    response = desk.change(telegram, **holdings(*rows, initial=2))
    assert "until its change is saved" in str(formset_of(response).forms[0].errors)


def test_a_row_may_be_deleted_and_typed_anew(desk, telegram: Document) -> None:
    first, second = telegram.holdings.all()
    again = {"place": f"delo-{first.delo_id}", "listy": first.listy}
    rows = (kept(first) | {"DELETE": "on"}, kept(second), again)
    assert desk.change(telegram, **holdings(*rows, initial=2)).status_code == 302
    assert telegram.holdings.count() == 2
    assert not Holding.objects.filter(pk=first.pk).exists()
