"""Dates in archives: as written, as EDTF, and as the first and last day they may mean."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.dates import EdtfError, Span, read_edtf, write_date

from .derived import Derived

DATE_UNREAD = Q(date_edtf="") & ~Q(date_text="")


class DatedQuerySet(models.QuerySet):
    """Words for asking about time."""

    def dated(self) -> Self:
        return self.exclude(date_edtf="")

    def undated(self) -> Self:
        return self.filter(date_edtf="")

    def date_unread(self) -> Self:
        """Rows whose date is stated in words that nobody has made a date of."""
        return self.filter(DATE_UNREAD)

    def dated_within(self, first: dt.date | None, last: dt.date | None) -> Self:
        """Rows whose date may fall between two days (both included; None is open).

        A date open at one end counts as reaching there: it never vanishes from a search.
        """
        found = self.dated()
        if first is not None:
            found = found.filter(Q(latest__isnull=True) | Q(latest__gte=first))
        if last is not None:
            found = found.filter(Q(earliest__isnull=True) | Q(earliest__lte=last))
        return found

    def by_date(self) -> Self:
        """Earliest first, then the shorter span; open beginnings first, undated last."""
        return self.order_by(
            ExpressionWrapper(Q(date_edtf=""), output_field=models.BooleanField()),
            F("earliest").asc(nulls_first=True),
            F("latest").asc(nulls_last=True),
            "pk",
        )


class Dated(Derived):
    """A row with one archival date. EDTF is ISO 8601-2:2019, levels 0 to 2."""

    date_text = models.CharField(
        _("date as written"),
        max_length=300,
        blank=True,
        help_text=_("The date in the words of the source, for example “not before March 5, 1953”."),
    )
    date_edtf = models.CharField(
        _("date (EDTF)"),
        max_length=200,
        blank=True,
        help_text=_("1953-07-29, 1953-07, 1953~, 195X, 1941/1945, [..1953]. Empty: undated."),
    )
    earliest = models.DateField(_("earliest day"), null=True, editable=False)
    latest = models.DateField(_("latest day"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def span(self) -> Span | None:
        """What the EDTF means, or None for an undated row."""
        return read_edtf(self.date_edtf) if self.date_edtf else None

    @property
    def date_in_words(self) -> str:
        """The date in the language of the interface; as written where no EDTF is known."""
        if not self.date_edtf:
            return self.date_text
        return write_date(self.date_edtf, language=(get_language() or "en")[:2])

    def derive(self) -> None:
        super().derive()
        try:
            span = self.span
        except EdtfError as error:
            raise ValidationError({"date_edtf": str(error)}) from error
        self.earliest = span.earliest if span else None
        self.latest = span.latest if span else None


def date_unread_index(model: str) -> models.Index:
    """The index of the rows whose date was not read: few, also among ten million."""
    return models.Index(fields=["id"], condition=DATE_UNREAD, name=f"{model}_date_unread")


def dates_in_order(model: str) -> models.CheckConstraint:
    """The constraint that a date does not end before it begins."""
    return models.CheckConstraint(
        condition=Q(earliest__isnull=True) | Q(latest__isnull=True) | Q(earliest__lte=F("latest")),
        name=f"{model}_dates_in_order",
        violation_error_message=_("The date ends before it begins."),
    )
