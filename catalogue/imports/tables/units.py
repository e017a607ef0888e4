"""A row as a delo, with the archive, fond and opis that it lies in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from catalogue.imports.entries import Entry, Note, Refused
from catalogue.imports.names import Names
from catalogue.imports.values import Fault, Taken, accessible, counted, dated
from catalogue.references import Reference, number_key

from .cells import Cells
from .fields import SECTIONS, Kind
from .mapping import Source
from .places import place_of_row

Key = tuple[str, ...]
key_of = lru_cache(maxsize=65_536)(number_key)
PLACING = frozenset({"number", "papka", "id", "parent", "level"})
"""Columns that say where a unit lies, not what it is."""
HASHES = 1 << 64
"""How many a hash may be."""


class UnitFields:
    """What a row says of one unit: its fields, and the cells they came from."""

    def __init__(self, cells: Cells, section: str) -> None:
        self.cells, self.section = cells, section
        self.fields: dict[str, Any] = {}
        self.names: dict[str, str] = {}
        self.over: list[str] = []
        for name, source in cells.mapping.sections.get(section, {}).items():
            kind = SECTIONS[section].get(name)
            if kind is not None and name not in PLACING:
                self._take(name, kind, source)
        if self.over:
            said = self.fields.get("note", "")
            self.fields["note"] = "\n".join(filter(None, [said, *self.over]))

    def _take(self, name: str, kind: Kind, source: Source) -> None:
        text = ""
        try:
            text = self.cells.text(source)
            if text:
                self._keep(self._taken(name, kind, text, source), source, name)
        except Fault as fault:
            self.cells.refuse(fault, f"{self.section}.{name}", text, source)

    def _taken(self, name: str, kind: Kind, text: str, source: Source) -> Taken:
        if kind is Kind.DATE:
            return dated(text)
        if kind is Kind.COUNT:
            return counted(text)
        if kind is Kind.ACCESS:
            return accessible(text)
        if kind is Kind.DAY:
            return _day(name, text)
        note = _("text that looks like a formula, kept as text") if text[0] == "=" else ""
        return Taken({name: text}, note)

    def _keep(self, taken: Taken, source: Source, name: str) -> None:
        self.fields |= taken.fields
        for key in taken.fields:
            self.names[key] = self.cells.cell(source)
        if taken.note:
            self.cells.note(taken.note, source)
        if taken.over:
            heading = source.columns[0] if source.columns else name
            self.over.append(f"{heading}: {taken.over}")


def _day(name: str, text: str) -> Taken:
    taken = dated(text)
    day = str(taken.fields["date_edtf"])
    if len(day) != 10 or day.count("-") != 2 or not day.replace("-", "").isdecimal():
        raise Fault(_("this is no day"), _("a day: 2031-05-01"))
    return Taken({name: day})


class UnitRows:
    """Reads rows into units. Remembers what it met: parents are told once, doubles are found."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.parents: dict[Key, tuple[int, dict[str, Any]]] = {}
        self.said: dict[str, tuple[Key, tuple[str, ...]]] = {}
        self.dela: dict[int, int] = {}
        """By a hash of each delo's key, its line and a hash of what was said of it, as one number:
        a million rows take a hundred megabytes."""

    def read(self, cells: Cells) -> Iterator[Entry | Refused | Note]:
        """The entries of a row, parents first; nothing but refusals if anything is wrong."""
        entries = list(self.entries(cells))
        yield from cells.notes
        if cells.refused:
            yield from cells.refused
        else:
            yield from entries

    def entries(self, cells: Cells) -> Iterator[Entry]:
        try:
            place = place_of_row(cells, self.names)
            code = self.archive(cells, place.archive)
        except Fault as fault:
            if not cells.refused:
                cells.refuse(fault, "archive", "")
            return
        yield from self.archive_entries(cells, code, place.archive)
        yield from self.units(cells, code, place)

    def archive(self, cells: Cells, name: str) -> str:
        if not name:
            raise Fault(
                _("the archive is not said"),
                _("a column for it, or in the mapping: [archive] code = { value = “…” }"),
            )
        return self.names.archive(name)[0]

    def archive_entries(self, cells: Cells, code: str, name: str) -> Iterator[Entry]:
        """The archive; its name only where the catalogue does not have it yet."""
        fields: dict[str, Any] = {"code": code}
        if not self.names.archive(name)[1]:
            fields["name"] = cells.text(cells.mapping.source("archive", "name")) or name
        yield from self.parent(cells, "archive", (code,), fields, {})

    def units(self, cells: Cells, code: str, place: Reference) -> Iterator[Entry]:
        if not place.fond:
            return
        key: Key = (code, place.fond)
        if self.is_news(cells, "fond", key):
            fond = UnitFields(cells, "fond")
            values = {"archive": [code], **fond.fields, "number": place.fond}
            yield from self.parent(cells, "fond", key, values, fond.names)
        if not (place.opis or place.delo):
            return
        above, key = key, (*key, place.opis)
        if self.is_news(cells, "opis", key):
            opis = UnitFields(cells, "opis")
            values = {"fond": list(above), **opis.fields, "number": place.opis}
            yield from self.parent(cells, "opis", key, values, opis.names)
        if place.delo:
            yield from self.delo(cells, key, place)

    def is_news(self, cells: Cells, section: str, key: Key) -> bool:
        """Whether a row says of a fond or opis what the row before did not."""
        said = cells.written(section)
        if self.said.get(section) == (key, said):
            return False
        self.said[section] = (key, said)
        return True

    def bare(self, cells: Cells, code: str, place: Reference) -> Iterator[Entry]:
        """The units of a place by their numbers alone, for what lies in them."""
        levels = [
            ("fond", "archive", (code,), place.fond, {}),
            ("opis", "fond", (code, place.fond), place.opis, {}),
            ("delo", "opis", (code, place.fond, place.opis), place.delo, {"papka": place.papka}),
        ]
        for at, (level, above, key, said, more) in enumerate(levels):
            if any(number for _level, _above, _key, number, _more in levels[at:]):
                fields = {above: list(key), "number": said, **{k: v for k, v in more.items() if v}}
                own = (*key, *more.values(), said)
                yield from self.parent(cells, level, own, fields, {})

    def parent(
        self, cells: Cells, level: str, key: Key, fields: dict[str, Any], names: dict[str, str]
    ) -> Iterator[Entry]:
        """The unit where it is first met; what later rows say otherwise is noted."""
        met = self.parents.setdefault((level, *map(key_of, key)), (cells.row.line, fields))
        if met[1] is fields:
            yield Entry(f"catalogue.{level}", fields, cells.where, names)
            return
        for name, value in fields.items():
            said = met[1].get(name, value)
            if said != value and name not in ("number", "archive", "fond"):
                cells.note(
                    _(
                        "%(field)s of %(level)s %(key)s differs from what line %(line)d says, "
                        "which counts"
                    )
                    % {"field": name, "level": level, "key": "/".join(key), "line": met[0]}
                )

    def delo(self, cells: Cells, opis: Key, place: Reference) -> Iterator[Entry]:
        delo = UnitFields(cells, "delo")
        fields = {"opis": list(opis), **delo.fields, "number": place.delo}
        if place.papka:
            fields["papka"] = place.papka
        key = hash((*map(key_of, opis), key_of(place.papka), key_of(place.delo)))
        content = hash(repr(fields)) % HASHES
        line, said = divmod(self.dela.setdefault(key, cells.row.line * HASHES + content), HASHES)
        if line == cells.row.line:
            yield Entry("catalogue.delo", fields, cells.where, delo.names)
        elif said == content:
            cells.note(_("a row that stands twice, counted once"))
        else:
            cells.refuse(
                Fault(
                    _("line %(line)d says otherwise of the same delo") % {"line": line},
                    _("one row for each delo"),
                ),
                "delo.number",
                "/".join(filter(None, (*opis, place.papka, place.delo))),
            )
