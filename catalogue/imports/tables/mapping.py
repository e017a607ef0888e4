"""The mapping: which column of a table is which field of ours. Written as TOML, by hand or guessed.

rows = "delo"                                  # or "document", or "tree"
[archive]
code = { value = "DAKhmO" }                    # the same for every row
[fond]
number = "fond_no"                             # a column
[opis]
number = { column = "inv_label", without = ["Опис"] }
[delo]
title = { columns = ["title", "volume"], join = ". " }
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from catalogue.imports.entries import Unreadable, Where

from .fields import ROLES, SECTIONS

LARGEST = 1 << 20
UNSAID = "…"
ROWS = ("delo", "document", "tree")


@dataclass(frozen=True)
class Source:
    """Where the value of a field comes from: columns, or one value for all rows."""

    columns: tuple[str, ...] = ()
    value: str = ""
    join: str = " "
    without: tuple[str, ...] = ()
    """Words cut off at the beginning: "Справа 12" is 12."""
    separator: str = ";"
    """What stands between several values in one cell, where a field takes several."""
    labelled: bool = False
    """Whether each column's heading is put before its words."""
    prefix: str = ""
    """Put before identifiers, which have to be unlike those of all other tables."""


@dataclass(frozen=True)
class Mapping:
    """How a table is read. ``sections`` holds a `Source` for each field, by section and field."""

    rows: str = "delo"
    sections: Dictionary[str, Dictionary[str, Source]] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""
    quotes: bool = True
    """Whether quotation marks around a cell are not part of it."""
    sheet: str = ""
    header: int = 0
    """The line of the headings; 0: the first that has those named here."""
    empty: tuple[str, ...] = ("", "NULL")
    """What stands in a cell that says nothing."""
    ignore: tuple[str, ...] = ()
    """Columns left out knowingly."""
    fill_down: tuple[str, ...] = ()
    """Columns in which an empty cell means: as above."""
    skip: Dictionary[str, tuple[str, ...]] = field(default_factory=dict)
    """Rows left out: by a column, the values in it that say so."""

    def source(self, section: str, name: str) -> Source | None:
        return self.sections.get(section, {}).get(name)

    @property
    def says_archive(self) -> bool:
        """Whether the mapping tells which archive the rows are of."""
        if self.rows == "document" or self.source("place", "reference"):
            return True
        named = self.sections.get("archive", {}).values()
        return any(source.columns or source.value not in ("", UNSAID) for source in named)

    @property
    def columns(self) -> list[str]:
        """Every column named, in the order of the mapping."""
        named = [
            column
            for section in self.sections.values()
            for source in section.values()
            for column in source.columns
        ]
        return list(dict.fromkeys([*named, *self.fill_down, *self.skip]))

    def as_toml(self) -> str:
        """The mapping as a file that `read_mapping` reads to the same."""
        lines = []
        for option in fields(self):
            value = getattr(self, option.name)
            if option.name not in ("sections", "skip") and value != option.default:
                lines.append(f"{option.name} = {_toml(value)}")
        if self.skip:
            lines += ["", "[skip]", *(f"{_toml(k)} = {_toml(v)}" for k, v in self.skip.items())]
        for section, sources in self.sections.items():
            lines += ["", f"[{section}]"]
            lines += [f"{name} = {_toml(source)}" for name, source in sources.items()]
        if not self.says_archive:
            question = _("which archive is this of?")
            lines += ["", "[archive]", f'code = {{ value = "{UNSAID}" }} # {question}']
        return "\n".join(
            ["# Which column is which field. Correct it, then import with it.", *lines, ""]
        )


def _toml(value: Any) -> str:
    if isinstance(value, Source):
        return _source_as_toml(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04X}" for c in escaped) + '"'


def _source_as_toml(source: Source) -> str:
    said = {
        each.name: getattr(source, each.name)
        for each in fields(Source)
        if getattr(source, each.name) != each.default
    }
    if list(said) == ["columns"] and len(source.columns) == 1:
        return _toml(source.columns[0])
    if len(source.columns) == 1:
        said = {"column": source.columns[0], **{k: v for k, v in said.items() if k != "columns"}}
    return "{ " + ", ".join(f"{name} = {_toml(value)}" for name, value in said.items()) + " }"


def read_mapping(path: Path) -> Mapping:
    """The mapping in a TOML file. Raises `Unreadable`, saying what is accepted."""
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError(_("it is too large"))
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        message = _("This mapping cannot be read: %(reason)s.") % {"reason": error}
        raise Unreadable(message, Where(path.name)) from error
    return mapping_of(content, path.name)


def mapping_of(content: Dictionary[str, Any], file: str = "mapping") -> Mapping:
    """A mapping from what its TOML says. Raises `Unreadable`, saying what is accepted."""
    options: dict[str, Any] = {"sections": {}}
    plain = {each.name: each for each in fields(Mapping) if each.name != "sections"}
    for name, value in content.items():
        if name in SECTIONS and isinstance(value, dict):
            accepted = ROLES if name == "people" else SECTIONS[name]
            options["sections"][name] = {
                key: _source(spec, f"{name}.{key}", key, accepted, file)
                for key, spec in value.items()
            }
        elif name in plain:
            options[name] = _option(name, value, plain[name].default, file)
        else:
            raise _refusal(name, [*plain, *SECTIONS], file)
    mapping = Mapping(**options)
    if mapping.rows not in ROWS:
        raise _refusal(f"rows = {mapping.rows}", ROWS, file)
    return mapping


def _option(name: str, value: Any, default: Any, file: str) -> Any:
    if name == "skip":
        if isinstance(value, dict):
            return {key: _texts(words, f"skip.{key}", file) for key, words in value.items()}
    elif isinstance(default, tuple):
        return _texts(value, name, file)
    elif type(value) is type(default):
        return value
    raise _refusal(f"{name} = {value!r}"[:80], ["…"], file)


def _texts(value: Any, name: str, file: str) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise _refusal(name, ['["…", "…"]'], file)
    return tuple(texts)


def _source(spec: Any, name: str, key: str, accepted: Any, file: str) -> Source:
    is_role = name.startswith("people.") and re.fullmatch("[a-z-]{1,80}", key)
    if key not in accepted and not is_role:
        raise _refusal(name, accepted, file)
    if isinstance(spec, str):
        return Source((spec,))
    known = {each.name: each.default for each in fields(Source)}
    options: dict[str, Any] = {}
    for option, value in spec.items() if isinstance(spec, dict) else [("", spec)]:
        if option == "column" and isinstance(value, str):
            options["columns"] = (value,)
        elif option in ("columns", "without"):
            options[option] = _texts(value, f"{name}.{option}", file)
        elif option in known and type(value) is type(known[option]):
            options[option] = value
        else:
            raise _refusal(f"{name}.{option}", ["column", *known], file)
    return Source(**options)


def _refusal(what: str, accepted: Any, file: str) -> Unreadable:
    message = _("The mapping says %(what)s. Accepted: %(accepted)s.")
    return Unreadable(message % {"what": what, "accepted": ", ".join(accepted)}, Where(file))
