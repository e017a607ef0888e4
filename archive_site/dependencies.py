"""What a lock file pins, and whether a Python has it.

Standard library only, and importable on Python 3.8: this runs before anything is installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# One requirement of a compiled lock: `name==version \`. A requirement with an environment marker
# (`; sys_platform == 'win32'`) is left out on purpose: whether it belongs here is pip's to judge,
# and no package of ours is pinned by a marked line alone.
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)[ \\]*$", re.MULTILINE)
# The folder that every installed wheel leaves beside its package (PEP 427, PEP 376).
_DIST_INFO = re.compile(r"^(?P<name>.+)-(?P<version>[^-]+)\.dist-info$")


def canonical(name: str) -> str:
    """Spell a package name as PEP 503 compares it: lower case, one hyphen between words."""
    return re.sub(r"[-_.]+", "-", name).lower()


@dataclass(frozen=True)
class Lock:
    """One `requirements*.txt`, compiled with hashes."""

    path: Path

    def pins(self) -> dict[str, str]:
        """Give the pinned version of each package that every platform needs."""
        text = self.path.read_text(encoding="utf-8")
        return {canonical(pin["name"]): pin["version"] for pin in _PIN.finditer(text)}

    def absent_from(self, folders: Iterable[Path]) -> list[str]:
        """Name the pinned packages that none of the import folders has at its pinned version."""
        present = installed(folders)
        return [name for name, version in self.pins().items() if present.get(name) != version]


def installed(folders: Iterable[Path]) -> dict[str, str]:
    """Give the version of each package installed in the folders; the first folder wins.

    Reading folder names takes a few milliseconds where reading each package's metadata takes
    a tenth of a second, and this is asked at every start.
    """
    found: dict[str, str] = {}
    for folder in folders:
        if folder.is_dir():
            for match in map(_DIST_INFO.match, (entry.name for entry in folder.iterdir())):
                if match:
                    found.setdefault(canonical(match["name"]), match["version"])
    return found
