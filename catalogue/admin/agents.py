"""Agents: persons and bodies, found by any name they have in any script."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from catalogue.models import Agent, AgentIdentifier, AgentName
from catalogue.writing import alphabetical_key, fold

from .agent_names import AgentForm, SuggestingNames, suggested_names
from .agent_pages import AgentPages
from .attention import NeedingAttention
from .desk import Desk, Rows
from .exporting import Exporting
from .found_by_name import FoundByName


class AgentNameRows(Rows):
    """The other names of an agent."""

    model = AgentName
    fields = ["name", "note"]
    verbose_name_plural = _("other names: scripts, romanisations, cover names")


class AgentIdentifierRows(Rows):
    """What authority files call the agent, each with a way there."""

    model = AgentIdentifier
    fields = ["scheme", "value", "page"]
    readonly_fields = ["page"]
    verbose_name_plural = _("identifiers in authority files")

    @admin.display(description=_("page"))
    def page(self, identifier: AgentIdentifier) -> str:
        if not identifier.pk:
            return ""
        link = '<a href="{}" rel="external noopener">{}</a>'
        return format_html(link, identifier.url, identifier)


@admin.register(Agent)
class AgentAdmin(Exporting, SuggestingNames, AgentPages, FoundByName, Desk):
    """Agents with their names."""

    found_as = "agents"

    form = AgentForm
    change_list_template = "admin/catalogue/agent_list.html"
    inlines = [AgentNameRows, AgentIdentifierRows]
    list_display = ["name", "dates", "kind", "slug"]
    list_filter = ["kind", NeedingAttention]
    search_fields = ["name"]
    search_help_text = _("Words of any of their names, in any script.")

    def get_fieldsets(self, request: HttpRequest, obj: Agent | None = None) -> list[Any]:
        """Romanisations are suggested for an agent that is there and has Cyrillic names."""
        fields = [("name", "kind"), "dates", "description", "slug"]
        if obj and suggested_names([obj.name, *(name.name for name in obj.names.all())]):
            fields.append("suggested")
        return [(None, {"fields": fields})]

    def found_in_table(self, queryset: QuerySet, search_term: str) -> QuerySet:
        """Agents one of whose names has all the words; case is folded in every script."""
        words = fold(search_term).split()
        if not words:
            return queryset
        return queryset.filter(_own_name_has(words) | Exists(_names_with(words)))

    def view_on_site(self, agent: Agent) -> str | None:
        """Readers see an agent once a published document names it."""
        is_public = Agent.objects.published().filter(pk=agent.pk).exists()
        return agent.get_absolute_url() if is_public else None


def _own_name_has(words: list[str]) -> Q:
    """The sort key holds the name letter by letter, folded: two characters a letter."""
    return reduce(and_, (Q(sort_key__contains=alphabetical_key(word)) for word in words))


def _names_with(words: list[str]) -> QuerySet:
    has_all = reduce(and_, (Q(folded__contains=word) for word in words))
    return AgentName.objects.filter(has_all, agent=OuterRef("pk"))
