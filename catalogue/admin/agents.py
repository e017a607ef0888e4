"""Agents: persons and bodies, found by any name they have in any script."""

from __future__ import annotations

from functools import reduce
from operator import and_

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.models import Agent, AgentName
from catalogue.writing import alphabetical_key, fold

from .desk import Desk, Rows
from .slugs import SluggedForm


class AgentForm(SluggedForm):
    slug_source = "name"


class AgentNameRows(Rows):
    """The other names of an agent."""

    model = AgentName
    fields = ["name", "note"]
    verbose_name_plural = _("other names: scripts, romanisations, cover names")


@admin.register(Agent)
class AgentAdmin(Desk):
    """Agents with their names."""

    form = AgentForm
    inlines = [AgentNameRows]
    list_display = ["name", "dates", "kind", "slug"]
    list_filter = ["kind"]
    search_fields = ["name"]
    search_help_text = _("Words of any of their names, in any script.")
    fieldsets = [(None, {"fields": [("name", "kind"), "dates", "description", "slug"]})]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Agents one of whose names has all the words; case is folded in every script."""
        words = fold(search_term).split()
        if not words:
            return queryset, False
        return queryset.filter(_own_name_has(words) | Exists(_names_with(words))), False

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
