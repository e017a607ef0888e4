"""Reports: what was done in a month, and how much of a fond is described."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.urls import reverse

from catalogue.admin.work_done import Month
from catalogue.models import (
    Batch,
    Delo,
    Document,
    Fond,
    Holding,
    Opis,
    Step,
    Subject,
    record_steps,
)
from catalogue.models.groups import CATALOGUER, REVIEWER

THIS = Month.now()


def work(desk, month: Any = THIS, **query: str) -> Any:
    return desk.get(reverse("admin:catalogue_work", args=[month]), **query)


def lines(answer: Any) -> dict[tuple[str, ...], dict[str, int]]:
    assert answer.status_code == 200, answer
    table = answer.context["table"]
    return {
        tuple(line.about): {
            name: n for name, n in zip(table.columns, line.figures, strict=True) if n
        }
        for line in table.lines
    }


def rows(answer: Any) -> list[dict[str, str]]:
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


# --- Months ---


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [("2026-11", "2026-10", "2026-12"), ("2026-12", "2026-11", "2027-01"),
     ("2026-01", "2025-12", "2026-02")],
)  # fmt: skip
def test_months_follow_one_another(month: str, before: str, after: str) -> None:
    read = Month.read(month)
    assert (str(read), str(read.previous), str(read.next)) == (month, before, after)


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-13", "2026-00", "2026-1", "26-01", "2026-011", "٢٠٢٦-٠١", "2026/11",
     "0000-01", "9999-12", "-", "2026-11-23", "x" * 300],
)  # fmt: skip
def test_what_is_no_month_has_no_report(text: str, desk) -> None:
    assert Month.read(text) is None
    assert desk.client.get(f"{reverse('admin:catalogue_reports')}{text or 'x'}/").status_code == 404


def test_a_month_leads_to_its_neighbours_but_not_to_the_future(desk) -> None:
    page = work(desk).content.decode()
    assert str(THIS.previous) in page
    assert str(THIS.next) not in page
    assert str(THIS) in work(desk, THIS.previous).content.decode()


# --- What was done ---


@pytest.mark.django_db(transaction=True)
def test_saves_and_steps_and_imports_are_told_by_person_and_kind(
    desk, desk_of, curator, transactional_db
) -> None:
    reviewer = desk_of(REVIEWER)
    for label in ("Korea", "China"):
        reviewer.add(Subject, label_en=label, slug=label.lower())
    reviewer.change(Subject.objects.get(slug="korea"), label_ru="Корея")
    reviewer.add(Document, title="Letter")
    reviewer.act(Document, "publish", Document.objects.get())
    for kind, counts in (
        ("import", {"created": 12, "updated": 3, "rejected": 1}),
        ("import", {"created": 5}),
        ("change", {"changed": 40, "unchanged": 2}),
    ):
        Batch(kind=kind, user=curator, counts=counts).finish(Batch.State.DONE)
    Batch(user=curator, counts={"created": 1_000}).finish(Batch.State.UNDONE)
    assert lines(work(desk)) == {
        ("curator", "imports and bulk changes"): {
            "imported": 17,
            "updated by imports": 3,
            "changed in bulk": 40,
        },
        ("reviewer", "documents"): {"created": 1, "changed": 1, "published": 1},
        ("reviewer", "subjects"): {"created": 2, "changed": 1},
    }


def test_only_what_the_month_saw_is_told(desk, curator) -> None:
    begins, ends = THIS.moments
    moments = (begins - dt.timedelta(microseconds=1), begins, ends)
    for moment in moments:
        document = Document.objects.create(title="Letter")
        record_steps([document], Step.Kind.PUBLISHED, curator)
        Step.objects.filter(document=document).update(at=moment)
        LogEntry.objects.log_actions(curator.pk, [document], CHANGE, "x")
        LogEntry.objects.filter(object_id=document.pk).update(action_time=moment)
        Batch.objects.create(user=curator, started_at=moment, counts={"created": 1})
    found = lines(work(desk))
    assert found["curator", "documents"] == {"changed": 1, "published": 1}
    assert found["curator", "imports and bulk changes"] == {"imported": 1}


def test_each_sees_her_own_and_who_sees_imports_sees_all(desk_of) -> None:
    for name in (CATALOGUER, REVIEWER):
        user = User.objects.create_user(name, is_staff=True)
        user.groups.set([user.groups.model.objects.get(name=name)])
        record_steps([Document.objects.create(title="A")], Step.Kind.SENT, user)
    people = {who for who, _kind in lines(work(desk_of(CATALOGUER)))}
    assert people == {CATALOGUER}
    assert "This is your own work." in work(desk_of(CATALOGUER)).content.decode()
    assert {who for who, _kind in lines(work(desk_of(REVIEWER)))} == {CATALOGUER, REVIEWER}


def test_what_was_done_by_accounts_that_are_gone_is_told(desk, curator) -> None:
    record_steps([Document.objects.create(title="A")], Step.Kind.SENT, None)
    Batch.objects.create(user=None, counts={"created": 2})
    assert set(lines(work(desk))) == {
        ("nobody known", "documents"),
        ("nobody known", "imports and bulk changes"),
    }


def test_a_month_takes_a_fixed_number_of_queries(desk, curator, django_assert_num_queries) -> None:
    for number in range(4):
        user = User.objects.create_user(f"user {number}")
        record_steps([Document.objects.create(title="A")], Step.Kind.SENT, user)
        Batch.objects.create(user=user, counts={"created": 2})
    work(desk)
    with django_assert_num_queries(5):  # session, user; saves, steps, batches
        work(desk)


def test_a_month_is_a_table_for_spreadsheets(desk, curator) -> None:
    risky = User.objects.create_user("=cmd")
    record_steps([Document.objects.create(title="A")], Step.Kind.SENT, risky)
    assert rows(work(desk, format="csv")) == [
        {"who": "'=cmd", "kind of record": "documents", "sent to review": "1"}
    ]


def test_a_month_without_work_says_so(desk) -> None:
    assert "Nothing was done" in work(desk, "1999-01").content.decode()
    assert rows(work(desk, "1999-01", format="csv")) == []


# --- Coverage ---


def coverage(desk, fond: Fond, **query: str) -> Any:
    return desk.get(reverse("admin:catalogue_fond_coverage", args=[fond.pk]), **query)


@pytest.fixture
def fond(telegram: Document, opis: Opis) -> Fond:
    Delo.objects.create(opis=opis, number="831", sheets=100)
    other = Document.objects.create(title="A draft")
    Holding.objects.create(document=other, delo=Delo.objects.get(number="830"), listy="189-190")
    Holding.objects.create(document=other, fond=opis.fond)
    return opis.fond


def test_coverage_says_what_there_is_and_what_is_described(desk, fond) -> None:
    table = coverage(desk, fond).context["table"]
    assert [(list(line.about), line.figures) for line in table.lines] == [
        (["65", ""], [2, 1, 300, 4, 2]),
        (["", "known to lie in the fond only"], [0, 0, 0, 0, 1]),
    ]
    assert table.totals == [2, 1, 300, 4, 2]  # the draft lies in the fond twice


def test_coverage_is_a_table_for_spreadsheets(desk, fond) -> None:
    answer = coverage(desk, fond, format="csv")
    assert answer["Content-Disposition"] == 'attachment; filename="coverage-aprf-3.csv"'
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "opis,title,dela,dela described,sheets,sheets described,documents",
        "65,,2,1,300,4,2",
        ",known to lie in the fond only,0,0,0,0,1",
    ]


def test_an_empty_fond_has_no_table(desk, aprf) -> None:
    empty = Fond.objects.create(archive=aprf, number="99")
    assert "no opis yet" in coverage(desk, empty).content.decode()
    assert coverage(desk, Fond(pk=999_999)).status_code == 404


def test_coverage_takes_a_fixed_number_of_queries(desk, fond, django_assert_num_queries) -> None:
    # Session, user; the fond, its opisi, dela, holdings, sheets, documents.
    with django_assert_num_queries(8):
        coverage(desk, fond)


def test_coverage_is_reached_from_the_fond_and_from_the_reports(desk, fond) -> None:
    address = reverse("admin:catalogue_fond_coverage", args=[fond.pk])
    page = desk.get(reverse("admin:catalogue_fond_change", args=[fond.pk]))
    assert f'href="{address}"' in page.content.decode()
    reports = reverse("admin:catalogue_reports")
    Fond.objects.create(archive=fond.archive, number="30")
    assert desk.get(reports, q="aprf 3").url == address
    Fond.objects.filter(number="30").update(title="Политбюро", folded="политбюро")
    Fond.objects.filter(pk=fond.pk).update(folded="политбюро")
    assert f'href="{address}"' in desk.get(reports, q="политбюро").content.decode()
    assert "No fond is called so" in desk.get(reports, q="zzz 9").content.decode()
    for nonsense in ("\x00", "%", "3" * 500, "(((", "-"):
        assert desk.get(reports, q=nonsense).status_code in (200, 302)


def test_who_sees_no_documents_sees_no_coverage(desk_of_staff, fond) -> None:
    desk = desk_of_staff("view_fond", "view_delo", "view_opis")
    assert coverage(desk, fond).status_code == 403
    page = desk.get(reverse("admin:catalogue_fond_change", args=[fond.pk])).content.decode()
    assert "coverage" not in page
