"""People and bodies: who wrote, received or appears in documents."""

from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from catalogue.models import Agent, AgentMerge, Document, Participation, Role

from . import counts
from .by_index import count_documents, documents_by_date
from .paging import page_or_404
from .public import public_page
from .stretches import start_at_name, stretch


@public_page
def agents(request: HttpRequest) -> HttpResponse:
    agents = Agent.objects.filter(counts.has_documents(counts.TAKING_PART))
    listed = stretch(agents, start_at_name(request))
    count_documents(listed.rows, "agent", counts.TAKING_PART)
    return render(request, "catalogue/agents.html", {"agents": listed})


@public_page
def agent(request: HttpRequest, slug: str) -> HttpResponse:
    """An agent with their documents; `?role=from` shows those where they have that role."""
    agent = Agent.objects.published().prefetch_related("names").filter(slug=slug).first()
    if agent is None:
        kept = AgentMerge.objects.into(slug)
        if kept is None or not Agent.objects.published().filter(pk=kept.pk).exists():
            raise Http404
        return redirect(kept)
    roles = roles_of(agent)
    role = request.GET.get("role", "")
    if role and role not in {each.slug for each in roles}:
        raise Http404
    documents = documents_of(agent, role)
    page = (
        page_or_404(request, documents.by_date())
        if role
        else documents_by_date(request, documents, "agent", agent.slug)
    )
    context = {"agent": agent, "roles": roles, "role": role, "page": page}
    return render(request, "catalogue/agent.html", context)


def roles_of(agent: Agent) -> QuerySet[Role]:
    """The agent's roles in published documents, and in how many each."""
    published = Document.objects.published().filter(participations__agent=agent)
    return Role.objects.filter(
        participations__agent=agent, participations__document__in=published
    ).annotate(document_count=Count("participations"))


def documents_of(agent: Agent, role: str = "") -> QuerySet[Document]:
    """The agent's published documents, each with the roles they have in it."""
    parts = Participation.objects.filter(agent=agent)
    chosen = parts.filter(role__slug=role) if role else parts
    shown = Prefetch("participations", parts.select_related("role"), to_attr="parts")
    documents = Document.objects.published().filter(pk__in=chosen.values("document"))
    return documents.for_list().prefetch_related(shown)
