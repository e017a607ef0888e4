"""The formats that can be imported, and which of them a file is."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from .decoding import beginning, encoding_of
from .ead import FORMATS as FINDING_AIDS
from .entries import Format, Unreadable, Where
from .json_objects import read_json, read_lines
from .tables import FORMATS as TABLES
from .xml_objects import read_xml
from .yaml_objects import read_yaml


def _text_of(start: bytes) -> str:
    return start.decode(encoding_of(start), "ignore").lstrip("\ufeff \t\r\n")


FORMATS = [
    Format("json", "Django fixture, JSON", (".json",), lambda b: _text_of(b)[:1] == "[", read_json),
    Format(
        "jsonl",
        "Django fixture, JSON Lines",
        (".jsonl", ".ndjson"),
        lambda b: _text_of(b)[:1] == "{",
        read_lines,
    ),
    Format("xml", "Django fixture, XML", (".xml",), lambda b: b"<django-objects" in b, read_xml),
    Format(
        "yaml",
        "Django fixture, YAML",
        (".yaml", ".yml"),
        lambda b: _text_of(b)[:1] in ("-", "#") and "model:" in _text_of(b),
        read_yaml,
    ),
    *FINDING_AIDS,
    *TABLES,
]
"""A further format is a line."""


def format_of(path: Path, name: str = "") -> Format:
    """The format of a file: the one named, else by its ending and its beginning.

    Raises Unreadable where it is none of those known.
    """
    if name:
        return next(one for one in FORMATS if one.name == name)
    start = beginning(path)
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    ending = suffixes[-1] if suffixes else ""
    of_ending = [one for one in FORMATS if ending in one.suffixes]
    if len(of_ending) == 1:
        return of_ending[0]
    for one in of_ending or FORMATS:
        if one.sniff(start):
            return one
    if of_ending:  # it says best what is wrong with the file
        return of_ending[0]
    if not start.strip():
        raise Unreadable(_("The file is empty."), Where(path.name))
    raise Unreadable(
        _("The format of this file is not known. Accepted: %s.") % known_endings(),
        Where(path.name),
    )


def known_endings() -> str:
    return ", ".join(dict.fromkeys(suffix for one in FORMATS for suffix in one.suffixes))
