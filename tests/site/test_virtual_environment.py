"""The project's `.venv` is used when sound, repaired when not, and made from nothing."""

import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_site import virtual_environment
from archive_site.dependencies import Lock
from archive_site.virtual_environment import SetupError, VirtualEnvironment


@pytest.fixture
def environment(tmp_path: Path) -> VirtualEnvironment:
    """A sound environment as far as its files tell, with one package, made by this project."""
    folder = tmp_path / ".venv"
    packages = folder / "lib" / "python3.12" / "site-packages"
    (packages / "brotli-1.2.1.dist-info").mkdir(parents=True)
    (folder / "bin").mkdir()
    (folder / "bin" / "python").symlink_to(sys.executable)
    (folder / "pyvenv.cfg").write_text("home = /usr/bin\nversion = 3.12.4\n")
    environment = VirtualEnvironment(folder)
    write_note(environment, {"folder": str(folder), "finished": True})
    return environment


def write_note(environment: VirtualEnvironment, note: object) -> None:
    (environment.folder / "made-by-manage.json").write_text(json.dumps(note))


def lock(folder: Path, text: str = "brotli==1.2.1\n") -> Lock:
    path = folder / "requirements.txt"
    path.write_text(text)
    return Lock(path)


def move(environment: VirtualEnvironment) -> None:
    write_note(environment, {"folder": "/elsewhere/.venv", "finished": True})


def interrupt(environment: VirtualEnvironment) -> None:
    write_note(environment, {"folder": str(environment.folder), "finished": False})


def damage_note(environment: VirtualEnvironment) -> None:
    (environment.folder / "made-by-manage.json").write_text('{"fold')


def remove_python(environment: VirtualEnvironment) -> None:
    environment.python.unlink()
    environment.python.symlink_to("/no/such/python")


def age(environment: VirtualEnvironment) -> None:
    (environment.folder / "pyvenv.cfg").write_text("version_info = 3.9.18.final.0\n")


def test_a_sound_environment_holds_its_lock(
    environment: VirtualEnvironment, tmp_path: Path
) -> None:
    assert environment.fault() is None
    assert environment.holds(lock(tmp_path))


def test_a_changed_lock_is_not_held(environment: VirtualEnvironment, tmp_path: Path) -> None:
    assert not environment.holds(lock(tmp_path, "brotli==1.3.0\n"))


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (move, "the project was moved"),
        (interrupt, "its making was interrupted"),
        (damage_note, "the project was moved"),
        (remove_python, "its Python is gone"),
        (age, "it was made by Python 3.9"),
    ],
)
def test_a_fault_is_named_and_the_lock_not_held(
    environment: VirtualEnvironment,
    tmp_path: Path,
    harm: Callable[[VirtualEnvironment], None],
    fault: str,
) -> None:
    harm(environment)
    assert environment.fault() == fault
    assert not environment.holds(lock(tmp_path))


def test_an_environment_made_by_hand_is_taken_as_it_is(environment: VirtualEnvironment) -> None:
    (environment.folder / "made-by-manage.json").unlink()
    assert environment.fault() is None


def test_a_python_without_any_pip_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(virtual_environment, "_has_module", lambda name: False)
    environment = VirtualEnvironment(tmp_path / ".venv")
    with pytest.raises(SetupError, match="apt install python3-venv"):
        environment.make()
    assert not environment.folder.exists()


@pytest.fixture
def only_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have pip look for packages in the test's folder and nowhere else."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))


def a_wheel(folder: Path) -> Path:
    """Build the smallest wheel there is: one module and its metadata."""
    path = folder / "fond_sample-1.0-py3-none-any.whl"
    info = "fond_sample-1.0.dist-info"
    files = {
        "fond_sample.py": "ANSWER = 830\n",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: fond-sample\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        archive.writestr(f"{info}/RECORD", "".join(f"{name},,\n" for name in files))
    return path


def without_ensurepip(name: str) -> bool:
    """What a Debian without python3-venv has."""
    return name != "ensurepip"


@pytest.mark.usefixtures("only_from_here")
@pytest.mark.parametrize("has_module", [lambda name: True, without_ensurepip])
def test_an_environment_is_made_and_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_module: Callable[[str], bool]
) -> None:
    """For real, from a folder of wheels; with a pip of its own, and with a borrowed one."""
    monkeypatch.setattr(virtual_environment, "_has_module", has_module)
    digest = hashlib.sha256(a_wheel(tmp_path).read_bytes()).hexdigest()
    pin = lock(tmp_path, f"fond-sample==1.0 \\\n    --hash=sha256:{digest}\n")
    environment = VirtualEnvironment(tmp_path / ".venv")
    environment.make()
    assert environment.fault() == "its making was interrupted"
    environment.fill(pin)
    assert environment.holds(pin)
    program = "import fond_sample; print(fond_sample.ANSWER)"
    assert subprocess.check_output([environment.python, "-c", program], text=True) == "830\n"


@pytest.mark.usefixtures("only_from_here")
@pytest.mark.parametrize(
    "digest", [f" \\\n    --hash=sha256:{'0' * 64}", ""], ids=["wrong", "none"]
)
def test_a_file_without_the_locked_hash_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, digest: str
) -> None:
    monkeypatch.setattr(virtual_environment, "_has_module", without_ensurepip)
    a_wheel(tmp_path)
    environment = VirtualEnvironment(tmp_path / ".venv")
    environment.make()
    with pytest.raises(SetupError, match=r"requirements\.txt could not be installed"):
        environment.fill(lock(tmp_path, f"fond-sample==1.0{digest}\n"))
    assert environment.fault() == "its making was interrupted"
