"""Proposed revisions: what someone would change of a public document, kept until it is reviewed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .documents import Document


class ProposedRevisionQuerySet(models.QuerySet):
    def waiting(self) -> QuerySet:
        """Those that a reviewer has to look at."""
        return self.filter(state=ProposedRevision.State.OPEN)

    def unsettled(self) -> QuerySet:
        """Those that may still become part of their document."""
        return self.filter(state__in=ProposedRevision.UNSETTLED)


class ProposedRevision(models.Model):
    """A document as someone would have it, beside what it was when they began.

    ``base`` and ``content`` are rows as `contents` describes them. Rows that do not exist yet
    have negative keys, which stay theirs while the proposal is edited further.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waits for review")
        SENT_BACK = "sent back", _("sent back")
        APPROVED = "approved", _("approved")
        SUPERSEDED = "superseded", _("given up")

    UNSETTLED = (State.OPEN, State.SENT_BACK)

    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.CASCADE, related_name="proposals"
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("proposed"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    note = models.TextField(_("note"), blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    base = models.JSONField()
    content = models.JSONField()

    objects = ProposedRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("proposed revision")
        verbose_name_plural = _("proposed revisions")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["document", "by"],
                condition=Q(state__in=("open", "sent back")),
                name="proposed_revision_one_unsettled",
            )
        ]

    def __str__(self) -> str:
        return str(self.document)

    @property
    def is_unsettled(self) -> bool:
        return self.state in self.UNSETTLED
