"""Exports: a list as it is filtered, searched or chosen, as CSV or as fixtures; drafts included.

What is written goes out piece by piece, so a list may be as long as it is. Fixtures carry with
them all that their records refer to, which has to be known beforehand: that many are bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.exchange.contents import with_all_they_need
from catalogue.exchange.fixtures import fixture_lines
from catalogue.exchange.snapshots import in_batches
from catalogue.exchange.spreadsheets import csv_pieces

MOST_IN_FIXTURES = 100_000
"""So many records of a list go into fixtures; `manage.py export` writes all there are."""

LINES_AT_ONCE = 200
"""So many objects of a fixture are sent in one piece."""


class CannotExport(Exception):
    """Why a list is not written, in words."""


class Exporting:
    """For an admin: ways to take its list along."""

    actions = ["export_csv", "export_fixtures"]

    def get_urls(self) -> list[URLPattern]:
        name = f"catalogue_{self.opts.model_name}_export"
        return [
            path(
                f"export/{form}/",
                self.admin_site.admin_view(partial(self.export_view, form=form)),
                name=f"{name}_{form}",
            )
            for form in FORMS
        ] + super().get_urls()

    def export_view(self, request: HttpRequest, form: str) -> HttpResponse:
        """The list that the same address without ``export/…/`` shows, all its pages."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            return self._exported(self.rows_of_list(request), form)
        except IncorrectLookupParameters:
            messages.error(request, _("There is no such list."))
        except CannotExport as reason:
            messages.error(request, str(reason))
        return redirect(f"admin:catalogue_{self.opts.model_name}_changelist")

    def rows_of_list(self, request: HttpRequest) -> QuerySet:
        """Every row of the list as it is filtered and searched. Raises `CannotExport`."""
        return self.get_changelist_instance(request).queryset

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        addresses = {
            f"export_{form}": f"admin:catalogue_{self.opts.model_name}_export_{form}"
            for form in FORMS
        }
        return super().changelist_view(request, addresses | (extra_context or {}))

    @admin.action(description=gettext_lazy("Export as CSV"), permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._export_chosen(request, queryset, "csv")

    @admin.action(description=gettext_lazy("Export as fixtures"), permissions=["view"])
    def export_fixtures(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._export_chosen(request, queryset, "fixtures")

    def _export_chosen(
        self, request: HttpRequest, queryset: QuerySet, form: str
    ) -> HttpResponse | None:
        try:
            is_all = request.POST.get("select_across") == "1"
            return self._exported(self.rows_of_list(request) if is_all else queryset, form)
        except CannotExport as reason:
            messages.error(request, str(reason))
            return None

    def _exported(self, rows: QuerySet, form: str) -> HttpResponse:
        rows = rows.order_by().select_related(None).prefetch_related(None)
        pieces, media_type, ending = FORMS[form]
        called = f"{self.opts.model_name}-{timezone.localdate().isoformat()}.{ending}"
        return StreamingHttpResponse(
            pieces(rows),
            content_type=media_type,
            headers={"Content-Disposition": f'attachment; filename="{called}"'},
        )


def _csv(rows: QuerySet) -> Iterator[str]:
    return csv_pieces(rows, bom=True)


def _fixtures(rows: QuerySet) -> Iterator[str]:
    """Rows with all they refer to. Raises `CannotExport` before anything is written."""
    ids = list(rows.values_list("pk", flat=True)[: MOST_IN_FIXTURES + 1])
    if len(ids) > MOST_IN_FIXTURES:
        words = _(
            "At most %(most)s go into fixtures here: narrow the list, or use manage.py export."
        )
        raise CannotExport(words % {"most": f"{MOST_IN_FIXTURES:,}"})

    def lines() -> Iterator[str]:
        yield from fixture_lines(with_all_they_need({rows.model: ids}))

    return ("".join(batch) for batch in in_batches(lines(), LINES_AT_ONCE))


FORMS = {
    "csv": (_csv, "text/csv; charset=utf-8", "csv"),
    "fixtures": (_fixtures, "application/jsonl; charset=utf-8", "jsonl"),
}
"""What is written, as which kind of content, into a file that ends in what."""
