"""Agents that look the same: by an identifier, or by the sound of a name and the years of life."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from typing import NamedTuple

from django.db.models import Count
from django.utils.translation import gettext as _

from catalogue.models import Agent, AgentIdentifier, AgentName

MOST_AGENTS = 40_000
"""So many agents, the newest, are compared with one another."""

MOST_NAMES = 3 * MOST_AGENTS
"""And so many of their other names."""

MOST_NAMESAKES = 30
"""So many agents of one sound are compared pair by pair."""

MOST_PAIRS = 1_000

_YEAR = re.compile(r"[12][0-9]{3}")


class Known(NamedTuple):
    """What is compared of an agent."""

    pk: int
    name: str
    kind: str
    dates: str
    sound: str

    @property
    def years(self) -> tuple[str, ...]:
        return tuple(_YEAR.findall(self.dates))

    def may_be(self, other: Known) -> bool:
        """Whether neither kind nor years speak against it."""
        if self.kind != other.kind:
            return False
        both = zip(self.years, other.years, strict=False)
        return all(year == another for year, another in both)


@dataclass(frozen=True)
class Pair:
    """Two agents that may be one, and why."""

    one: Known
    other: Known
    why: str


def likely_doubles() -> list[Pair]:
    """Pairs of agents that may be one, the surest first."""
    rows = Agent.objects.order_by("-pk").values_list(*Known._fields)[:MOST_AGENTS]
    agents = {row[0]: Known(*row) for row in rows}
    found: dict[tuple[int, int], Pair] = {}
    for pair in islice(_pairs(agents), MOST_PAIRS):
        found.setdefault((pair.one.pk, pair.other.pk), pair)
    return list(found.values())


def _pairs(agents: dict[int, Known]) -> Iterator[Pair]:
    for value, some in _with_one_identifier(agents):
        yield from (
            _pair(*two, _("the same identifier %s") % value) for two in combinations(some, 2)
        )
    alike = _alike(agents)
    for certain in (True, False):
        for some in alike:
            for one, other in combinations(some[:MOST_NAMESAKES], 2):
                if one.may_be(other) and bool(one.years and other.years) is certain:
                    sounds = _("names that sound alike and the same years")
                    yield _pair(one, other, sounds if certain else _("names that sound alike"))


def _pair(one: Known, other: Known, why: str) -> Pair:
    """The older row first: it is the one more likely to be kept."""
    first, second = sorted((one, other), key=lambda agent: agent.pk)
    return Pair(first, second, why)


def _with_one_identifier(agents: dict[int, Known]) -> Iterator[tuple[str, list[Known]]]:
    shared = (
        AgentIdentifier.objects.values("scheme", "value")
        .annotate(agents=Count("agent", distinct=True))
        .filter(agents__gt=1)
        .order_by("scheme", "value")[:MOST_PAIRS]
    )
    for row in shared:
        rows = AgentIdentifier.objects.filter(scheme=row["scheme"], value=row["value"])
        pks = rows.order_by("agent").values_list("agent", flat=True)[:MOST_NAMESAKES]
        yield row["value"], [agents[pk] for pk in pks if pk in agents]


def _alike(agents: dict[int, Known]) -> list[list[Known]]:
    """Groups of agents one of whose names sounds the same."""
    groups: dict[str, set[int]] = defaultdict(set)
    own = ((agent.pk, agent.sound) for agent in agents.values())
    others = AgentName.objects.order_by("-pk").values_list("agent", "sound")[:MOST_NAMES]
    for pk, sound in (*own, *others):
        if sound and pk in agents:
            groups[sound].add(pk)
    several = {tuple(sorted(pks)) for pks in groups.values() if len(pks) > 1}
    return [[agents[pk] for pk in pks] for pks in sorted(several)]
