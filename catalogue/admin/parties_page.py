"""The page between the head of a document and its parties: a preview, choices, a confirmation."""

from __future__ import annotations

from typing import Any

import reversion
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.models import Agent, Document, Participation

from .chronicle import keep_beginnings
from .proposing import refuse_what_must_be_proposed
from .reading_markings import read_markings
from .reading_parties import LONGEST_NAME, Party, read_parties
from .slugs import free_slug

LONGEST_HEAD = 4_000
NEW, LEAVE_OUT = "new", "none"


class HeadForm(forms.Form):
    """The lines that name the parties."""

    text = forms.CharField(
        label=gettext_lazy("Parties as the document names them"),
        max_length=LONGEST_HEAD,
        help_text=gettext_lazy("From Kuznetsov / To Molotov / Copies: Malenkov, Mikoyan"),
        widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"}),
    )


class PartyForm(forms.Form):
    """Who one name means: an agent there is, a new one under a name as shown, or nobody."""

    agent = forms.ChoiceField(label=gettext_lazy("means"))
    new_name = forms.CharField(
        label=gettext_lazy("new name"), max_length=LONGEST_NAME, required=False
    )

    def __init__(self, *args: Any, party: Party, may_add: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.party, self.may_add = party, may_add
        agents = [(str(agent.pk), _described(agent)) for agent in party.agents]
        new = [(NEW, _("a new agent"))] if may_add else []
        self.fields["agent"].choices = [*agents, *new, (LEAVE_OUT, _("leave out"))]
        likeliest = self.fields["agent"].choices[0][0]
        is_place = party.is_place and not party.agents
        self.fields["agent"].initial = LEAVE_OUT if is_place else likeliest
        self.fields["new_name"].initial = party.name
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}: {party.name}"


class MarkingsForm(forms.Form):
    """Which of the markings in the same lines are the document's, beside those it has."""

    markings = forms.MultipleChoiceField(
        label=gettext_lazy("Markings"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, offered: list[str]) -> None:
        super().__init__(data, initial={"markings": offered})
        self.offered = offered
        self.fields["markings"].choices = [(one, one) for one in offered]


class PartiesPage:
    """For the documents' admin: from the lines at the head of a document to its parties, and to the
    markings that stand among them."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.parties_view)
        name = "catalogue_document_parties"
        return [path("<int:object_id>/parties/", view, name=name), *super().get_urls()]

    def response_add(
        self, request: HttpRequest, obj: Document, post_url_continue: str | None = None
    ) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        return _on_to_parties(obj) if "_parties" in request.POST else response

    def response_change(self, request: HttpRequest, obj: Document) -> HttpResponse:
        response = super().response_change(request, obj)
        return _on_to_parties(obj) if "_parties" in request.POST else response

    def parties_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show whom the lines name; take them in when confirmed."""
        document = get_object_or_404(Document, pk=object_id)
        may_add = request.user.has_perm("catalogue.add_participation")
        if not (may_add and self.has_change_permission(request, document)):
            raise PermissionDenied
        refuse_what_must_be_proposed(self, request, document)
        form = HeadForm(request.POST if request.method == "POST" else head_of(document))
        head = form.cleaned_data["text"] if form.is_valid() else ""
        marked = read_markings(head)
        rows = self._rows(request, head, document, marked)
        standing = document.marking_list
        offered = [one for one in marked if one not in standing]
        is_sent = "_take" in request.POST and bool(rows or offered)
        markings = MarkingsForm(request.POST if is_sent else None, offered=offered)
        if is_sent and all(one.is_valid() for one in (*rows, markings)):
            return self._taken(request, document, rows, markings.cleaned_data["markings"])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Parties from the head of the document"),
            "subtitle": str(document),
            "opts": self.opts,
            "document": document,
            "form": form,
            "rows": rows,
            "markings": markings,
        }
        return TemplateResponse(request, "admin/catalogue/parties.html", context)

    def _rows(
        self, request: HttpRequest, head: str, document: Document, marked: list[str]
    ) -> list[PartyForm]:
        """A row for each name; what was chosen counts only if the names are still the same."""
        parties = read_parties(head, [*document.marking_list, *marked]) if head else []
        names = [f"{party.role.slug} {party.name}" for party in parties]
        is_taken = "_take" in request.POST and request.POST.getlist("name") == names
        may_add = request.user.has_perm("catalogue.add_agent")
        return [
            PartyForm(
                request.POST if is_taken else None,
                prefix=f"party-{number}",
                party=party,
                may_add=may_add,
            )
            for number, party in enumerate(parties)
        ]

    def _taken(
        self,
        request: HttpRequest,
        document: Document,
        rows: list[PartyForm],
        markings: list[str],
    ) -> HttpResponse:
        with transaction.atomic(), self.create_revision(request):
            keep_beginnings([document])
            words = _taken_words(take_in(document, rows), len(markings))
            if markings:
                document.markings = "\n".join([*document.marking_list, *markings])
                document.save(update_fields=["markings", "changed_at"])
            reversion.add_to_revision(document)
            self.log_change(request, document, words)
        messages.success(request, words)
        return redirect("admin:catalogue_document_change", document.pk)


def _taken_words(parties: int, markings: int) -> str:
    words = ngettext("%(n)d party taken in.", "%(n)d parties taken in.", parties) % {"n": parties}
    if not markings:
        return words
    marked = ngettext("%(n)d marking taken in.", "%(n)d markings taken in.", markings)
    return f"{words} {marked % {'n': markings}}"


def _on_to_parties(document: Document) -> HttpResponse:
    return redirect("admin:catalogue_document_parties", document.pk)


def head_of(document: Document) -> dict[str, str] | None:
    """The heading of the document's first text that has one."""
    text = document.texts.exclude(heading="").first()
    return {"text": text.heading[:LONGEST_HEAD]} if text else None


def take_in(document: Document, rows: list[PartyForm]) -> int:
    """Make participations of what was chosen, after those there are; how many."""
    standing = set(document.participations.values_list("agent_id", "role_id"))
    last = document.participations.aggregate(last=Max("order"))["last"] or 0
    made = 0
    for row in rows:
        agent = _agent_of(row)
        if agent is None or (agent.pk, row.party.role.pk) in standing:
            continue
        standing.add((agent.pk, row.party.role.pk))
        made += 1
        Participation.objects.create(
            document=document,
            role=row.party.role,
            agent=agent,
            order=min(last + made, 32_767),
            name_as_written=row.party.name if row.party.name != agent.name else "",
        )
    return made


def _agent_of(row: PartyForm) -> Agent | None:
    chosen = row.cleaned_data["agent"]
    if chosen == LEAVE_OUT:
        return None
    if chosen != NEW:
        return next(agent for agent in row.party.agents if str(agent.pk) == chosen)
    name = row.cleaned_data["new_name"].strip() or row.party.name
    same = Agent.objects.filter(name=name).order_by("pk").first()
    return same or Agent.objects.create(name=name, slug=free_slug(Agent, name))


def _described(agent: Agent) -> str:
    return f"{agent.name}, {agent.dates}" if agent.dates else agent.name
