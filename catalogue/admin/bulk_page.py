"""Bulk work: choose in a list, preview, confirm; carried out in steps while one watches.

A step takes a few seconds at most, so fifty thousand records meet no time-out; what was done
stands in the batch, goes on from there after a break, and is undone as one.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Batch
from catalogue.models.batches import runs_of_keys
from catalogue.models.bulk_changes import Planned
from catalogue.models.carrying_out import Outcome, carry_out, steps

from .bulk_forms import CHOICES, BulkForm, Choice

MOST_RECORDS = 100_000
SHOWN = 20
"""So many changes and refusals of a preview are shown; all are counted."""
SECONDS = 3.0
"""So long one request works before it shows how far it got."""
PREVIEW_SECONDS = 3.0
"""So long a preview looks at records; what it would do to the others shows when it is done."""
SELECTION = "bulk-selection"


@dataclass
class Preview:
    """What a change would do: how many records, and the first of them."""

    outcome: Outcome = field(default_factory=Outcome)
    looked_at: int = 0
    changes: list[Planned] = field(default_factory=list)
    refusals: list[Planned] = field(default_factory=list)

    def take(self, planned: Sequence[Planned]) -> None:
        self.outcome.count(planned)
        self.changes += [one for one in planned if one.is_change][: SHOWN - len(self.changes)]
        self.refusals += [one for one in planned if one.refusal][: SHOWN - len(self.refusals)]

    @property
    def differences(self) -> list[tuple[Model, list[tuple[str, str, str]]]]:
        """Of each change shown: its record, and by column what was and what would be."""
        return [(one.record, list(_differences(one))) for one in self.changes]


class BulkWork:
    """For an admin: the action that leads to bulk work, and its pages."""

    actions = ["change_many"]

    def has_change_many_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    @admin.action(description=gettext_lazy("Change many at once…"), permissions=["change_many"])
    def change_many(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        keys = self.chosen_keys(request, queryset)
        if len(keys) > MOST_RECORDS:
            message = _("At most %(most)d can be changed at once: narrow the list.")
            messages.warning(request, message % {"most": MOST_RECORDS})
            return None
        request.session[SELECTION] = {"model": self.opts.model_name, "keys": runs_of_keys(keys)}
        return redirect(f"admin:catalogue_{self.opts.model_name}_bulk")

    def chosen_keys(self, request: HttpRequest, queryset: QuerySet) -> list[int]:
        """The primary keys of what was chosen in the list, one more than allowed at most."""
        return list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST_RECORDS + 1])

    def get_urls(self) -> list[URLPattern]:
        name = f"catalogue_{self.opts.model_name}_bulk"
        view = self.admin_site.admin_view
        return [
            path("bulk/", view(self.bulk_view), name=name),
            path("bulk/<int:batch_id>/", view(self.bulk_progress_view), name=f"{name}_progress"),
            *super().get_urls(),
        ]

    def bulk_view(self, request: HttpRequest) -> HttpResponse:
        """Choose a change for the records that were chosen; preview it; begin it."""
        choices = self._choices(request)
        keys = self._selection(request)
        if not keys:
            messages.warning(request, _("Choose records in the list first."))
            return redirect(f"admin:catalogue_{self.opts.model_name}_changelist")
        form = BulkForm(choices, request.POST if request.method == "POST" else None)
        preview = None
        if form.is_bound and form.is_valid():
            if "_begin" in request.POST:
                return self._begun(request, form, keys)
            preview = self._preview(form, keys)
        context = {"form": form, "preview": preview, "count": len(keys)}
        return self._bulk_page(request, "admin/catalogue/bulk.html", context)

    def bulk_progress_view(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        """How far a bulk change is; a POST works on for some seconds, or stops."""
        batches = Batch.objects.filter(kind=Batch.Kind.CHANGE, options__model=self.opts.model_name)
        if not self.has_change_many_permission(request):
            raise PermissionDenied
        batch = get_object_or_404(batches, pk=batch_id)
        if request.method == "POST" and batch.finished_at is None:
            self._work(request, batch)
            return redirect(request.path)
        keys = _keys_of_runs(batch.options["keys"])
        done = batch.position.get("done", 0)
        context = {"batch": batch, "done": done, "count": len(keys), "outcome": batch.counts}
        return self._bulk_page(request, "admin/catalogue/bulk_progress.html", context)

    def _choices(self, request: HttpRequest) -> dict[str, Choice]:
        """The changes the curator may make."""
        if not self.has_change_many_permission(request):
            raise PermissionDenied
        return {
            name: choice
            for name, choice in CHOICES[self.model].items()
            if getattr(self, f"has_{choice.right}_permission")(request)
        }

    def _selection(self, request: HttpRequest) -> list[int]:
        chosen = request.session.get(SELECTION, {})
        return _keys_of_runs(chosen["keys"]) if chosen.get("model") == self.opts.model_name else []

    def _preview(self, form: BulkForm, keys: Sequence[int]) -> Preview:
        preview, change = Preview(), form.made()
        deadline = time.monotonic() + PREVIEW_SECONDS
        for step in steps(keys):
            rows = self.model._default_manager.filter(pk__in=step).order_by("pk")
            preview.take(list(change.planned(rows)))
            preview.looked_at += len(step)
            if time.monotonic() > deadline:
                break
        return preview

    def _begun(self, request: HttpRequest, form: BulkForm, keys: Sequence[int]) -> HttpResponse:
        batch = Batch.objects.create(
            kind=Batch.Kind.CHANGE,
            title=f"{form.chosen.label}: {len(keys)} {self.opts.verbose_name_plural}"[:200],
            user=request.user,
            options={
                "model": self.opts.model_name,
                "values": form.values(),
                "keys": runs_of_keys(keys),
            },
        )
        del request.session[SELECTION]
        self._work(request, batch)
        return redirect(reverse(self._progress_name, args=[batch.pk]))

    @property
    def _progress_name(self) -> str:
        return f"admin:catalogue_{self.opts.model_name}_bulk_progress"

    def _work(self, request: HttpRequest, batch: Batch) -> None:
        """Go on with a batch for some seconds, as the one who asks may."""
        if "_stop" in request.POST:
            batch.state = Batch.State.STOPPED
            batch.save(update_fields=["state"])
            return
        sent = QueryDict(mutable=True)
        for name, values in batch.options["values"].items():
            sent.setlist(name, values)
        form = BulkForm(self._choices(request), sent)
        if not form.is_valid():  # a delo or term it names is gone, or the right to do it
            messages.error(request, " ".join(str(e) for es in form.errors.values() for e in es))
            return
        batch.state = Batch.State.RUNNING
        change, deadline = form.made(), time.monotonic() + SECONDS
        outcome = Outcome(**batch.counts)
        keys = _keys_of_runs(batch.options["keys"])
        for step in steps(keys, batch.position.get("done", 0)):
            carry_out(batch, change, self.model, step, outcome)
            if time.monotonic() > deadline:
                break
        if batch.position.get("done", 0) >= len(keys):
            batch.finish(Batch.State.DONE)

    def _bulk_page(
        self, request: HttpRequest, template: str, context: dict[str, Any]
    ) -> HttpResponse:
        common = {
            **self.admin_site.each_context(request),
            "title": _("Change many at once"),
            "opts": self.opts,
        }
        return TemplateResponse(request, template, common | context)


def _keys_of_runs(runs: Sequence[Sequence[int]]) -> list[int]:
    return [key for first, last in runs for key in range(first, last + 1)]


def _differences(planned: Planned) -> Any:
    """The columns that change, their values in words."""
    row = planned.row
    for name, before in planned.before.items():
        after = planned.after[name]
        if before == after or name == "published_at":
            continue
        column = row._meta.get_field(name)
        yield str(column.verbose_name), _in_words(column, before), _in_words(column, after)


def _in_words(column: Any, value: Any) -> str:
    if column.is_relation:
        keys = value if isinstance(value, list) else [value]
        rows = column.related_model._default_manager.filter(pk__in=[key for key in keys if key])
        if hasattr(rows, "with_parents"):
            rows = rows.with_parents()
        return ", ".join(map(str, rows)) or "—"
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return str(value) if value not in (None, "") else "—"
