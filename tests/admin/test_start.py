"""The start page: each sees what she may do; figures are bounded, and lead to just these rows."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from catalogue.admin import figures
from catalogue.admin.attention import CONCERNS
from catalogue.models import (
    Agent,
    Batch,
    Collection,
    Delo,
    Document,
    DocumentType,
    Fond,
    Holding,
    Language,
    Opis,
    Place,
    ProposedRevision,
    Role,
    Step,
    Subject,
    record_steps,
)
from catalogue.models.groups import ADMINISTRATOR, CATALOGUER, EDITOR_OF_HOLDINGS, REVIEWER

TERMS = (Place, Subject, Collection, DocumentType, Language, Role)


def start(desk) -> Any:
    page = desk.get(reverse("admin:index"))
    assert page.status_code == 200
    return page


def draft(title: str, user: User | None = None, **fields: Any) -> Document:
    document = Document.objects.create(title=title, **fields)
    if user:
        record_steps([document], Step.Kind.CREATED, user)
    return document


@pytest.fixture
def wanting(opis: Opis) -> dict[str, list[Any]]:
    """Two rows for each concern, beside one that wants nothing."""
    found: dict[str, list[Any]] = {}
    draft("Read", source_note="APRF, 3/65/830").holdings.create(fond=opis.fond)
    found["source"] = [draft(f"Source {n}", source_note="somewhere in Moscow") for n in "ab"]
    delo = Delo.objects.create(opis=opis, number="1")
    Holding.objects.create(document=draft("Known sheets"), delo=delo, listy="1")
    found["listy"] = [draft(f"No listy {n}") for n in "ab"]
    for document in found["listy"]:
        Holding.objects.create(document=document, delo=delo)
    found["sheets"] = [Delo.objects.create(opis=opis, number=f"8{n}") for n in "ab"]
    for delo in found["sheets"]:
        for number, listy in enumerate(("1-4", "4 об.-9", "20")):
            Holding.objects.create(document=draft(f"{delo}, {number}"), delo=delo, listy=listy)
    apart = Delo.objects.create(opis=opis, number="8c")
    twice = draft("A letter and its draft")
    for listy in ("1", "1-2"):
        Holding.objects.create(document=twice, delo=apart, listy=listy)
    Holding.objects.create(document=draft("After them"), delo=apart, listy="3")
    unread = {"date_text": "in the days of wrath"}
    found["document date"] = [draft(f"When {n}", **unread) for n in "ab"]
    draft("Read date", date_text="1953", date_edtf="1953")
    found["fond date"] = [
        Fond.objects.create(archive=opis.fond.archive, number=f"9{n}", **unread) for n in "ab"
    ]
    found["opis date"] = [
        Opis.objects.create(fond=opis.fond, number=f"9{n}", **unread) for n in "ab"
    ]
    found["delo date"] = [Delo.objects.create(opis=opis, number=f"9{n}", **unread) for n in "ab"]
    Agent.objects.create(slug="molotov", name="Molotov, Vyacheslav")
    found["namesakes"] = [
        Agent.objects.create(slug=slug, name=name)
        for slug, name in (("k", "Kuznetsov, Vasily"), ("k2", "Кузнецов, Василий"))
    ]
    for model in TERMS:
        labels = {"label_en": "Term", "label_ru": "Слово"}
        model.objects.create(slug="whole", **labels, label_uk="Слово")
        name = f"{model._meta.model_name} any"
        found[name] = [model.objects.create(slug=f"half-{n}", **labels) for n in "ab"]
    return found


def rows_of(concern: Any, wanting: dict[str, list[Any]]) -> list[Any]:
    whole = f"{concern.model._meta.model_name} {concern.name}"
    return wanting.get(whole) or wanting[concern.name]


@pytest.mark.parametrize("concern", CONCERNS, ids=lambda one: one.address)
def test_a_figure_leads_to_a_list_of_exactly_what_it_counts(concern, desk, wanting) -> None:
    shown = {one.address: one.figure for one in start(desk).context["attention"]}
    assert shown[concern.address].counted == 2
    listed = desk.get(concern.address)
    assert set(listed.context["cl"].result_list) == set(rows_of(concern, wanting))


def test_what_wants_nothing_is_not_shown(desk) -> None:
    assert start(desk).context["attention"] == []
    assert "Needs attention" not in start(desk).content.decode()


def test_a_figure_is_counted_up_to_a_limit_inside_the_query(
    desk, wanting, django_assert_num_queries
) -> None:
    with patch.object(figures, "MOST_COUNTED", 1), django_assert_num_queries(1) as queries:
        counted = figures.figures([one.rows for one in CONCERNS])
        assert {str(one) for one in counted} == {"1+"}
    assert queries[0]["sql"].count("LIMIT 2") == len(CONCERNS)


def test_of_sources_only_the_newest_are_looked_at(wanting) -> None:
    older, newer = wanting["source"]
    with patch("catalogue.models.documents.SOURCES_LOOKED_AT", 1):
        assert list(Document.objects.source_unread()) == [newer]
    with patch("catalogue.models.documents.SOURCES_LOOKED_AT", 2):
        assert list(Document.objects.source_unread()) == [newer, older]


def test_only_the_newest_holdings_are_held_against_the_others(wanting) -> None:
    older, newer = wanting["sheets"]
    last = Holding.objects.filter(delo=newer, listy="4 об.-9").get()
    Holding.objects.filter(pk__gt=last.pk).delete()
    for looked_for, dela in ((1, {newer.pk}), (1_000, {older.pk, newer.pk})):
        with patch("catalogue.models.holdings.OVERLAPS_LOOKED_FOR", looked_for):
            found = Holding.objects.overlapping().values_list("delo", flat=True)
            assert set(found) == dela


def test_the_start_page_takes_a_fixed_number_of_queries(
    desk, curator, wanting, telegram, django_assert_num_queries
) -> None:
    for number in range(3):
        draft(f"Mine {number}", curator)
        draft(f"In review {number}", status="review")
        Batch(title=f"Import {number}").finish(Batch.State.DONE)
        other = User.objects.create(username=f"other {number}")
        ProposedRevision.objects.create(document=telegram, by=other, base=[], content=[])
    start(desk)
    # Session, user; drafts, figures, in review, proposals, imports, what was done.
    with django_assert_num_queries(8):
        start(desk)


def test_my_drafts_are_those_i_made_the_newest_first(desk, curator) -> None:
    other = User.objects.create(username="other")
    mine = [draft(f"Mine {number}", curator) for number in range(8)]
    draft("Another's", other)
    draft("Nobody's")
    draft("Mine, in review", curator, status="review")
    context = start(desk).context
    assert [one.title for one in context["drafts"]] == [f"Mine {n}" for n in (7, 6, 5, 4, 3, 2)]
    listed = desk.get(context["drafts_address"]).context["cl"].result_list
    assert list(listed) == mine[::-1]


def test_a_draft_that_was_sent_back_says_so(desk, curator) -> None:
    record_steps([draft("Letter", curator)], Step.Kind.SENT_BACK, None, "Which ambassador?")
    assert "<b>sent back</b>" in start(desk).content.decode()


def test_a_reviewer_sees_what_waits_and_an_author_what_came_back(desk_of, telegram) -> None:
    author, reviewer = desk_of(CATALOGUER), desk_of(REVIEWER)
    user = User.objects.get(username=CATALOGUER)
    draft("Hers", user, status="review")
    draft("Another's", User.objects.get(username=REVIEWER), status="review")
    for state in ("open", "sent back"):
        by = user if state == "sent back" else User.objects.create(username="third")
        ProposedRevision.objects.create(document=telegram, by=by, state=state, base=[], content=[])
    context = start(reviewer).context
    assert [one.figure.counted for one in context["waiting"]] == [2, 1]
    assert [one.title for one in context["in_review"]] == ["Hers", "Another's"]
    assert [one.by.username for one in context["proposals"]] == ["third"]
    context = start(author).context
    assert [one.figure.counted for one in context["waiting"]] == [1, 1]
    assert list(context["in_review"]) == list(context["proposals"]) == []
    for desk in (author, reviewer):
        for one in start(desk).context["waiting"]:
            listed = desk.get(one.address).context["cl"]
            assert listed.result_count == one.figure.counted


SECTIONS = {
    "Search everything": "crea",
    "My drafts": "cra",
    "On its way": "c",
    "Waits for review": "ra",
    "Recent imports": "rea",
    "Import a file": "ra",
    "Dates of dela that were not read": "ea",
    "Dates of documents that were not read": "cra",
    "Agents whose names sound alike": "cra",
    "Places without a label in every language": "ra",
}
PEOPLE = {"c": CATALOGUER, "r": REVIEWER, "e": EDITOR_OF_HOLDINGS, "a": ADMINISTRATOR, "s": ""}


def test_each_group_sees_what_it_may_do(desk_of, desk_of_staff, wanting) -> None:
    for letter, group in PEOPLE.items():
        page = start(desk_of(group) if group else desk_of_staff()).content.decode()
        shown = {words for words in SECTIONS if words in page}
        assert shown == {words for words, who in SECTIONS.items() if letter in who}, letter


def test_recent_imports_say_what_they_did_without_reading_their_reports(
    desk, django_assert_num_queries
) -> None:
    batch = Batch(title="letters.xlsx", counts={"created": 12, "updated": 3, "rejected": 1})
    batch.finish(Batch.State.DONE)
    Batch(kind="change", title="a bulk change").finish(Batch.State.DONE)
    page = start(desk)
    assert "12 created, 3 updated, 1 refused" in page.content.decode()
    assert [one.title for one in page.context["batches"]] == ["letters.xlsx"]
    assert {"report", "options", "position"} <= page.context["batches"][0].get_deferred_fields()
