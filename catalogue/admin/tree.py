"""The holdings as a tree: archive > fond > opis > papka and delo, opened by plain links.

The way down to the open unit is shown, each level with its nearest neighbours; below the open one,
what lies in it. Everything is read along an index, in a fixed number of queries however long an
opis is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import IntegerField, Model, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.models import Archive, Delo, Fond, Holding, Opis
from catalogue.references import number_sort_key

from .places import Place, value_of

SHOWN = 100
"""So many units below the open one stand on a page."""

NEIGHBOURS = 4
"""So many siblings are shown on either side of each unit on the way down."""

MOST_COUNTED = 1_000
ARCHIVES_SHOWN = 500

CHILDREN: dict[type[Model], type[Model]] = {Archive: Fond, Fond: Opis, Opis: Delo}


@dataclass(frozen=True)
class Row:
    """One unit in the tree, and what lies in it as far as counted."""

    unit: Place
    children: int
    documents: int
    branch: Branch | None = None
    """What is open below it."""
    is_open: bool = False

    @property
    def address(self) -> str:
        return tree_address(self.unit)

    @property
    def form_address(self) -> str:
        return reverse(f"admin:catalogue_{self.unit._meta.model_name}_change", args=[self.unit.pk])

    @property
    def level(self) -> str:
        return str(self.unit._meta.verbose_name)

    @property
    def number(self) -> str:
        return self.unit.code if isinstance(self.unit, Archive) else self.unit.number

    @property
    def title(self) -> str:
        if isinstance(self.unit, Archive):
            return self.unit.name
        return self.unit.title_en or self.unit.title

    @property
    def papka(self) -> str:
        return getattr(self.unit, "papka", "")

    @property
    def counts(self) -> list[str]:
        """“12 opisi”, “more than 1,000 dela”, “3 holdings”."""
        child = CHILDREN.get(type(self.unit))
        return [
            counted_words(number, model)
            for number, model in ((self.children, child), (self.documents, Holding))
            if number and model
        ]

    @property
    def is_restricted(self) -> bool:
        return not getattr(self.unit, "is_open", True)


@dataclass(frozen=True)
class Branch:
    """Siblings: some rows of a list, and whether it goes on at either side."""

    rows: list[Row]
    above: Place | None = None
    has_before: bool = False
    next: Any = None
    """The unit that begins the next page, below the open unit only."""
    goes_on: bool = False
    holdings: list[Holding] = field(default_factory=list)
    """The documents of an open delo."""

    @property
    def all_address(self) -> str:
        return tree_address(self.above) if self.above else reverse("admin:catalogue_tree")

    @property
    def next_address(self) -> str:
        """The address of the list from the next unit on."""
        place = {"from": self.next.number, "id": self.next.pk}
        if papka := getattr(self.next, "papka", ""):
            place["papka"] = papka
        return f"{self.all_address}?{urlencode(place)}"

    @property
    def is_below_open(self) -> bool:
        """Whether it is the list of what lies in the open unit, in which one may jump."""
        return self.above is not None and not any(row.branch for row in self.rows)

    @property
    def has_papki(self) -> bool:
        return any(row.papka for row in self.rows)


@dataclass(frozen=True)
class Start:
    """Where the list below the open unit begins: a number, a papka, and the id among equals."""

    number: str = ""
    papka: str = ""
    pk: int = 0

    def sort_key(self, model: type[Model]) -> str:
        if not (self.number or self.papka):
            return ""
        parts = (self.papka, self.number) if model is Delo else (self.number,)
        return number_sort_key(*parts).rstrip("0") if not self.number else number_sort_key(*parts)


def tree_address(unit: Place) -> str:
    return reverse("admin:catalogue_tree_at", args=[value_of(unit)])


def counted_words(number: int, model: type[Model]) -> str:
    kind = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
    if number > MOST_COUNTED:
        return _("more than %(n)s %(kind)s") % {"n": f"{MOST_COUNTED:,}", "kind": kind}
    return f"{number} {kind}"


class Counted(Subquery):
    """How many rows a query has, counted up to one more than `MOST_COUNTED`."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet) -> None:
        super().__init__(rows.order_by().values("pk")[: MOST_COUNTED + 1])


def tree(opened: Place | None, start: Start, *, with_documents: bool) -> Branch:
    """The tree with one unit open; only the archives where none is."""
    if opened is None:
        return _archives(with_documents)
    branch = _below(opened, start, with_documents)
    for unit in reversed(_way_to(opened)):
        branch = _neighbours(unit, branch, with_documents, is_open=unit is opened)
    return branch


def _archives(with_documents: bool) -> Branch:
    rows = list(_counted(Archive.objects.order_by("sort_key"), with_documents)[:ARCHIVES_SHOWN])
    return Branch([_row(archive) for archive in rows])


def _below(opened: Place, start: Start, with_documents: bool) -> Branch:
    """What lies in the open unit, from a number on."""
    if isinstance(opened, Delo):
        lying = opened.holdings.select_related("document").order_by("runs__start", "pk")
        return Branch([], holdings=list(lying[:SHOWN]) if with_documents else [])
    children = _counted(_siblings(CHILDREN[type(opened)], opened), with_documents)
    key = start.sort_key(children.model)
    rows = children.filter(sort_key__gte=key).exclude(sort_key=key, pk__lt=start.pk)
    found = list(rows.order_by("sort_key", "pk")[: SHOWN + 1])
    following = found[SHOWN] if len(found) > SHOWN else None
    return Branch(
        [_row(unit) for unit in found[:SHOWN]],
        above=opened,
        has_before=bool(key),
        next=following,
        goes_on=following is not None,
    )


def _neighbours(unit: Place, below: Branch, with_documents: bool, *, is_open: bool) -> Branch:
    """A unit on the way down among its siblings."""
    above = None if isinstance(unit, Archive) else getattr(unit, unit.parent_level)
    siblings = _counted(_siblings(type(unit), above), with_documents)
    before = siblings.filter(sort_key__lte=unit.sort_key).exclude(
        sort_key=unit.sort_key, pk__gte=unit.pk
    )
    after = siblings.filter(sort_key__gte=unit.sort_key).exclude(
        sort_key=unit.sort_key, pk__lt=unit.pk
    )
    earlier = list(before.order_by("-sort_key", "-pk")[: NEIGHBOURS + 1])
    itself, *later = after.order_by("sort_key", "pk")[: NEIGHBOURS + 2]
    rows = [_row(one) for one in reversed(earlier[:NEIGHBOURS])]
    rows.append(_row(itself, below, is_open=is_open))
    rows += [_row(one) for one in later[:NEIGHBOURS]]
    return Branch(
        rows, above, has_before=len(earlier) > NEIGHBOURS, goes_on=len(later) > NEIGHBOURS
    )


def _siblings(model: type[Model], above: Place | None) -> QuerySet:
    rows = model._default_manager.all()
    return rows if above is None else rows.filter(**{above._meta.model_name: above})


def _counted(rows: QuerySet, with_documents: bool) -> QuerySet:
    """Rows that know how much lies in each."""
    level = rows.model._meta.model_name
    counts = {}
    if child := CHILDREN.get(rows.model):
        counts["children_there"] = Counted(child._default_manager.filter(**{level: OuterRef("pk")}))
    if with_documents:
        counts["documents_there"] = Counted(Holding.objects.filter(**{level: OuterRef("pk")}))
    return rows.annotate(**counts)


def _row(unit: Place, branch: Branch | None = None, *, is_open: bool = False) -> Row:
    children, documents = (getattr(unit, f"{kind}_there", 0) for kind in ("children", "documents"))
    return Row(unit, children, documents, branch, is_open)


def _way_to(unit: Place) -> list[Place]:
    """From the archive down to a unit, both included."""
    return list(_upwards(unit))[::-1]


def _upwards(unit: Place) -> Iterator[Place]:
    yield unit
    while not isinstance(unit, Archive):
        unit = getattr(unit, unit.parent_level)
        yield unit
