"""The units that a beginning of a reference may come to name: "АПРФ 3/65", "РГАСПИ ф. 17 оп."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from catalogue.models import Archive, ArchiveName, Delo, Fond, Opis
from catalogue.models.finding import Found, find_all
from catalogue.references import number_key, read_references, write_reference

STYLE = "wilson"
LEVELS = ("fond", "opis", "delo")

AWAITING = re.compile(r"[\s.,:;/–—-]+\Z")
BARE_FOND = re.compile(r"(?P<archive>[^\W\d][^\d/]{0,60}[^\W\d])\s+(?P<fond>\d\w{0,8})")
"""An archive and a number alone: АПРФ 3. A label before the number is no part of a name."""


@dataclass(frozen=True)
class UnitFound:
    unit: Fond | Opis | Delo

    @property
    def label(self) -> str:
        return write_reference(self.unit.reference, STYLE)


def units_at(text: str, limit: int) -> list[UnitFound]:
    """At most ``limit`` units: the one that is named, those its number begins, those below it."""
    if not any(map(str.isdecimal, text)):
        return []
    places = read_references(_finished(text), ArchiveName.objects.known()).places[:1]
    units = (unit for found in find_all(places) for unit in _offered(found, limit))
    distinct = {(type(unit), unit.pk): unit for unit in units}
    return [UnitFound(unit) for unit in islice(distinct.values(), limit)]


def _finished(text: str) -> str:
    """What was typed without a separator or label that awaits its number."""
    text = AWAITING.sub("", text)
    bare = BARE_FOND.fullmatch(text)
    return f"{bare['archive']} ф. {bare['fond']}" if bare else text


def _offered(found: Found, limit: int) -> Iterator[Any]:
    """What one reading of the text offers, and then what the other readings do."""
    unit = found.unit
    if unit is None:
        return
    number = _next_number(found)
    if found.missing:
        # The last number is a beginning: 3/6 of 3/65. More levels missing, nothing is begun.
        yield from _below(unit, number, limit) if number else ()
    else:
        if not isinstance(unit, Archive):
            yield unit
            yield from _begun_alike(unit, limit)
        yield from _below(unit, "", limit)
    for other in found.others:
        yield from _offered(other, limit)


def _next_number(found: Found) -> str:
    """The one number that was read beyond the unit found; nothing where several were."""
    numbers = [getattr(found.reference, level) for level in LEVELS[found.depth - 1 :]]
    return numbers[0] if numbers and numbers[0] and not any(numbers[1:]) else ""


def _below(unit: Archive | Fond | Opis | Delo, number: str, limit: int) -> QuerySet:
    children: Any = {Archive: "fonds", Fond: "opisi", Opis: "dela"}.get(type(unit))
    if children is None:
        return Delo.objects.none()
    return _beginning(getattr(unit, children).all(), number, limit)


def _begun_alike(unit: Fond | Opis | Delo, limit: int) -> QuerySet:
    """Its neighbours whose number goes on from the unit's own: 65 and then 650."""
    above = {Fond: "archive", Opis: "fond", Delo: "opis"}[type(unit)]
    rows = type(unit).objects.filter(**{above: getattr(unit, above)}).exclude(pk=unit.pk)
    return _beginning(rows, unit.number, limit)


def _beginning(rows: QuerySet, number: str, limit: int) -> QuerySet:
    """The first units whose number begins so, along the index of their keys."""
    rows = rows.with_parents()
    if key := number_key(number):
        return rows.filter(number_key__gte=key, number_key__lt=f"{key}\U0010ffff").order_by(
            "number_key", "pk"
        )[:limit]
    return rows.order_by("sort_key", "pk")[:limit]
