"""The record of an import, what it says to a row's history, and taking it back."""

from __future__ import annotations

import pytest
import reversion

from catalogue.models import (
    Batch,
    BatchChange,
    BatchRun,
    CannotUndo,
    Delo,
    Document,
    Fond,
    Holding,
    ListyRun,
    Subject,
)

from .conftest import ALL, ARCHIVE, FOND, PLACE, SUBJECTS, Write, item, last_batch, reported
from .test_engine import dumped

pytestmark = pytest.mark.django_db


def test_an_import_is_recorded(write: Write, admin_user: object) -> None:
    path = write(*ALL)
    reported(path, user=admin_user)
    batch = last_batch()
    assert (batch.state, batch.user, batch.source) == ("done", admin_user, "own.json")
    assert batch.counts["created"] == 8
    assert len(batch.checksum) == 64
    assert batch.finished_at >= batch.started_at
    assert batch.report["counts"]["catalogue.fond"]["created"] == 1


def test_rows_that_were_made_are_kept_as_ranges(write: Write) -> None:
    many = [item("fond", archive=["GARF"], number=str(n)) for n in range(1, 51)]
    reported(write(ARCHIVE, *many), batch=7)
    assert BatchRun.objects.filter(model="catalogue.fond").count() == 1
    assert BatchChange.objects.count() == 0


def test_a_row_knows_the_batches_that_touched_it(write: Write) -> None:
    reported(write(*ALL))
    reported(write(item("document", identifier="report-1946", title="Corrected")))
    document = Document.objects.get()
    update, creation = Batch.objects.touching(document)
    assert (update.made_it, creation.made_it) == (False, True)
    change = update.changes.get()
    assert (change.before["title"], change.after["title"]) == ("Report", "Corrected")
    assert Batch.objects.touching(Fond.objects.get()).get() == creation


def test_an_undone_import_leaves_the_database_as_before(write: Write) -> None:
    reported(write(ARCHIVE, FOND, *SUBJECTS))
    reported(write(item("document", identifier="old", title="Old", subjects=[["peace"]])))
    moment = Document.objects.get().changed_at
    before = dumped()
    changed = [
        item("fond", archive=["GARF"], number="Р-5446", title="Changed"),
        item("document", identifier="old", title="New", date_edtf="1950", subjects=[["korea"]]),
        item("text", document=["old"], language=["ru"], body="Words"),
        item("language", slug="ru", label_en="Russian"),
    ]
    assert reported(write(*ALL, *changed), keep_good=True).totals["updated"] == 1
    last_batch().undo()
    assert last_batch().state == Batch.State.UNDONE
    assert dumped() == before
    assert Document.objects.get().changed_at == moment
    assert ListyRun.objects.count() == 0


def test_the_runs_of_listy_return_with_them(write: Write) -> None:
    holding = item("holding", document=["report-1946"], delo=PLACE, listy="5-7 об.", note="x")
    reported(write(*ALL))
    reported(write(holding))
    last_batch().undo()
    assert ListyRun.objects.count() == 1
    assert Holding.objects.get().note == ""


def test_an_import_that_others_build_on_stays(write: Write) -> None:
    reported(write(*ALL))
    first = last_batch()
    reported(write(item("document", identifier="report-1946", title="Corrected")))
    with pytest.raises(CannotUndo, match="undo it first"):
        first.undo()
    last_batch().undo()
    delo = Delo.objects.get()
    document = Document.objects.create(title="By hand")
    Holding.objects.create(document=document, delo=delo)
    with pytest.raises(CannotUndo, match="added since"):
        first.undo()
    document.delete()
    document = Document.objects.create(title="By hand")
    document.subjects.add(Subject.objects.get(slug="korea"))
    with pytest.raises(CannotUndo, match="added since: document “By hand”"):
        first.undo()
    document.delete()
    first.refresh_from_db()
    first.undo()
    assert not Delo.objects.exists()


def test_what_was_changed_by_hand_since_is_not_lost(write: Write) -> None:
    reported(write(ARCHIVE, FOND))
    first = last_batch()
    with reversion.create_revision():
        fond = Fond.objects.get()
        fond.note = "By hand"
        fond.save()
        reversion.add_to_revision(fond)
    with pytest.raises(CannotUndo, match="changed by hand since"):
        first.undo()
    assert Fond.objects.get().note == "By hand"
    reported(write(item("fond", archive=["GARF"], number="Р-5446", title="Import")))
    Fond.objects.update(title="Hand")
    with pytest.raises(CannotUndo, match="changed by hand since"):
        last_batch().undo()


def test_nothing_is_undone_twice(write: Write) -> None:
    reported(write(ARCHIVE))
    last_batch().undo()
    with pytest.raises(CannotUndo, match="undone"):
        last_batch().undo()


def test_a_bulk_change_is_recorded_and_undone_too() -> None:
    """As the desk's actions will: rows updated and deleted by other means than an import."""
    subject = Subject.objects.create(slug="korea", label_en="Korea")
    gone = Subject.objects.create(slug="gone", label_en="Gone")
    batch = Batch.objects.create(kind=Batch.Kind.CHANGE, title="Rename")
    batch.record_updated(Subject, [(subject.pk, {"label_en": "Korea"}, {"label_en": "Corea"})])
    batch.record_deleted([gone])
    Subject.objects.filter(pk=subject.pk).update(label_en="Corea")
    gone.delete()
    batch.finish(Batch.State.DONE)
    batch.undo()
    assert {one.slug: one.label_en for one in Subject.objects.all()} == {
        "korea": "Korea",
        "gone": "Gone",
    }
