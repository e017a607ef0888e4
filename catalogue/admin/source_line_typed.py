"""The source line in the form of its document: read while it is typed, made when it is saved.

What it would make is shown below the field. A tick there lets the next save make just that, in the
same step and for a new document too; it carries the mark of what was shown, and where anything else
would be made now, the form comes back instead.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from catalogue.models import Document

from .dating import DatedForm
from .making import made_words, make_holdings
from .source_line import Proposal, not_there_yet
from .source_line_preview import Preview, preview_of

READ_NEW, READ_STANDING = "catalogue_read_source_line", "catalogue_document_read_source_line"
TICK = "make_holdings"
"""The name of the tick, and of the mark it sends."""


class DocumentForm(DatedForm):
    """A document whose source line becomes holdings when it is saved, where that was ticked."""

    reader: ClassVar[Callable[[str], Preview] | None] = None
    """Reads the line again for whoever saves; None where nothing was ticked."""
    to_make: tuple[Proposal, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.reader and "source_note" in cleaned:
            preview = self.reader(cleaned["source_note"])
            self.to_make = tuple(preview.wanted)  # nothing, where all of it stands by now
            for refusal in preview.refusals(self.data[TICK]) if self.to_make else ():
                self.add_error("source_note", refusal)
        return cleaned


class SourceLineTyped:
    """For the documents' admin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.read_source_line_view))
        return [
            path("read-source-line/", view, name=READ_NEW),
            path("<int:object_id>/read-source-line/", view, name=READ_STANDING),
            *super().get_urls(),
        ]

    def read_source_line_view(
        self, request: HttpRequest, object_id: int | None = None
    ) -> HttpResponse:
        """What the line that was sent would make, as a piece of the form."""
        document = get_object_or_404(Document, pk=object_id) if object_id else Document()
        if not self._may_make_holdings(request, document):
            raise PermissionDenied
        context = self._shown(request, document, request.POST.get("source_note", ""))
        return render(request, "admin/catalogue/source_line_typed.html", context)

    def get_form(
        self, request: HttpRequest, obj: Document | None = None, **kwargs: Any
    ) -> type[DocumentForm]:
        form = super().get_form(request, obj, **kwargs)
        document = obj or Document()
        if TICK in request.POST and self._may_make_holdings(request, document):
            form.reader = partial(self._line_as_shown, request, document)
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show below a line what it would make: where it was sent, or made no holdings yet."""
        document = kwargs.get("obj") or Document()
        if self._may_make_holdings(request, document) and not _is_of_the_past(context):
            context["source_line_address"] = _address(document)
            line = request.POST.get("source_note", "")
            if request.method != "POST" and document.source_note:
                line = "" if document.holdings.exists() else document.source_note
            context |= self._shown(request, document, line)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(
        self, request: HttpRequest, form: DocumentForm, formsets: Any, change: bool
    ) -> None:
        """Make the holdings after those that were typed, which may be among them."""
        super().save_related(request, form, formsets, change)
        to_make = not_there_yet(form.to_make, form.instance) if form.to_make else ()
        if not to_make:
            return
        try:
            with transaction.atomic():
                made = make_holdings([one.found for one in to_make], form.instance)
        except ValidationError as error:
            request.holdings_refused = error.messages
        else:
            request.holdings_made = made_words(made)

    def response_add(
        self, request: HttpRequest, obj: Document, post_url_continue: str | None = None
    ) -> HttpResponse:
        return _told(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Document) -> HttpResponse:
        return _told(request, obj, super().response_change(request, obj))

    def _may_make_holdings(self, request: HttpRequest, document: Document) -> bool:
        if not request.user.has_perm("catalogue.add_holding"):
            return False
        if document.pk is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, document)

    def _line_as_shown(self, request: HttpRequest, document: Document, line: str) -> Preview:
        is_proposed = getattr(request, "is_proposing", False) or (
            document.pk is not None and not self.may_save(request, document)
        )
        return preview_of(line, document, request.user, request.POST, is_proposed=is_proposed)

    def _shown(self, request: HttpRequest, document: Document, line: str) -> dict[str, Any]:
        """The context of the piece of the form; nothing is shown of no line."""
        preview = self._line_as_shown(request, document, line) if line.strip() else None
        is_ticked = preview and request.POST.get(TICK) == preview.line.fingerprint
        return {"preview": preview, "tick": TICK, "is_ticked": is_ticked}


def _address(document: Document) -> str:
    """Where the line of a document, or of a new one, is read."""
    if document.pk is None:
        return reverse(f"admin:{READ_NEW}")
    return reverse(f"admin:{READ_STANDING}", args=[document.pk])


def _is_of_the_past(context: dict[str, Any]) -> bool:
    """Whether a form shows a version to restore."""
    return bool(context.get("revert") or context.get("recover"))


def _told(request: HttpRequest, document: Document, response: HttpResponse) -> HttpResponse:
    """Say what was made; where something stood in the way, lead on to the page of the line."""
    if words := getattr(request, "holdings_made", ""):
        messages.success(request, words)
    if refusals := getattr(request, "holdings_refused", ()):
        messages.error(request, " ".join(refusals))
        return redirect("admin:catalogue_document_source_line", document.pk)
    return response
