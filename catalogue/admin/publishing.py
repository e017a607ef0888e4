"""Publishing: how a document goes between draft, review and public."""

from __future__ import annotations

from typing import Any

import reversion
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from catalogue.models import Document, Holding, Participation, Text

from .holdings import PLACES

Status = Document.Status

DONE = {
    Status.PUBLISHED: ngettext_lazy("%(n)d document published.", "%(n)d documents published.", "n"),
    Status.DRAFT: ngettext_lazy("%(n)d document withdrawn.", "%(n)d documents withdrawn.", "n"),
    Status.REVIEW: ngettext_lazy(
        "%(n)d document sent to review.", "%(n)d documents sent to review.", "n"
    ),
}

KEPT_IN_HISTORY = (
    *("languages", "places", "subjects", "collections", "identifiers"),
    Prefetch("holdings", Holding.objects.select_related(*PLACES)),
    Prefetch("participations", Participation.objects.select_related("agent", "role")),
    Prefetch("texts", Text.objects.select_related("language")),
)
"""What a revision keeps of a document: read once for all, not once for each."""


class Publishing:
    """For the documents' admin: its actions, and who may use them."""

    actions = ["publish", "withdraw", "send_to_review"]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        give_status(request, queryset, Status.PUBLISHED)

    @admin.action(description=_("Withdraw (back to draft)"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> None:
        give_status(request, queryset, Status.DRAFT)

    @admin.action(description=_("Send to review"), permissions=["change"])
    def send_to_review(self, request: HttpRequest, queryset: QuerySet) -> None:
        give_status(request, queryset, Status.REVIEW)


def give_status(request: HttpRequest, chosen: QuerySet, status: Status) -> None:
    """Give documents a status, each with its entry in the history, and say how many."""
    chosen = chosen.prefetch_related(None)
    unchanged = chosen.filter(status=status).count()
    moving = list(chosen.exclude(status=status).prefetch_related(*KEPT_IN_HISTORY))
    for document in moving:
        document.status = status
        document.save(update_fields=["status", "published_at", "changed_at"])
    words = DONE[status] % {"n": len(moving)}
    if moving:
        reversion.set_comment(words)
        LogEntry.objects.log_actions(request.user.pk, moving, CHANGE, words)
    messages.success(request, f"{words} {_unchanged_words(unchanged)}".strip())


def _unchanged_words(number: int) -> Any:
    words = ngettext("%(n)d was so already.", "%(n)d were so already.", number)
    return words % {"n": number} if number else ""
