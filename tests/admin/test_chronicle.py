"""History: every change by whom, field by field, before and after; and what was deleted."""

from __future__ import annotations

from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reversion.models import Version

from catalogue.admin import chronicle
from catalogue.admin.chronicle import Entry
from catalogue.models import Agent, Document, Place, Subject

pytestmark = pytest.mark.one_database


def history(desk, record, **query):
    return desk.get(desk.address(type(record), "history", record.pk), **query)


def told(desk, record) -> list[tuple[str, list[str]]]:
    """Who, and “part/field: before > after”, the latest entry first."""
    return [
        (
            entry.who,
            [
                f"{one.name}/{difference.label}: {difference.before} > {difference.after}"
                for one in entry.changes
                for difference in one.differences
            ],
        )
        for entry in history(desk, record).context["entries"]
    ]


def test_the_first_change_of_an_imported_record_has_its_before(desk, telegram) -> None:
    desk.change(telegram, title="Telegram to Moscow")
    assert told(desk, telegram) == [
        ("curator", ["/title: Telegram from Kuznetsov > Telegram to Moscow"]),
        ("", []),
    ]


def test_changes_are_told_in_labels_and_names(desk, telegram) -> None:
    korea = Subject.objects.create(slug="korea", label_en="Korean War")
    beijing = Place.objects.create(slug="beijing", label_en="Beijing")
    typed = {"subjects": [korea.pk], "place_of_writing": beijing.pk, "date_edtf": "1953-07"}
    desk.change(telegram, **typed, date_as_written_only="on")
    (_who, changes), _beginning = told(desk, telegram)
    assert "/subjects:  > Korean War" in changes
    assert "/place of writing:  > Beijing" in changes
    assert any(one.startswith("/date: July 29, 1953 · 1953-07-29 > ") for one in changes)


def test_parts_are_told_by_what_they_are(desk, telegram) -> None:
    desk.change(telegram, **{"holdings-0-listy": "187-190", "holdings-1-DELETE": "on"})
    (_who, changes), _beginning = told(desk, telegram)
    assert changes == [
        "holding: APRF, fond 3, opis 65, delo 830, 187-190/listy: 187-189 > 187-190",
        "holding: AVPRF, fond 059a, opis 5a, papka 11, delo 5, 156-158/place: "
        "AVPRF, fond 059a, opis 5a, papka 11, delo 5 > ",
        "holding: AVPRF, fond 059a, opis 5a, papka 11, delo 5, 156-158/listy: 156-158 > ",
        "holding: AVPRF, fond 059a, opis 5a, papka 11, delo 5, 156-158/certainty: certain > ",
        "holding: AVPRF, fond 059a, opis 5a, papka 11, delo 5, 156-158/order: 2 > ",
    ]


def test_a_text_is_marked_word_by_word_and_escaped(desk, telegram) -> None:
    desk.change(telegram, **{"texts-0-body": "After listening to <b>our</b> CPSU,\n\nMao noted"})
    page = history(desk, telegram).content.decode()
    assert "<ins>" in page
    assert "<del>" in page
    assert "&lt;" in page
    assert "<b>our" not in page
    assert "[put in:" in page


def test_what_is_named_and_gone_is_said_to_be(desk, telegram) -> None:
    korea = Subject.objects.create(slug="korea", label_en="Korean War")
    desk.change(telegram, subjects=[korea.pk])
    desk.change(telegram, subjects=[])
    key = korea.pk
    korea.delete()
    page = history(desk, telegram).content.decode()
    assert f"subject no. {key}, no longer there" in page


def test_a_bulk_action_stands_in_the_history_with_before_and_after(desk, telegram) -> None:
    desk.act(Document, "withdraw", telegram)
    first, second = history(desk, telegram).context["entries"]
    assert first.comment == "1 document withdrawn."
    assert second.is_beginning
    assert Version.objects.get_for_object(telegram).last().field_dict["status"] == "published"


def test_long_histories_are_paged(desk, kuznetsov) -> None:
    for number in range(5):
        desk.change(kuznetsov, dates=str(number))
    with patch.object(chronicle, "SHOWN", 2):
        context = history(desk, kuznetsov).context
        seen = [len(context["entries"])]
        while context["earlier"]:
            context = history(desk, kuznetsov, before=context["earlier"]).context
            seen.append(len(context["entries"]))
    assert seen == [2, 2, 2]
    assert history(desk, kuznetsov, before="x" * 30).status_code == 200


def test_a_page_of_history_takes_a_fixed_number_of_queries(desk, telegram) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            history(desk, telegram)
        return len(captured)

    desk.change(telegram, title="0")
    before = queries()
    for number in range(3):
        desk.change(telegram, title=str(number))
    assert queries() == before


def test_other_sources_stand_in_their_place_in_time(desk, kuznetsov) -> None:
    desk.change(kuznetsov, dates="1901")
    entry = Entry(datetime(2020, 1, 1, tzinfo=UTC), "import", "Imported from archives.csv")
    with patch.object(chronicle, "OTHER_SOURCES", [lambda record: [entry]]):
        shown = history(desk, kuznetsov)
    assert shown.context["entries"][-1] == entry
    assert "archives.csv" in shown.content.decode()


@pytest.mark.parametrize("way", ["page", "action"])
def test_a_document_never_saved_here_is_recovered_after_it_was_deleted(way, desk, telegram) -> None:
    if way == "page":
        desk.client.post(desk.address(Document, "delete", telegram.pk), {"post": "yes"})
    else:
        desk.act(Document, "delete_selected", telegram, post="yes")
    assert not Document.objects.exists()
    page = desk.get(desk.address(Document, "recoverlist"))
    (version,) = page.context["deleted"]
    text = page.content.decode()
    assert "Telegram from Kuznetsov" in text
    assert "curator" in text
    assert "Deleted." in text
    assert desk.send(desk.address(Document, "recover", version.pk)).status_code == 302
    assert Document.objects.get().holdings.count() == 2
    assert Agent.objects.get().participations.count() == 1
