"""The reports: what was done in a month, how much of a fond is described, and the way to both."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from catalogue.models import Delo, Document, Fond
from catalogue.models.coverage import MOST_OPISI, Coverage, coverage_of, documents_in

from .hits import Hit, Seen
from .places import label_of
from .report_tables import Line, ReportTable, report_page
from .unit_paths import LONGEST_PATH, read_path
from .units_at import fonds_at
from .work_done import COLUMNS, Month, work_done

FONDS_SHOWN = 20


def reports_view(request: HttpRequest) -> HttpResponse:
    """The reports there are; ``?q=`` goes to the coverage of the fond of a typed path."""
    _refuse_strangers(request)
    typed = request.GET.get("q", "").strip()[:LONGEST_PATH]
    fonds = _fonds_at(typed) if typed and may_see_coverage(request.user) else []
    if len(fonds) == 1:
        return redirect(fonds[0].address)
    context = {
        **admin.site.each_context(request),
        "title": _("Reports"),
        "month": Month.now(),
        "typed": typed,
        "fonds": fonds,
        "may_see_coverage": may_see_coverage(request.user),
    }
    return TemplateResponse(request, "admin/catalogue/reports.html", context)


def _fonds_at(typed: str) -> list[Hit]:
    """Fonds of a typed path; the one alone that has just that number, if there is one."""
    fond_path = read_path(typed)
    fonds = list(fonds_at(fond_path, begun=False)[:FONDS_SHOWN]) if fond_path.fond else []
    fonds = fonds or list(fonds_at(fond_path)[:FONDS_SHOWN])
    return [Hit(label_of(fond), coverage_address(fond)) for fond in fonds]


def _refuse_strangers(request: HttpRequest) -> None:
    if not request.user.has_module_perms("catalogue"):
        raise PermissionDenied


# --- What was done ---


def work_view(request: HttpRequest, month: str) -> HttpResponse:
    """What was done in a month; who may see imports sees everyone's work, others their own."""
    _refuse_strangers(request)
    asked = Month.read(month)
    if asked is None:
        raise Http404
    sees_all = request.user.has_perm("catalogue.view_batch")
    done = work_done(asked, None if sees_all else request.user)
    columns = [what for what in COLUMNS if any(figures[what] for figures in done.values())]
    table = ReportTable(
        name=f"work-{asked}",
        about=[_("who"), _("kind of record")],
        columns=[str(COLUMNS[what]) for what in columns],
        lines=[
            Line([who or _("nobody known"), kind], [figures[what] for what in columns])
            for (who, kind), figures in done.items()
        ],
        totals=[sum(figures[what] for figures in done.values()) for what in columns],
    )
    context = {
        "title": _("What was done"),
        "subtitle": str(asked),
        "month": asked,
        "following": asked.next if asked.first < Month.now().first else None,
        "sees_all": sees_all,
    }
    return report_page(request, table, "admin/catalogue/work.html", context)


# --- Coverage ---


def may_see_coverage(user: Any) -> bool:
    return all(map(Seen(user), (Fond, Delo, Document)))


def coverage_address(fond: Fond) -> str:
    return reverse("admin:catalogue_fond_coverage", args=[fond.pk])


class CoveragePage:
    """For the fonds' admin: how much of a fond is described."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.coverage_view)
        name = "catalogue_fond_coverage"
        return [path("<int:object_id>/coverage/", view, name=name), *super().get_urls()]

    def coverage_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Of each opis: dela and sheets, how many of them are described, documents."""
        if not may_see_coverage(request.user):
            raise PermissionDenied
        fond = get_object_or_404(Fond.objects.with_parents(), pk=object_id)
        lines = coverage_of(fond)
        table = ReportTable(
            name=f"coverage-{fond.archive.slug}-{fond.number_key}",
            about=[_("opis"), _("title")],
            columns=[
                _("dela"),
                _("dela described"),
                _("sheets"),
                _("sheets described"),
                _("documents"),
            ],
            lines=[_line(line) for line in lines],
            totals=[
                *(sum(figures) for figures in zip(*map(_sums, lines), strict=True)),
                documents_in(fond),
            ],
        )
        context = {
            "title": _("Coverage"),
            "subtitle": str(fond),
            "opts": self.opts,
            "fond": fond,
            "most": MOST_OPISI if len(lines) >= MOST_OPISI else None,
        }
        return report_page(request, table, "admin/catalogue/coverage.html", context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if (fond := context.get("original")) and may_see_coverage(request.user):
            context["coverage_address"] = coverage_address(fond)
        return super().render_change_form(request, context, *args, **kwargs)


def _line(line: Coverage) -> Line:
    figures = [*_sums(line), line.documents]
    if line.opis is None:
        return Line(["", _("known to lie in the fond only")], figures)
    dela = reverse("admin:catalogue_delo_changelist")
    address = f"{dela}?opis__id__exact={line.opis.pk}"
    return Line([line.opis.number or "—", line.opis.title_en or line.opis.title], figures, address)


def _sums(line: Coverage) -> list[int]:
    """The figures that can be added up; a document may lie in two opisi."""
    return [line.dela, line.dela_described, line.sheets, line.sheets_described]
