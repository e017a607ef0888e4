"""A finding aid as a stream of entries: EAD 2002 and EAD3, valid or merely readable.

It is read twice. What describes a level between opis and delo is found in the first reading and
goes into the opis, which is told before what lies in it; the second tells everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from catalogue.imports.decoding import pieces
from catalogue.imports.entries import Entry, Note, Reading, Refused, Unreadable, Where
from catalogue.imports.markup import events
from catalogue.imports.names import Names
from catalogue.imports.placing import Node, Placer, Thing, level_below, level_of
from catalogue.imports.tables.mapping import Mapping, mapping_of, read_mapping
from catalogue.imports.values import Fault

from .components import Component, Header, Late, components
from .describing import Described
from .elements import Element
from .holder import holder_of


def read_finding_aid(path: Path, mapping: Any = None) -> Iterator[Reading]:
    """The archive, fonds, opisi and dela of a finding aid.

    ``mapping`` may say the archive, as that of a table does. Raises `Unreadable` for what is no
    finding aid, and where the archive or the finding aid's own number cannot be told.
    """
    stated = _archive_stated(mapping)
    between = _between(path)
    yield from _Telling(path, stated, between).tell()


def _archive_stated(mapping: Any) -> str:
    if mapping is None:
        return ""
    if not isinstance(mapping, Mapping):
        mapping = mapping_of(mapping) if isinstance(mapping, dict) else read_mapping(Path(mapping))
    source = mapping.source("archive", "code")
    return source.value if source else ""


def _walk(path: Path) -> Iterator[Header | Component | Late]:
    return components(events(pieces(path), path.name), path.name)


def _between(path: Path) -> dict[int, list[str]]:
    """What describes the levels that are flattened, by the index of the opis they lie in."""
    found: dict[int, list[str]] = {}
    levels: dict[int, tuple[str, int]] = {}
    for each in _walk(path):
        if not isinstance(each, Component) or each.is_internal:
            continue
        said = level_of(each.level)
        if each.parent is None:
            levels = {each.index: ("archive" if said == "archive" else "fond", -1)}
            continue
        try:
            above, opis = levels[each.parent.index]
            level = level_below(above, said, each.is_group)
        except (KeyError, Fault):  # refused with all that lies in it when it is told
            continue
        levels[each.index] = (level, each.index if level == "opis" else opis)
        if level == "heading" and opis >= 0:
            described = Described(each, path.name)
            if summary := described.summary():
                title = described.thing().title
                found.setdefault(opis, []).append(f"{title}: {summary}" if title else summary)
        if not each.is_group:
            del levels[each.index]
    return found


class _Telling:
    """The second reading: everything, in order."""

    def __init__(self, path: Path, archive: str, between: dict[int, list[str]]) -> None:
        self.path, self.archive, self.between = path, archive, between
        self.placer = Placer()
        self.nodes: dict[int, Node] = {}
        self.header: Element | None = None

    def tell(self) -> Iterator[Reading]:
        for each in _walk(self.path):
            if isinstance(each, Header):
                self.header = each.element
                yield from self._header_notes(each.element)
            elif isinstance(each, Late):
                what = _("<%(name)s> after the components, left out") % {"name": each.name}
                yield Note(Where(self.path.name, each.line), what)
            elif each.is_internal:
                yield self._note(each, _("component marked internal, left out"))
            elif each.parent is None:
                yield from self._whole(each)
            elif each.parent.index in self.nodes:
                yield from self._part(each, self.nodes[each.parent.index])
            else:
                yield self._note(each, _("component of one that was refused, left out"))

    def _header_notes(self, header: Element) -> Iterator[Note]:
        """What the file says of itself is not of the papers; it is listed."""
        what = _("<%(header)s>: <%(name)s> is about the finding aid, not imported")
        for child in header.children():
            if child.name not in ("eadid", "recordid"):
                shown = {"header": header.name, "name": child.name}
                yield Note(Where(self.path.name, child.line), what % shown)

    def _whole(self, archdesc: Component) -> Iterator[Reading]:
        """The archive, and the fond that a finding aid is of; or the archive alone."""
        described = Described(archdesc, self.path.name)
        thing = described.thing()
        where = thing.where
        is_archive = thing.level == "archive"
        holder = holder_of(self.header, archdesc, self.archive)
        if is_archive and not self.archive:
            names = (*holder.names, thing.title, thing.number, *described.numbers)
            holder = replace(holder, names=tuple(filter(None, names)))
        try:
            archive = holder.archive(Names())
        except Fault as fault:
            message = _("%(reason)s. Accepted: %(accepted)s.")
            raise Unreadable(
                message % {"reason": fault.reason, "accepted": fault.accepted}, where
            ) from fault
        yield Entry("catalogue.archive", archive, where)
        node = Node("archive", (archive["code"],))
        yield from self._notes(described)
        if not is_archive:
            if not thing.number:
                thing = self._numbered_by_file(thing)
                yield Note(where, _("fond without a number: that of the finding aid stands for it"))
            node = self.placer.place(node, thing, group=True)
            yield from self.placer.take()
        self.nodes[archdesc.index] = node

    def _numbered_by_file(self, thing: Thing) -> Thing:
        """The thing, with the finding aid's own identifier for its number."""
        header = self.header
        named = header.first("eadid", "recordid") if header else None
        number = named.line_of_text if named else ""
        title = header.first("titleproper") if header else None
        if not number:
            message = _("Neither the collection nor the finding aid has a number (unitid, eadid).")
            raise Unreadable(message, thing.where)
        said = thing.title or (title.line_of_text if title else "")
        return replace(thing, number=number, title=said)

    def _part(self, component: Component, parent: Node) -> Iterator[Reading]:
        described = Described(component, self.path.name)
        if described.is_document:
            yield self._note(component, _("document of this or another catalogue, left out"))
            return
        thing = described.thing()
        if component.index in self.between:
            scope = "\n".join([thing.fields.get("scope", ""), *self.between[component.index]])
            thing = replace(thing, fields={**thing.fields, "scope": scope.strip()})
        try:
            node = self.placer.place(parent, thing, component.is_group)
        except Fault as fault:
            shown = thing.title[:200]
            yield Refused(thing.where, "level", shown, fault.reason, fault.accepted)
            return
        if component.is_group:
            self.nodes[component.index] = node
        yield from self._notes(described)
        yield from self.placer.take()

    def _notes(self, described: Described) -> Iterator[Note]:
        counted: Counter[str] = described.notes
        for what, count in counted.items():
            for _time in range(count):
                yield self._note(described.component, what)

    def _note(self, component: Component, what: str) -> Note:
        return Note(Where(self.path.name, component.line), what)
