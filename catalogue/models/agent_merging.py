"""Merging two agents that are one, in such a way that it can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .agent_identifiers import AgentIdentifier
from .agents import Agent, AgentName
from .documents import Participation

SAID = ("kind", "name", "dates", "description")
PART = ("document_id", "role_id", "order", "name_as_written")


class AgentMergeQuerySet(models.QuerySet):
    def standing(self) -> AgentMergeQuerySet:
        """Merges that were not undone."""
        return self.filter(undone_at__isnull=True)

    def into(self, slug: str) -> Agent | None:
        """The agent into whom the one of an old address was merged."""
        merge = self.standing().filter(slug=slug).order_by("-pk").select_related("kept").first()
        return merge.kept if merge else None


class AgentMerge(models.Model):
    """What was done when one agent was merged into another: enough to undo it."""

    kept = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="merges")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    before = models.JSONField(encoder=DjangoJSONEncoder)
    """What the agent merged was, and what each step changed."""
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    merged_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    objects = AgentMergeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = gettext_lazy("merge of agents")
        verbose_name_plural = gettext_lazy("merges of agents")

    def __str__(self) -> str:
        return f"{self.name} → {self.kept}"


@dataclass(frozen=True)
class AgentPlan:
    """What merging one agent into another would do."""

    gone: Agent
    kept: Agent
    moved: int = 0
    """How many documents' parts go over."""
    doubles: int = 0
    """In how many documents both have one role: the part stays once."""
    names: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    filled: tuple[tuple[str, str], ...] = ()
    refusals: tuple[str, ...] = ()


def plan_agent_merge(gone: Agent, kept: Agent) -> AgentPlan:
    if gone.pk == kept.pk:
        return AgentPlan(gone, kept, refusals=(_("Choose another agent."),))
    doubles = _doubles(gone, kept).count()
    return AgentPlan(
        gone,
        kept,
        moved=gone.participations.count() - doubles,
        doubles=doubles,
        names=tuple(_new_names(gone, kept)),
        identifiers=tuple(str(one) for one in _new_identifiers(gone, kept)),
        filled=tuple(
            (name, getattr(gone, name))
            for name in ("dates", "description")
            if getattr(gone, name) and not getattr(kept, name)
        ),
        refusals=tuple(_contradictions(gone, kept)),
    )


def _contradictions(gone: Agent, kept: Agent) -> Iterator[str]:
    both = {"gone": gone, "kept": kept}
    if gone.kind != kept.kind:
        yield _("%(gone)s and %(kept)s are a person and a body.") % both
    theirs = {one.scheme: one for one in kept.identifiers.all()}
    for one in gone.identifiers.all():
        if theirs.get(one.scheme, one).value != one.value:
            yield _("They have different identifiers: %(one)s and %(other)s.") % {
                "one": one,
                "other": theirs[one.scheme],
            }
    if gone.dates and kept.dates and gone.dates.strip() != kept.dates.strip():
        yield _("They have different dates: %(one)s and %(other)s.") % {
            "one": gone.dates,
            "other": kept.dates,
        }


def _doubles(gone: Agent, kept: Agent) -> QuerySet:
    """Parts that the other has already, in the same document and role."""
    same = kept.participations.filter(document=OuterRef("document"), role=OuterRef("role"))
    return gone.participations.filter(Exists(same))


def _new_names(gone: Agent, kept: Agent) -> list[str]:
    known = {kept.name, *kept.names.values_list("name", flat=True)}
    names = [gone.name, *gone.names.values_list("name", flat=True)]
    return [name for name in dict.fromkeys(names) if name not in known]


def _new_identifiers(gone: Agent, kept: Agent) -> list[AgentIdentifier]:
    known = {(one.scheme, one.value) for one in kept.identifiers.all()}
    return [one for one in gone.identifiers.all() if (one.scheme, one.value) not in known]


# --- Doing and undoing ---


@transaction.atomic
def merge_agents(gone: Agent, kept: Agent, user: Any = None) -> AgentMerge:
    """Merge one agent into another; raises ``ValidationError`` with the refusals of the plan."""
    plan = plan_agent_merge(gone, kept)
    if plan.refusals:
        raise ValidationError(list(plan.refusals))
    before = _state_of(gone) | {
        "doubles": list(_doubles(gone, kept).values(*PART)),
        "added_names": list(plan.names),
        "added_identifiers": [[o.scheme, o.value] for o in _new_identifiers(gone, kept)],
        "filled": dict(plan.filled),
    }
    _doubles(gone, kept).delete()
    before["moved"] = list(gone.participations.values_list("pk", flat=True))
    gone.participations.update(agent=kept)
    for name in plan.names:
        AgentName.objects.create(agent=kept, name=name)
    for one in _new_identifiers(gone, kept):
        AgentIdentifier.objects.create(agent=kept, scheme=one.scheme, value=one.value)
    for name, value in plan.filled:
        setattr(kept, name, value)
    kept.save()
    AgentMerge.objects.filter(kept=gone).update(kept=kept)
    merge = AgentMerge.objects.create(
        kept=kept, slug=gone.slug, name=gone.name, before=before, merged_by=user
    )
    gone.delete()
    return merge


def _state_of(agent: Agent) -> dict[str, Any]:
    return {
        "said": {name: getattr(agent, name) for name in SAID},
        "names": list(agent.names.values("name", "note")),
        "identifiers": list(agent.identifiers.values("scheme", "value")),
    }


@transaction.atomic
def undo_agent_merge(merge: AgentMerge) -> Agent:
    """Bring a merged agent back, with the parts that still stand with the one kept.

    Raises ``ValidationError`` where it was undone already or another has the key meanwhile.
    """
    if merge.undone_at is not None:
        raise ValidationError(_("This merge was undone already."))
    if Agent.objects.filter(slug=merge.slug).exists():
        raise ValidationError(_("Another agent has the key “%s” meanwhile.") % merge.slug)
    before, kept = merge.before, merge.kept
    agent = Agent.objects.create(slug=merge.slug, **before["said"])
    for row in before["names"]:
        AgentName.objects.create(agent=agent, **row)
    for row in before["identifiers"]:
        AgentIdentifier.objects.create(agent=agent, **row)
    for some in _in_parts(before["moved"]):
        Participation.objects.filter(pk__in=some, agent=kept).update(agent=agent)
    for row in before["doubles"]:
        if kept.participations.filter(document=row["document_id"], role=row["role_id"]).exists():
            Participation.objects.create(agent=agent, **row)
    _take_back(kept, before)
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    return agent


def _take_back(kept: Agent, before: dict[str, Any]) -> None:
    """Take from the one kept what came from the other and was not changed since."""
    kept.names.filter(name__in=before["added_names"]).delete()
    for scheme, value in before["added_identifiers"]:
        kept.identifiers.filter(scheme=scheme, value=value).delete()
    for name, value in before["filled"].items():
        if getattr(kept, name) == value:
            setattr(kept, name, "")
    kept.save()


def _in_parts(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + 500] for start in range(0, len(ids), 500))
