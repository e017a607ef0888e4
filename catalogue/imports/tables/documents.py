"""A row as a document, with the places where it lies and the people who take part in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from catalogue.imports.entries import Entry, Reading
from catalogue.imports.names import Names
from catalogue.imports.values import Fault, dated
from catalogue.references import ListyError, Reference, read_listy, write_listy
from catalogue.writing import slug

from .cells import Cells
from .fields import SECTIONS, Kind
from .places import place_by_columns, places_of, stated_archive
from .units import UnitRows

IDENTIFIER_LENGTH = 80
AS_WRITTEN_LENGTH = 500

TERMS = {
    "type": ("documenttype", False),
    "languages": ("language", False),
    "place_of_writing": ("place", True),
    "places": ("place", True),
    "subjects": ("subject", True),
    "collections": ("collection", True),
}
"""The vocabulary of each field, and whether a term that it lacks is added to it."""
SINGLE = frozenset({"type", "place_of_writing"})


class DocumentRows:
    """Reads rows into documents. An identifier is what a row says is one, never a shelfmark."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.units = UnitRows(names)
        self.documents: dict[str, tuple[int, int]] = {}
        self.told: set[tuple[str, str]] = set()

    def read(self, cells: Cells) -> Iterator[Reading]:
        """The entries of a row; nothing but refusals if anything is wrong."""
        try:
            entries = list(self._entries(cells))
        except Fault as fault:
            entries = []
            if not cells.refused:
                cells.refuse(fault, "document", "")
        yield from cells.notes
        yield from cells.refused or entries

    def _entries(self, cells: Cells) -> Iterator[Entry]:
        identifier = self._identifier(cells)
        content = hash(tuple(cells.row.values))
        line, said = self.documents.setdefault(identifier, (cells.row.line, content))
        if line != cells.row.line:
            if said == content:
                cells.note(_("a row that stands twice, counted once"))
                return
            reason = _("line %(line)d has the identifier %(key)s too, and says otherwise")
            raise Fault(reason % {"line": line, "key": identifier}, _("one identifier a document"))
        fields = {"identifier": identifier, **self._plain(cells)}
        terms: list[Entry] = []
        for name in TERMS:
            fields |= self._terms(cells, name, terms)
        holdings = self._holdings(cells, identifier, fields)
        people = self._people(cells, identifier)
        yield from terms
        yield Entry("catalogue.document", fields, cells.where)
        yield from holdings
        yield from people

    def _identifier(self, cells: Cells) -> str:
        """The permanent identifier: the row's own key, after the prefix that the mapping gives."""
        source = cells.mapping.source("document", "identifier")
        accepted = _(
            "a column of keys that never change, with a prefix of this table's own: "
            "[document] identifier = { column = “No”, prefix = “my-letters” }"
        )
        if source is None or not source.columns:
            raise Fault(_("no column says which document a row is"), accepted)
        shelfmarks = {
            column
            for section in ("place", "fond", "opis", "delo")
            for place in cells.mapping.sections.get(section, {}).values()
            for column in place.columns
        }
        if shelfmarks & set(source.columns):
            raise Fault(_("a shelfmark can change and cannot be an identifier"), accepted)
        text = cells.text(source)
        key = slug(f"{source.prefix}-{text}" if source.prefix else text)
        if not slug(text) or len(key) > IDENTIFIER_LENGTH:
            raise Fault(_("the key of the row is empty or too long"), accepted)
        return key

    def _plain(self, cells: Cells) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for name, source in cells.mapping.sections.get("document", {}).items():
            kind = SECTIONS["document"][name]
            if name == "identifier" or kind is Kind.TERM:
                continue
            text = cells.text(source)
            if kind is not Kind.DATE:
                fields |= {name: text} if text else {}
                continue
            taken = dated(text)
            fields |= taken.fields
            if taken.note:
                cells.note(taken.note, source)
            if taken.over:
                said = fields.get("source_note", "")
                fields["source_note"] = "\n".join(filter(None, [said, taken.over]))
        if not fields.get("title"):
            raise Fault(_("the document has no title"), _("a title; a supplied one in brackets"))
        return fields

    def _terms(self, cells: Cells, name: str, entries: list[Entry]) -> dict[str, Any]:
        source = cells.mapping.source("document", name)
        model, grows = TERMS[name]
        keys = []
        for label in cells.texts(source):
            key, exists = self.names.term(model, label)
            if not exists and not grows:
                fault = Fault(
                    _("the catalogue has no %(model)s called so") % {"model": model},
                    _("a key or label of the vocabulary; add it there first"),
                )
                cells.refuse(fault, f"document.{name}", label, source)
            keys.append([key])
            if grows and (model, key) not in self.told:
                self.told.add((model, key))
                said = {"slug": key} if exists else {"slug": key, "label_en": label}
                entries.append(Entry(f"catalogue.{model}", said, cells.where))
        if not keys:
            return {}
        return {name: keys[0] if name in SINGLE else keys}

    def _holdings(self, cells: Cells, identifier: str, fields: dict[str, Any]) -> list[Entry]:
        """Where the document lies; a reference that cannot be read is kept in the source note."""
        source = cells.mapping.source("place", "reference")
        written = cells.text(source)
        places = places_of(written, stated_archive(cells), self.names)
        if written and source and not [place for place in places if place.archive]:
            cells.note(
                _("reference “%(text)s” not read, kept as source") % {"text": written[:80]}, source
            )
            said = fields.get("source_note", "")
            fields["source_note"] = "\n".join(filter(None, [said, written]))
        if source is None and (place := place_by_columns(cells)).archive:
            places = (place,)
        found: list[Entry] = []
        for order, place in enumerate(place for place in places if place.archive):
            found += self._holding(cells, identifier, place, order)
            if written and len(places) == 1 and len(written) <= AS_WRITTEN_LENGTH:
                found[-1].fields["as_written"] = written  # type: ignore[index]
        return found

    def _holding(
        self, cells: Cells, identifier: str, place: Reference, order: int
    ) -> Iterator[Entry]:
        code = self.names.archive(place.archive)[0]
        yield from self.units.archive_entries(cells, code, place.archive)
        yield from self.units.bare(cells, code, place)
        levels = [place.fond, place.opis, place.delo]
        deepest: dict[str, Any] = {"archive": [code]}
        if place.delo:
            deepest = {"delo": [code, place.fond, place.opis, place.papka, place.delo]}
        elif place.opis:
            deepest = {"opis": [code, *levels[:2]]}
        elif place.fond:
            deepest = {"fond": [code, place.fond]}
        sheets = self._listy(cells, place)
        yield Entry(
            "catalogue.holding",
            {"document": [identifier], **deepest, "order": order, **sheets},
            cells.where,
        )

    def _listy(self, cells: Cells, place: Reference) -> dict[str, Any]:
        source = cells.mapping.source("place", "listy")
        text = write_listy(place.listy, dash="-") if place.listy else cells.text(source)
        if not text:
            return {}
        try:
            read_listy(text)
        except ListyError as error:
            cells.note(
                _("listy “%(text)s” kept in a note: %(reason)s")
                % {"text": text[:80], "reason": error},
                source,
            )
            return {"note": text[:300]}
        if not place.delo:
            cells.note(_("listy without a delo, kept in a note"), source)
            return {"note": text[:300]}
        return {"listy": text}

    def _people(self, cells: Cells, identifier: str) -> list[Entry]:
        found: list[Entry] = []
        parts: set[tuple[str, str]] = set()
        for role, source in cells.mapping.sections.get("people", {}).items():
            for order, name in enumerate(cells.texts(source)):
                key, exists = self.names.agent(name)
                if (role, key) in parts:
                    continue
                parts.add((role, key))
                if ("agent", key) not in self.told:
                    self.told.add(("agent", key))
                    said = {"slug": key} if exists else {"slug": key, "name": name}
                    found.append(Entry("catalogue.agent", said, cells.where))
                part = {"document": [identifier], "agent": [key], "role": [role], "order": order}
                part["name_as_written"] = name[:200]
                found.append(Entry("catalogue.participation", part, cells.where))
        return found
