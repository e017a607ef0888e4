"""The public page of a document as its form would make it, without saving anything."""

from __future__ import annotations

from typing import Any

import reversion
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from catalogue.exchange.citations import cite, document_in_styles
from catalogue.models import Document


class _Shown(Exception):
    """Undoes the transaction in which a form was saved to be looked at."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


class DocumentPreview:
    """For the documents' admin: ``_preview`` shows the page, ``_citation`` the citation alone.

    The form is saved as it would be, the page made of what was saved, and all of it undone.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if not _asks(request):
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                response = super().changeform_view(request, object_id, form_url, extra_context)
                if "_citation" in request.POST:
                    response = JsonResponse({"citation": ""})
                raise _Shown(response.render() if hasattr(response, "render") else response)
        except _Shown as shown:
            if reversion.is_active():  # the revision around it would keep what was undone
                transaction.set_rollback(True)
            return shown.response

    def response_add(
        self, request: HttpRequest, obj: Document, post_url_continue: str | None = None
    ) -> HttpResponse:
        if _asks(request):
            raise _Shown(self._answer(request, obj))
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Document) -> HttpResponse:
        if _asks(request):
            raise _Shown(self._answer(request, obj))
        return super().response_change(request, obj)

    def _answer(self, request: HttpRequest, obj: Document) -> HttpResponse:
        document = Document.objects.for_page().get(pk=obj.pk)
        if "_citation" in request.POST:
            return JsonResponse({"citation": cite(document)})
        context = {
            "document": document,
            "citation": cite(document),
            "references": document_in_styles(document),
            "text_rows": [[text] for text in document.texts.all()],
        }
        return render(request, "admin/catalogue/document_preview.html", context)


def _asks(request: HttpRequest) -> bool:
    return request.method == "POST" and ("_preview" in request.POST or "_citation" in request.POST)
