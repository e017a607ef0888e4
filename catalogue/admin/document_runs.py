"""Runs of similar documents: the next one in the same delo, a copy to begin the next with."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from catalogue.models import Delo, Document, Holding, ListyRun
from catalogue.models.documents import new_identifier
from catalogue.references import Leaf

from .places import value_of


class DocumentRuns:
    """For the documents' admin."""

    save_as = True

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A copy is a draft with an identifier of its own."""
        if "_saveasnew" in request.POST:
            copied = request.POST.copy()
            copied["identifier"], copied["status"] = new_identifier(), Document.Status.DRAFT
            request.POST = copied
        return super().changeform_view(request, object_id, form_url, extra_context)

    def response_add(
        self, request: HttpRequest, obj: Document, post_url_continue: str | None = None
    ) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        return next_in_delo(obj) if "_next_in_delo" in request.POST else response

    def response_change(self, request: HttpRequest, obj: Document) -> HttpResponse:
        response = super().response_change(request, obj)
        return next_in_delo(obj) if "_next_in_delo" in request.POST else response

    def get_formset_kwargs(
        self,
        request: HttpRequest,
        obj: Document,
        inline: admin.options.InlineModelAdmin,
        prefix: str,
    ) -> dict[str, Any]:
        """The first holding of a new document lies in the delo that its address names."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if inline.model is Holding and request.method == "GET" and not obj.pk:
            kwargs["initial"] = first_holdings(request)
        return kwargs


def next_in_delo(document: Document) -> HttpResponse:
    """The empty form of the next document in the delo that one lies in first."""
    first = document.holdings.filter(delo__isnull=False).order_by("order", "pk").first()
    place = f"?{urlencode({'delo': first.delo_id})}" if first else ""
    return HttpResponseRedirect(f"{reverse('admin:catalogue_document_add')}{place}")


def first_holdings(request: HttpRequest) -> list[dict[str, Any]]:
    """What ``?delo=5`` says of where a new document lies: there, on the sheet after the last."""
    digits = request.GET.get("delo", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 19):
        return []
    delo = Delo.objects.with_parents().filter(pk=digits).first()
    return [{"place": value_of(delo), "listy": sheet_after_last(delo)}] if delo else []


def sheet_after_last(delo: Delo) -> str:
    """The number of the sheet after the last described one; "" where none is."""
    runs = ListyRun.objects.filter(holding__delo=delo)
    last = runs.aggregate(last=Max("end"))["last"]
    return str(max(last, 0) // Leaf(1).position + 1) if last is not None else ""
