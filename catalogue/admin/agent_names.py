"""Names of an agent that its Cyrillic ones suggest: their romanisations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.models import Agent, AgentName
from catalogue.writing import Script, romanise, script_of
from catalogue.writing.romanisation_schemes import SCHEMES

from .slugs import SluggedForm

LONGEST_NAME = 200


def suggested_names(names: Iterable[str]) -> list[str]:
    """The romanisations of Cyrillic names by every scheme, without those that are there."""
    known = list(names)
    suggested = (
        romanise(name, scheme)
        for name in known
        if script_of(name) is Script.CYRILLIC
        for scheme in SCHEMES
    )
    fitting = (name for name in suggested if len(name) <= LONGEST_NAME and name not in known)
    return list(dict.fromkeys(fitting))


class AgentForm(SluggedForm):
    """An agent; suggested names are taken in by a tick."""

    slug_source = "name"
    suggested = forms.MultipleChoiceField(
        label=_("Suggested romanisations"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of its Cyrillic names; tick what people search for."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "suggested" in self.fields:
            agent = self.instance
            names = [name.name for name in agent.names.all()] if agent.pk else []
            offered = suggested_names([agent.name, *names])
            self.fields["suggested"].choices = [(name, name) for name in offered]


class SuggestingNames:
    """For the agents' admin: names that were ticked are added."""

    def save_related(
        self, request: HttpRequest, form: AgentForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        agent: Agent = form.instance
        there = set(agent.names.values_list("name", flat=True))
        for name in form.cleaned_data.get("suggested", ()):
            if name not in there:
                AgentName.objects.create(agent=agent, name=name)
