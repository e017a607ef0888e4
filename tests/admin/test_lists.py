"""Lists for a million rows: bounded counts, fixed numbers of queries, words found by the index."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.admin.sites import site
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from catalogue.admin import document_list, paginating
from catalogue.models import (
    Agent,
    Archive,
    AuditLine,
    Batch,
    Change,
    Collection,
    Delo,
    Document,
    DocumentType,
    Fond,
    FormerReference,
    Holding,
    Language,
    Opis,
    Place,
    ProposedRevision,
    Role,
    Subject,
)
from catalogue.search import SearchUnavailable

from .conftest import Desk

QUERIES = dict.fromkeys(
    (Agent, Collection, DocumentType, FormerReference, Language, Place, Role, Subject), 4
) | {
    Archive: 5,
    Fond: 5,
    Opis: 6,
    Delo: 7,
    Document: 7,
    AuditLine: 4,
    Batch: 4,
    ProposedRevision: 4,
}
"""Session, user, count, rows; the countries, the levels above, types, languages, holdings."""


@pytest.fixture
def many(telegram: Document, delo: Delo, kuznetsov: Agent) -> None:
    """A few rows more in every list, each with what its line shows."""
    for number in range(1, 6):
        Opis.objects.create(fond=delo.opis.fond, number=f"{number}")
        Delo.objects.create(opis=delo.opis, number=f"{number}")
        FormerReference.objects.create(archive="ЦПА", fond=f"{number}", now_delo=delo)
        place = Place.objects.create(slug=f"place-{number}", label_en="Place")
        Place.objects.create(slug=f"within-{number}", label_en="Within", within=place)
        document = Document.objects.create(title=f"Letter {number}", type=telegram.type)
        Holding.objects.create(document=document, delo=delo, listy=f"{number}")


@pytest.mark.parametrize("model", QUERIES)
def test_a_list_takes_a_fixed_number_of_queries(
    model, desk, many, django_assert_num_queries
) -> None:
    desk.list(model)
    with django_assert_num_queries(QUERIES[model]):
        assert desk.list(model).status_code == 200


@pytest.mark.parametrize("model", QUERIES)
def test_a_list_is_searched_by_nonsense_without_a_fault(model, desk, many) -> None:
    for term in ("", "\x00", "%", "'", '"', "…", "д", "aprf 3 65", "3" * 500, "(((", "a:b OR ["):
        assert desk.list(model, q=term).status_code == 200


def test_every_model_of_the_catalogue_that_has_a_list_is_listed_here() -> None:
    registered = {model for model in site._registry if model._meta.app_label == "catalogue"}
    assert registered == set(QUERIES)
    assert Change not in registered


def test_rows_are_counted_up_to_a_limit_and_no_further(desk, many) -> None:
    with patch.object(paginating, "COUNTED", 3):
        page = desk.list(Document)
    assert "the first 3 documents" in page.content.decode()
    assert "6 documents" in desk.list(Document).content.decode()


def test_the_limit_is_inside_the_counted_query(many, django_assert_num_queries) -> None:
    with django_assert_num_queries(1) as queries:
        assert paginating.BoundedPaginator(Delo.objects.order_by("pk"), 2).count == 7
    assert f"LIMIT {paginating.COUNTED + 1}" in queries[0]["sql"]
    assert "ORDER BY" not in queries[0]["sql"]


@pytest.mark.parametrize("model", [Fond, Opis, Delo])
def test_a_list_of_units_is_ordered_by_an_index_without_a_join(model) -> None:
    request = RequestFactory().get("/")
    ordering = site.get_model_admin(model).get_ordering(request)
    assert [name.removesuffix("_id") for name in ordering[:-1]] == [
        name for index in model._meta.indexes for name in index.fields[:-1]
    ]


def shown(response) -> list[str]:
    return [str(row) for row in response.context["cl"].result_list]


def test_dela_are_listed_by_a_path_in_natural_order(desk, many, delo) -> None:
    for number in ("10", "100"):
        Delo.objects.create(opis=delo.opis, number=number)
    found = shown(desk.list(Delo, q="aprf 3 65 1"))
    assert [name.rpartition(" ")[2] for name in found] == ["1", "10", "100"]


def test_a_path_and_a_filter_narrow_together(desk, many, delo) -> None:
    Delo.objects.create(opis=Opis.objects.get(number="1"), number="11")
    for number, opis in (("1", delo.opis), ("11", Opis.objects.get(number="1"))):
        (found,) = (
            desk.list(Delo, q="aprf 3", opis__id__exact=opis.pk, number=number)
            .context["cl"]
            .result_list
        )
        assert (found.opis, found.number) == (opis, number)


def test_archives_and_former_references_are_found_by_old_names(desk, aprf, opis) -> None:
    FormerReference.objects.create(archive="ЦПА ИМЛ", fond="17", opis="3", now_opis=opis)
    assert shown(desk.list(Archive, q="а.п.")) == ["APRF"]
    assert shown(desk.list(FormerReference, q="цпа имл 17")) == ["ЦПА ИМЛ, 17, 3"]
    assert shown(desk.list(FormerReference, q="цпа имл 18")) == []


@pytest.mark.parametrize("words", ["политбюро", "ПОЛИТБЮРО цк", "Бюро", "central"])
def test_fonds_are_found_by_words_in_any_case(words, desk, opis) -> None:
    Fond.objects.filter(pk=opis.fond_id).update(title_en="CENTRAL Committee")
    opis.fond.refresh_from_db()
    opis.fond.save()
    Fond.objects.create(archive=opis.fond.archive, number="4", title="Секретариат")
    assert shown(desk.list(Fond, q=words)) == ["APRF, fond 3"]
    assert desk.suggestions(Opis, "fond", words) == ["APRF, fond 3"]


def test_fonds_with_words_are_looked_for_up_to_a_limit(desk, opis) -> None:
    with CaptureQueriesContext(connection) as asked:
        desk.list(Fond, q="политбюро")
    sqls = [query["sql"] for query in asked]
    looking = [sql for sql in sqls if " LIKE " in sql and '"catalogue_fond"' in sql]
    assert looking
    assert all(f"LIMIT {paginating.COUNTED + 1})" in sql for sql in looking)


def test_a_bad_filter_leads_back_to_the_list(desk, many) -> None:
    assert desk.list(Delo, opis__id__exact="x").status_code == 302
    assert desk.list(Document, status__exact="x").status_code == 200
    assert desk.list(Document, p="x").status_code in (200, 302)
    assert desk.list(Document, p="999999").status_code in (200, 302)


@pytest.fixture
def linked(telegram: Document, delo: Delo) -> dict[str, Any]:
    """By the name of a filter, what the telegram is linked to; its agent has two roles in it."""
    telegram.languages.add(Language.objects.create(slug="ru", label_en="Russian"))
    telegram.places.add(Place.objects.create(slug="beijing", label_en="Beijing"))
    telegram.subjects.add(Subject.objects.create(slug="korea", label_en="Korea"))
    telegram.collections.add(Collection.objects.create(slug="war", label_en="War"))
    party = telegram.participations.get()
    author = Role.objects.create(slug="author", label_en="Author")
    telegram.participations.create(agent=party.agent, role=author)
    return {
        "participations__agent__id__exact": party.agent,
        "participations__role__id__exact": author,
        "languages__id__exact": telegram.languages.get(),
        "places__id__exact": telegram.places.get(),
        "subjects__id__exact": telegram.subjects.get(),
        "collections__id__exact": telegram.collections.get(),
    }


@pytest.mark.parametrize("many_links", [0, 100_000])
@pytest.mark.parametrize("name", document_list.LINKED)
def test_documents_of_an_agent_or_a_term_are_listed_once(
    name, many_links, desk, telegram, many, linked, monkeypatch
) -> None:
    monkeypatch.setattr(document_list, "MANY_LINKS", many_links)
    found = desk.list(Document, **{name: linked[name].pk}).context["cl"]
    assert list(found.result_list) == [telegram]
    assert not found.queryset.query.distinct
    assert shown(desk.list(Document, **{name: 999_999})) == []


@pytest.mark.parametrize("value", ["x", "-1", "1" * 30, "", "²"])
def test_a_forged_link_leads_back_to_the_list(value, desk, telegram) -> None:
    assert desk.list(Document, subjects__id__exact=value).status_code == 302


def test_two_links_narrow_together(desk, telegram, linked) -> None:
    other = Subject.objects.create(slug="china", label_en="China")
    both = (
        f"{Desk.address(Document, 'changelist')}?subjects__id__exact={{}}&languages__id__exact={{}}"
    )
    language = linked["languages__id__exact"].pk
    assert shown(desk.get(both.format(linked["subjects__id__exact"].pk, language)))
    assert not shown(desk.get(both.format(other.pk, language)))


FORMS = {Document: 19, Agent: 8, Opis: 6, Delo: 7, Fond: 5}
"""Session, user, the record, its parts each at once, what their select boxes have chosen."""


@pytest.mark.parametrize("model", FORMS)
def test_a_form_takes_a_fixed_number_of_queries(
    model, desk, many, telegram, delo, django_assert_num_queries
) -> None:
    record = {Document: telegram, Agent: telegram.participations.get().agent}.get(model)
    record = record or {Delo: delo, Opis: delo.opis, Fond: delo.opis.fond}[model]
    address = desk.address(model, "change", record.pk)
    desk.get(address)
    with django_assert_num_queries(FORMS[model]):
        assert desk.get(address).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_documents_are_found_by_the_index_drafts_too(desk, transactional_db) -> None:
    Document.objects.create(title="Телеграмма Кузнецова о беседе с Мао Цзэдуном")
    Document.objects.create(title="Letter", status="published")
    assert shown(desk.list(Document, q="телеграмма")) == [
        "Телеграмма Кузнецова о беседе с Мао Цзэдуном"
    ]
    assert shown(desk.list(Document, q="letter")) == ["Letter"]


def test_without_the_index_whole_titles_and_identifiers_are_found(desk, telegram) -> None:
    with patch("catalogue.admin.documents.find_documents", side_effect=SearchUnavailable("Gone.")):
        found = desk.list(Document, q=telegram.identifier)
        assert shown(found) == [telegram.title]
        assert "Gone." in found.content.decode()
        assert shown(desk.list(Document, q="Telegram")) == []
