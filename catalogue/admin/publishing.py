"""Publishing: the moves of a document between draft, review and public, and who may make them.

Who may publish may do everything with every document. Who may only change documents works on
drafts of her own and on those nobody made here (they came with an import), sends them to review
and takes them back; what she changes about a public document becomes a proposal (`proposing`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reversion
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from catalogue.models import (
    Document,
    Holding,
    Participation,
    Step,
    Text,
    own_or_nobodys,
    record_steps,
    step_between,
)

from .chronicle import keep_beginnings
from .holdings import PLACES

Status = Document.Status

KEPT_IN_HISTORY = (
    *("languages", "places", "subjects", "collections", "identifiers"),
    Prefetch("holdings", Holding.objects.select_related(*PLACES)),
    Prefetch("participations", Participation.objects.select_related("agent", "role")),
    Prefetch("texts", Text.objects.select_related("language")),
)
"""What a revision keeps of a document: read once for all, not once for each."""


@dataclass(frozen=True)
class Move:
    """A way from one status to another."""

    name: str
    label: Promise
    before: tuple[str, ...]
    after: str
    step: str
    done: Promise
    is_reviewers: bool = True
    needs_note: bool = False


MOVES = {
    move.name: move
    for move in (
        Move(
            "send_to_review",
            _("Send to review"),
            (Status.DRAFT,),
            Status.REVIEW,
            Step.Kind.SENT,
            ngettext_lazy("%(n)d document sent to review.", "%(n)d documents sent to review.", "n"),
            is_reviewers=False,
        ),
        Move(
            "take_back",
            _("Take back from review"),
            (Status.REVIEW,),
            Status.DRAFT,
            Step.Kind.TAKEN_BACK,
            ngettext_lazy("%(n)d document taken back.", "%(n)d documents taken back.", "n"),
            is_reviewers=False,
        ),
        Move(
            "publish",
            _("Publish"),
            (Status.DRAFT, Status.REVIEW),
            Status.PUBLISHED,
            Step.Kind.PUBLISHED,
            ngettext_lazy("%(n)d document published.", "%(n)d documents published.", "n"),
        ),
        Move(
            "send_back",
            _("Send back with a note"),
            (Status.REVIEW,),
            Status.DRAFT,
            Step.Kind.SENT_BACK,
            ngettext_lazy("%(n)d document sent back.", "%(n)d documents sent back.", "n"),
            needs_note=True,
        ),
        Move(
            "withdraw",
            _("Withdraw (back to draft)"),
            (Status.PUBLISHED,),
            Status.DRAFT,
            Step.Kind.WITHDRAWN,
            ngettext_lazy("%(n)d document withdrawn.", "%(n)d documents withdrawn.", "n"),
        ),
    )
}


class Publishing:
    """For the documents' admin: its actions, and who may use them."""

    actions = ["publish", "withdraw", "send_to_review"]

    # --- Who may ---

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        """Whether someone may work on a document, be it by proposing."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or is_public(obj) or self._is_hers(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or self._is_hers(request, obj)

    def may_save(self, request: HttpRequest, document: Document) -> bool:
        """Whether what someone saves stands at once."""
        return self.has_change_permission(request, document) and (
            self.has_publish_permission(request) or not is_public(document)
        )

    def may_move(self, request: HttpRequest, move: Move, document: Document) -> bool:
        if document.status not in move.before or not super().has_change_permission(request):
            return False
        if self.has_publish_permission(request):
            return True
        return not move.is_reviewers and is_own(document, request)

    def _is_hers(self, request: HttpRequest, document: Document) -> bool:
        if self.has_publish_permission(request):
            return True
        return document.status == Status.DRAFT and is_own(document, request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fields = super().get_readonly_fields(request, obj)
        return list(fields) if self.has_publish_permission(request) else [*fields, "status"]

    # --- What is done ---

    @admin.action(description=MOVES["publish"].label, permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        move_all(request, queryset, MOVES["publish"])

    @admin.action(description=MOVES["withdraw"].label, permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> None:
        move_all(request, queryset, MOVES["withdraw"])

    @admin.action(description=MOVES["send_to_review"].label, permissions=["change"])
    def send_to_review(self, request: HttpRequest, queryset: QuerySet) -> None:
        if not self.has_publish_permission(request):
            queryset = own_or_nobodys(queryset, request.user)
        move_all(request, queryset, MOVES["send_to_review"])

    def save_model(self, request: HttpRequest, obj: Document, form: Any, change: bool) -> None:
        """Write down the step that a save is."""
        super().save_model(request, obj, form, change)
        if not change:
            record_steps([obj], Step.Kind.CREATED, request.user)
        was = form.initial.get("status", Status.DRAFT) if change else Status.DRAFT
        if obj.status != was:
            record_steps([obj], step_between(was, obj.status), request.user)


def may_publish(user: Any) -> bool:
    """Whether someone may make documents public: by form, action, restoring or import."""
    return user.has_perm("catalogue.publish_document")


def is_public(document: Document) -> bool:
    return document.status == Status.PUBLISHED


def is_own(document: Document, request: HttpRequest) -> bool:
    """Whether someone made a document, or nobody did; asked once a request."""
    known = request.__dict__.setdefault("_own_documents", {})
    if document.pk not in known:
        rows = own_or_nobodys(Document.objects.filter(pk=document.pk), request.user)
        known[document.pk] = rows.exists()
    return known[document.pk]


def move_all(request: HttpRequest, chosen: QuerySet, move: Move, note: str = "") -> int:
    """Move documents, each with its step and its entry in the history, and say how many."""
    chosen = chosen.prefetch_related(None)
    unchanged = chosen.filter(status=move.after).count()
    others = chosen.exclude(status__in=(*move.before, move.after)).count()
    rows = chosen.filter(status__in=move.before).prefetch_related(*KEPT_IN_HISTORY)
    moving = list(rows)
    keep_beginnings(moving)
    for document in moving:
        document.status = move.after
        document.save(update_fields=["status", "published_at", "changed_at"])
    words = move.done % {"n": len(moving)}
    if moving:
        record_steps(moving, move.step, request.user, note)
        reversion.set_comment(" ".join(filter(None, [words, note])))
        LogEntry.objects.log_actions(request.user.pk, moving, CHANGE, words)
    messages.success(request, f"{words} {_unchanged_words(unchanged)}".strip())
    if others:
        messages.warning(request, _("%(n)d cannot go that way from where it is.") % {"n": others})
    return len(moving)


def _unchanged_words(number: int) -> Any:
    words = ngettext("%(n)d was so already.", "%(n)d were so already.", number)
    return words % {"n": number} if number else ""
