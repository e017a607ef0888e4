"""Looking up anything in the catalogue: by reference, by identifier, by words; drafts too.

Each group holds what its reader may see, a few of each kind, and the way to the whole list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.models import Delo, Document, DocumentType, Language, Role
from catalogue.search import SearchUnavailable, find_dela, find_documents
from catalogue.search.suggestions import MODELS, suggest
from catalogue.writing import fold

from .hits import SHOWN, Group, Hit, Seen, address_of, document_hit, form_of, list_of
from .naming import by_number, document_named, read_as_reference
from .places import label_of, places_at

LONGEST = 500
"""Characters that are looked at: a reference, not a page of them."""


@dataclass
class Findings:
    """What a text may mean: in groups, or the one record that it names beyond doubt."""

    groups: list[Group] = field(default_factory=list)
    straight: str = ""
    trouble: str = ""
    """Why words were not looked up, where the search index is out of reach."""


def look_up(text: str, user: Any) -> Findings:
    """What a text names or has the words of, as far as a user may see it."""
    text = " ".join(text[:LONGEST].replace("\x00", " ").split())
    seen = Seen(user)
    findings = Findings(straight=document_named(text, seen))
    if not text or findings.straight:
        return findings
    by_reference, findings.straight = read_as_reference(text, seen)
    if findings.straight:
        return findings
    groups = [by_reference, by_number(text, seen)]
    try:
        groups += [*_by_words(text, seen), *_named(text, seen)]
    except SearchUnavailable as error:
        findings.trouble = error.reason
    groups += [_short_lists(text, seen), _places(text, seen, by_reference)]
    findings.groups = [group for group in groups if group.hits]
    return findings


def _by_words(text: str, seen: Seen) -> Iterator[Group]:
    """Documents and dela with the words, the best first."""
    if seen(Document):
        ids = find_documents(text, limit=SHOWN)
        rows = Document.objects.in_bulk(ids)
        hits = [document_hit(rows[pk]) for pk in ids if pk in rows]
        yield Group(_("Documents"), hits, list_of(Document, text) if len(ids) == SHOWN else "")
    if seen(Delo):
        ids = find_dela(text, limit=SHOWN)
        dela = Delo.objects.with_parents().in_bulk(ids)
        hits = [Hit(label_of(dela[pk]), form_of(dela[pk])) for pk in ids if pk in dela]
        yield Group(_("Dela"), hits)


def _named(text: str, seen: Seen) -> Iterator[Group]:
    """Agents and terms of which the text may be a name, or the beginning of one."""
    titles = {
        "agents": _("People and bodies"),
        "places": _("Places"),
        "subjects": _("Subjects"),
        "collections": _("Collections"),
    }
    kinds = [kind for kind in titles if seen(MODELS[kind])]
    found = suggest(text, kinds, SHOWN, published_only=False)
    for kind in kinds:
        hits = [
            Hit(one.label, address_of(MODELS[kind], one.pk), one.note)
            for one in found
            if one.kind == kind
        ]
        yield Group(titles[kind], hits, list_of(MODELS[kind], text) if len(hits) == SHOWN else "")


def _short_lists(text: str, seen: Seen) -> Group:
    """Types, languages and roles, by a label in any language."""
    words = fold(text).split()[:SHOWN]
    has_all = reduce(and_, (Q(folded__contains=word) for word in words), Q())
    hits = [
        Hit(str(term), form_of(term), str(model._meta.verbose_name))
        for model in (DocumentType, Language, Role)
        if words and seen(model)
        for term in model.objects.filter(has_all)[:SHOWN]
    ]
    return Group(_("Vocabularies"), hits)


def _places(text: str, seen: Seen, by_reference: Group) -> Group:
    """Archives and units of a typed path, which a reference has not led to already."""
    known = {hit.address for hit in by_reference.hits}
    places = (place for place in places_at(text) if seen(type(place)))
    hits = [Hit(label_of(place), form_of(place)) for place in places if form_of(place) not in known]
    return Group(_("Archives and units"), hits[:SHOWN])
