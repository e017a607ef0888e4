"""Proposed revisions: the list, the comparison with what stands, and going on with one."""

from __future__ import annotations

from typing import Any

import reversion
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from reversion.errors import RevertError

from catalogue.models import Document, ProposedRevision, Step, record_steps
from catalogue.models.contents import (
    Merged,
    by_key,
    content_of,
    merge,
    with_fresh_keys,
    with_temporary_keys,
)

from .chronicle import keep_beginnings
from .differences import Names, clash_in_words, compare
from .history import OnlyShown
from .paginating import BoundedPaginator
from .proposing import Proposed, keep_status, locked
from .publishing import may_publish
from .restoring import write_content
from .review_page import LONGEST_NOTE

State = ProposedRevision.State
PAGE = "admin:catalogue_proposedrevision_change"


class _NotApproved(Exception):
    """Undoes an approval that cannot be, and says why."""


@admin.register(ProposedRevision)
class ProposedRevisionAdmin(admin.ModelAdmin):
    """Authors see their own proposals; reviewers see all and settle them."""

    list_display = ["titled", "by", "created_at", "state", "reviewed_by"]
    list_display_links = ["titled"]
    list_filter = ["state"]
    list_select_related = ["document", "by", "reviewed_by"]
    paginator = BoundedPaginator
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    sortable_by = ()
    ordering = ["-pk"]
    actions = None

    # --- Who may ---

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows if may_publish(request.user) else rows.filter(by=request.user.pk)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.edit_view)
        name = "catalogue_proposedrevision_edit"
        return [path("<int:proposal_id>/edit/", view, name=name), *super().get_urls()]

    @admin.display(description=gettext_lazy("document"))
    def titled(self, proposal: ProposedRevision) -> str:
        return Truncator(proposal.document.title).chars(160)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A proposal has no history of its own: its document has."""
        proposal = get_object_or_404(self._seen(request), pk=_number(object_id))
        return redirect("admin:catalogue_document_history", proposal.document_id)

    def _seen(self, request: HttpRequest) -> QuerySet:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.get_queryset(request).select_related("document", "by", "reviewed_by")

    # --- Reviewing ---

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What a proposal changes; a post approves it, sends it back or gives it up."""
        proposal = get_object_or_404(self._seen(request), pk=_number(object_id))
        if request.method != "POST":
            return self._page(request, proposal)
        try:
            with transaction.atomic():
                self._settle(request, proposal)
        except (_NotApproved, RevertError, ValidationError, IntegrityError) as error:
            messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
            return self._page(request, proposal)
        return redirect(PAGE, proposal.pk)

    def _settle(self, request: HttpRequest, proposal: ProposedRevision) -> None:
        document = locked(str(proposal.document_id))
        proposal.refresh_from_db()
        move = request.POST.get("move", "")
        settle = {"approve": approve, "send_back": send_back, "give_up": give_up}.get(move)
        if settle is None or document is None or move not in moves_of(request, proposal):
            raise PermissionDenied
        if request.POST.get("seen") != _seen_of(proposal, document):
            raise _NotApproved(_("Something was changed since this was shown: look again."))
        settle(request, proposal, document)

    def _page(self, request: HttpRequest, proposal: ProposedRevision) -> HttpResponse:
        proposal.refresh_from_db()
        document = Document.objects.get(pk=proposal.document_id)
        now = content_of(document)
        merged = merged_with(proposal, now, request)
        names = Names([*proposal.base, *proposal.content, *now])
        clashes = [clash_in_words(clash, names) for clash in merged.clashes]
        for clash in clashes:
            clash["chosen"] = request.POST.get(f"choice-{clash['key']}", "")
        if proposal.is_unsettled:
            changes = compare(now, merge_all(proposal, now).content)
        else:
            changes = compare(proposal.base, proposal.content)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Proposed revision"),
            "subtitle": str(proposal),
            "opts": self.opts,
            "proposal": proposal,
            "document": document,
            "changes": changes,
            "clashes": clashes if proposal.is_unsettled else [],
            "moves": moves_of(request, proposal),
            "seen": _seen_of(proposal, document),
            "note": request.POST.get("note", "")[:LONGEST_NOTE],
            "longest_note": LONGEST_NOTE,
        }
        return TemplateResponse(request, "admin/catalogue/proposedrevision/review.html", context)

    # --- Going on with one ---

    def edit_view(self, request: HttpRequest, proposal_id: int) -> HttpResponse:
        """A proposal in the form of its document; saving the form changes the proposal."""
        proposal = get_object_or_404(self._seen(request), pk=proposal_id)
        if "edit" not in moves_of(request, proposal):
            raise PermissionDenied
        try:
            with transaction.atomic():
                document = locked(str(proposal.document_id))
                try:
                    with transaction.atomic():
                        self._show_in_form(request, proposal, document)
                except Proposed as proposed:
                    keep_on(proposal, proposed)
        except OnlyShown as shown:
            return shown.response
        except RevertError as error:
            messages.error(request, str(error))
            return redirect(PAGE, proposal.pk)
        messages.success(request, _("Your revision is kept, and waits for review."))
        return redirect(PAGE, proposal.pk)

    def _show_in_form(
        self, request: HttpRequest, proposal: ProposedRevision, document: Document
    ) -> None:
        documents = self.admin_site.get_model_admin(Document)
        write_content(proposal.content, documents.parts)
        keep_status(str(document.pk), document)
        request.is_proposing, request.proposal = True, proposal
        context = {"title": _("Go on with a proposed revision"), "will_be_proposed": True}
        response = documents.changeform_view(request, str(document.pk), request.path, context)
        if hasattr(response, "render"):
            response.render()
        raise OnlyShown(response)


def moves_of(request: HttpRequest, proposal: ProposedRevision) -> list[str]:
    """What someone may do with a proposal."""
    if not proposal.is_unsettled:
        return []
    is_hers = proposal.by_id == request.user.pk
    hers = ["edit", "give_up"] if is_hers else []
    if may_publish(request.user) and proposal.state == State.OPEN:
        return [*hers, "approve", "send_back"]
    return hers


def merged_with(proposal: ProposedRevision, now: list, request: HttpRequest) -> Merged:
    """A proposal upon what stands, by the choices that were made between the two."""
    prefix = "choice-"
    choices = {
        name.removeprefix(prefix): value
        for name, value in request.POST.items()
        if name.startswith(prefix)
    }
    return merge(proposal.base, proposal.content, now, choices)


def merge_all(proposal: ProposedRevision, now: list) -> Merged:
    """A proposal upon what stands, with its own say wherever both changed the same."""
    clashes = merge(proposal.base, proposal.content, now, {}).clashes
    mine = {clash.key: "mine" for clash in clashes}
    return merge(proposal.base, proposal.content, now, mine)


# --- Settling ---


def approve(request: HttpRequest, proposal: ProposedRevision, document: Document) -> None:
    """Put a proposal upon its document, into its history, under the name of who proposed it."""
    merged = merged_with(proposal, content_of(document), request)
    for clash in merged.clashes:
        if request.POST.get(f"choice-{clash.key}") not in ("mine", "theirs"):
            raise _NotApproved(_("Choose for each field that was changed meanwhile."))
    documents = admin.site.get_model_admin(Document)
    words = _("Revision proposed by %(author)s, approved.") % {"author": proposal.by or "?"}
    keep_beginnings([document])
    with reversion.create_revision():
        reversion.set_user(request.user)
        write_content(with_fresh_keys(merged.content), documents.parts)
        standing = Document.objects.get(pk=document.pk)
        standing.full_clean(exclude=standing.derived_fields)
        standing.save()
        reversion.add_to_revision(standing)
        reversion.set_comment(" ".join(filter(None, [words, _note(request)])))
    LogEntry.objects.log_actions(request.user.pk, [document], CHANGE, words)
    record_steps([document], Step.Kind.REVISED, request.user, _note(request))
    _close(request, proposal, State.APPROVED)
    messages.success(request, _("The revision is approved, and readers see it now."))


def send_back(request: HttpRequest, proposal: ProposedRevision, document: Document) -> None:
    """Ask the author of a proposal for something else."""
    if not _note(request):
        raise _NotApproved(_("Say in the note what is to be done."))
    _close(request, proposal, State.SENT_BACK)
    messages.success(request, _("The revision is sent back; its author sees your note."))


def give_up(request: HttpRequest, proposal: ProposedRevision, document: Document) -> None:
    """Withdraw a proposal of one's own."""
    proposal.state = State.SUPERSEDED
    proposal.save()
    messages.success(request, _("The revision is given up."))


def keep_on(proposal: ProposedRevision, proposed: Proposed) -> None:
    """Take what its author made of a proposal; it waits for review again."""
    known = [*by_key(proposal.base), *by_key(proposal.content)]
    proposal.content = with_temporary_keys(proposed.content, known)
    proposal.state = State.OPEN
    proposal.save()


def _close(request: HttpRequest, proposal: ProposedRevision, state: str) -> None:
    proposal.state = state
    proposal.answer = _note(request)
    proposal.reviewed_by, proposal.reviewed_at = request.user, timezone.now()
    proposal.save()


def _note(request: HttpRequest) -> str:
    return request.POST.get("note", "").strip().replace("\x00", "")[:LONGEST_NOTE]


def _seen_of(proposal: ProposedRevision, document: Document) -> str:
    """The states that a page shows, to know them again when it is sent."""
    return f"{proposal.changed_at.isoformat()} {document.changed_at.isoformat()}"


def _number(object_id: str) -> int:
    text = unquote(object_id)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
