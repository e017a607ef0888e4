"""Bulk changes: one correction for many records, planned first, then carried out and recorded.

A change says of each row what it was and what it would be; whoever carries it out writes just
that. So a preview shows what will happen, and a batch knows how to take it back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from .batches import Batch, Values
from .documents import Document
from .holdings import Holding
from .units import Delo
from .vocabulary import Term

STEP = 500
"""Records planned and written at once: a fixed number of queries each."""


@dataclass(frozen=True)
class Planned:
    """What a change makes of one row: its values before and after, or why it cannot."""

    record: Model
    """The record a curator chose; ``row`` is that, or a part of it."""
    row: Model
    before: Values
    after: Values
    refusal: str = ""

    @property
    def is_change(self) -> bool:
        return not self.refusal and self.before != self.after


class BulkChange(Protocol):
    """A change of many records."""

    def planned(self, rows: QuerySet) -> Iterator[Planned]:
        """One or more a record, in the order of the rows."""


@dataclass(frozen=True)
class StatusGiven:
    """Publish, withdraw, send to review."""

    status: str

    def planned(self, rows: QuerySet) -> Iterator[Planned]:
        for document in rows:
            before = _columns(document, "status", "published_at")
            if (
                self.status == Document.Status.REVIEW
                and document.status == Document.Status.PUBLISHED
            ):
                yield Planned(document, document, {}, {}, _("It is public: withdraw it first."))
                continue
            document.status = self.status
            document.derive()
            yield Planned(document, document, before, _columns(document, *before))


@dataclass(frozen=True)
class TermAdded:
    """A term more in one of a document's vocabularies."""

    field: str
    term: Term

    def planned(self, rows: QuerySet) -> Iterator[Planned]:
        for document in rows.prefetch_related(self.field):
            present = _keys_of(document, self.field)
            after = sorted({*present, self.term.pk})
            yield Planned(document, document, {self.field: present}, {self.field: after})


@dataclass(frozen=True)
class LanguagesSet:
    """The original languages, in the place of those there were."""

    languages: Sequence[Term]

    def planned(self, rows: QuerySet) -> Iterator[Planned]:
        after = sorted(language.pk for language in self.languages)
        for document in rows.prefetch_related("languages"):
            before = _keys_of(document, "languages")
            yield Planned(document, document, {"languages": before}, {"languages": after})


@dataclass(frozen=True)
class MovedToDelo:
    """Holdings taken to another delo, listy kept: those in ``source``, or a document's only one."""

    target: Delo
    source: Delo | None = None

    def planned(self, rows: QuerySet) -> Iterator[Planned]:
        for document in rows.prefetch_related("holdings"):
            holdings = list(document.holdings.all())
            moving = [one for one in holdings if self._is_meant(one, holdings)]
            taken = {one.listy for one in holdings if one.delo_id == self.target.pk}
            if not moving:
                yield Planned(document, document, {}, {}, self._why_none(holdings))
            for holding in moving:
                yield self._moved(document, holding, taken)
                taken.add(holding.listy)

    def _is_meant(self, holding: Holding, holdings: Collection[Holding]) -> bool:
        if self.source is None:
            return len(holdings) == 1
        return holding.delo_id == self.source.pk

    def _why_none(self, holdings: Collection[Holding]) -> str:
        if self.source is not None:
            return _("It does not lie in %(delo)s.") % {"delo": self.source}
        if not holdings:
            return _("It has no holding.")
        return _("It lies in several places: say from which delo.")

    def _moved(self, document: Document, holding: Holding, taken: Collection[str]) -> Planned:
        opis = self.target.opis
        after = {
            "archive_id": opis.fond.archive_id,
            "fond_id": opis.fond_id,
            "opis_id": opis.pk,
            "delo_id": self.target.pk,
        }
        before = _columns(holding, *after)
        refusal = ""
        if before != after and holding.listy in taken:
            refusal = _("It is said to lie there already.")
        return Planned(document, holding, before, after, refusal)


@dataclass(frozen=True)
class WordCorrected:
    """A word written otherwise, in some columns; to the letter, and whole words only."""

    wrong: str
    right: str
    columns: tuple[str, ...] = ("title",)

    def planned(self, rows: QuerySet) -> Iterator[Planned]:
        word = re.compile(rf"(?<!\w){re.escape(self.wrong)}(?!\w)")
        for record in rows:
            before = _columns(record, *self.columns)
            after = {name: word.sub(lambda _m: self.right, text) for name, text in before.items()}
            yield Planned(record, record, before, after, _too_long(record, after))


def _too_long(record: Model, values: Values) -> str:
    for name, text in values.items():
        field = record._meta.get_field(name)
        if field.max_length and len(text) > field.max_length:
            return _("The %(field)s would have %(n)d characters; %(most)d fit.") % {
                "field": field.verbose_name,
                "n": len(text),
                "most": field.max_length,
            }
    return ""


def _columns(row: Model, *names: str) -> dict[str, object]:
    return {name: getattr(row, name) for name in names}


def _keys_of(document: Document, field: str) -> list[int]:
    return sorted(term.pk for term in getattr(document, field).all())


# --- Carrying out ---


@dataclass
class Outcome:
    """How many records a change changed, found so already, and could not change."""

    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    def count(self, planned: Iterable[Planned]) -> None:
        """Count records; one with several rows is changed if any of them is."""
        by_record: dict[int, list[Planned]] = defaultdict(list)
        for one in planned:
            by_record[one.record.pk].append(one)
        for rows in by_record.values():
            if any(one.is_change for one in rows):
                self.changed += 1
            elif any(one.refusal for one in rows):
                self.refused += 1
            else:
                self.unchanged += 1


def steps(keys: Sequence[int], start: int = 0) -> Iterator[Sequence[int]]:
    """Keys in steps, from a place in them on."""
    return (keys[place : place + STEP] for place in range(start, len(keys), STEP))


def carry_out(
    batch: Batch, change: BulkChange, model: type[Model], keys: Sequence[int], outcome: Outcome
) -> None:
    """Change the rows with some keys, a step, and record it in the batch, all or nothing.

    The rows are read again under a lock: what somebody changed since the preview is not undone.
    """
    with transaction.atomic():
        rows = model._default_manager.filter(pk__in=keys).order_by("pk").select_for_update()
        planned = list(change.planned(rows))
        outcome.count(planned)
        changing: dict[type[Model], list[Planned]] = defaultdict(list)
        for one in planned:
            if one.is_change:
                changing[type(one.row)].append(one)
        for kind, ones in changing.items():
            _write(kind, ones)
            if kind is not model:
                changed = {one.record.pk for one in ones}
                model._default_manager.filter(pk__in=changed).update(changed_at=timezone.now())
            batch.record_updated(kind, ((one.row.pk, one.before, one.after) for one in ones))
        batch.counts = vars(outcome)
        batch.position = {"done": batch.position.get("done", 0) + len(keys)}
        batch.save(update_fields=["counts", "position"])


def _write(model: type[Model], planned: Sequence[Planned]) -> None:
    names = planned[0].after
    links = [name for name in names if model._meta.get_field(name).many_to_many]
    columns = [name for name in names if name not in links]
    for name in links:
        _relink(model, name, planned)
    if hasattr(model, "changed_at"):
        now = timezone.now()
        for one in planned:
            one.row.changed_at = now
        columns.append("changed_at")
    if columns:
        for one in planned:
            for name in names:
                if name in columns:
                    setattr(one.row, name, one.after[name])
        fields = [model._meta.get_field(name).name for name in columns]
        model._default_manager.bulk_update([one.row for one in planned], fields, batch_size=STEP)


def _relink(model: type[Model], name: str, planned: Sequence[Planned]) -> None:
    """Take out and put in the rows between records and terms."""
    field = model._meta.get_field(name)
    through, own = field.remote_field.through, field.m2m_field_name()
    other = field.m2m_reverse_field_name()
    for one in planned:
        if gone := set(one.before[name]) - set(one.after[name]):
            through.objects.filter(**{own: one.row, f"{other}__in": gone}).delete()
    through.objects.bulk_create(
        [
            through(**{f"{own}_id": one.row.pk, f"{other}_id": key})
            for one in planned
            for key in sorted(set(one.after[name]) - set(one.before[name]))
        ],
        ignore_conflicts=True,
        batch_size=STEP,
    )
