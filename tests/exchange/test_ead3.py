"""A fond as EAD3: valid, in order, and nothing unpublished in it."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.exchange import ead3
from catalogue.exchange.ead3 import write_ead3
from catalogue.models import Delo, Document, Fond, Holding, Opis

etree = pytest.importorskip("lxml.etree")

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "data" / "schemas" / "ead3"
EAD = "{http://ead3.archivists.org/schema/}"
TELEGRAM = "kuznetsov-telegram-1953"


@pytest.fixture
def schemas() -> Path:
    if not SCHEMAS.exists():
        assert os.environ.get("CI") != "true", f"{SCHEMAS} is missing"
        pytest.skip(f"the schemas beside the project are missing: {SCHEMAS}")
    return SCHEMAS


def fond(archive: str, number: str) -> Fond:
    return Fond.objects.get(archive__code=archive, number=number)


def written(unit: Fond) -> bytes:
    file = io.StringIO()
    write_ead3(file, unit)
    return file.getvalue().encode()


def made_awkward() -> Fond:
    """Every kind of date, an opis without a number, restrictions, and text that XML forbids."""
    unit = fond("AVPRF", "059a")
    opis = Opis.objects.create(fond=unit, title="<без номера> & \x0b\ufffe")
    dates = ("1953-07-29", "1953~", "195X", "[..1953]", "[1953..]", "1941/1945", "1953-07-29/..")
    for number, edtf in enumerate((*dates, "{1950,1952}", "1953?", "1953-21", "0950")):
        Delo.objects.create(opis=opis, number=str(number), date_edtf=edtf, sheets=number)
    Delo.objects.create(
        opis=opis,
        number="x",
        date_text="без даты",
        access="closed",
        access_reason="personal data",
        access_opens="2051-01-01",
        scope="One\n\ntwo",
        note="]]>",
    )
    telegram = Document.objects.get(identifier=TELEGRAM)
    Document.objects.filter(pk=telegram.pk).update(date_inferred=True)
    Holding.objects.create(document=telegram, opis=opis)
    Holding.objects.create(document=telegram, fond=unit)
    return unit


def test_every_fond_of_the_sample_is_valid(sample: None, schemas: Path) -> None:
    schema = etree.XMLSchema(etree.parse(schemas / "ead3.xsd"))
    grammar = etree.RelaxNG(etree.parse(schemas / "ead3.rng"))
    made_awkward()
    for unit in Fond.objects.all():
        document = etree.fromstring(written(unit))
        schema.assertValid(document)
        grammar.assertValid(document)


def test_the_official_schematron_finds_nothing(
    sample: None, schemas: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is written in XSLT 2, which lxml does not have; Saxon does."""
    saxon = pytest.importorskip("saxonche")
    finding_aid = tmp_path / "fond.xml"
    finding_aid.write_bytes(written(made_awkward()))
    with saxon.PySaxonProcessor(license=False) as processor:
        rules = processor.new_xslt30_processor().compile_stylesheet(
            stylesheet_file=str(schemas / "schematron" / "ead3_rules.xsl")
        )

        def said() -> str:
            rules.transform_to_string(source_file=str(finding_aid))
            return capfd.readouterr().err

        assert said() == ""
        wrong = finding_aid.read_text(encoding="utf-8").replace(' otherlevel="opis"', "")
        finding_aid.write_text(wrong, encoding="utf-8")
        assert "otherlevel" in said()


def test_a_document_is_an_item_below_its_delo(sample: None) -> None:
    root = etree.fromstring(written(fond("AVPRF", "059a")))
    (item,) = [
        one
        for one in root.iter(f"{EAD}c")
        if one.get("level") == "item" and one.findtext(f"{EAD}did/{EAD}unitid") == TELEGRAM
    ]
    said = {one.tag.removeprefix(EAD): one.text for one in item.find(f"{EAD}did")}
    assert said["unitid"] == TELEGRAM
    assert said["container"] == "156-158"
    delo = item.getparent()
    assert delo.get("level") == "file"
    assert [one.text for one in delo.find(f"{EAD}did").iter(f"{EAD}unitid")] == ["5"]
    assert [one.text for one in delo.find(f"{EAD}did").iter(f"{EAD}container")] == ["11"]
    assert delo.getparent().get("otherlevel") == "opis"
    dates = item.find(f"{EAD}did/{EAD}unitdatestructured/{EAD}datesingle")
    assert dates.get("standarddate") == "1953-07-29"
    assert item.findtext(f".//{EAD}language") == "Russian"


def test_drafts_are_not_in_it(sample: None) -> None:
    unit = made_awkward()
    assert written(unit).count(TELEGRAM.encode()) == 3
    Document.objects.filter(identifier=TELEGRAM).update(status="draft")
    assert TELEGRAM.encode() not in written(unit)


def test_uncertain_dates_have_bounds_and_restrictions_their_reason(sample: None) -> None:
    text = written(made_awkward()).decode()
    assert '<datesingle notbefore="1950-01-01" notafter="1959-12-31">' in text
    assert '<fromdate standarddate="1941">' in text
    assert "<unitdate>без даты</unitdate>" in text
    assert "closed; personal data; opens on 2051-01-01" in text
    assert '<unitdatestructured certainty="inferred">' in text


def test_the_number_of_queries_does_not_grow_within_a_batch(sample: None) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as kept:
            written(unit)
        return len(kept)

    unit = fond("APRF", "3")
    few = queries()
    opis = Opis.objects.get(fond=unit, number="65")
    for number in range(30):
        delo = Delo.objects.create(opis=opis, number=f"9{number}")
        document = Document.objects.create(title="T", status="published")
        Holding.objects.create(document=document, delo=delo)
    assert queries() <= few


def test_several_batches_are_as_good_as_one(sample: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def components() -> list[str]:
        return [one.text for one in etree.fromstring(written(unit)).iter(f"{EAD}unitid")]

    unit = made_awkward()
    whole = components()
    in_batches = ead3.in_batches
    monkeypatch.setattr(ead3, "in_batches", lambda items: in_batches(items, 3))
    assert components() == whole
