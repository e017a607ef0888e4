"""What is found at the desk: records with the way to their forms, as far as somebody sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise

from catalogue.models import Document

SHOWN = 8
"""So many of a kind are shown; the list of its kind has the others."""


@dataclass(frozen=True)
class Hit:
    """A record that may be meant, and where its form is."""

    label: str
    address: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of one kind."""

    title: Promise
    hits: list[Hit]
    whole: str = ""
    """The address of the list of all, where there may be more."""


@dataclass(frozen=True)
class Seen:
    """What a user may see."""

    user: Any

    def __call__(self, model: type[Model]) -> bool:
        name = model._meta.model_name
        return any(self.user.has_perm(f"catalogue.{verb}_{name}") for verb in ("view", "change"))


def document_hit(document: Document) -> Hit:
    is_public = document.status == Document.Status.PUBLISHED
    status = "" if is_public else document.get_status_display()
    return Hit(document.title, form_of(document), _joined([document.date_in_words, status]))


def _joined(words: Iterable[str]) -> str:
    return " · ".join(filter(None, words))


def form_of(record: Model) -> str:
    return address_of(type(record), record.pk)


def address_of(model: type[Model], key: int) -> str:
    return reverse(f"admin:catalogue_{model._meta.model_name}_change", args=[key])


def list_of(model: type[Model], text: str) -> str:
    page = reverse(f"admin:catalogue_{model._meta.model_name}_changelist")
    return f"{page}?{urlencode({'q': text})}"
