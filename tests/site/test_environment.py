"""Settings are read from the environment, and a slip in it is named."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from archive_site import environment


@pytest.mark.parametrize("word", ["1", "true", "YES", " on "])
def test_words_for_yes(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("SETTING", word)
    assert environment.flag("SETTING", default=False)


@pytest.mark.parametrize("word", ["0", "False", "no", "off"])
def test_words_for_no(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("SETTING", word)
    assert not environment.flag("SETTING", default=True)


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", " ")
    assert environment.flag("SETTING", default=True)
    assert environment.text("SETTING", "as usual") == "as usual"
    assert environment.number("SETTING", 30) == 30
    assert environment.words("SETTING", ("localhost",)) == ["localhost"]


def test_lists_take_commas_and_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", "a.example, b.example c.example")
    assert environment.words("SETTING") == ["a.example", "b.example", "c.example"]


def test_what_is_no_value_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", "perhaps")
    for read in (
        lambda: environment.flag("SETTING", default=True),
        lambda: environment.number("SETTING", 1),
        lambda: environment.choice("SETTING", ("development", "production")),
    ):
        with pytest.raises(ImproperlyConfigured, match=r"SETTING must be .* not 'perhaps'"):
            read()


def test_the_secret_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret-key"
    secret = environment.remembered_secret(path)
    assert len(secret) > 50
    assert environment.remembered_secret(path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_starts_at_the_same_moment_agree_on_the_secret(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(environment.remembered_secret, [path] * 32))
    assert len(secrets) == 1
