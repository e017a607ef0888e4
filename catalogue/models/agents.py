"""Agents: persons and bodies, with their names in any script."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.writing import alphabetical_key, fold, script_of
from catalogue.writing.name_sounds import SOUND_LENGTH, name_sound

from .derived import Derived

HAS_SOUND = ~Q(sound="")


class AgentQuerySet(models.QuerySet):
    def namesakes(self) -> AgentQuerySet:
        """Agents whose name sounds like that of another."""
        sounds = self.model.objects.filter(HAS_SOUND).order_by().values("sound")
        return self.filter(sound__in=sounds.annotate(n=Count("*")).filter(n__gt=1).values("sound"))

    def get_by_natural_key(self, slug: str) -> Agent:
        return self.get(slug=slug)

    def published(self) -> AgentQuerySet:
        """Agents who take part in a published document: the only ones readers see."""
        return self.filter(participations__document__status="published").distinct()


class Agent(Derived):
    """A person or a body that wrote, received or appears in documents."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        BODY = "body", _("body")

    derived_fields = frozenset({"sort_key", "sound"})

    slug = models.SlugField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PERSON)
    name = models.CharField(
        _("name"), max_length=200, help_text=_("As shown: “Kuznetsov, Vasily Vasilyevich”.")
    )
    dates = models.CharField(_("dates"), max_length=60, blank=True, help_text="1901–1990")
    description = models.TextField(_("description"), blank=True)
    sort_key = models.CharField(max_length=160, editable=False, db_index=True)
    sound = models.CharField(max_length=SOUND_LENGTH, editable=False, blank=True, default="")

    objects = AgentQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = _("agent")
        verbose_name_plural = _("agents")
        indexes = [models.Index(fields=["sound"], condition=HAS_SOUND, name="agent_sound")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def derive(self) -> None:
        super().derive()
        self.sort_key = alphabetical_key(self.name)
        self.sound = name_sound(self.name)

    def get_absolute_url(self) -> str:
        return reverse("agent", args=[self.slug])


class AgentNameQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug: str, name: str) -> AgentName:
        return self.get(agent__slug=slug, name=name)


class AgentName(Derived):
    """Another name of an agent: in another script, a romanisation, a cover name."""

    derived_fields = frozenset({"folded", "script", "sound"})

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="names", db_index=False)
    name = models.CharField(_("name"), max_length=200)
    note = models.CharField(
        _("note"), max_length=100, blank=True, help_text=_("cover name, maiden name")
    )
    folded = models.CharField(max_length=400, editable=False, db_index=True)
    script = models.CharField(_("script"), max_length=12, editable=False)
    sound = models.CharField(max_length=SOUND_LENGTH, editable=False, blank=True, default="")

    objects = AgentNameQuerySet.as_manager()

    class Meta:
        ordering = ["agent", "name"]
        verbose_name = _("name of an agent")
        verbose_name_plural = _("names of agents")
        constraints = [
            models.UniqueConstraint(
                fields=["agent", "name"],
                name="agent_name_once",
                violation_error_message=_("This agent has that name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.agent.slug, self.name)

    natural_key.dependencies = ["catalogue.agent"]

    def derive(self) -> None:
        super().derive()
        self.folded = fold(self.name)[:400]
        self.script = script_of(self.name)
        self.sound = name_sound(self.name)
        if not self.name.strip():
            raise ValidationError({"name": _("A name cannot be empty.")})
