"""The index in trouble: damaged, without space, not to be written. Nothing else suffers."""

from __future__ import annotations

import resource
import shutil
import signal
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from catalogue.models import Document
from catalogue.search import SearchUnavailable, damage, index, opening, storage

from .conftest import found, search

pytestmark = pytest.mark.usefixtures("collection")


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process has looked for damage yet."""
    monkeypatch.setattr(damage, "_looked_at", {})


def build() -> Path:
    pointer = storage.read_pointer()
    assert pointer is not None
    return storage.root() / pointer.build


def flip_a_byte(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0b0010_0000
    path.unlink()  # others may have mapped the old content
    path.write_bytes(content)


def files_of_every_kind() -> list[str]:
    """One file of the documents' index of each kind of file that the engine writes."""
    by_kind = {path.suffix: path.name for path in sorted((build() / "documents").iterdir())}
    by_kind.pop(".lock", None)
    return [*by_kind.values(), ".managed.json", "meta.json"]


def test_a_flipped_byte_in_any_file_is_found_by_the_check_and_mended_by_a_rebuild() -> None:
    search()
    Document.objects.filter(identifier="letter").delete()  # leaves a list of the deleted
    search()
    names = files_of_every_kind()
    assert {Path(name).suffix for name in names} >= {
        *(".del", ".fast", ".fieldnorm", ".idx", ".json", ".pos", ".store", ".term"),
    }
    for name in names:
        whole = build()
        shutil.copytree(whole, whole.with_suffix(".whole"))
        flip_a_byte(whole / "documents" / name, (whole / "documents" / name).stat().st_size // 3)
        opening.close()
        with pytest.raises(CommandError, match=f"damaged.*documents/{name}"):
            call_command("index", "--check", verbosity=0)
        shutil.rmtree(whole)
        whole.with_suffix(".whole").rename(whole)
    call_command("index", "--rebuild", verbosity=0)
    call_command("index", "--check", verbosity=0)


@pytest.mark.parametrize("place", [0.05, 0.35, 0.65, 0.95])
def test_whatever_byte_is_flipped_search_answers_or_says_why_and_is_mended(
    place: float, client: Client
) -> None:
    """A small index is made anew by the first who meets the damage."""
    search()
    for name in files_of_every_kind():
        path = build() / "documents" / name
        if not path.exists():
            continue  # mended meanwhile
        flip_a_byte(path, int(path.stat().st_size * place))
        opening.close()
        for _ in range(3):
            response = client.get("/documents/", {"q": "armistice", "sort": "reference"})
            assert response.status_code in (200, 503)
        assert client.get("/documents/telegram/").status_code == 200
        call_command("index", "--rebuild", verbosity=0)
        assert set(found(search(q="armistice"))) == {"telegram", "report"}


def test_damage_met_while_searching_is_noticed_and_browsing_goes_on(client: Client) -> None:
    """The index opens, for what stands at the ends of its files is whole; what is read is not."""
    search()
    noticed = set()
    for suffix in sorted({Path(name).suffix for name in files_of_every_kind()} - {".json", ".del"}):
        before = build()
        path = sorted((before / "documents").glob(f"*{suffix}"))[-1]
        spoil(path)
        opening.close()
        for address in ("/documents/?q=armistice+talks&sort=relevance", "/documents/?type=letter"):
            response = client.get(address)
            assert response.status_code in (200, 503)
            if response.status_code == 503:
                assert "being repaired" in response.content.decode()
                noticed.add(path.suffix)
        assert client.get("/suggest/?q=armist").status_code == 200
        assert client.get("/documents/telegram/").status_code == 200
        if before == build():
            call_command("index", "--rebuild", verbosity=0)
        assert set(found(search(q="armistice"))) == {"telegram", "report"}
    assert noticed, "no damage was met"


def spoil(path: Path) -> None:
    """Overwrite what stands before the end of a file, which the engine looks at when it opens."""
    content = bytearray(path.read_bytes())
    (length,) = struct.unpack("<I", content[-8:-4])
    body = len(content) - 8 - length
    content[: body // 2] = b"\xff" * (body // 2)
    path.unlink()
    path.write_bytes(content)


def test_a_large_damaged_index_is_left_to_the_command(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    search()
    monkeypatch.setattr(index, "REBUILT_AT_ONCE", 3)
    (build() / "documents" / "meta.json").write_text("{nonsense")
    opening.close()
    with pytest.raises(SearchUnavailable):
        search()
    with pytest.raises(SearchUnavailable, match=r"damaged \(documents/meta\.json\)"):
        search()
    assert client.get("/documents/telegram/").status_code == 200
    assert client.get("/readyz").status_code == 503
    response = client.get("/documents/", {"q": "armistice"})
    assert response.status_code == 503
    call_command("index", "--rebuild", verbosity=0)
    assert search(q="armistice").total == 2


@contextmanager
def no_space(most: int) -> Iterator[None]:
    """No file may grow beyond so many bytes, as on a full disk: writing fails, reading does not."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("most", [0, 100, 1_000])
def test_where_nothing_can_be_written_search_says_so_and_goes_on_afterwards(most: int) -> None:
    search()
    document = Document.objects.get(identifier="letter")
    document.title = "Letter about the Sputnik"
    document.save()
    with no_space(most):
        with pytest.raises(SearchUnavailable, match="cannot be written"):
            search(q="sputnik")
        assert Document.objects.published().count() == 5
    assert found(search(q="sputnik")) == ["letter"]
    assert index.differences() == {}


def test_a_rebuild_that_finds_no_space_leaves_the_old_index_serving() -> None:
    search()
    with no_space(1_000), pytest.raises(SearchUnavailable, match="cannot be written"):
        index.rebuild()
    assert search(q="armistice").total == 2
    index.rebuild()
    assert index.differences() == {}


def test_an_index_that_cannot_be_written_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a directory")
    monkeypatch.setattr(settings, "CATALOGUE_INDEX", blocked)
    with pytest.raises(SearchUnavailable, match="cannot be written"):
        search()
