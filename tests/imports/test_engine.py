"""The engine: created, updated, unchanged, rejected; twice is once; trial and run agree."""

from __future__ import annotations

import io
import json
from itertools import permutations

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from catalogue.exchange.contents import CONTENTS
from catalogue.imports.inserting import ROWS_AT_ONCE
from catalogue.imports.keys import KEYS
from catalogue.models import (
    AgentIdentifier,
    Archive,
    Batch,
    Delo,
    Document,
    Fond,
    Holding,
    ListyRun,
    Place,
)

from .conftest import (
    ALL,
    ARCHIVE,
    DELO,
    DOCUMENT,
    FOND,
    HOLDING,
    OPIS,
    PLACE,
    SUBJECTS,
    Write,
    item,
    reported,
)

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"


def dumped() -> list[str]:
    """Everything in the catalogue by natural keys, without moments and ids."""
    out = io.StringIO()
    options = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    left_out = ("auditline", "batch", "batchrun", "batchchange", "change", "changelog")
    call_command(
        "dumpdata",
        "catalogue",
        exclude=[f"catalogue.{name}" for name in left_out],
        stdout=out,
        verbosity=0,
        **options,
    )
    rows = json.loads(out.getvalue())
    for row in rows:
        row.pop("pk", None)
        row["fields"].pop("holding", None)
        for moment in ("created_at", "changed_at", "published_at"):
            row["fields"].pop(moment, None)
        for value in row["fields"].values():
            if isinstance(value, list) and value and isinstance(value[0], list):
                value.sort()
    return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)


def founding_objects() -> list[dict]:
    """The founding document and what it needs; of the archives only its own."""
    needed = []
    for name in ("kuznetsov-1953", "vocabulary", "archives"):
        needed += json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    named = ([["APRF"], ["AVPRF"], None], ["APRF", "AVPRF", None])
    return [
        one
        for one in needed
        if one["model"] not in ("catalogue.archive", "catalogue.archivename")
        or (one["fields"].get("archive") in named[0] and one["fields"].get("code") in named[1])
    ]


def test_the_founding_document_arrives_as_loaddata_brings_it(write: Write) -> None:
    path = write(*founding_objects())
    with transaction.atomic():
        report = reported(path)
        assert report.totals["rejected"] == 0
        assert report.totals["created"] > 300
        imported = dumped()
        transaction.set_rollback(True)
    call_command("loaddata", path, verbosity=0)
    assert dumped() == imported


def test_a_second_run_changes_nothing(write: Write) -> None:
    path = write(*ALL)
    assert reported(path).totals == {"created": 8, "updated": 0, "unchanged": 0, "rejected": 0}
    before = list(Document.objects.values())
    assert reported(path).totals == {"created": 0, "updated": 0, "unchanged": 8, "rejected": 0}
    assert list(Document.objects.values()) == before


def test_the_order_of_objects_does_not_matter(write: Write) -> None:
    for number, order in enumerate(permutations([ARCHIVE, FOND, OPIS, DELO])):
        path = write(*order, name=f"{number}.json")
        reported(path, batch=1)
        assert Delo.objects.get().natural_key() == tuple(PLACE)
        for model in ("delo", "opis", "fond", "archive"):
            Delo._meta.apps.get_model("catalogue", model).objects.all().delete()


def test_the_order_of_files_does_not_matter(write: Write) -> None:
    later = write(HOLDING, DELO, OPIS, name="later.json")
    report = reported(later, write(FOND, DOCUMENT, ARCHIVE, name="sooner.json"), batch=2)
    assert report.total("created") == 6
    assert Holding.objects.get().archive.code == "GARF"
    assert ListyRun.objects.count() == 1


def test_an_update_never_blanks_what_the_file_leaves_out(write: Write) -> None:
    reported(write(*ALL))
    report = reported(write(item("delo", opis=PLACE[:3], number="12", note="Restored")))
    assert report.totals["updated"] == 1
    assert report.updated[0]["changes"] == {"note": ["“”", "“Restored”"]}
    delo = Delo.objects.get()
    assert (delo.title, delo.sheets, delo.note) == ("Протоколы", 40, "Restored")


def test_what_follows_from_a_changed_field_follows(write: Write) -> None:
    reported(write(*ALL))
    reported(write(item("document", identifier="report-1946", date_edtf="1953-07")))
    assert str(Document.objects.get().earliest) == "1953-07-01"
    assert Document.objects.get().title == "Report"


def test_links_are_replaced_where_they_are_stated_and_only_there(write: Write) -> None:
    document = item("document", identifier="report-1946", subjects=[["korea"]])
    reported(write(*ALL, document))
    reported(write(item("document", identifier="report-1946", title="Changed")))
    assert [one.slug for one in Document.objects.get().subjects.all()] == ["korea"]
    peace = write(item("document", identifier="report-1946", subjects=[["peace"]]))
    assert reported(peace).totals["updated"] == 1
    assert [one.slug for one in Document.objects.get().subjects.all()] == ["peace"]
    assert reported(peace).totals["unchanged"] == 1


def test_only_new_leaves_what_exists(write: Write) -> None:
    reported(write(*ALL))
    other = item("fond", archive=["GARF"], number="2")
    path = write(item("fond", archive=["GARF"], number="Р-5446", title="Other"), other)
    assert reported(path, update=False).totals["created"] == 1
    assert Fond.objects.get(number="Р-5446").title == "СНК СССР"


def test_a_number_in_the_other_alphabet_is_the_same_and_stays_as_first_written(
    write: Write,
) -> None:
    reported(write(*ALL))
    report = reported(write(item("fond", archive=["GARF"], number="R-5446", title="СНК СССР")))
    assert report.totals["unchanged"] == 1
    assert Fond.objects.get().number == "Р-5446"
    assert next(iter(report.notes.values()))["count"] == 1


def test_a_trial_reports_what_the_run_then_does_and_changes_nothing(write: Write) -> None:
    reported(write(ARCHIVE, FOND))
    bad = item("delo", opis=["GARF", "nowhere", "1"], number="1")
    path = write(
        *ALL[1:], item("fond", archive=["GARF"], number="Р-5446", note="New"), bad, name="b.json"
    )
    before = dumped()
    trial = reported(path, dry_run=True, keep_good=True)
    assert dumped() == before
    assert Batch.objects.count() == 1
    run = reported(path, keep_good=True)
    assert trial.as_data() == run.as_data()
    assert run.totals == {"created": 6, "updated": 1, "unchanged": 1, "rejected": 1}


def test_a_fault_anywhere_leaves_the_database_as_it_was(write: Write) -> None:
    report = reported(write(*ALL, item("place", slug="x", label_en="X", within=[["y"]])), batch=2)
    assert report.totals["rejected"] == 1
    assert not Archive.objects.exists()
    assert Batch.objects.get().state == Batch.State.FAILED


def test_the_same_object_twice_counts_once_and_otherwise_is_refused(write: Write) -> None:
    for batch in (1, 100):
        again = item("fond", archive=["GARF"], number="Р-5446", note="to complete it")
        other = item("fond", archive=["GARF"], number="Р-5446", title="Otherwise")
        path = write(ARCHIVE, FOND, FOND, again, other)
        report = reported(path, keep_good=True, batch=batch)
        assert report.totals == {"created": 2, "updated": 1, "unchanged": 1, "rejected": 1}
        assert report.rejected[0]["field"] == "title"
        assert Fond.objects.get().note == "to complete it"
        again_report = reported(path, keep_good=True, batch=batch)
        assert again_report.totals["updated"] == 0
        Fond.objects.all().delete()
        Archive.objects.all().delete()


def test_a_chain_of_places_comes_in_any_order(write: Write) -> None:
    chain = [
        item("place", slug=f"p{n}", label_en=f"P{n}", within=[f"p{n - 1}"] if n else None)
        for n in range(12)
    ]
    assert reported(write(*reversed(chain)), batch=5).totals["created"] == 12
    assert len(Place.objects.get(slug="p11").surroundings()) == 11


def test_a_circle_is_refused(write: Write) -> None:
    circle = [
        item("place", slug=one, label_en=one, within=[other])
        for one, other in (("a", "b"), ("b", "a"))
    ]
    assert reported(write(*circle), keep_good=True).totals["rejected"] == 2
    apart = [item("place", slug=one, label_en=one) for one in "ab"]
    reported(write(*apart))
    report = reported(write(*circle), keep_good=True)
    assert (report.totals["updated"], report.totals["rejected"]) == (1, 1)
    assert "within itself" in report.rejected[0]["reason"]


def test_queries_do_not_grow_with_the_batch(write: Write) -> None:
    reported(write(*ALL))
    counts = []
    for many in (10, ROWS_AT_ONCE // 2):  # a document has two subjects
        rows = []
        for n in range(many):
            identifier = f"d{many}-{n}"
            subjects = [["korea"], ["peace"]]
            rows += [
                item("delo", opis=PLACE[:3], number=f"{many}{n:03}"),
                item("document", identifier=identifier, title="T", subjects=subjects),
                item("holding", document=[identifier], delo=PLACE, listy=str(n + 1)),
            ]
        path = write(*rows, name=f"{many}.json")
        for _again in range(2):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                reported(path)
            counts.append(len(queries))
    assert counts[0] == counts[2]
    assert counts[1] == counts[3]


def test_whatever_is_exported_can_be_imported() -> None:
    assert {content.model for content in CONTENTS} == set(KEYS)


def test_identifiers_of_agents_are_the_same_however_they_are_written(write: Write) -> None:
    agent = item("agent", slug="molotov", name="Molotov")
    for value in ("Q42", "https://www.wikidata.org/wiki/Q42"):
        said = item("agentidentifier", agent=["molotov"], scheme="wikidata", value=value)
        assert reported(write(agent, said)).is_clean
    assert AgentIdentifier.objects.get().value == "Q42"
    wrong = item("agentidentifier", agent=["molotov"], scheme="wikidata", value="42")
    assert "looks like" in reported(write(wrong)).rejected[0]["reason"]


def test_more_rows_than_one_statement_takes_are_all_there(write: Write) -> None:
    many = 2 * ROWS_AT_ONCE + 1
    dela = [item("delo", opis=PLACE[:3], number=str(n)) for n in range(1, many + 1)]
    reported(write(ARCHIVE, FOND, OPIS, *dela))
    numbers = Delo.objects.order_by("pk").values_list("number", flat=True)
    assert list(numbers) == [str(n) for n in range(1, many + 1)]


def test_every_subject_of_a_document_is_needed(write: Write) -> None:
    report = reported(write(item("document", identifier="a", title="A", subjects=[["x"], ["y"]])))
    assert [row["value"] for row in report.rejected] == ["[“x”]", "[“y”]"]
    assert reported(write(*SUBJECTS)).is_clean
