"""What is edited inside a document's form besides its holdings."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.models import ExternalIdentifier, Participation, Text

from .desk import Blocks, Rows


class ParticipationRows(Rows):
    """Who wrote, received, attended: in the order of the document."""

    model = Participation
    fields = ["role", "agent", "name_as_written", "order"]
    autocomplete_fields = ["agent"]
    listed_fields = ("role",)
    verbose_name_plural = _("people and bodies")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("agent", "role")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 3


class TextBlocks(Blocks):
    """The document's words."""

    model = Text
    fieldsets = [
        (None, {"fields": [("kind", "language", "label"), "heading", "note", "body", "credit"]})
    ]
    listed_fields = ("language",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("language")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A first one to fill in for a new document."""
        return 0 if obj else 1


class IdentifierRows(Rows):
    """What other systems call the document."""

    model = ExternalIdentifier
    fields = ["scheme", "value", "url"]
