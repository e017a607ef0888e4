"""The page between a source line and its holdings: a preview, choices, a confirmation."""

from __future__ import annotations

import reversion
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Document

from .chronicle import keep_beginnings
from .making import made_words, make_holdings
from .proposing import refuse_what_must_be_proposed
from .source_line import LONGEST_LINE
from .source_line_preview import Preview, preview_of


class LineForm(forms.Form):
    """The line, and the mark of what was shown of it."""

    text = forms.CharField(
        label=gettext_lazy("Source line"),
        max_length=LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)


class SourceLinePage:
    """For the documents' admin: from a saved document to its holdings."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.source_line_view)
        name = "catalogue_document_source_line"
        return [path("<int:object_id>/source-line/", view, name=name), *super().get_urls()]

    def response_add(
        self, request: HttpRequest, obj: Document, post_url_continue: str | None = None
    ) -> HttpResponse:
        if "_source_line" in request.POST:
            return _on_to_source_line(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Document) -> HttpResponse:
        if "_source_line" in request.POST:
            return _on_to_source_line(request, obj)
        return super().response_change(request, obj)

    def source_line_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show what would be made of a document's source line; make it when confirmed."""
        document = get_object_or_404(Document, pk=object_id)
        may_add = request.user.has_perm("catalogue.add_holding")
        if not (may_add and self.has_change_permission(request, document)):
            raise PermissionDenied
        refuse_what_must_be_proposed(self, request, document)
        form = _line_form(request, document)
        preview = None
        if form.is_valid():
            line = form.cleaned_data["text"]
            preview = preview_of(line, document, request.user, request.POST)
        if preview and "_make" in request.POST:
            refusals = list(preview.refusals(form.cleaned_data["shown"]))
            if not refusals:
                return self._made(request, document, form, preview)
            for refusal in refusals:
                messages.error(request, refusal)
        return self._page(request, document, form, preview)

    def _made(
        self, request: HttpRequest, document: Document, form: LineForm, preview: Preview
    ) -> HttpResponse:
        try:
            with transaction.atomic(), self.create_revision(request):
                keep_beginnings([document])
                holdings = make_holdings([one.found for one in preview.wanted], document)
                reversion.add_to_revision(document)
                words = made_words(holdings)
                self.log_change(request, document, words)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self._page(request, document, form, preview)
        messages.success(request, words)
        return redirect("admin:catalogue_document_change", document.pk)

    def _page(
        self, request: HttpRequest, document: Document, form: LineForm, preview: Preview | None
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Holdings from the source line"),
            "subtitle": str(document),
            "opts": self.opts,
            "document": document,
            "form": form,
            "preview": preview,
        }
        return TemplateResponse(request, "admin/catalogue/source_line.html", context)


def _on_to_source_line(request: HttpRequest, document: Document) -> HttpResponse:
    messages.success(request, _("The document is saved; this is its source line."))
    return redirect("admin:catalogue_document_source_line", document.pk)


def _line_form(request: HttpRequest, document: Document) -> LineForm:
    """The line that was sent; at first the document's own, if it has one."""
    if request.method == "POST":
        return LineForm(request.POST)
    return LineForm({"text": document.source_note} if document.source_note else None)
