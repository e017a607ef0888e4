"""The date of a record: words become EDTF when they are understood, and only then."""

from __future__ import annotations

import pytest
from django.urls import reverse

from catalogue.models import Delo, Document

pytestmark = pytest.mark.one_database

TYPED = [
    ({"date_text": "July 29, 1953"}, "1953-07-29"),
    ({"date_text": "29 июля 1953 г."}, "1953-07-29"),
    ({"date_text": "не ранее 5 марта 1953"}, "[1953-03-05..]"),
    ({"date_edtf": "1953-07"}, "1953-07"),
    ({"date_text": "summer of that year", "date_edtf": "1953-22"}, "1953-22"),
    ({"date_text": "б/г"}, ""),
    ({"date_text": "in the days of wrath", "date_as_written_only": "on"}, ""),
    ({"date_text": "July 29, 1953", "date_edtf": "1935", "date_as_written_only": "on"}, "1935"),
    ({}, ""),
]


@pytest.mark.parametrize(("typed", "edtf"), TYPED)
def test_words_that_are_understood_fill_in_the_edtf(typed, edtf, desk, db) -> None:
    assert desk.add(Document, title="T", identifier="t", **typed).status_code == 302
    document = Document.objects.get()
    assert document.date_edtf == edtf
    assert document.date_text == typed.get("date_text", "")


REFUSED = [
    ({"date_text": "in the days of wrath"}, "date_text", "Not understood"),
    ({"date_text": "31 июня 1953"}, "date_text", "31"),
    ({"date_text": "July 29, 1953", "date_edtf": "1935-07-29"}, "date_edtf", "1953-07-29"),
    ({"date_text": "July 29, 1953", "date_edtf": "1953-13"}, "date_edtf", "1953-13"),
    ({"date_edtf": "1953-13", "date_as_written_only": "on"}, "date_edtf", "1953-13"),
    ({"date_text": "x" * 301}, "date_text", "at most 300"),
]


@pytest.mark.parametrize(("typed", "field", "message"), REFUSED)
def test_what_is_not_understood_is_refused_at_its_field(typed, field, message, desk, db) -> None:
    response = desk.add(Document, title="T", identifier="t", **typed)
    form = response.context["adminform"].form
    assert message in str(form.errors[field])
    assert {name: form.data[name] for name in typed} == typed
    assert not Document.objects.exists()


@pytest.fixture
def dated(db) -> Document:
    return Document.objects.create(title="T", date_text="July 29, 1953", date_edtf="1953-07-29")


def test_corrected_words_correct_the_edtf_that_came_from_them(desk, dated) -> None:
    assert desk.change(dated, date_text="July 30, 1953").status_code == 302
    dated.refresh_from_db()
    assert (dated.date_edtf, str(dated.latest)) == ("1953-07-30", "1953-07-30")


def test_an_edtf_given_by_hand_is_not_overruled_by_the_words(desk, dated) -> None:
    Document.objects.update(date_edtf="1953-07")
    assert desk.change(dated, date_text="July 30, 1953").status_code == 302
    dated.refresh_from_db()
    assert dated.date_edtf == "1953-07"


def test_a_record_whose_words_stand_as_written_can_be_saved_again(desk, db) -> None:
    document = Document.objects.create(title="T", date_text="in the days of wrath")
    assert desk.change(document, title="Title").status_code == 302
    document.refresh_from_db()
    assert (document.title, document.date_edtf) == ("Title", "")


def test_a_unit_is_dated_in_the_same_way(desk, delo: Delo) -> None:
    assert desk.change(delo, date_text="1953–1954 гг.").status_code == 302
    delo.refresh_from_db()
    assert delo.date_edtf == "1953/1954"


UNDERSTOOD = [
    ({"text": "July 29, 1953"}, "1953-07-29", False),
    ({"text": "лето 1942"}, "1942-06-01 to 1942-08-31", False),
    ({"text": "не ранее 5 марта 1953"}, "1953-03-05 to open", False),
    ({"text": "", "edtf": ""}, "undated", False),
    ({"text": "б/г"}, "undated", False),
    ({"text": "nonsense"}, "Not understood", True),
    ({"edtf": "1953-13"}, "1953-13", True),
    ({"edtf": "1" * 100_000}, "at most", True),
    ({"text": "\x00"}, "Not understood", True),
    ({}, "undated", False),
]


@pytest.mark.parametrize(("typed", "words", "refused"), UNDERSTOOD)
def test_what_is_understood_is_told_while_typing(typed, words, refused, desk) -> None:
    answer = desk.get(reverse("admin:catalogue_read_date"), **typed).json()
    assert words in answer["words"]
    assert answer["refused"] is refused


def test_what_is_understood_stands_beside_the_field_after_a_mistake(desk, db) -> None:
    page = desk.add(Document, title="", date_text="29 июля 1953").content.decode()
    assert "1953-07-29" in page


def test_dates_are_read_for_staff_only(client, desk_of_staff) -> None:
    address = reverse("admin:catalogue_read_date")
    assert client.get(address).status_code == 302
    assert desk_of_staff().get(address, text="1953").status_code == 200
