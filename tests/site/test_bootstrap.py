"""`manage.py` finds or makes the Python it needs, and says so where it cannot."""

import subprocess
import sys
from pathlib import Path

import pytest

from archive_site import bootstrap
from archive_site.dependencies import Lock
from archive_site.virtual_environment import SetupError, VirtualEnvironment


class StartedAgain(Exception):
    """Stands for `os.execv`, which does not return."""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project folder whose lock pins what no Python here has."""
    (tmp_path / "requirements.txt").write_text("fond-sample==1.0\n")
    monkeypatch.setattr(bootstrap, "PROJECT", tmp_path)
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", VirtualEnvironment(tmp_path / ".venv"))

    def execv(path: str, arguments: list[str]) -> None:
        raise StartedAgain(path, arguments)

    monkeypatch.setattr(bootstrap.os, "execv", execv)
    return tmp_path


def test_a_python_that_has_everything_is_used(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "fond_sample-1.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(project)])
    bootstrap.enter("requirements.txt")
    assert not (project / ".venv").exists()


def test_otherwise_the_environment_is_made_filled_and_entered(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done = []
    monkeypatch.setattr(VirtualEnvironment, "make", lambda self: done.append("made"))
    monkeypatch.setattr(VirtualEnvironment, "fill", lambda self, lock: done.append("filled"))
    monkeypatch.setattr(sys, "orig_argv", ["python3", "-X", "dev", "manage.py", "demo"])
    with pytest.raises(StartedAgain) as started:
        bootstrap.enter("requirements.txt")
    assert done == ["made", "filled"]
    python = str(project / ".venv" / "bin" / "python")
    assert started.value.args == (python, [python, "-X", "dev", "manage.py", "demo"])
    announced = capsys.readouterr().err.splitlines()
    assert len(announced) == 1
    assert announced[0].startswith("Setting up: making .venv (there is none yet)")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (SetupError("Install pip."), "Install pip."),
        (PermissionError(13, "Permission denied"), "cannot be made: [Errno 13] Permission denied"),
        (KeyboardInterrupt(), "Stopped. The same command begins anew."),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, sentence: str
) -> None:
    def make(self: VirtualEnvironment) -> None:
        raise error

    monkeypatch.setattr(VirtualEnvironment, "make", make)
    with pytest.raises(SystemExit) as left:
        bootstrap.enter("requirements.txt")
    assert sentence in str(left.value)


def test_an_old_python_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18, "final", 0))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is Python 3\.8\.18"):
        bootstrap.enter("requirements.txt")


def test_an_old_python_still_enters_a_sound_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18, "final", 0))
    monkeypatch.setattr(VirtualEnvironment, "holds", lambda self, lock: True)
    with pytest.raises(StartedAgain):
        bootstrap.enter("requirements.txt")


def test_other_commands_find_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    bootstrap.enter_existing()  # there is none: go on, and let the import fail
    monkeypatch.setattr(VirtualEnvironment, "fault", lambda self: None)
    with pytest.raises(StartedAgain):
        bootstrap.enter_existing()
    monkeypatch.setattr(VirtualEnvironment, "is_running", lambda self: True)
    bootstrap.enter_existing()  # already inside: starting again would never end


def test_without_django_other_commands_say_what_sets_the_project_up(tmp_path: Path) -> None:
    source = Path(__file__).resolve().parents[2]
    for name in ("manage.py", "archive_site"):
        (tmp_path / name).symlink_to(source / name)
    # -S leaves the installed packages out of the path.
    command = [sys.executable, "-I", "-S", "-c", _MAIN.format(project=str(tmp_path))]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    assert outcome.returncode == 1
    assert "`python3 manage.py demo` (or `test`) sets the project up" in outcome.stderr


_MAIN = """
import sys
sys.path.insert(0, {project!r})
sys.argv = ["manage.py", "check"]
from archive_site import bootstrap
from archive_site.virtual_environment import VirtualEnvironment
from pathlib import Path
bootstrap.ENVIRONMENT = VirtualEnvironment(Path("/no/such/folder"))
import manage
manage.main()
"""


def test_the_check_at_every_start_opens_the_lock_and_nothing_else(project: Path) -> None:
    lock = Lock(Path(__file__).resolve().parents[2] / "requirements-dev.txt")
    program = (
        "import sys; from pathlib import Path; from archive_site.dependencies import Lock;"
        "hook = lambda event, said: event == 'open' and print(said[0]);"
        "sys.addaudithook(hook);"
        f"Lock(Path({str(lock.path)!r})).absent_from(map(Path, sys.path))"
    )
    command = [sys.executable, "-c", program]
    opened = subprocess.check_output(command, cwd=lock.path.parent, text=True).split()
    assert opened == [str(lock.path)]
