"""Levels that a reference leaves out: no fond is a gap, no opis may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from django.db.models import Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from catalogue.models.archives import Archive
from catalogue.models.units import Fond, Opis

from .found import Found, Unit


def without_fond(found: Found) -> Found:
    """Nothing is looked for below an archive where no fond is named."""
    cited = found.reference
    if isinstance(found.unit, Archive) and not cited.fond and (cited.opis or cited.delo):
        return replace(found, missing=_("No fond is named."))
    return found


def taken_to_only_opis(founds: Sequence[Found]) -> list[Found]:
    """A delo cited without its opis lies in the unnumbered opis, or in the only one there is."""
    opisi = _first_two_opisi({found.unit for found in founds if _lacks_opis(found)})
    return [
        _at_only_opis(found, opisi[found.unit.pk]) if _lacks_opis(found) else found
        for found in founds
    ]


def _lacks_opis(found: Found) -> bool:
    cited = found.reference
    is_at_fond = isinstance(found.unit, Fond) and not found.missing
    return is_at_fond and bool(cited.delo) and not cited.opis


def _first_two_opisi(fonds: Collection[Unit]) -> Mapping[int, Sequence[Opis]]:
    """The opisi that fonds begin with, an unnumbered one first; two tell that there are several."""
    opisi: dict[int, list[Opis]] = defaultdict(list)
    if fonds:
        place = Window(RowNumber(), partition_by="fond", order_by=["sort_key", "pk"])
        numbered = Opis.objects.filter(fond__in=fonds).annotate(place=place)
        for opis in numbered.filter(place__lte=2).with_parents().order_by("fond", "place"):
            opisi[opis.fond_id].append(opis)
    return opisi


def _at_only_opis(found: Found, opisi: Sequence[Opis]) -> Found:
    fond = found.unit
    if opisi and (len(opisi) == 1 or not opisi[0].number_key):
        opis = opisi[0]
        there = replace(found, unit=opis)
        if not opis.number_key:
            return there
        only = _("No opis is named; %(fond)s has only %(number)s.")
        return there.noting(only % {"fond": fond, "number": opis.number})
    several = _("No opis is named, and %(fond)s has several.")
    none = _("No opis is named, and %(fond)s has none here.")
    return replace(found, missing=(several if opisi else none) % {"fond": fond})
