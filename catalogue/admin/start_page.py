"""What stands on the start page: for each person what she may do, each with the way there.

Every list is bounded and found by an index, however long the tables are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.models import Batch, Document, ProposedRevision, Step, made_by

from .attention import Concern, concerns_for
from .figures import Figure, figures
from .work_done import Month

SHOWN = 6
"""So many rows of a list stand on the start page; its own page has the others."""

NOT_SHOWN = ("report", "options", "position")
"""Columns of a batch that may be long, and that no line of a list shows."""

Status = Document.Status


@dataclass(frozen=True)
class Waiting:
    """Something with its figure, and the list of it."""

    label: Promise
    figure: Figure
    address: str


def start_page(request: HttpRequest) -> dict[str, Any]:
    """What the start page shows to somebody, as a context."""
    user = request.user
    may = {
        "draft": user.has_perm("catalogue.add_document"),
        "review": user.has_perm("catalogue.publish_document"),
        "see_batches": user.has_perm("catalogue.view_batch"),
        "import": user.has_perm("catalogue.import_batch"),
        "look": user.has_module_perms("catalogue"),
    }
    concerns = concerns_for(user)
    waiting = _waiting_for(user, may)
    counted = figures([rows for _label, rows, _address in waiting] + [one.rows for one in concerns])
    return {
        "may": may,
        "drafts": _drafts_of(user) if may["draft"] else [],
        "drafts_address": f"{_list('document')}?made_by=me&status__exact={Status.DRAFT}",
        "waiting": [
            Waiting(label, figure, address)
            for (label, _rows, address), figure in zip(waiting, counted, strict=False)
        ],
        "in_review": _in_review() if may["review"] else [],
        "proposals": _proposals() if may["review"] else [],
        "attention": _wanting(concerns, counted[len(waiting) :]),
        "month": Month.now(),
        "batches": _batches() if may["see_batches"] else [],
        "done": LogEntry.objects.filter(user=user)
        .select_related("content_type")
        .order_by("-pk")[:SHOWN],
    }


def _list(model: str) -> str:
    return reverse(f"admin:catalogue_{model}_changelist")


def _drafts_of(user: Any) -> QuerySet:
    """The drafts that somebody made here, the newest first, each with the last step it took."""
    steps = Step.objects.filter(document=OuterRef("pk")).order_by("-pk")
    drafts = Document.objects.filter(status=Status.DRAFT, pk__in=made_by(user)).order_by("-pk")
    return drafts.annotate(last_step=Subquery(steps.values("kind")[:1])).only(
        "title", "changed_at"
    )[:SHOWN]


def _waiting_for(user: Any, may: dict[str, bool]) -> list[tuple[Promise, QuerySet, str]]:
    """What waits for somebody: for a reviewer all of it, for an author what was sent back."""
    proposals = ProposedRevision.objects.all()
    state = f"{_list('proposedrevision')}?state__exact="
    if may["review"]:
        return [
            (
                _("Documents in review"),
                Document.objects.filter(status=Status.REVIEW),
                f"{_list('document')}?status__exact={Status.REVIEW}",
            ),
            (
                _("Proposed revisions"),
                proposals.waiting(),
                f"{state}{ProposedRevision.State.OPEN}",
            ),
        ]
    if not may["draft"]:
        return []
    sent_back = proposals.filter(by=user.pk, state=ProposedRevision.State.SENT_BACK)
    return [
        (
            _("My documents in review"),
            Document.objects.filter(status=Status.REVIEW, pk__in=made_by(user)),
            f"{_list('document')}?made_by=me&status__exact={Status.REVIEW}",
        ),
        (_("My revisions that were sent back"), sent_back, f"{state}sent+back"),
    ]


def _in_review() -> QuerySet:
    """Those that have waited longest, nearly: the ones that were made first."""
    rows = Document.objects.filter(status=Status.REVIEW).order_by("pk")
    return rows.only("title", "changed_at")[:SHOWN]


def _proposals() -> QuerySet:
    waiting = ProposedRevision.objects.waiting().select_related("document", "by").order_by("pk")
    return waiting.only("document__title", "by__username", "created_at")[:SHOWN]


def _wanting(concerns: list[Concern], counted: list[Figure]) -> list[Waiting]:
    """What needs attention, where anything does."""
    return [
        Waiting(concern.label, figure, concern.address)
        for concern, figure in zip(concerns, counted, strict=True)
        if figure
    ]


def _batches() -> QuerySet:
    imports = Batch.objects.filter(kind=Batch.Kind.IMPORT).select_related("user")
    return imports.defer(*NOT_SHOWN)[:SHOWN]
