"""Made-up agents as rows, with their names in other scripts and romanisations."""

from __future__ import annotations

from catalogue.models import Agent, AgentName

from .names import Named, named
from .storing import store
from .vocabulary import OWN

DOCUMENTS_TO_AN_AGENT = 50
FEWEST = 20


def agents_for(documents: int) -> int:
    """How many agents a collection has: 20,000 at a million documents."""
    return max(FEWEST, documents // DOCUMENTS_TO_AN_AGENT) if documents else 0


def slug_of(number: int) -> str:
    return f"{OWN}{number:07}"


def has_agent(number: int) -> bool:
    return Agent.objects.filter(slug=slug_of(number)).exists()


def create_agents(seed: int, first: int, last: int) -> None:
    """The agents from one number to before another."""
    people = [named(seed, number) for number in range(first, last)]
    agents = [
        Agent(slug=slug_of(number), kind=each.kind, name=each.name)
        for number, each in enumerate(people, first)
    ]
    for agent in agents:
        agent.derive()
    store(agents)
    names = [
        name for agent, each in zip(agents, people, strict=True) for name in _variants(agent, each)
    ]
    for name in names:
        name.derive()
    store(names)


def _variants(agent: Agent, person: Named) -> list[AgentName]:
    others = dict.fromkeys(name for name in person.variants if name != person.name)
    return [AgentName(agent=agent, name=name) for name in others]


def keys_of_agents() -> list[int]:
    """The primary keys of the made-up agents, by their numbers."""
    own = Agent.objects.filter(slug__startswith=OWN).order_by()
    return [pk for _slug, pk in sorted(own.values_list("slug", "pk"))]
