"""Imports and bulk changes: what each did, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.imports.report import Report
from catalogue.models import Batch, CannotUndo

from .import_page import SHOWN, ImportPage
from .paginating import BoundedPaginator

UNDOABLE = (Batch.State.DONE, Batch.State.STOPPED, Batch.State.UNDOING)

SECONDS = 3.0
"""So long one request undoes a bulk change before it shows how far it got."""


@admin.register(Batch)
class BatchAdmin(ImportPage, admin.ModelAdmin):
    """A list to read; batches are made by imports and actions, never by hand."""

    list_display = ("__str__", "kind", "state", "user", "started_at", "figures")
    list_filter = ("kind", "state")
    list_select_related = ("user",)
    list_per_page = 50
    show_full_result_count = False
    paginator = BoundedPaginator
    change_list_template = "admin/catalogue/batch_list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Batch | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Batch | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("created, updated, refused"))
    def figures(self, batch: Batch) -> str:
        counts = batch.counts
        return ", ".join(f"{counts.get(one, 0):,}" for one in ("created", "updated", "rejected"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.undo_view)
        return [
            path("<int:batch_id>/undo/", view, name="catalogue_batch_undo"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        may_import = request.user.has_perm("catalogue.import_batch")
        return super().changelist_view(request, {"may_import": may_import, **(extra_context or {})})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What a batch did: figures, refusals, changes, notes."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        batch = self.get_object(request, object_id)
        if batch is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        report = Report(batch.report)
        context = {
            "title": str(batch),
            "batch": batch,
            "report": report.as_data(),
            "totals": report.totals,
            "may_undo": batch.state in UNDOABLE and _may_undo(request),
            "shown": SHOWN,
        }
        return self._page(request, "admin/catalogue/batch.html", context)

    def undo_view(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        """Ask whether a batch is to be taken back; take it back when confirmed."""
        if not _may_undo(request):
            raise PermissionDenied
        batch = get_object_or_404(Batch, pk=batch_id)
        if request.method != "POST":
            context = {
                "title": _("Undo “%s”?") % batch,
                "batch": batch,
                "done": batch.position.get("done", 0),
                "count": batch.changes.count(),
                "created": batch.counts.get("created", 0),
                "updated": batch.counts.get("updated") or batch.counts.get("changed", 0),
            }
            return self._page(request, "admin/catalogue/batch_undo.html", context)
        try:
            if batch.kind != Batch.Kind.CHANGE:
                batch.undo(request.user)
            elif not batch.undo_some(request.user, SECONDS):
                return redirect("admin:catalogue_batch_undo", batch.pk)
        except CannotUndo as refused:
            for reason in refused.reasons:
                messages.error(request, reason)
        else:
            self.log_change(request, batch, _("Undone."))
            messages.success(request, _("“%s” is undone.") % batch)
        return redirect("admin:catalogue_batch_change", batch.pk)


def _may_undo(request: HttpRequest) -> bool:
    return request.user.has_perm("catalogue.undo_batch")
