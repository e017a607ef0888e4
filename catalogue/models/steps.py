"""Steps: what was done with a document on its way from draft to public, by whom and when."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .documents import Document


class Step(models.Model):
    """One step. It outlives its document: a deleted one that is recovered has its steps again.

    Kept beside the document, not in its columns: no fixture carries who did what here, and every
    step of a kind is kept, not only the last one.
    """

    class Kind(models.TextChoices):
        CREATED = "created", _("created")
        SENT = "sent", _("sent to review")
        TAKEN_BACK = "taken back", _("taken back")
        SENT_BACK = "sent back", _("sent back")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REVISED = "revised", _("revision approved")

    document = models.ForeignKey(
        Document,
        verbose_name=_("document"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="steps",
    )
    kind = models.CharField(_("step"), max_length=12, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    by_name = models.CharField(
        max_length=150, blank=True, help_text="Who it was, also when the account is gone."
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        indexes = [
            models.Index(fields=["by", "kind", "document"], name="step_of_whom"),
            models.Index(fields=["at", "kind"], name="step_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.by_name}"


def record_steps(
    documents: Iterable[Document], kind: str, user: models.Model | None, note: str = ""
) -> None:
    """Write down that someone took the same step with some documents; one query."""
    name = user.get_username() if user else ""
    Step.objects.bulk_create(
        Step(document=document, kind=kind, by=user, by_name=name, note=note)
        for document in documents
    )


def made_by(user: models.Model) -> QuerySet:
    """The documents that a user made here, as a sub-query of their keys."""
    return Step.objects.filter(by=user, kind=Step.Kind.CREATED).order_by().values("document")


def step_between(before: str, after: str) -> str:
    """Which step a change of status is."""
    if after == Document.Status.PUBLISHED:
        return Step.Kind.PUBLISHED
    if after == Document.Status.REVIEW:
        return Step.Kind.SENT
    public = before == Document.Status.PUBLISHED
    return Step.Kind.WITHDRAWN if public else Step.Kind.SENT_BACK


def own_or_nobodys(documents: QuerySet, user: models.Model) -> QuerySet:
    """Those that a user made, and those nobody did: they came with an import."""
    made = Step.objects.filter(document=OuterRef("pk"), kind=Step.Kind.CREATED)
    return documents.filter(~Exists(made) | Exists(made.filter(by=user)))
