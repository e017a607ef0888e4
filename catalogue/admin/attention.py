"""What needs attention: lists of records in which something was not read, said or told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.models import (
    Agent,
    Collection,
    Delo,
    Document,
    DocumentType,
    Fond,
    Holding,
    Language,
    Opis,
    Place,
    Role,
    Subject,
)

PARAMETER = "attention"


@dataclass(frozen=True)
class Concern:
    """Something that may be wanting in a kind of record, and the records that want it."""

    name: str
    label: Promise
    model: type[Model]
    narrowed: Callable[[QuerySet], QuerySet]
    """From rows of the model to those that need attention."""
    counted: Callable[[], QuerySet] | None = None
    """As many rows, found more cheaply where they are only counted."""
    parameter: str = PARAMETER

    @property
    def rows(self) -> QuerySet:
        """What is counted of it."""
        return self.counted() if self.counted else self.narrowed(self.model._default_manager.all())

    @property
    def address(self) -> str:
        """The list of exactly these records."""
        page = reverse(f"admin:catalogue_{self.model._meta.model_name}_changelist")
        return f"{page}?{self.parameter}={self.name}"


def _without_listy(documents: QuerySet) -> QuerySet:
    return documents.filter(pk__in=Holding.objects.without_listy().order_by().values("document"))


def _documents_without_listy() -> QuerySet:
    return Holding.objects.without_listy().values("document").distinct()


def _date_unread(rows: QuerySet) -> QuerySet:
    """Found apart, along their own index: in the order of a list SQLite would look at every row."""
    unread = rows.model._default_manager.date_unread()
    return rows.filter(pk__in=unread.order_by().values("pk"))


def _overlapping_dela() -> QuerySet:
    return Holding.objects.overlapping().order_by().values("delo").distinct()


def _untranslated(model: type[Model], label: Promise) -> Concern:
    return Concern("any", label, model, lambda terms: terms.untranslated(), parameter="lacks")


CONCERNS = (
    Concern(
        "source",
        _("References that were not read: documents that lie nowhere"),
        Document,
        lambda documents: documents.source_unread(),
    ),
    Concern(
        "listy",
        _("Documents that lie in a delo, nobody says on which listy"),
        Document,
        _without_listy,
        _documents_without_listy,
    ),
    Concern(
        "sheets",
        _("Dela in which two documents are said to lie on one sheet"),
        Delo,
        lambda dela: dela.filter(pk__in=_overlapping_dela()),
        _overlapping_dela,
    ),
    *(
        Concern("date", label, model, _date_unread, model._default_manager.date_unread)
        for model, label in (
            (Document, _("Dates of documents that were not read")),
            (Fond, _("Dates of fonds that were not read")),
            (Opis, _("Dates of opisi that were not read")),
            (Delo, _("Dates of dela that were not read")),
        )
    ),
    Concern(
        "namesakes",
        _("Agents whose names sound alike"),
        Agent,
        lambda agents: agents.namesakes(),
    ),
    _untranslated(Place, _("Places without a label in every language")),
    _untranslated(Subject, _("Subjects without a label in every language")),
    _untranslated(Collection, _("Collections without a label in every language")),
    _untranslated(DocumentType, _("Types of document without a label in every language")),
    _untranslated(Language, _("Languages without a label in every language")),
    _untranslated(Role, _("Roles without a label in every language")),
)
"""To add one: a line here, and an index by which it is counted."""


class NeedingAttention(admin.SimpleListFilter):
    """In a list: the records that need attention, by what they want."""

    title = _("what needs attention")
    parameter_name = PARAMETER

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, Promise]]:
        return [(one.name, one.label) for one in _concerns_of(model_admin.model)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        for concern in _concerns_of(queryset.model):
            if concern.name == self.value():
                return concern.narrowed(queryset)
        return queryset


def _concerns_of(model: type[Model]) -> list[Concern]:
    return [one for one in CONCERNS if one.model is model and one.parameter == PARAMETER]


def concerns_for(user: Any) -> list[Concern]:
    """What somebody may put right."""
    return [
        one for one in CONCERNS if user.has_perm(f"catalogue.change_{one.model._meta.model_name}")
    ]
