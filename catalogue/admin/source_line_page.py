"""The page between a source line and its holdings: a preview, choices, a confirmation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
from django.utils.translation import gettext_lazy, ngettext

from catalogue.models import Archive, Document, Holding

from .chronicle import keep_beginnings
from .making import make_holdings
from .proposing import refuse_what_must_be_proposed
from .source_line import MOST_PLACES, Proposal, SourceLine, read_source_line

LONGEST_LINE = 4_000


class LineForm(forms.Form):
    """The line, and the mark of what was shown of it."""

    text = forms.CharField(
        label=gettext_lazy("Source line"),
        max_length=LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)


class PlaceForm(forms.Form):
    """What the curator says of one place: in which archive, and whether at all."""

    archive = forms.ModelChoiceField(
        Archive.objects.order_by("sort_key"), label=gettext_lazy("Archive"), required=False
    )
    leave_out = forms.BooleanField(label=gettext_lazy("leave out"), required=False)

    @property
    def chosen(self) -> Archive | None:
        return self.cleaned_data.get("archive") if self.is_valid() else None

    @property
    def is_left_out(self) -> bool:
        return self.is_valid() and self.cleaned_data["leave_out"]


@dataclass(frozen=True)
class Preview:
    """What was sent, and what is shown of it."""

    form: LineForm
    places: list[PlaceForm]
    line: SourceLine

    @property
    def rows(self) -> list[tuple[Proposal, PlaceForm]]:
        return list(zip(self.line.proposals, self.places, strict=False))

    @property
    def wanted(self) -> list[Proposal]:
        return [proposal for proposal, place in self.rows if not place.is_left_out]

    @property
    def was_shown(self) -> bool:
        """Whether what is confirmed is what was shown."""
        return self.form.cleaned_data["shown"] == self.line.fingerprint

    def refusals(self) -> Iterator[str]:
        if not self.was_shown:
            yield _("This has changed since it was shown: look again, then confirm.")
        if not self.wanted:
            yield _("No place is left to make a holding of.")
        yield from (f"{one.written}: {one.refusal}" for one in self.wanted if one.refusal)


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
        preview = _preview(request, document, form) if form.is_valid() else None
        if preview and "_make" in request.POST:
            refusals = list(preview.refusals())
            if not refusals:
                return self._made(request, document, preview)
            for refusal in refusals:
                messages.error(request, refusal)
        return self._page(request, document, form, preview)

    def _made(self, request: HttpRequest, document: Document, preview: Preview) -> HttpResponse:
        try:
            with transaction.atomic(), self.create_revision(request):
                keep_beginnings([document])
                holdings = make_holdings([one.found for one in preview.wanted], document)
                reversion.add_to_revision(document)
                words = _made_words(holdings)
                self.log_change(request, document, words)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self._page(request, document, preview.form, preview)
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


def _preview(request: HttpRequest, document: Document, form: LineForm) -> Preview:
    """What the line would make."""
    places = [PlaceForm(request.POST, prefix=f"place-{number}") for number in range(MOST_PLACES)]
    archives = {number: place.chosen for number, place in enumerate(places) if place.chosen}
    line = read_source_line(form.cleaned_data["text"], document, request.user, archives)
    return Preview(form, places, line)


def _made_words(holdings: list[Holding]) -> str:
    count = len(holdings)
    words = ngettext("%(n)d holding made:", "%(n)d holdings made:", count) % {"n": count}
    return f"{words} {'; '.join(map(str, holdings))}."
