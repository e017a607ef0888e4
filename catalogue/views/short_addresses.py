"""Short addresses of places: RGASPI/17/3/12/5-7, or AVPRF/059a/5a/papka-11/5 with a papka.

Such an address is permanent; what it leads to is not. So it is answered by 302 and never by 301,
which browsers keep: a document on just these sheets may be published tomorrow, and withdrawn.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from catalogue.models import UNNUMBERED, Delo
from catalogue.models.finding import Certainty, Found
from catalogue.references import ListyError, Reference, number_key, read_listy, write_listy

LEVELS = 5
"""Archive, fond, opis, delo, listy."""

PAPKA = re.compile(r"papka-(.+)", re.IGNORECASE)


class PlaceError(ValueError):
    """A short address that names no place; the message says why."""


def read_place(address: str) -> Reference:
    """The reference that a short address stands for. Raises `PlaceError`."""
    levels = [level.strip() for level in address.removesuffix("/").split("/")]
    papka = PAPKA.fullmatch(levels[3]) if len(levels) > 3 else None
    if papka:
        del levels[3]
    if len(levels) > LEVELS or not all(levels):
        raise PlaceError(_("A place is written archive/fond/opis/delo/listy."))
    archive, fond, opis, delo, listy = levels + [""] * (LEVELS - len(levels))
    try:
        runs = read_listy(listy) if listy else ()
    except ListyError as error:
        raise PlaceError(str(error)) from error
    return Reference(
        archive=archive,
        fond=fond,
        opis="" if opis == UNNUMBERED else opis,
        papka=papka[1] if papka else "",
        delo=delo,
        listy=runs,
    )


def place_of(reference: Reference) -> str:
    """The short address of a reference, as deep as it goes."""
    fond, opis, papka, delo = (
        number_key(number)
        for number in (reference.fond, reference.opis, reference.papka, reference.delo)
    )
    if delo:
        opis = opis or UNNUMBERED
    levels = [reference.archive, fond, opis, papka and f"papka-{papka}", delo, sheets_of(reference)]
    return "/".join(level for level in levels if level)


def sheets_of(reference: Reference) -> str:
    """The sheets as an address has them: 5-7,9ob."""
    return write_listy(reference.listy, dash="-", verso="ob").replace(", ", ",")


def destination(found: Found) -> str | None:
    """Where a short address leads: the one document on just its sheets, else the unit's page.

    None where a level is missing or it might as well be another place: then there is something
    to say first.
    """
    unit = found.unit
    if unit is None or found.missing or found.certainty is Certainty.GUESSED:
        return None
    exact = [there.document for there in found.documents if there.exact]
    if len(exact) == 1:
        return exact[0].get_absolute_url()
    sheets = sheets_of(found.reference) if isinstance(unit, Delo) else ""
    query = f"?{urlencode({'listy': sheets}, safe=',')}#sheets" if sheets else ""
    return f"{unit.get_absolute_url()}{query}"
