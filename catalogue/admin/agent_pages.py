"""The pages beside the agents' forms: likely doubles, merging, and undoing a merge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from catalogue.models import (
    Agent,
    AgentMerge,
    Participation,
    merge_agents,
    plan_agent_merge,
    undo_agent_merge,
)
from catalogue.models.agent_merging import AgentPlan

from .agent_doubles import likely_doubles
from .autocomplete import AskingSelect
from .merging_page import MergingPage

ON_A_PAGE = 50
MERGES_SHOWN = 100


class AgentChoice(forms.Form):
    """Into which agent."""

    kept = forms.ModelChoiceField(
        Agent.objects.all(),
        label=gettext_lazy("Merge into"),
        widget=AskingSelect(Participation._meta.get_field("agent"), admin.site),
    )


class AgentPages(MergingPage):
    """For the agents' admin."""

    merge_template = "admin/catalogue/merge_agents.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("doubles/", wrap(self.doubles_view), name="catalogue_agent_doubles"),
            path("merges/", wrap(self.merges_view), name="catalogue_agent_merges"),
            path(
                "merges/<int:merge_id>/undo/",
                wrap(require_POST(self.undo_view)),
                name="catalogue_agent_undo_merge",
            ),
            *super().get_urls(),
        ]

    def choosing(self, data: Any) -> AgentChoice:
        return AgentChoice(data)

    def plan(self, gone: Agent, kept: Agent) -> AgentPlan:
        return plan_agent_merge(gone, kept)

    def refusals(self, plan: AgentPlan) -> Iterable[str]:
        return plan.refusals

    def carry_out(self, request: HttpRequest, gone: Agent, kept: Agent) -> None:
        merge_agents(gone, kept, request.user)

    def doubles_view(self, request: HttpRequest) -> HttpResponse:
        """Agents that may be one, a page of pairs at a time."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        pages = Paginator(likely_doubles(), ON_A_PAGE)
        context = {"page": pages.get_page(request.GET.get("p")), "title": _("Likely doubles")}
        return self._agent_page(request, "admin/catalogue/agent_doubles.html", context)

    def merges_view(self, request: HttpRequest) -> HttpResponse:
        """The merges done last, each to be undone."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        merges = AgentMerge.objects.select_related("kept", "merged_by")[:MERGES_SHOWN]
        context = {"merges": merges, "title": _("Merges of agents")}
        return self._agent_page(request, "admin/catalogue/agent_merges.html", context)

    def undo_view(self, request: HttpRequest, merge_id: int) -> HttpResponse:
        """Bring a merged agent back."""
        if not (self.has_merge_permission(request) and self.has_add_permission(request)):
            raise PermissionDenied
        merge = get_object_or_404(AgentMerge.objects.select_related("kept"), pk=merge_id)
        words = _("Merge of “%(gone)s” into “%(kept)s” undone.") % {
            "gone": merge.name,
            "kept": merge.kept,
        }
        try:
            with self.create_revision(request):
                agent = undo_agent_merge(merge)
                self.log_change(request, merge.kept, words)
                self.log_addition(request, agent, words)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("admin:catalogue_agent_merges")
        messages.success(request, words)
        return redirect("admin:catalogue_agent_change", agent.pk)

    def _agent_page(
        self, request: HttpRequest, template: str, context: dict[str, Any]
    ) -> HttpResponse:
        may_merge = self.has_merge_permission(request)
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "may_merge": may_merge,
        }
        return TemplateResponse(request, template, shared | context)
