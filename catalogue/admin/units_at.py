"""Units at a typed path. Every look-up goes from a parent through an index, and is bounded.

The last number may be the beginning of one. A number or a word alone never searches the dela.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import and_

from django.db.models import Q, QuerySet

from catalogue.models import Archive, Delo, Fond, Opis, archive_name_key
from catalogue.models.units import DeloQuerySet, FondQuerySet, OpisQuerySet
from catalogue.references import lookalike_keys, number_key
from catalogue.writing import fold

from .paginating import COUNTED
from .unit_paths import UnitPath

LEVELS_ABOVE = {Fond: "archive", Opis: "fond__archive", Delo: "opis__fond__archive"}

MOST_PARENTS = 50
"""So many units of one level are looked below."""

DROPPED_PREFIX = "r"
"""Soviet fonds of a state archive are often cited without their Р-: GARF 9401 is Р-9401."""


def archives_named(words: str) -> list[int]:
    """The archives that a name means; where there are none, those whose name begins so."""
    key = archive_name_key(words)
    if not key:
        return []
    archives = Archive.objects.order_by().values_list("pk", flat=True).distinct()
    exactly = archives.filter(Q(names__key=key) | Q(code__iexact=words))
    begun = archives.filter(Q(names__key__startswith=key) | Q(slug__startswith=key))
    return list(exactly) or list(begun)


def with_levels_above(units: QuerySet) -> QuerySet:
    """Units with the levels above them, read apart.

    Joined to them, SQLite begins with the archives and sorts a million dela for a page of fifty.
    """
    return units.prefetch_related(LEVELS_ABOVE[units.model])


def fonds_at(path: UnitPath, *, begun: bool = True) -> FondQuerySet:
    """The fonds of a path in natural order; by words of their titles where it has no number."""
    fonds = with_levels_above(Fond.objects.order_by("archive__sort_key", "sort_key", "pk"))
    archives = Q(archive__in=archives_named(path.archive))
    if not path.fond:
        return fonds.filter(archives | Q(pk__in=_with_words(path.archive)))
    if path.archive:
        fonds = fonds.filter(archives)
    keys = _keys(path.fond)
    with_prefix = [DROPPED_PREFIX + key for key in keys if key[:1].isdecimal()]
    return fonds.filter(_numbered([*keys, *with_prefix], begun))


def opisi_at(path: UnitPath, *, begun: bool = True) -> OpisQuerySet:
    """The opisi of a path in natural order; it has to name a fond."""
    if not path.fond:
        return Opis.objects.none()
    opisi = with_levels_above(Opis.objects.filter(fond__in=_few(fonds_at(path, begun=False))))
    if path.opis:
        opisi = opisi.filter(_numbered(_keys(path.opis), begun))
    return opisi.order_by("fond__archive__sort_key", "fond_id", "sort_key", "pk")


def dela_at(path: UnitPath) -> DeloQuerySet:
    """The dela of a path in natural order; it has to name a fond."""
    dela = with_levels_above(Delo.objects.filter(opis__in=_few(opisi_at(path, begun=False))))
    if path.papka:
        dela = dela.filter(papka_key=number_key(path.papka))
    if path.delo:
        dela = dela.filter(_numbered(_keys(path.delo), begun=True))
    return dela.order_by("opis_id", "sort_key", "pk")


def _few(units: FondQuerySet | OpisQuerySet) -> list[int]:
    """The ids of the units to look below; their number bounds the work."""
    return list(units.values_list("pk", flat=True)[:MOST_PARENTS])


def _keys(written: str) -> list[str]:
    """The keys of a number, look-alikes included; [""] for the sign of an unnumbered opis."""
    return [number_key(written), *(other.key for other in lookalike_keys(written))]


def _numbered(keys: Iterable[str], begun: bool) -> Q:
    """Units whose number has one of the keys, or begins with it."""
    wanted = Q(number_key__in=list(keys))
    for key in filter(None, keys if begun else ()):
        wanted |= Q(number_key__startswith=key)
    return wanted


def _with_words(text: str) -> QuerySet:
    """Fonds with all the words in their number or titles, in no order; none for no words.

    No index knows the inside of a word: the table is gone through once, until as many are found as
    a list counts. Joined and ordered at the same time, it would be gone through by its rows' order.
    """
    words = fold(text).split()
    if not words:
        return Fond.objects.none()
    has_all = reduce(and_, (Q(folded__contains=word) for word in words))
    return Fond.objects.filter(has_all).order_by().values("pk")[: COUNTED + 1]
