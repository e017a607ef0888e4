"""Exports of lists: what is filtered, searched or chosen, drafts too, to whoever may see it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from unittest.mock import patch

import pytest
from django.http import StreamingHttpResponse
from django.urls import reverse

from catalogue.admin import exporting
from catalogue.models import (
    Agent,
    Archive,
    Batch,
    Collection,
    Delo,
    Document,
    DocumentType,
    Fond,
    FormerReference,
    Language,
    Opis,
    Place,
    Role,
    Subject,
)
from catalogue.models.groups import CATALOGUER, EDITOR_OF_HOLDINGS
from catalogue.search import SearchUnavailable

EXPORTED = (
    Document, Archive, Fond, Opis, Delo, FormerReference,
    Agent, Collection, DocumentType, Language, Place, Role, Subject,
)  # fmt: skip


def export(desk, model: type, form: str, **query: Any) -> Any:
    return desk.get(reverse(f"admin:catalogue_{model._meta.model_name}_export_{form}"), **query)


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, answer
    assert isinstance(answer, StreamingHttpResponse)
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def rows(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(answer), newline="")))


def objects(answer: Any) -> list[tuple[str, dict[str, Any]]]:
    lines = map(json.loads, text_of(answer).splitlines())
    return [(line["model"], line["fields"]) for line in lines]


@pytest.mark.parametrize("model", EXPORTED)
def test_every_list_is_written_as_csv_and_as_fixtures(model, desk, telegram, kuznetsov) -> None:
    FormerReference.objects.create(archive="ЦПА", fond="17", now_delo=Delo.objects.first())
    for terms in (Collection, Place, Subject):
        terms.objects.create(slug="term", label_en="Term, “quoted”", label_ru="Слово")
    keys = {getattr(row, "slug", None) or str(row) for row in model.objects.all()}
    found = rows(export(desk, model, "csv"))
    assert len(found) == len(keys) > 0
    label = model._meta.label_lower
    written = objects(export(desk, model, "fixtures"))
    assert len([name for name, _fields in written if name == label]) == len(keys)


@pytest.mark.parametrize("model", EXPORTED)
def test_a_list_leads_to_its_exports_with_its_filters(model, desk, telegram) -> None:
    page = desk.list(model, q="t").content.decode()
    for form in ("csv", "fixtures"):
        address = reverse(f"admin:catalogue_{model._meta.model_name}_export_{form}")
        assert f'href="{address}?q=t"' in page


def test_a_list_that_is_not_exported_offers_nothing(desk) -> None:
    assert "export" not in desk.list(Batch).content.decode()


def test_units_are_written_in_the_order_of_the_shelves(desk, opis, delo_in_papka) -> None:
    for number in ("10", "9"):
        Opis.objects.create(fond=opis.fond, number=number)
    found = rows(export(desk, Opis, "csv"))
    assert [(row["archive"], row["fond"], row["opis"]) for row in found] == [
        ("APRF", "3", "9"),
        ("APRF", "3", "10"),
        ("APRF", "3", "65"),
        ("AVPRF", "059a", "5a"),
    ]
    assert found[2]["reference"] == "APRF, Fond 3, Opis 65"
    assert [row["title"] for row in rows(export(desk, Fond, "csv"))] == ["Политбюро ЦК", ""]


def test_archives_and_former_references_are_written_with_what_they_mean(desk, aprf, opis) -> None:
    FormerReference.objects.create(archive="ЦПА ИМЛ", fond="17", opis="3", now_opis=opis)
    (archive,) = rows(export(desk, Archive, "csv", q="ап рф"))
    assert (archive["code"], archive["other_names"]) == ("APRF", "APRF | АП РФ")
    (former,) = rows(export(desk, FormerReference, "csv"))
    assert (former["archive"], former["opis"]) == ("ЦПА ИМЛ", "3")
    assert former["means_today"] == "APRF, fond 3, opis 65"


def test_drafts_are_among_them(desk_of, telegram) -> None:
    Document.objects.create(title="Unfinished", identifier="a-draft")
    for group in (CATALOGUER, EDITOR_OF_HOLDINGS):
        found = rows(export(desk_of(group), Document, "csv"))
        assert [(row["identifier"], row["status"]) for row in found] == [
            ("a-draft", "draft"),
            ("kuznetsov-telegram-1953", "published"),
        ]


def test_who_may_not_see_a_list_does_not_take_it_along(desk_of_staff, telegram) -> None:
    desk = desk_of_staff("view_agent")
    for form in ("csv", "fixtures"):
        assert export(desk, Document, form).status_code == 403
    assert len(rows(export(desk, Agent, "csv"))) == 1


def test_what_is_filtered_is_what_is_written(desk, telegram, delo) -> None:
    Document.objects.create(title="Letter")
    assert len(rows(export(desk, Document, "csv", status__exact="draft"))) == 1
    Delo.objects.create(opis=delo.opis, number="831")
    found = rows(export(desk, Delo, "csv", q="aprf 3 65 831", p="1"))
    assert [row["delo"] for row in found] == ["831"]
    written = objects(export(desk, Delo, "fixtures", q="aprf 3 65 831"))
    assert [(name, fields["number"]) for name, fields in written if "number" in fields] == [
        ("catalogue.fond", "3"),
        ("catalogue.opis", "65"),
        ("catalogue.delo", "831"),
    ]


@pytest.mark.django_db(transaction=True)
def test_of_a_search_everything_found_is_written(desk, telegram) -> None:
    for number in range(3):
        Document.objects.create(title=f"Letter {number}", identifier=f"letter-{number}")
    with patch("catalogue.admin.documents.MOST_FOUND", 1):
        assert len(rows(export(desk, Document, "csv", q="letter"))) == 3
        assert len(rows(export(desk, Document, "csv", q="letter", status__exact="published"))) == 0


@pytest.mark.django_db(transaction=True)
def test_a_search_that_finds_too_many_is_not_cut_in_silence(desk, telegram) -> None:
    Document.objects.create(title="Telegram, another")
    with patch("catalogue.admin.documents.MOST_RECORDS", 1):
        answer = export(desk, Document, "csv", q="telegram")
    assert answer.status_code == 302
    assert "narrow the search" in desk.get(answer.url).content.decode()


def test_without_the_index_a_search_is_not_written(desk, telegram) -> None:
    with patch("catalogue.admin.documents.find_documents", side_effect=SearchUnavailable("Gone.")):
        answer = export(desk, Document, "csv", q="telegram")
    assert "Gone." in desk.get(answer.url).content.decode()


@pytest.mark.parametrize("form", ["csv", "fixtures"])
def test_what_is_chosen_is_what_is_written(form, desk, telegram) -> None:
    letter = Document.objects.create(title="Letter", identifier="letter")
    Document.objects.create(title="Not chosen")
    answer = desk.act(Document, f"export_{form}", letter)
    if form == "csv":
        assert [row["identifier"] for row in rows(answer)] == ["letter"]
    else:
        assert [fields["identifier"] for _name, fields in objects(answer)] == ["letter"]


def test_the_whole_list_is_chosen_across_its_pages(desk, db) -> None:
    documents = [Document.objects.create(title=f"Letter {number}") for number in range(60)]
    answer = desk.act(Document, "export_csv", documents[0], select_across="1")
    assert len(rows(answer)) == 60


def test_fixtures_bring_all_that_their_records_refer_to(desk, telegram) -> None:
    names = [name for name, _fields in objects(export(desk, Document, "fixtures"))]
    assert {"catalogue.archive", "catalogue.delo", "catalogue.agent", "catalogue.text"} <= set(
        names
    )


def test_too_many_for_fixtures_are_refused_with_a_word(desk, telegram) -> None:
    Document.objects.create(title="Another")
    with patch.object(exporting, "MOST_IN_FIXTURES", 1):
        answer = export(desk, Document, "fixtures")
        assert "At most 1 go into fixtures" in desk.get(answer.url).content.decode()
        answer = desk.act(Document, "export_fixtures", telegram, select_across="1")
        assert "At most 1 go into fixtures" in answer.content.decode()


def test_a_list_that_there_is_not_leads_back(desk, telegram) -> None:
    for query in ({"p": "x"}, {"type__id__exact": "x"}):
        answer = export(desk, Document, "csv", **query)
        assert answer.status_code in (200, 302), query


def test_a_long_list_is_read_and_sent_in_pieces(desk, opis, django_assert_num_queries) -> None:
    Delo.objects.bulk_create(
        Delo(opis=opis, number=str(n), number_key=str(n), sort_key=f"{n:08}") for n in range(2_500)
    )
    answer = export(desk, Delo, "csv")
    pieces = [piece for piece in answer.streaming_content if piece]
    assert len(pieces) == 4  # the line of names, and a thousand rows each
    assert max(piece.count(b"\n") for piece in pieces) == 1_000
    # The count, the order, and each thousand.
    with django_assert_num_queries(5):
        assert len(list(exporting.csv_pieces(Delo.objects.all()))) == 4
