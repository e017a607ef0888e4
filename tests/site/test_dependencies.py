"""Lock files are read without pip, and compared with what is installed."""

from pathlib import Path

import pytest

from archive_site.dependencies import Lock, canonical, installed

LOCK = """\
asgiref==3.13.0 \\
    --hash=sha256:0123
    # via django
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:4567
typing-extensions==4.16.0 \\
    --hash=sha256:89ab
brotli==1.2.1
"""


def lock(folder: Path, text: str = LOCK) -> Lock:
    path = folder / "requirements.txt"
    path.write_text(text, encoding="utf-8")
    return Lock(path)


def install(folder: Path, *names: str) -> None:
    for name in names:
        (folder / f"{name}.dist-info").mkdir()


def test_a_lock_pins_what_every_platform_needs(tmp_path: Path) -> None:
    pins = {"asgiref": "3.13.0", "typing-extensions": "4.16.0", "brotli": "1.2.1"}
    assert lock(tmp_path).pins() == pins


def test_nothing_is_absent_once_every_pin_is_installed(tmp_path: Path) -> None:
    install(tmp_path, "asgiref-3.13.0", "typing_extensions-4.16.0", "Brotli-1.2.1")
    assert lock(tmp_path).absent_from([tmp_path / "no such folder", tmp_path]) == []


def test_another_version_counts_as_absent(tmp_path: Path) -> None:
    install(tmp_path, "asgiref-3.12.9", "typing_extensions-4.16.0")
    assert lock(tmp_path).absent_from([tmp_path]) == ["asgiref", "brotli"]


def test_the_first_folder_wins_as_it_does_in_imports(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, version in ((first, "1"), (second, "2")):
        folder.mkdir()
        install(folder, f"brotli-{version}")
    assert installed([first, second]) == {"brotli": "1"}


@pytest.mark.parametrize(
    "spelling", ["typing_extensions", "Typing.Extensions", "typing-__extensions"]
)
def test_spellings_of_one_package_are_one(spelling: str) -> None:
    assert canonical(spelling) == "typing-extensions"
