"""The pages of the desk that are measured, found by asking the desk itself what it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from catalogue.models import Agent, Archive, Delo, Document, Fond, Opis, Subject

from .admin_collection import fullest, words_of

MOST_CHOICES = 6
"""So many values of one filter are asked for."""

ABSENT = "zzyzxq"
UNITS = (Fond, Opis, Delo)


@dataclass(frozen=True)
class Asked:
    """A page: what it is called in the table, its address, and what is sent there, if anything."""

    name: str
    address: str
    sent: Mapping[str, Any] | None = None
    before: Callable[[Client], object] | None = None
    """What has to be done once for the page to have something to show."""

    def by(self, client: Client) -> HttpResponse:
        if self.sent is None:
            return client.get(self.address)
        return client.post(self.address, self.sent)


def questions(client: Client, only: str = "") -> Iterator[Asked]:
    """Every page, for the one who is signed in; ``only`` those whose name has some words."""
    request = RequestFactory().get("/")
    request.user, request.session = client.get(reverse("admin:index")).wsgi_request.user, {}
    for asked in _all(request):
        if only in asked.name:
            if asked.before:
                asked.before(client)
            yield asked


def _all(request: HttpRequest) -> Iterator[Asked]:
    yield Asked("start page", reverse("admin:index"))
    for model, desk in admin.site._registry.items():
        if desk.has_view_permission(request):
            yield from _list(model, desk, request)
            yield from _forms(model, desk, request)
    yield from _select_boxes(request)
    yield from _tree()
    yield from _merging()
    yield from _bulk()
    yield Asked("likely doubles", reverse("admin:catalogue_agent_doubles"))
    yield Asked("merges of agents", reverse("admin:catalogue_agent_merges"))


def _page(model: type[Model], page: str, *args: Any, **query: Any) -> str:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)
    return f"{address}?{urlencode(query)}" if query else address


# --- Lists ---


def _list(model: type[Model], desk: ModelAdmin, request: HttpRequest) -> Iterator[Asked]:
    """A list: plain, its last page, by each filter, sorted by each column, searched."""
    name = f"{model._meta.model_name} list"
    yield Asked(name, _page(model, "changelist"))
    shown = desk.get_changelist_instance(request)
    pages = shown.paginator.num_pages
    if pages > 1:
        yield Asked(f"{name}, last page ({pages})", _page(model, "changelist", p=pages))
    for query in _filters(shown):
        yield Asked(f"{name}, {query}", f"{_page(model, 'changelist')}?{query}")
    for number, column in enumerate(shown.list_display):
        sortable = shown.sortable_by is None or column in shown.sortable_by
        if sortable and shown.get_ordering_field(column):
            yield Asked(f"{name}, by {column}", _page(model, "changelist", o=number))
    if desk.get_search_fields(request):
        for kind, word in (*words_of(model), ("absent", ABSENT)):
            yield Asked(f"{name}, {kind}: {word[:24]}", _page(model, "changelist", q=word))


def _filters(shown: ChangeList) -> Iterator[str]:
    """The values of each filter, as the list links to them."""
    for spec in shown.filter_specs:
        choices = (choice for choice in spec.choices(shown) if not choice["selected"])
        for choice in islice(choices, MOST_CHOICES):
            yield choice["query_string"].removeprefix("?")


# --- Forms ---

OF_DOCUMENT = ("review", "parties", "source_line")


def _forms(model: type[Model], desk: ModelAdmin, request: HttpRequest) -> Iterator[Asked]:
    """The empty form, and what there is of the fullest record."""
    name = model._meta.model_name
    if desk.has_add_permission(request):
        yield Asked(f"{name}, empty form", _page(model, "add"))
    record = fullest(model)
    if record is None:
        return
    pages = ["change", "history"]
    pages += ["delete"] if desk.has_delete_permission(request, record) else []
    pages += OF_DOCUMENT if model is Document else ()
    for page in pages:
        yield Asked(f"{name}, {page}", _page(model, page, record.pk))
    if hasattr(desk, "recoverlist_view"):
        yield Asked(f"{name}, recover list", _page(model, "recoverlist"))
    if model is Delo:
        yield Asked("document, next in delo", _page(Document, "add", delo=record.pk))
        yield Asked("delo, next in opis", _page(Delo, "add", opis=record.opis_id))


def _select_boxes(request: HttpRequest) -> Iterator[Asked]:
    """Every select box that is filled while one types, in three scripts; and the one of places."""
    boxes: dict[str, tuple[type[Model], str]] = {}
    for desk in admin.site._registry.values():
        inlines = desk.get_inline_instances(request)
        for owner, model in ((desk, desk.model), *((one, one.model) for one in inlines)):
            for field in owner.get_autocomplete_fields(request):
                boxes[f"{model._meta.model_name}.{field}"] = (model, field)
    for box, (model, field) in boxes.items():
        named = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
        for kind, word in words_of(model._meta.get_field(field).related_model, letters=True):
            query = urlencode({**named, "field_name": field, "term": word})
            address = f"{reverse('admin:autocomplete')}?{query}"
            yield Asked(f"box {box}, {kind}: {word[:24]}", address)
    for word, kind in {word: kind for kind, word in _places()}.items():
        address = f"{reverse('admin:catalogue_places')}?{urlencode({'term': word})}"
        yield Asked(f"box of places, {kind}: {word[:24]}", address)


def _places() -> Iterator[tuple[str, str]]:
    for model in (Archive, *UNITS):
        for kind, word in words_of(model, letters=True):
            yield f"{model._meta.model_name} {kind}", word


# --- Tree, merging, bulk work ---


def _tree() -> Iterator[Asked]:
    yield Asked("tree", reverse("admin:catalogue_tree"))
    for model in (Archive, *UNITS):
        unit = fullest(model)
        if unit is not None:
            level = model._meta.model_name
            address = reverse("admin:catalogue_tree_at", args=[f"{level}-{unit.pk}"])
            yield Asked(f"tree at {level}", address)
            yield Asked(f"tree at {level}, from 5", f"{address}?from=5")
            found = urlencode({"q": str(unit)})
            yield Asked(f"tree, path of {level}", f"{reverse('admin:catalogue_tree')}?{found}")


def _merging() -> Iterator[Asked]:
    """Previews of the fullest record merged into the next one."""
    for model in (*UNITS, Agent):
        gone = fullest(model)
        others = model._default_manager.order_by("pk").exclude(pk=getattr(gone, "pk", None))
        kept = others.first()
        if gone and kept:
            chosen = f"{model._meta.model_name}-{kept.pk}" if model in UNITS else kept.pk
            address = _page(model, "merge", gone.pk, kept=chosen)
            yield Asked(f"{model._meta.model_name}, merge preview", address)


CHOSEN = {Document: "status__exact=published", Delo: ""}
"""The lists from which many are chosen."""


def _bulk() -> Iterator[Asked]:
    for model, query in CHOSEN.items():
        name, address = model._meta.model_name, _page(model, "bulk")
        rows = model._default_manager.order_by("-pk")[:500]
        choice = {"action": "change_many", "_selected_action": [row.pk for row in rows]}
        chosen = f"{_page(model, 'changelist')}?{query}"
        word = (words_of(model) or [("", "a")])[0][1]
        sent = {"change": "correct_word", "wrong": word, "right": word.upper(), "_preview": "1"}
        yield Asked(
            f"{name}, bulk choice of 500",
            address,
            before=lambda client, to=chosen, data=choice: client.post(to, data),
        )
        yield Asked(f"{name}, bulk preview of 500, a word", address, sent)
        subject = fullest(Subject)
        if model is Document and subject:
            sent = {"change": "add_subject", "subject": subject.pk, "_preview": "1"}
            yield Asked(f"{name}, bulk preview of 500, a subject", address, sent)
