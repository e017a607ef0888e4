"""Long ordered lists in stretches: "from number 201 on", as fast at the end as at the beginning.

A stretch begins at a sort key and is read along an index. There are no page numbers, for they
would mean counting over what was skipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from catalogue.references import number_sort_key
from catalogue.writing import alphabetical_key

LENGTH = 100


@dataclass(frozen=True)
class Start:
    """Where a stretch begins: at a sort key and, among rows that share it, at an id."""

    sort_key: str = ""
    pk: int = 0


@dataclass(frozen=True)
class Stretch:
    """Some rows of a list, the row that begins the stretch before, and the one after."""

    rows: list[Any]
    previous: Any | None
    next: Any | None

    @property
    def is_whole(self) -> bool:
        """Whether the list has no other rows."""
        return self.previous is None and self.next is None

    @property
    def has_papki(self) -> bool:
        """Whether numbers run within a papka here, so that one must be asked for to jump."""
        return any(getattr(row, "papka", "") for row in self.rows)


def stretch(rows: QuerySet, start: Start, length: int = LENGTH) -> Stretch:
    """The rows from a start on, in two queries; in one where the list begins there."""
    ordered = rows.order_by("sort_key", "pk")
    found = list(_from(ordered, start)[: length + 1])
    before = list(_before(ordered.reverse(), start)[:length]) if start.sort_key else []
    return Stretch(
        rows=found[:length],
        previous=before[-1] if before else None,
        next=found[length] if len(found) > length else None,
    )


def _from(rows: QuerySet, start: Start) -> QuerySet:
    return rows.filter(sort_key__gte=start.sort_key).exclude(
        sort_key=start.sort_key, pk__lt=start.pk
    )


def _before(rows: QuerySet, start: Start) -> QuerySet:
    return rows.filter(sort_key__lte=start.sort_key).exclude(
        sort_key=start.sort_key, pk__gte=start.pk
    )


def start_at_number(request: HttpRequest, within: str = "") -> Start:
    """The start that `?from=201` asks for; `?papka=11&from=5` where numbers run within a papka."""
    number = request.GET.get("from", "")
    parts = [request.GET.get(within, ""), number] if within else [number]
    return Start(number_sort_key(*parts), tie(request)) if any(parts) else Start()


def start_at_name(request: HttpRequest) -> Start:
    """The start that `?from=mol` asks for, in an alphabetical list."""
    name = request.GET.get("from", "")
    return Start(alphabetical_key(name), tie(request)) if name else Start()


def tie(request: HttpRequest) -> int:
    """The id that `?id=` gives, to go on in the middle of rows that share a sort key."""
    digits = request.GET.get("id", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else 0
