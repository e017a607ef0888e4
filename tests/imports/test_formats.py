"""The formats of fixtures: the same objects from each, and bad files refused in time."""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import serializers

from catalogue.imports.checksums import Source
from catalogue.imports.entries import Entry, Reading, Refused, Unreadable
from catalogue.imports.formats import FORMATS, format_of
from catalogue.models import Archive, Delo, Document, Holding

from .conftest import ALL, ARCHIVE, DOCUMENT, FOND, Write, item, reported
from .test_engine import dumped


def read(path: Path, name: str = "") -> list[Reading]:
    return list(format_of(path, name).read(path))


def file_of(tmp_path: Path, content: str | bytes, name: str) -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["xml", "yaml", "json", "jsonl"])
def test_what_django_wrote_arrives_the_same(name: str, write: Write, tmp_path: Path) -> None:
    document = item("document", identifier="r", title="<R> & “x”", subjects=[["korea"], ["peace"]])
    reported(write(*ALL, document))
    before = dumped()
    rows = [
        *(row for model in (Archive, *Delo._meta.apps.get_app_config("catalogue").get_models())
          if hasattr(model, "natural_key") for row in model.objects.all() if model is not Archive),
        *Archive.objects.all(),
    ]  # fmt: skip
    text = serializers.serialize(
        name, rows, use_natural_foreign_keys=True, use_natural_primary_keys=True
    )
    path = file_of(tmp_path, text, f"dump.{name}")
    assert reported(path).totals == {
        "created": 0, "updated": 0, "unchanged": len(rows), "rejected": 0,
    }  # fmt: skip
    for model in (Holding, Document, Delo):
        model.objects.all().delete()
    assert reported(path).totals["created"] == 4
    assert dumped() == before


def test_packed_files_and_unknown_endings_are_known_by_their_beginning(tmp_path: Path) -> None:
    text = json.dumps([ARCHIVE, FOND])
    packed = file_of(tmp_path, gzip.compress(text.encode()), "own.json.gz")
    assert [one.model for one in read(packed)] == ["catalogue.archive", "catalogue.fond"]
    assert format_of(file_of(tmp_path, text, "own.txt")).name == "json"
    assert format_of(file_of(tmp_path, json.dumps(FOND), "own")).name == "jsonl"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_marked_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    for name, text in (("a.json", json.dumps([FOND], ensure_ascii=False)),
                       ("a.jsonl", json.dumps(FOND, ensure_ascii=False) + "\r\n\n")):  # fmt: skip
        (entry,) = read(file_of(tmp_path, text.encode(encoding), name))
        assert entry.fields["number"] == "Р-5446"


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.yaml"])
def test_another_encoding_is_named_not_guessed(name: str, tmp_path: Path) -> None:
    text = json.dumps([FOND] if name == "a.json" else FOND, ensure_ascii=False, indent=None)
    with pytest.raises(Unreadable, match=r"not UTF-8: byte 0x\w\w. It looks like Windows-1251"):
        read(file_of(tmp_path, f"\n{text}".encode("cp1251"), name), name[2:])


def test_mixed_line_ends_are_read_and_counted(tmp_path: Path) -> None:
    lines = json.dumps(ARCHIVE) + "\r\n" + json.dumps(FOND) + "\n\r\n" + json.dumps(DOCUMENT)
    assert [one.where.line for one in read(file_of(tmp_path, lines, "a.jsonl"))] == [1, 2, 4]


WHOLE = json.dumps([ARCHIVE, FOND], ensure_ascii=False)

UNREADABLE: list[tuple[str, str, str | bytes, str]] = [
    ("cut off in an object", "a.json", WHOLE[:-20], "cut off"),
    ("cut off in a text", "a.json", WHOLE[:60], "cut off"),
    ("cut off after a comma", "a.json", f"{WHOLE[:-1]},", "cut off"),
    ("cut off in a letter", "a.json", WHOLE.encode()[: WHOLE.encode().index("Р".encode()) + 1],
     "middle of a letter"),
    ("cut off gzip", "a.json.gz", gzip.compress(WHOLE.encode() * 99)[:-20], "damaged or cut off"),
    ("not a list", "a.json", '{"model": 1}', "list of objects"),
    ("something after it", "a.json", f"{WHOLE} x", "follows the end"),
    ("a missing comma", "a.json", "[{} {}]", "comma"),
    ("a broken object", "a.json", '[{"model": "x",, "fields": {}}]', "no JSON"),
    ("NaN", "a.json", '[{"model": "x", "fields": {"a": NaN}}]', "NaN is no number"),
    ("Infinity", "a.json", '[{"model": "x", "fields": {"a": -Infinity}}]', "-Infinity"),
    ("a name twice", "a.json", '[{"model": "x", "fields": {"a": 1, "a": 2}}]', "“a” stands twice"),
    ("a number without end", "a.json", f'[{{"model": "x", "fields": {{"a": {"9" * 9000}}}}}]',
     "cannot be read"),
    ("nested without end", "a.json", "[" * 200_000, "nested too deep"),
    ("a bomb", "a.xml", '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
     "<django-objects>&b;</django-objects>", "DOCTYPE"),
    ("an external entity", "a.xml", '<!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
     "<django-objects>&x;</django-objects>", "DOCTYPE"),
    ("an external type", "a.xml", '<!DOCTYPE b SYSTEM "http://127.0.0.1/x.dtd"><django-objects/>',
     "DOCTYPE"),
    ("cut off XML", "a.xml", '<django-objects><object model="catalogue.fond"><field', "XML"),
    ("cut off between objects", "a.xml", "<django-objects>", "cut off"),
    ("other XML", "a.xml", "<html><body/></html>", "begins with <html>"),
    ("deep XML", "a.xml", "<django-objects>" + "<object>" * 100_000, "nested too deep"),
    ("a control character in XML", "a.xml", "<django-objects>\x01</django-objects>", "no XML"),
    ("cp1251 in XML", "a.xml", "<django-objects><object>РГ</object></django-objects>".encode(
        "cp1251"), "no XML"),
    ("an alias", "a.yaml", "- &a {model: x, fields: {}}\n- *a\n", "aliases"),
    ("deep YAML", "a.yaml", "- " + "[" * 3_000, "nested too deep"),
    ("YAML that is none", "a.yaml", "- a: [\n- b: }", "no YAML"),
    ("a mapping", "a.yaml", "model: x", "list of objects"),
    ("NUL in YAML", "a.yaml", "- model: \0x", "no YAML"),
    ("nothing", "a.txt", "", "empty"),
    ("a picture", "a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not known"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "words"), [row[1:] for row in UNREADABLE],
                         ids=[row[0] for row in UNREADABLE])  # fmt: skip
def test_what_cannot_be_read_is_said_soon(
    name: str, content: Any, words: str, tmp_path: Path
) -> None:
    begun = time.process_time()
    with pytest.raises(Unreadable, match=words) as caught:
        read(file_of(tmp_path, content, name))
    assert str(caught.value).startswith(name)
    assert time.process_time() - begun < 5


def test_a_bad_line_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    good = json.dumps(FOND)
    bad = ["{", '{"model": "x"}', "[]", '{"model": "x", "fields": {"a": NaN}}', "[" * 100_000]
    deep = '{"model": "x", "fields": {"a": ' + "[" * 40 + "]" * 40 + "}}"
    path = file_of(tmp_path, "\n".join([good, *bad, deep, good]), "a.jsonl")
    readings = read(path, "jsonl")
    assert [type(one) for one in readings] == [Entry, *[Refused] * 6, Entry]
    assert [one.where.line for one in readings] == [*range(1, 9)]
    assert all(one.accepted for one in readings if isinstance(one, Refused))


def test_yaml_keeps_numbers_and_days_as_written(tmp_path: Path) -> None:
    text = """
    - model: catalogue.fond
      fields: {archive: [GARF], number: 010, title: 1953-07-29, note: "null", sheets: null}
    """
    (entry,) = read(file_of(tmp_path, textwrap.dedent(text), "a.yaml"))
    assert entry.fields == {
        "archive": ["GARF"], "number": "010", "title": "1953-07-29", "note": "null",
        "sheets": None,
    }  # fmt: skip


def test_a_file_that_breaks_off_keeps_what_was_good_before(db: None, tmp_path: Path) -> None:
    text = json.dumps([ARCHIVE, FOND, DOCUMENT])
    path = file_of(tmp_path, text[:-15], "a.json")
    report = reported(path, keep_good=True, batch=1)
    assert report.totals["created"] == 2
    assert "cut off" in report.failure
    assert not reported(path).is_clean
    assert Archive.objects.count() == 1


PEAK = """
import sys
from pathlib import Path
import django; django.setup()
from catalogue.imports.entries import Unreadable
from catalogue.imports.formats import format_of
path = Path(sys.argv[1])
try:
    print(sum(1 for _ in format_of(path).read(path)))
except Unreadable as error:
    print(error)
(peak,) = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(peak.split()[1])  # since the program began; what getrusage tells begins with its parent's
"""


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.xml", "a.yaml"])
def test_a_hundred_megabytes_in_one_value_stay_within_bounds(name: str, tmp_path: Path) -> None:
    """Refused in flat memory and short time, however the file goes on."""
    heads = {
        "a.json": '[{"model": "catalogue.text", "fields": {"body": "',
        "a.jsonl": '{"model": "catalogue.text", "fields": {"body": "',
        "a.xml": '<django-objects><object model="catalogue.text"><field name="body">',
        "a.yaml": '- model: catalogue.text\n  fields: {body: "',
    }
    path = tmp_path / name
    with path.open("w") as file:
        file.write(heads[name])
        for _ in range(100):
            file.write("x" * 1_000_000)
    environment = {"DJANGO_SETTINGS_MODULE": "archive_site.settings", "SECRET_KEY": "x"}
    outcome = subprocess.run(
        [sys.executable, "-c", PEAK, str(path)],
        cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True,
        timeout=120,
    )  # fmt: skip
    said, peak = outcome.stdout.rsplit("\n", 2)[:2]
    assert "20,000,000 characters" in said or "no YAML" in said
    assert int(peak) * 1024 < 300_000_000, f"{int(peak) // 1024} MB"


def test_memory_is_flat_however_long_the_file(tmp_path: Path) -> None:
    line = json.dumps(item("text", document=["a"], body="слово " * 100), ensure_ascii=False)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    path = file_of(tmp_path, f"[{line}" + f",\n{line}" * 60_000 + "]", "long.json")
    size = path.stat().st_size
    after_writing = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in format_of(path).read(path)) == 60_001
    gained = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - after_writing
    assert gained * 1024 < 20_000_000 < size
    assert before


def test_every_format_says_what_it_is() -> None:
    assert len({one.name for one in FORMATS}) == len(FORMATS)
    assert all(one.label and one.suffixes for one in FORMATS)


def test_a_source_knows_its_checksum_and_about_how_many_objects(write: Write) -> None:
    source = Source.open(write(*ALL))
    assert (len(source.checksum), source.objects) == (64, len(ALL))
