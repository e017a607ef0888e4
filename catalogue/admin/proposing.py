"""Proposing: what may not stand at once is saved, read, undone, and kept as a proposal.

A public document keeps its published state until a reviewer approves. Its form is the ordinary
one, with every check; only the transaction of its save is undone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from catalogue.models import Document, ProposedRevision
from catalogue.models.contents import Content, by_key, content_of, with_temporary_keys

from .differences import compare
from .publishing import Status, is_public

State = ProposedRevision.State


class Proposed(Exception):
    """Undoes the transaction of a save, and carries what was saved."""

    def __init__(self, content: Content) -> None:
        super().__init__()
        self.content = content


class Proposing:
    """For the documents' admin: saves that become proposals."""

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        return self._saved_or_proposed(
            request,
            object_id,
            lambda: super(Proposing, self).change_view(request, object_id, *args, **kwargs),
        )

    def revision_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        return self._saved_or_proposed(
            request,
            object_id,
            lambda: super(Proposing, self).revision_view(request, object_id, *args, **kwargs),
        )

    def after_restoring(self, request: HttpRequest, standing: Document | None, key: str) -> None:
        """Keep a version that was public from making its document so."""
        super().after_restoring(request, standing, key)
        if not self.has_publish_permission(request):
            keep_status(key, standing)

    def response_change(self, request: HttpRequest, obj: Document) -> HttpResponse:
        if getattr(request, "is_proposing", False):
            raise Proposed(content_of(Document.objects.get(pk=obj.pk)))
        return super().response_change(request, obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Say above the form of a public document what its save will do."""
        document = kwargs.get("obj")
        if document is not None and is_public(document):
            if not self.may_save(request, document):
                context |= {
                    "will_be_proposed": True,
                    "show_save_and_continue": False,
                    "show_save_and_add_another": False,
                }
            if not getattr(request, "proposal", None):
                mine = document.proposals.unsettled().filter(by=request.user.pk)
                context["own_proposal"] = mine.first()
            context["may_propose"] = self.has_change_permission(request, document)
        return super().render_change_form(request, context, *args, **kwargs)

    def _saved_or_proposed(
        self, request: HttpRequest, object_id: str, save: Callable[[], HttpResponse]
    ) -> HttpResponse:
        if request.method != "POST":
            return save()
        with transaction.atomic():
            document = locked(unquote(object_id))
            if document is None or not is_public(document):
                return save()
            must = not self.has_publish_permission(request)
            request.is_proposing = must or "_propose" in request.POST
            base = content_of(document) if request.is_proposing else []
            try:
                with transaction.atomic():
                    return save()
            except Proposed as proposed:
                return propose(request, document, base, proposed.content)


def locked(key: str) -> Document | None:
    """A document that nobody else changes until the transaction ends."""
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return Document.objects.select_for_update().filter(pk=key).first()


def keep_status(key: str, standing: Document | None) -> None:
    """Give a document that was put back the status it has today; one that was deleted, none."""
    status, at = (standing.status, standing.published_at) if standing else (Status.DRAFT, None)
    Document.objects.filter(pk=key).update(status=status, published_at=at)


def propose(
    request: HttpRequest, document: Document, base: Content, content: Content
) -> HttpResponse:
    """Keep a proposal; one that its author made before is given up for it."""
    if not compare(base, content):
        messages.info(request, _("Nothing was changed, so nothing is proposed."))
        return redirect("admin:catalogue_document_change", document.pk)
    earlier = document.proposals.unsettled().filter(by=request.user)
    given_up = earlier.update(state=State.SUPERSEDED)
    proposal = ProposedRevision.objects.create(
        document=document,
        by=request.user,
        base=base,
        content=with_temporary_keys(content, by_key(base)),
    )
    messages.success(request, _("Your revision waits for review; readers see the old state."))
    if given_up:
        messages.info(request, _("It takes the place of the one you proposed before."))
    return redirect("admin:catalogue_proposedrevision_change", proposal.pk)


def refuse_what_must_be_proposed(admin: Any, request: HttpRequest, document: Document) -> None:
    """For pages beside the form, whose work cannot be proposed."""
    if not admin.may_save(request, document):
        raise PermissionDenied(_("A public document is changed in its form, as a proposal."))
