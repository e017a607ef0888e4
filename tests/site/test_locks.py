"""The lock files of the repository itself."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from archive_site.dependencies import Lock, canonical

PROJECT = Path(__file__).resolve().parents[2]
LOCKS = {"requirements.txt": [], "requirements-dev.txt": ["dev"], "requirements-prod.txt": ["prod"]}


@pytest.fixture(params=LOCKS)
def lock(request: pytest.FixtureRequest) -> Lock:
    return Lock(PROJECT / request.param)


PIN = r"[a-z0-9.-]+(\[[a-z,]+\])?==[0-9][^ /@]*( ; [^/@\\]+)? \\"
HASH = r"    --hash=sha256:[0-9a-f]{64}( \\)?"
REASON = r"    #( +via)?( +[^/]+)?"


def test_a_lock_holds_pins_hashes_and_reasons_alone(lock: Lock) -> None:
    """No option and no address: where packages come from is the installer's affair."""
    lines = lock.path.read_text().splitlines()
    assert [line for line in lines if not re.fullmatch(f"{PIN}|{HASH}|{REASON}", line)] == []


def test_every_requirement_of_a_lock_has_a_hash(lock: Lock) -> None:
    text = lock.path.read_text()
    requirements = re.split(r"^(?=\S+==)", text, flags=re.MULTILINE)[1:]
    assert requirements
    assert [line for line in requirements if "--hash=sha256:" not in line] == []


def test_a_lock_pins_what_the_project_asks_for(lock: Lock) -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    extras = LOCKS[lock.path.name]
    wanted = [
        *project["dependencies"],
        *(line for extra in extras for line in project["optional-dependencies"][extra]),
    ]
    pins = lock.pins()
    for requirement in map(Requirement, wanted):
        assert pins[canonical(requirement.name)] in requirement.specifier


def test_the_locks_agree_on_every_version_they_share() -> None:
    basic, *others = (Lock(PROJECT / name).pins() for name in LOCKS)
    for pins in others:
        assert {name: pins[name] for name in basic} == basic
