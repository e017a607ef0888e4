"""Bulk changes: one correction for many records, planned first, then carried out.

A change says of each row what it was and what it would be; whoever carries it out writes just
that. So a preview shows what will happen, and a batch knows how to take it back.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from .batches import Values
from .documents import Document
from .holdings import Holding
from .units import Delo
from .vocabulary import Term


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
            if refusal := self._refusal(document):
                yield Planned(document, document, {}, {}, refusal)
                continue
            document.status = self.status
            document.published_at = document.published_at or self._published_at
            yield Planned(document, document, before, _columns(document, *before))

    @cached_property
    def _published_at(self) -> dt.datetime | None:
        """One moment for all that are published together."""
        return timezone.now() if self.status == Document.Status.PUBLISHED else None

    def _refusal(self, document: Document) -> str:
        """Why a document cannot go that way: the same ways are open as to one by itself."""
        way = (document.status, self.status)
        if way == (Document.Status.PUBLISHED, Document.Status.REVIEW):
            return _("It is public: withdraw it first.")
        if way == (Document.Status.REVIEW, Document.Status.DRAFT):
            return _("It is in review, not public: send it back with a note.")
        return ""


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
