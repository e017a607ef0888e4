"""The page of a document's way to the public: what was done, and what may be done next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from catalogue.models import Document, Step

from .publishing import MOVES, Move, is_public, move_all

LONGEST_NOTE = 4_000


class ReviewPage:
    """For the documents' admin: sending to review, publishing, sending back with a note."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.review_view)
        name = "catalogue_document_review"
        return [path("<int:object_id>/review/", view, name=name), *super().get_urls()]

    def review_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The steps of a document; a post takes the next one."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        document = get_object_or_404(Document, pk=object_id)
        if request.method == "POST":
            return self._move(request, document)
        return self._review_page(request, document, "")

    def _move(self, request: HttpRequest, document: Document) -> HttpResponse:
        with self.create_revision(request):
            document = Document.objects.select_for_update().get(pk=document.pk)
            move = MOVES.get(request.POST.get("move", ""))
            if move is None or not self.may_move(request, move, document):
                raise PermissionDenied
            note = request.POST.get("note", "").strip().replace("\x00", "")[:LONGEST_NOTE]
            refusal = _refusal(request, move, document, note)
            if not refusal:
                move_all(request, Document.objects.filter(pk=document.pk), move, note)
                return redirect("admin:catalogue_document_review", document.pk)
        messages.error(request, refusal)
        return self._review_page(request, document, note)

    def _review_page(self, request: HttpRequest, document: Document, note: str) -> HttpResponse:
        moves = [move for move in MOVES.values() if self.may_move(request, move, document)]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Way to the public"),
            "subtitle": str(document),
            "opts": self.opts,
            "document": document,
            "steps": document.steps.all(),
            "moves": [move for move in moves if not move.needs_note],
            "moves_with_note": [move for move in moves if move.needs_note],
            "note": note,
            "longest_note": LONGEST_NOTE,
            "proposals": document.proposals.unsettled().select_related("by"),
        }
        return TemplateResponse(request, "admin/catalogue/document/review.html", context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show where a document stands above its form, and the note it was sent back with."""
        document = kwargs.get("obj")
        if document is not None and document.pk:
            context |= {
                "review_address": reverse("admin:catalogue_document_review", args=[document.pk]),
                "sent_back": _sent_back(document),
                "may_send_to_review": self.may_move(request, MOVES["send_to_review"], document),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Document) -> HttpResponse:
        if "_to_review" in request.POST and self.may_move(request, MOVES["send_to_review"], obj):
            move_all(request, Document.objects.filter(pk=obj.pk), MOVES["send_to_review"])
            return redirect("admin:catalogue_document_review", obj.pk)
        return super().response_change(request, obj)


def _refusal(request: HttpRequest, move: Move, document: Document, note: str) -> str:
    """Why a move is not made, or ""."""
    if move.needs_note and not note:
        return _("Say in the note what is to be done.")
    if request.POST.get("seen") != document.changed_at.isoformat():
        return _("The document was changed since this page was shown: look again, then confirm.")
    return ""


def _sent_back(document: Document) -> Step | None:
    """The step that a draft was sent back with, where it is the last one."""
    if is_public(document):
        return None
    last = document.steps.first()
    return last if last and last.kind == Step.Kind.SENT_BACK else None
