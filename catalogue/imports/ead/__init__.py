"""Finding aids, EAD 2002 and EAD3."""

from __future__ import annotations

import re

from catalogue.imports.entries import Format

from .reading import read_finding_aid


def _is_ead(head: bytes) -> bool:
    """Whether XML begins with an ead element, as far as its first kilobytes show."""
    return re.search(rb"<(?:\w+:)?ead[\s>]", head.replace(b"\0", b"")) is not None


FORMATS = [Format("ead", "EAD 2002, EAD3", (".xml", ".ead"), _is_ead, read_finding_aid)]

__all__ = ["FORMATS", "read_finding_aid"]
