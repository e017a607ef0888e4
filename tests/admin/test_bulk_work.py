"""Bulk work: chosen in a list, previewed, carried out in steps, recorded row by row."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.models import (
    Batch,
    BatchChange,
    Collection,
    Delo,
    Document,
    Fond,
    Holding,
    Language,
    Step,
    Subject,
)

BULK = "/admin/catalogue/document/bulk/"


@pytest.fixture
def telegrams(delo: Delo) -> list[Document]:
    """Three telegrams, the last published, each on a sheet of the delo."""
    made = [
        Document.objects.create(identifier=f"telegram-{n}", title=f"Telegramm {n} from Bejing")
        for n in range(3)
    ]
    made[2].status = Document.Status.PUBLISHED
    made[2].save()
    for n, document in enumerate(made):
        Holding.objects.create(document=document, delo=delo, listy=str(n + 1))
    return made


def begun(desk, documents, **typed):
    desk.act(Document, "change_many", *documents)
    return desk.client.post(BULK, {**typed, "_begin": "1"}, follow=True)


def previewed(desk, documents, **typed):
    desk.act(Document, "change_many", *documents)
    return desk.client.post(BULK, {**typed, "_preview": "1"})


def test_a_preview_counts_and_changes_nothing(desk, telegrams):
    answer = previewed(desk, telegrams, change="publish")
    outcome = answer.context["preview"].outcome
    assert (outcome.changed, outcome.unchanged, outcome.refused) == (2, 1, 0)
    assert Document.objects.published().count() == 1
    assert not Batch.objects.exists()


def test_the_preview_shows_what_was_and_what_would_be(desk, telegrams):
    answer = previewed(desk, telegrams, change="correct_word", wrong="Bejing", right="Beijing")
    assert "Telegramm 0 from Bejing" in answer.text
    assert "Telegramm 0 from Beijing" in answer.text


def test_publishing_many_gives_each_an_entry(desk, telegrams, curator):
    begun(desk, telegrams, change="publish")
    assert Document.objects.published().count() == 3
    assert all(document.published_at for document in Document.objects.all())
    batch = Batch.objects.get()
    assert (batch.user, batch.state, batch.counts["changed"]) == (curator, "done", 2)
    assert [c.object_id for c in batch.changes.all()] == [telegrams[0].pk, telegrams[1].pk]


def test_a_subject_is_added_to_those_without_it(desk, telegrams):
    china, war = (Subject.objects.create(slug=s, label_en=s) for s in ("china", "war"))
    telegrams[0].subjects.add(china, war)
    begun(desk, telegrams, change="add_subject", subject=china.pk)
    assert china.documents.count() == 3
    assert set(telegrams[0].subjects.all()) == {china, war}
    changes = BatchChange.objects.order_by("pk")
    assert [(c.before, c.after) for c in changes] == [
        ({"subjects": []}, {"subjects": [china.pk]})
    ] * 2


def test_a_collection_is_added(desk, telegrams):
    mao = Collection.objects.create(slug="mao", label_en="Mao")
    begun(desk, telegrams, change="add_collection", collection=mao.pk)
    assert mao.documents.count() == 3


def test_the_language_is_set_in_the_place_of_others(desk, telegrams):
    russian, chinese = (Language.objects.create(slug=s, label_en=s) for s in ("ru", "zh"))
    telegrams[0].languages.add(chinese)
    begun(desk, telegrams, change="set_language", languages=[russian.pk])
    assert all(set(one.languages.all()) == {russian} for one in telegrams)


def test_documents_move_to_another_delo_with_their_listy(desk, telegrams, delo_in_papka):
    begun(desk, telegrams, change="move", target=f"delo-{delo_in_papka.pk}")
    holdings = Holding.objects.order_by("pk")
    assert {one.delo for one in holdings} == {delo_in_papka}
    assert {one.archive.code for one in holdings} == {"AVPRF"}
    assert [one.listy for one in holdings] == ["1", "2", "3"]


def test_a_document_in_two_places_moves_only_from_the_delo_that_is_named(
    desk, telegram, delo, delo_in_papka, opis
):
    other = Delo.objects.create(opis=opis, number="831")
    answer = previewed(desk, [telegram], change="move", target=f"delo-{other.pk}")
    assert "several places" in answer.text
    begun(desk, [telegram], change="move", source=f"delo-{delo.pk}", target=f"delo-{other.pk}")
    assert {one.delo for one in telegram.holdings.all()} == {other, delo_in_papka}


def test_what_lies_there_already_is_refused_and_the_others_move(
    desk, telegrams, delo, delo_in_papka
):
    Holding.objects.create(document=telegrams[0], delo=delo_in_papka, listy="1")
    begun(
        desk,
        telegrams,
        change="move",
        source=f"delo-{delo.pk}",
        target=f"delo-{delo_in_papka.pk}",
    )
    assert Batch.objects.get().counts == {"changed": 2, "unchanged": 0, "refused": 1}
    assert delo.holdings.count() == 1


@pytest.mark.parametrize(
    ("title", "corrected"),
    [
        ("Bejing", "Beijing"),
        ("(Bejing)", "(Beijing)"),
        ("Bejinger", "Bejinger"),
        ("bejing", "bejing"),
    ],
)
def test_only_the_whole_word_to_the_letter_is_corrected(desk, title, corrected):
    document = Document.objects.create(title=title)
    begun(desk, [document], change="correct_word", wrong="Bejing", right="Beijing")
    document.refresh_from_db()
    assert document.title == corrected


def test_a_title_that_would_grow_too_long_is_refused(desk):
    document = Document.objects.create(title=f"x {'a' * 498}")
    answer = previewed(desk, [document], change="correct_word", wrong="x", right="y" * 10)
    assert "500 fit" in answer.text


def test_titles_of_dela_are_corrected_too(desk, delo):
    desk.act(Delo, "change_many", delo)
    address = reverse("admin:catalogue_delo_bulk")
    typed = {"change": "correct_word", "wrong": "Китай", "right": "Китайская Народная Республика"}
    desk.client.post(address, {**typed, "_begin": "1"})
    delo.refresh_from_db()
    assert delo.title == "Китайская Народная Республика"


def test_a_long_change_is_done_in_steps_and_can_stop(desk, telegrams, monkeypatch):
    monkeypatch.setattr("catalogue.models.carrying_out.STEP", 1)
    monkeypatch.setattr("catalogue.admin.bulk_page.SECONDS", 0.0)
    answer = begun(desk, telegrams, change="withdraw")
    batch = Batch.objects.get()
    assert (batch.state, batch.position["done"]) == ("running", 1)
    assert "1 of 3 done" in answer.text
    address = answer.wsgi_request.path
    desk.client.post(address, {"_stop": "1"})
    batch.refresh_from_db()
    assert batch.state == "stopped"
    for _step in range(2):
        desk.client.post(address, {"_go": "1"})
    batch.refresh_from_db()
    assert (batch.state, batch.counts["changed"]) == ("done", 1)


def test_what_a_change_needs_is_asked_at_its_field(desk, telegrams):
    answer = previewed(desk, telegrams, change="add_subject", wrong="x" * 300)
    form = answer.context["form"]
    assert list(form.errors) == ["subject"]
    assert answer.context["preview"] is None


@pytest.mark.parametrize("typed", [{}, {"change": "burn"}, {"change": "move", "target": "fond-1"}])
def test_a_forged_change_is_refused(desk, telegrams, typed):
    answer = begun(desk, telegrams, **typed)
    assert answer.status_code == 200
    assert not Batch.objects.exists()


def test_without_a_choice_there_is_nothing_to_change(desk):
    assert desk.get(BULK).status_code == 302


def test_who_may_not_change_documents_may_not_change_many(desk_of_staff, telegrams):
    desk = desk_of_staff("view_document")
    assert desk.get(BULK).status_code == 403


def test_planning_and_writing_cost_the_same_queries_for_any_number(
    desk, telegrams, django_assert_num_queries
):
    from catalogue.models.bulk_changes import TermAdded
    from catalogue.models.carrying_out import Outcome, carry_out

    china = Subject.objects.create(slug="china", label_en="china")
    batch = Batch.objects.create(kind="change", title="x")
    with django_assert_num_queries(8):
        carry_out(
            batch, TermAdded("subjects", china), Document, [d.pk for d in telegrams], Outcome()
        )


def undone(desk):
    batch = Batch.objects.get()
    desk.client.post(reverse("admin:catalogue_batch_undo", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == "undone"


def test_publishing_many_is_undone_as_one_step(desk, telegrams):
    begun(desk, telegrams, change="publish")
    undone(desk)
    assert list(Document.objects.published()) == [telegrams[2]]


def test_added_subjects_are_taken_back_from_those_that_got_them(desk, telegrams):
    china = Subject.objects.create(slug="china", label_en="china")
    telegrams[0].subjects.add(china)
    begun(desk, telegrams, change="add_subject", subject=china.pk)
    undone(desk)
    assert list(china.documents.all()) == [telegrams[0]]


def test_a_move_is_undone(desk, telegrams, delo, delo_in_papka):
    begun(desk, telegrams, change="move", target=f"delo-{delo_in_papka.pk}")
    undone(desk)
    assert delo.holdings.count() == 3


def test_the_history_of_each_record_tells_what_a_bulk_change_did(desk, telegrams):
    begun(desk, telegrams, change="correct_word", wrong="Bejing", right="Beijing")
    page = desk.get(desk.address(Document, "history", telegrams[0].pk)).text
    assert "Correct a word in titles: 3 documents" in page
    assert "Beijing" in page


def test_a_public_document_is_not_withdrawn_by_sending_it_to_review(desk, telegrams):
    begun(desk, telegrams, change="send_to_review")
    assert list(Document.objects.published()) == [telegrams[2]]
    assert Batch.objects.get().counts == {"changed": 2, "unchanged": 0, "refused": 1}


def steps_of(documents) -> list[tuple]:
    return list(
        Step.objects.filter(document__in=documents)
        .order_by("document", "pk")
        .values_list("document", "kind", "by_name")
    )


@pytest.mark.parametrize(
    ("move", "status"),
    [
        *(("publish", one) for one in Document.Status.values),
        *(("withdraw", one) for one in Document.Status.values),
        *(("send_to_review", one) for one in Document.Status.values),
    ],
)
def test_many_take_the_same_steps_as_one_by_itself(move, status, desk, telegrams):
    """And those that cannot go a way by themselves cannot go it among many."""
    alone, among = telegrams[:2]
    for document in (alone, among):
        document.status = status
        document.save()
    desk.act(Document, move, alone)
    begun(desk, [among], change=move)
    for document in (alone, among):
        document.refresh_from_db()
    assert among.status == alone.status
    assert [one[1:] for one in steps_of([among])] == [one[1:] for one in steps_of([alone])]


def test_taking_back_a_change_of_status_is_a_step_too(desk, telegrams):
    begun(desk, telegrams, change="publish")
    undone(desk)
    assert [one[1:] for one in steps_of(telegrams[:1])] == [
        ("published", "curator"),
        ("withdrawn", "curator"),
    ]
    assert "was undone" in Step.objects.first().note


def test_what_is_derived_from_a_corrected_title_follows_it_and_returns(desk, opis):
    fond = opis.fond
    desk.act(Fond, "change_many", fond)
    typed = {"change": "correct_word", "wrong": "Политбюро", "right": "Секретариат"}
    desk.client.post(reverse("admin:catalogue_fond_bulk"), {**typed, "_begin": "1"})
    fond.refresh_from_db()
    assert "секретариат" in fond.folded
    undone(desk)
    fond.refresh_from_db()
    assert "политбюро" in fond.folded


@pytest.mark.parametrize("change", ["publish", "add_subject", "correct_word"])
def test_undoing_costs_the_same_queries_for_any_number(change, desk, telegrams, monkeypatch):
    monkeypatch.setattr("catalogue.models.bulk_writing.MOST_STATEMENTS", 0)
    china = Subject.objects.create(slug="china", label_en="china")
    typed = {"subject": china.pk, "wrong": "from", "right": "of"}
    counts = []
    for documents in (telegrams[:1], telegrams[:2]):
        begun(desk, documents, change=change, **typed)
        with CaptureQueriesContext(connection) as queries:
            Batch.objects.order_by("pk").last().undo()
        counts.append(len(queries))
    assert counts[0] == counts[1] > 0


def test_each_field_says_which_changes_read_it_and_labels_are_written_alike(desk, telegrams):
    desk.act(Document, "change_many", *telegrams)
    form = desk.get(BULK).context["form"]
    read_by = {name: getattr(field, "changes", "") for name, field in form.fields.items()}
    assert read_by["subject"] == "add_subject"
    assert read_by["source"] == read_by["target"] == "move"
    assert all(read_by[name] for name in read_by if name != "change")
    assert all(field.label == field.label[:1].upper() + field.label[1:] for field in form)


def test_a_preview_of_very_many_says_how_far_it_looked(desk, telegrams, monkeypatch):
    monkeypatch.setattr("catalogue.models.carrying_out.STEP", 1)
    monkeypatch.setattr("catalogue.admin.bulk_page.PREVIEW_SECONDS", 0.0)
    answer = previewed(desk, telegrams, change="publish")
    assert "To the first 1 of 3" in answer.text
    assert "Change up to 3" in answer.text
    begun(desk, telegrams, change="publish")
    assert Document.objects.published().count() == 3


def test_a_long_undoing_is_done_in_steps(desk, telegrams, monkeypatch):
    monkeypatch.setattr("catalogue.models.putting_back.AT_ONCE", 1)
    monkeypatch.setattr("catalogue.admin.batches.SECONDS", 0.0)
    begun(desk, telegrams, change="publish")
    batch = Batch.objects.get()
    address = reverse("admin:catalogue_batch_undo", args=[batch.pk])
    answer = desk.client.post(address, follow=True)
    assert "1 of 2 taken back" in answer.text
    assert Document.objects.published().count() == 2
    for _step in range(2):
        desk.client.post(address, {"_go": "1"})
    batch.refresh_from_db()
    assert batch.state == "undone"
    assert list(Document.objects.published()) == [telegrams[2]]


@pytest.mark.parametrize("by_hand", ["changed", "deleted"])
def test_nothing_is_undone_where_one_of_many_was_changed_by_hand(by_hand, desk, telegrams):
    begun(desk, telegrams, change="correct_word", wrong="Bejing", right="Peking")
    batch = Batch.objects.get()
    if by_hand == "changed":
        telegrams[1].title = "By hand"
        telegrams[1].save()
    else:
        telegrams[1].delete()
    desk.client.post(reverse("admin:catalogue_batch_undo", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == "done"
    assert "Peking" in Document.objects.get(pk=telegrams[0].pk).title


def test_what_is_changed_while_the_undoing_goes_on_stays(desk, telegrams, monkeypatch):
    monkeypatch.setattr("catalogue.models.putting_back.AT_ONCE", 1)
    begun(desk, telegrams, change="correct_word", wrong="Bejing", right="Peking")
    batch = Batch.objects.get()
    assert not batch.undo_some(None, 0.0)
    Document.objects.filter(pk=telegrams[0].pk).update(title="By hand")
    batch.undo_some(None, 60.0)
    titles = Document.objects.order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["By hand", "Telegramm 1 from Bejing", "Telegramm 2 from Bejing"]
