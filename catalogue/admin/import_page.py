"""Importing a file at the desk: upload, preview of what it would do, confirmation."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.imports.checksums import Source
from catalogue.imports.entries import Unreadable
from catalogue.imports.formats import FORMATS, format_of
from catalogue.imports.running import Busy, Plan, Run, Stopped
from catalogue.imports.tables import FORMATS as TABLES
from catalogue.imports.tables import mapping_of
from catalogue.imports.tables.glance import glance

from . import uploads
from .import_mapping import MappingForm

LONGEST_SECONDS = 60
"""So long a file may take while somebody waits at the page."""

SHOWN = 200
"""So many refusals and changes a page lists."""

KEPT_IN_SESSION = "catalogue-import"


def formats() -> list[tuple[str, str]]:
    return [("", _("as the file tells")), *((one.name, one.label) for one in FORMATS)]


class ImportForm(forms.Form):
    """A file, and how it is to be taken."""

    file = forms.FileField(label=gettext_lazy("File"))
    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=formats, required=False)
    only_new = forms.BooleanField(
        label=gettext_lazy("Leave what exists as it is; only add what is new"), required=False
    )
    keep_good = forms.BooleanField(
        label=gettext_lazy("Take what is good even if other objects are refused"), required=False
    )

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if upload.size > settings.CATALOGUE_IMPORT_MAX * 1_000_000:
            raise ValidationError(
                _("At most %(most)d MB can be imported here; larger files by manage.py import.")
                % {"most": settings.CATALOGUE_IMPORT_MAX}
            )
        return upload


class ImportPage:
    """For the admin of batches: from a file to what it did."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("new/", view(self.new_view), name="catalogue_batch_new"),
            path("new/columns/", view(self.columns_view), name="catalogue_batch_columns"),
            path("new/confirm/", view(self.confirm_view), name="catalogue_batch_confirm"),
            *super().get_urls(),
        ]

    def new_view(self, request: HttpRequest) -> HttpResponse:
        """The form; sent with a file, the preview of what importing it would do.

        A table whose headings are not all known is asked about first.
        """
        _require_permission(request)
        form = ImportForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            kept = _kept(form)
            try:
                if _is_a_question(kept):
                    request.session[KEPT_IN_SESSION] = kept
                    return redirect("admin:catalogue_batch_columns")
                run = _run(_plan(kept, request, dry_run=True))
            except (Unreadable, Stopped) as error:
                uploads.forget(kept["token"])
                form.add_error("file", _words(error))
            else:
                request.session[KEPT_IN_SESSION] = kept
                return self._preview(request, run, kept)
        context = {"title": _("Import a file"), "form": form, "most": settings.CATALOGUE_IMPORT_MAX}
        return self._page(request, "admin/catalogue/import_new.html", context)

    def columns_view(self, request: HttpRequest) -> HttpResponse:
        """For a table whose headings are not all known: the columns; sent, the preview."""
        _require_permission(request)
        kept = request.session.get(KEPT_IN_SESSION) or {}
        where = uploads.path_of(kept.get("token", ""))
        if where is None:
            messages.error(request, _("The file is no longer kept: send it again."))
            return redirect("admin:catalogue_batch_new")
        try:
            form = MappingForm(glance(where), request.POST or None)
        except Unreadable as error:
            messages.error(request, str(error))
            return redirect("admin:catalogue_batch_new")
        if request.method == "POST" and form.is_valid():
            kept = {**kept, "mapping": form.mapping().as_toml()}
            try:
                run = _run(_plan(kept, request, dry_run=True))
            except (Unreadable, Stopped) as error:
                form.add_error(None, _words(error))
            else:
                request.session[KEPT_IN_SESSION] = kept
                return self._preview(request, run, kept)
        context = {
            "title": _("Which column is which field"),
            "subtitle": kept["name"],
            "form": form,
            "general": [form[name] for name in MappingForm.base_fields],
            "shown": max(1, len(form.glance.rows)),
        }
        return self._page(request, "admin/catalogue/import_mapping.html", context)

    def confirm_view(self, request: HttpRequest) -> HttpResponse:
        """Import the file that was previewed, once."""
        _require_permission(request)
        kept = request.session.get(KEPT_IN_SESSION) or {}
        token = kept.get("token", "")
        is_meant = token and request.method == "POST" and request.POST.get("token") == token
        if not is_meant or uploads.path_of(token) is None:
            messages.error(request, _("The previewed file is no longer kept: send it again."))
            return redirect("admin:catalogue_batch_new")
        del request.session[KEPT_IN_SESSION]
        try:
            run = _run(_plan(kept, request, dry_run=False))
        except (Unreadable, Stopped, Busy, DatabaseError) as error:
            messages.error(request, _words(error))
            return redirect("admin:catalogue_batch_new")
        finally:
            uploads.forget(kept["token"])
        if run.report.is_clean:
            messages.success(request, _("“%s” is imported.") % kept["name"])
        else:
            messages.warning(request, _("Not everything was taken: see the report."))
        return redirect("admin:catalogue_batch_change", run.batch.pk)

    def _preview(self, request: HttpRequest, run: Run, kept: dict[str, Any]) -> HttpResponse:
        report = run.report
        context = {
            "title": _("What this import would do"),
            "subtitle": kept["name"],
            "report": report.as_data(),
            "totals": report.totals,
            "may_go_on": report.is_clean or (kept["keep_good"] and bool(report.total("created"))),
            "token": kept["token"],
            "shown": SHOWN,
        }
        return self._page(request, "admin/catalogue/import_preview.html", context)

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        site = self.admin_site.each_context(request)
        return TemplateResponse(request, template, {**site, "opts": self.opts, **context})


def _require_permission(request: HttpRequest) -> None:
    if not request.user.has_perm("catalogue.import_batch"):
        raise PermissionDenied


def _kept(form: ImportForm) -> dict[str, Any]:
    """What the session remembers between preview and confirmation."""
    given = form.cleaned_data
    return {
        "token": uploads.keep(given["file"]),
        "name": Path(given["file"].name).name[-100:],
        "format": given["format"],
        "only_new": given["only_new"],
        "keep_good": given["keep_good"],
    }


def _is_a_question(kept: dict[str, Any]) -> bool:
    """Whether a kept file is a table whose columns have to be asked about."""
    where = uploads.path_of(kept["token"])
    form = format_of(where, kept["format"])
    return form in TABLES and not glance(where).tells_all


def _plan(kept: dict[str, Any], request: HttpRequest, *, dry_run: bool) -> Plan:
    """The import of a kept file. Raises Unreadable where it is none."""
    where = uploads.path_of(kept["token"])
    if where is None:
        raise Unreadable(_("The file is no longer kept: send it again."))
    source = Source.open(where, kept["format"])
    return Plan(
        [source],
        update=not kept["only_new"],
        keep_good=kept["keep_good"],
        dry_run=dry_run,
        user=request.user,
        mapping=mapping_of(tomllib.loads(kept["mapping"])) if kept.get("mapping") else None,
    )


def _run(plan: Plan) -> Run:
    ends = time.monotonic() + LONGEST_SECONDS
    run = Run(plan, is_stopped=lambda: time.monotonic() > ends)
    run()
    return run


def _words(error: Exception) -> str:
    match error:
        case Stopped():
            return _("This takes too long to wait for: use manage.py import.")
        case Busy():
            return _("This import is running already.")
        case Unreadable():
            return str(error)
    return _("The database refused: %s") % str(error)[:200]
