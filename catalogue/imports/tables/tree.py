"""A row as a description at any level, with its parent's key: the way AtoM exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from catalogue.imports.entries import Entry, Reading
from catalogue.imports.names import Names
from catalogue.imports.placing import Node, Placer, Thing, bare_number, level_of
from catalogue.imports.values import Fault

from .cells import Cells
from .places import stated_archive
from .units import UnitFields


class TreeRows:
    """Places rows below their parents, which stand above them in the table."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.placer = Placer()
        self.nodes: dict[str, tuple[Node, int]] = {}
        self.rows: dict[str, int] = {}
        self.archives: dict[str, Node] = {}

    def read(self, cells: Cells) -> Iterator[Reading]:
        found: list[Reading] = []
        try:
            found = list(self._placed(cells))
        except Fault as fault:
            cells.refuse(fault, "tree", "")
        yield from cells.notes
        yield from cells.refused or found

    def _placed(self, cells: Cells) -> Iterator[Reading]:
        source = cells.mapping.source
        key, above = (cells.text(source("tree", name)) for name in ("id", "parent"))
        if not key:
            raise Fault(_("the row's own key is missing"), _("a key in the column of keys"))
        content = hash(tuple(cells.row.values))
        if key in self.rows:
            if self.rows[key] == content:
                cells.note(_("a row that stands twice, counted once"))
                return
            raise Fault(_("an earlier row has this key and says otherwise"), _("one row for a key"))
        thing = self._thing(cells)
        if cells.refused:
            return
        if above and above not in self.nodes:
            reason = _("no row above has the key %(key)s that this one lies below")
            raise Fault(reason % {"key": above[:80]}, _("parents before their children"))
        parent = self.nodes[above][0] if above else self._archive(cells, stated_archive(cells))
        node = self.placer.place(parent, thing, thing.level in ("group", "opis", "fond"))
        if node.level == "heading" and set(thing.fields) - {"title"}:
            cells.note(_("of a level between opis and delo, only the title is kept"))
        self.nodes[key] = (node, cells.row.line)
        self.rows[key] = content
        yield from self.placer.take()

    def _thing(self, cells: Cells) -> Thing:
        said = UnitFields(cells, "tree")
        level = cells.text(cells.mapping.source("tree", "level"))
        title = said.fields.pop("title", "")
        number = cells.text(cells.mapping.source("tree", "number"))
        return Thing(
            where=cells.where,
            level=level_of(level),
            number=bare_number(number),
            title=title,
            fields=said.fields,
            cells=said.names,
        )

    def _archive(self, cells: Cells, name: str) -> Node:
        """The archive as the parent of what has none."""
        if not name:
            raise Fault(
                _("the archive is not said"),
                _("a column for it, or in the mapping: [archive] code = { value = “…” }"),
            )
        if name not in self.archives:
            code, exists = self.names.archive(name)
            fields: dict[str, Any] = {"code": code} if exists else {"code": code, "name": name}
            self.placer.found.append(Entry("catalogue.archive", fields, cells.where))
            self.archives[name] = Node("archive", (code,))
        return self.archives[name]
