"""The page between two records that are one and the one they become: choice, preview, deed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import reversion
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _


class MergingPage:
    """For an admin whose records may be merged: ``<id>/merge/`` asks into which one.

    The admin says how: `choosing` makes the form of the choice, `plan` what would be done (with
    `refusals`), `carry_out` does it.
    """

    merge_template: str

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.merge_view)
        name = f"catalogue_{self.opts.model_name}_merge"
        return [path("<int:object_id>/merge/", view, name=name), *super().get_urls()]

    def choosing(self, data: Any) -> forms.Form:
        raise NotImplementedError

    def plan(self, gone: Model, kept: Model) -> Any:
        raise NotImplementedError

    def refusals(self, plan: Any) -> Iterable[str]:
        raise NotImplementedError

    def carry_out(self, request: HttpRequest, gone: Model, kept: Model) -> None:
        raise NotImplementedError

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Merging changes one record and deletes another."""
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def merge_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show what would become of a record in another; do it when that is confirmed."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        gone = get_object_or_404(self.get_queryset(request), pk=object_id)
        form = self.choosing(request.POST if request.method == "POST" else request.GET or None)
        kept = form.cleaned_data["kept"] if form.is_bound and form.is_valid() else None
        plan = self.plan(gone, kept) if kept is not None else None
        if plan and request.method == "POST" and "_merge" in request.POST:
            if request.POST.get("shown") != fingerprint(plan):
                messages.error(request, _("This has changed since it was shown: look again."))
            elif not list(self.refusals(plan)) and self._merged(request, gone, kept):
                return redirect(f"admin:catalogue_{self.opts.model_name}_change", kept.pk)
        return self._merging_page(request, gone, form, plan)

    def _merged(self, request: HttpRequest, gone: Model, kept: Model) -> bool:
        """Do it; say what stood in the way where that cannot be."""
        words = _("Merged “%(gone)s” into “%(kept)s”.") % {"gone": gone, "kept": kept}
        try:
            with transaction.atomic():
                self._keep_last_version(request, gone, words)
                with self.create_revision(request):
                    self.log_deletions(request, [gone])
                    self.carry_out(request, gone, kept)
                    reversion.add_to_revision(kept)
                    self.log_change(request, kept, words)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        except (IntegrityError, ProtectedError):
            messages.error(request, _("Something was added to it meanwhile: look again."))
        else:
            messages.success(request, words)
            return True
        return False

    def _keep_last_version(self, request: HttpRequest, gone: Model, words: str) -> None:
        """A revision of its own: one in which a record is deleted holds no version of it."""
        with self.create_revision(request):
            reversion.add_to_revision(gone)
            reversion.set_comment(words)

    def _merging_page(
        self, request: HttpRequest, gone: Model, form: forms.Form, plan: Any
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge into another"),
            "subtitle": str(gone),
            "opts": self.opts,
            "gone": gone,
            "form": form,
            "plan": plan,
            "refusals": list(self.refusals(plan)) if plan else [],
            "shown": fingerprint(plan) if plan else "",
            "media": self.media + form.media,
        }
        return TemplateResponse(request, self.merge_template, context)


def fingerprint(plan: Any) -> str:
    """Changes when anything else would be done than was shown."""
    return hashlib.sha256(repr(plan).encode()).hexdigest()
