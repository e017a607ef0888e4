"""Finding aids become archives, fonds, opisi and dela; what is not mapped is told."""

from __future__ import annotations

import gzip
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.exchange.ead3 import write_ead3
from catalogue.imports.checksums import Source
from catalogue.imports.ead import read_finding_aid
from catalogue.imports.entries import Reading, Unreadable
from catalogue.imports.running import Plan, Run
from catalogue.models import Archive, Delo, Fond, Holding, Opis

from .tables import entries, notes, refused, written

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DOCTYPE = '<!DOCTYPE ead PUBLIC "+//ISBN 1-931666-00-8//DTD ead.dtd//EN" "http://x.test/ead.dtd">'


def finding_aid(
    parts: str,
    level: str = 'level="fonds"',
    did: str = "<unitid>Ф. 5</unitid><unittitle>Papers</unittitle>",
    prolog: str = "",
    repository: str = "<repository><corpname>House of Papers</corpname></repository>",
) -> str:
    return (
        f"{prolog}<ead><eadheader><eadid>aid-1</eadid></eadheader><archdesc {level}>"
        f"<did>{did}{repository}</did><dsc>{parts}</dsc></archdesc></ead>"
    )


def component(did: str, parts: str = "", level: str = "file", more: str = "") -> str:
    return f'<c level="{level}"><did>{did}</did>{more}{parts}</c>'


def read(folder: Path, text: str, mapping: Any = None) -> list[Reading]:
    return list(read_finding_aid(written(folder, text, "aid.xml"), mapping))


FILE = component("<unitid>Спр. 33а</unitid><unittitle>Letters</unittitle><unitdate>1953</unitdate>")
OPYS = f'<c level="otherlevel" otherlevel="opys"><did><unitid>Оп. 1</unitid></did>{FILE}</c>'


def test_levels_and_numbers_lose_their_labels(tmp_path: Path) -> None:
    found = read(tmp_path, finding_aid(OPYS))
    assert entries(found, "archive") == [{"code": "House of Papers", "name": "House of Papers"}]
    assert entries(found, "fond")[0]["number"] == "5"
    assert entries(found) == [
        {
            "opis": ["House of Papers", "5", "1"],
            "number": "33а",
            "title": "Letters",
            "date_text": "1953",
            "date_edtf": "1953",
        }
    ]


@pytest.mark.parametrize(
    "namespace", ["urn:isbn:1-931666-22-9", "http://ead3.archivists.org/schema/"]
)
def test_namespaces_doctypes_and_numbered_components_make_no_difference(
    tmp_path: Path, namespace: str
) -> None:
    plain = read(tmp_path, finding_aid(OPYS))
    numbered = OPYS.replace("<c ", "<c02 ").replace("</c>", "</c02>")
    text = finding_aid(numbered, prolog=DOCTYPE).replace("<ead>", f'<ead xmlns="{namespace}">')
    assert entries(read(tmp_path, text)) == entries(plain)


def test_levels_between_are_flattened_and_their_words_kept(tmp_path: Path) -> None:
    scope = "<scopecontent><p>By state.</p></scopecontent>"
    inner = component("<unittitle>Chapters</unittitle>", FILE, "subseries", scope)
    series = component("<unittitle>Series II: Members</unittitle>", inner, "series")
    found = read(tmp_path, finding_aid(series))
    (opis,) = entries(found, "opis")
    assert (opis["number"], opis["scope"]) == ("II", "Chapters: By state.")
    assert entries(found)[0]["title"] == "Chapters › Letters"


def test_what_has_no_number_gets_its_box_or_one_that_says_so(tmp_path: Path) -> None:
    box = '<container type="Box">1</container><container type="Folder">2</container>'
    boxed = component(f"<unittitle>a</unittitle>{box}")
    parts = boxed + boxed + component("<unittitle>b</unittitle>") + FILE + FILE
    first, second = (entries(read(tmp_path, finding_aid(parts))) for _time in range(2))
    assert [delo["number"] for delo in first] == [
        *("box 1, folder 2", "box 1, folder 2 (2)", "s.n. 1", "33а", "33а (2)")
    ]
    assert first == second


def test_files_outside_every_series_lie_in_the_unnumbered_opis(tmp_path: Path) -> None:
    found = read(tmp_path, finding_aid(FILE))
    assert entries(found, "opis") == [{"fond": ["House of Papers", "5"], "number": ""}]


def test_a_finding_aid_of_an_archive_holds_its_fonds(tmp_path: Path) -> None:
    fond = component("<unitid>Ф. Р-5</unitid>", OPYS, "fonds")
    text = finding_aid(
        fond, 'level="otherlevel" otherlevel="archive"', "<unitid>ДАХмО</unitid>", repository=""
    )
    assert entries(read(tmp_path, text), "fond") == [{"archive": ["DAKhmO"], "number": "Р-5"}]


def test_the_archive_is_matched_by_its_names(tmp_path: Path) -> None:
    Archive.objects.create(code="HOP", name="Other").names.create(name="House of Papers")
    assert entries(read(tmp_path, finding_aid(OPYS)), "archive") == [{"code": "HOP"}]


def test_without_a_repository_the_archive_has_to_be_said(tmp_path: Path) -> None:
    text = finding_aid(OPYS, repository="")
    with pytest.raises(Unreadable, match="repository"):
        read(tmp_path, text)
    found = read(tmp_path, text, {"archive": {"code": {"value": "HOP"}}})
    assert entries(found, "archive")[0]["code"] == "HOP"


def test_structured_dates_and_extents_of_ead3_are_read(tmp_path: Path) -> None:
    did = (
        '<unitid>1</unitid><unitdatestructured><daterange><fromdate standarddate="1945">1945'
        '</fromdate><todate standarddate="1946">1946</todate></daterange></unitdatestructured>'
        "<physdescstructured><quantity>23</quantity><unittype>арк.</unittype></physdescstructured>"
    )
    (delo,) = entries(read(tmp_path, finding_aid(component(did))))
    assert (delo["date_text"], delo["date_edtf"], delo["sheets"]) == ("1945-1946", "1945/1946", 23)


def test_a_normalised_date_helps_where_words_do_not_and_never_dates_the_undated(
    tmp_path: Path,
) -> None:
    helped = component('<unitid>1</unitid><unitdate normal="0950/1100">long ago</unitdate>')
    undated = component('<unitid>2</unitid><unitdate normal="1930/1980">undated</unitdate>')
    first, second = entries(read(tmp_path, finding_aid(helped + undated)))
    assert (first["date_text"], first["date_edtf"]) == ("long ago", "0950/1100")
    assert (second["date_text"], second["date_edtf"]) == ("undated", "")
    assert second["note"] == "Normalised date: 1930/1980"


def test_elements_without_a_field_are_kept_in_the_note_and_counted(tmp_path: Path) -> None:
    more = "<arrangement><p>By date.</p></arrangement><odd><head>Barcode</head><p>31142</p></odd>"
    did = "<unitid>1</unitid><langmaterial>Russian</langmaterial>"
    found = read(tmp_path, finding_aid(component(did, more=more)))
    assert entries(found)[0]["note"] == "Language: Russian\nArrangement: By date.\nBarcode: 31142"
    for name in ("arrangement", "odd", "langmaterial"):
        assert f"<{name}> has no field, kept in the note" in notes(found)


def test_what_is_marked_internal_is_left_out(tmp_path: Path) -> None:
    secret = FILE.replace("<c ", '<c audience="internal" ')
    partly = component("<unitid>1</unitid>", more='<odd audience="internal"><p>theft</p></odd>')
    found = read(tmp_path, finding_aid(secret + partly))
    assert [delo["number"] for delo in entries(found)] == ["1"]
    assert "theft" not in repr(entries(found))
    assert sum("internal" in what for what in notes(found)) == 2


def test_a_file_that_lies_in_no_fond_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, finding_aid(FILE, 'level="otherlevel" otherlevel="archive"'))
    assert [refusal.field for refusal in refused(found)] == ["level"]


def test_what_stands_after_the_components_is_told(tmp_path: Path) -> None:
    text = finding_aid(OPYS).replace("</archdesc>", "<bioghist><p>x</p></bioghist></archdesc>")
    assert "<bioghist> after the components, left out" in notes(read(tmp_path, text))


def test_known_entities_are_read_and_nothing_is_fetched(tmp_path: Path) -> None:
    prolog = DOCTYPE[:-1] + ' [<!ENTITY co "Company"><!ENTITY far SYSTEM "file:///etc/passwd">]>'
    did = "<unitid>1</unitid><unittitle>Smith&nbsp;&amp; &co; &far;</unittitle>"
    found = read(tmp_path, finding_aid(component(did), prolog=prolog))
    assert entries(found)[0]["title"].startswith("Smith & Company")
    assert "root:" not in repr(found)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no element found"),
        ("<html/>", "no finding aid"),
        ("<ead></ead>", "no archdesc"),
        ("<ead><archdesc>", "no element found"),
        ("<ead>\x07</ead>", "not well-formed"),
        ('<?xml version="1.0" encoding="x-klingon"?><ead/>', "encoding"),
        ('<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]><ead/>', "entity"),
        (f'<!DOCTYPE x [<!ENTITY a "{"b" * 2000}">]><ead/>', "entities"),
        ("<ead>" + "<c>" * 300, "deep"),
        (finding_aid(FILE, did="<unittitle>" + "x" * 5_000_000 + "</unittitle>"), "longer"),
        (finding_aid(FILE).replace("<ead>", "<ead a='" + "x" * 5_000_000 + "'>"), "goes on"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_what_cannot_be_read_says_why_and_where(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(tmp_path, text)


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_no_mutation_of_a_finding_aid_raises_anything_else(
    tmp_path: Path, data: st.DataObject
) -> None:
    broken = bytearray(finding_aid(OPYS + FILE, prolog=DOCTYPE).encode())
    pieces = st.sampled_from([b"<", b">", b"</c>", b"<c>", b"&", b'"', b"\0", b"level", b"\xff"])
    for _time in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at : at + data.draw(st.integers(0, 12))] = data.draw(pieces)
    with suppress(Unreadable):
        list(read_finding_aid(written(tmp_path, bytes(broken), "mutated.xml")))


def test_a_packed_finding_aid_is_read_like_any_other(tmp_path: Path) -> None:
    path = written(tmp_path, gzip.compress(finding_aid(OPYS).encode()), "aid.xml.gz")
    assert [one["number"] for one in entries(read_finding_aid(path))] == ["33а"]
    cut = written(tmp_path, gzip.compress(finding_aid(OPYS).encode())[:-9], "cut.xml.gz")
    with pytest.raises(Unreadable, match="cut off"):
        list(read_finding_aid(cut))


def test_our_own_finding_aid_gives_the_same_dela(tmp_path: Path) -> None:
    call_command("loaddata", "archives", "vocabulary", "kuznetsov-1953", verbosity=0)
    avprf = Fond.objects.get(archive__code="AVPRF")
    unnumbered = Opis.objects.create(fond=avprf, number="")
    Delo.objects.create(opis=unnumbered, number="7 доп.", title="Loose papers", date_edtf="1953~")
    path = tmp_path / "aid.xml"
    with path.open("w", encoding="utf-8") as file:
        write_ead3(file, avprf)

    def dela() -> list[Any]:
        rows = Delo.objects.filter(opis__fond=avprf).in_order()
        return [(one.natural_key(), one.title, one.earliest, one.latest) for one in rows]

    before = dela()
    report = Run(Plan([Source.open(path)]))()
    assert report.is_clean
    assert dela() == before
    assert report.counts["catalogue.delo"]["created"] == 0
    assert len(before) == 2
    Holding.objects.all().delete()
    Delo.objects.all().delete()
    Opis.objects.all().delete()
    assert Run(Plan([Source.open(path)]))().is_clean
    assert dela() == before
