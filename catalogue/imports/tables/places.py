"""Where a row lies: by its columns, or by a written reference in one of them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from catalogue.imports.names import Names
from catalogue.imports.values import Fault, number
from catalogue.references import Reference, read_references

from .cells import Cells

LONGEST = 2_000
"""Characters of a cell in which references are looked for."""


def place_of_row(cells: Cells, names: Names) -> Reference:
    """The archive, fond, opis and delo of a row. Raises `Fault` where one is missing."""
    mapping = cells.mapping
    source = mapping.source("place", "reference")
    if source is None:
        place = place_by_columns(cells)
    else:
        written = cells.text(source)
        found = places_of(written, stated_archive(cells), names)
        if len(found) != 1:
            reason = _("no reference to one place is read in “%(text)s”") % {"text": written[:80]}
            raise Fault(reason, _("a reference such as ДАХмО. Ф. 1. Оп. 1. Спр. 12"))
        place = found[0]
    for level in ("fond", "delo"):
        if not getattr(place, level) and mapping.rows == "delo":
            reason = _("the number of the %(level)s is not said") % {"level": level}
            raise Fault(reason, _("a number in its column, or a rule to skip such rows"))
    return place


def place_by_columns(cells: Cells) -> Reference:
    return Reference(
        archive=stated_archive(cells),
        fond=number_of(cells, "fond"),
        opis=number_of(cells, "opis"),
        papka=number_of(cells, "delo", "papka"),
        delo=number_of(cells, "delo"),
    )


def stated_archive(cells: Cells) -> str:
    """The archive of a row, by its code or by its name."""
    source = cells.mapping.source
    return cells.text(source("archive", "code")) or cells.text(source("archive", "name"))


def number_of(cells: Cells, section: str, name: str = "number") -> str:
    """A number of a unit; what is wrong with it is refused at its cell, and raised as `Fault`."""
    source = cells.mapping.source(section, name)
    if source is None:
        return ""
    text = ""
    try:
        text = cells.text(source)
        if text and cells.is_date_made(source):
            reason = _("the spreadsheet made a date of this number (5/1, 1-5)")
            raise Fault(reason, _("the number as written, in a cell formatted as text"))
        taken = number(text) if text else None
    except Fault as fault:
        cells.refuse(fault, f"{section}.{name}", text, source)
        raise
    if taken is not None and taken.note:
        cells.note(taken.note, source)
    return taken.fields["number"] if taken else ""


def places_of(text: str, archive: str, names: Names) -> tuple[Reference, ...]:
    """The places that a text names; ``archive`` is the one meant where it names none."""
    if not text or len(text) > LONGEST:
        return ()
    places = read_references(text, archives=names.of_archives).places
    return tuple(_within(place, place.archive or archive) for place in places)


def _within(place: Reference, archive: str) -> Reference:
    return Reference(archive, place.fond, place.opis, place.papka, place.delo, place.listy)
