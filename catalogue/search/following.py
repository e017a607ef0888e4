"""Reading the change log: what is pending, and which records it touches.

On PostgreSQL rows become visible in another order than they were numbered. A position therefore
only moves past transactions that have surely ended (``pg_snapshot_xmin``); changes that are
visible earlier are applied *ahead* of it, so that one long import does not hold up a curator's
correction. SQLite has one writer at a time: there every visible change is final.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from catalogue.models import Change, ChangeLog, Delo, Fond, Opis

from .kinds import Kind
from .storage import Position

BATCH = 2_000
"""How many changes are applied at once."""

KEPT = 100_000
"""How many applied changes stay in the log for indexes on other machines."""

Changes = Mapping[str, set[int]]
"""Ids of changed rows by kind of change."""


@dataclass(frozen=True)
class Pending:
    """A batch of changes, and the position of an index that has applied it."""

    changes: Changes
    position: Position


def horizon() -> int | None:
    """The oldest transaction that may still be running; None where that cannot matter."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]


def end_of_log() -> Position:
    """The position of an index that is built from rows read from now on."""
    oldest, day = horizon(), today()
    if oldest is not None:
        return Position(oldest, 0, day=day)
    last = Change.objects.order_by("transaction", "pk").last()
    return Position(last.transaction, last.pk, day=day) if last else Position(day=day)


def after(position: Position) -> QuerySet[Change]:
    """The changes that an index at a position has not applied."""
    later = Q(transaction=position.transaction, pk__gt=position.id)
    found = Change.objects.filter(later | Q(transaction__gt=position.transaction))
    if position.ahead:
        found = found.exclude(pk__in=position.ahead)
    return found.order_by("transaction", "pk")


def next_pending(position: Position) -> Pending | None:
    """The next batch of changes, or None when the index is up to date."""
    oldest = horizon()
    if position.day < today():
        return Pending(opened_since(position.day), replace(position, day=today()))
    rows = list(after(position)[:BATCH])
    if not rows:
        return None
    final = [row for row in rows if oldest is None or row.transaction < oldest]
    ahead = {*position.ahead, *(row.pk for row in rows)} - {row.pk for row in final}
    if final:
        position = replace(position, transaction=final[-1].transaction, id=final[-1].pk)
    return Pending(_by_kind(rows), replace(position, ahead=tuple(ahead)))


def today() -> int:
    """The day by which restrictions are judged, as an ordinal."""
    return timezone.localdate().toordinal()


def opened_since(day: int) -> Changes:
    """The units that opened after a day: no row changes when a restriction ends."""
    after, until = dt.date.fromordinal(max(day, 1)), dt.date.fromordinal(today())
    return {
        model._meta.model_name: set(
            model.objects.opened_within(after, until).values_list("pk", flat=True)
        )
        for model in (Fond, Opis, Delo)
    }


def _by_kind(rows: Iterable[Change]) -> Changes:
    changes: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        changes[row.kind].add(row.object_id)
    return changes


def is_followable(position: Position, log: ChangeLog) -> bool:
    """Whether the log still holds all that came after a position.

    Not so if it was pruned beyond it, or if the database came back from a copy with fewer
    transactions behind it.
    """
    if (position.transaction, position.id) < (log.pruned_transaction, log.pruned_id):
        return False
    oldest = horizon()
    return oldest is None or position.transaction <= oldest


def touched_ids(kind: Kind, changes: Changes) -> set[int]:
    """The ids of a kind's rows whose records must be made anew."""
    ids = set(changes.get(kind.own, ()))
    for found in _touched(kind, changes):
        ids.update(found)
    return ids


def _touched(kind: Kind, changes: Changes) -> Iterator[QuerySet]:
    """The ids of a kind's rows that show changed rows of others."""
    for change, ways in kind.touched.items():
        if changed := sorted(changes.get(change, ())):
            for expand in ways:
                yield expand(changed).values_list("pk", flat=True)


def touched_since(kind: Kind, position: Position, most: int) -> list[int] | None:
    """Ids of all records of a kind that may have changed after a position; None if unknown.

    More may be among them than an index has applied. None also where the log was pruned since,
    where another day has begun, or where there are more than ``most``.
    """
    if position.day < today() or not is_followable(position, ChangeLog.current()):
        return None
    rows = list(after(position)[: most + 1])
    if len(rows) > most:
        return None
    changes = _by_kind(rows)
    ids = set(changes.get(kind.own, ()))
    for found in _touched(kind, changes):
        ids.update(found[: most + 1])
    return sorted(ids) if len(ids) <= most else None


def prune(position: Position) -> None:
    """Forget changes applied long ago, as soon as they are a tenth more than are kept."""
    if _length() <= KEPT + KEPT // 10:
        return
    applied = Change.objects.filter(
        Q(transaction=position.transaction, pk__lte=position.id)
        | Q(transaction__lt=position.transaction)
    ).order_by("-transaction", "-pk")
    oldest_kept = applied[KEPT : KEPT + 1].first()
    if oldest_kept is None:
        return
    log = ChangeLog.current()
    log.pruned_transaction, log.pruned_id = oldest_kept.transaction, oldest_kept.pk
    log.save()
    Change.objects.filter(
        Q(transaction=log.pruned_transaction, pk__lte=log.pruned_id)
        | Q(transaction__lt=log.pruned_transaction)
    ).delete()


def _length() -> int:
    """How long the log is, told by its ends: counting it would take longer than a save."""
    ids = Change.objects.order_by("pk").values_list("pk", flat=True)
    first, last = ids.first(), ids.last()
    return 0 if first is None else last - first + 1
