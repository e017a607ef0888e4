"""Records that a text names: by a reference, an identifier, a public address or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import ArchiveName, Document
from catalogue.models.finding import Certainty, Found, find_all
from catalogue.references import read_references

from .hits import SHOWN, Group, Hit, Seen, document_hit, form_of
from .places import label_of

MOST_REFERENCES = 5

LARGEST_KEY = 2**63 - 1

_ADDRESS = re.compile(r"(?:.*/)?documents/([a-z0-9-]{1,80})/?(?:[?#].*)?")


def document_named(text: str, seen: Seen) -> str:
    """The form of the document whose identifier, or whose public address, the text is.

    A single word is no identifier: documents with it are more likely meant.
    """
    address = _ADDRESS.fullmatch(text)
    if not (address or "-" in text) or not seen(Document):
        return ""
    identifier = address[1] if address else text[:80].lower()
    document = Document.objects.filter(identifier=identifier).only("pk").first()
    return form_of(document) if document else ""


def by_number(text: str, seen: Seen) -> Group:
    """The document of a number, as the desk's own addresses have it."""
    is_number = text.isascii() and text.isdecimal() and int(text) <= LARGEST_KEY
    rows = Document.objects.filter(pk=int(text)) if is_number and seen(Document) else ()
    return Group(gettext_lazy("Document of this number"), [document_hit(one) for one in rows])


def read_as_reference(text: str, seen: Seen) -> tuple[Group, str]:
    """The units that references lead to, with the documents on the listy they cite; and the one
    address that a text that is a reference and nothing else leads to."""
    if not any(map(str.isdecimal, text)):
        return Group(gettext_lazy("By reference"), []), ""
    reading = read_references(text, ArchiveName.objects.known())
    founds = [
        found
        for found in find_all(reading.places[:MOST_REFERENCES], published=False)
        if found.unit is not None and found.depth > 1 and seen(type(found.unit))
    ]
    hits = [hit for found in founds for hit in _hits_of(found, seen)]
    is_alone = len(founds) == len(reading.places) == 1 and not reading.not_understood
    straight = _straight(founds[0], seen) if is_alone else ""
    return Group(gettext_lazy("By reference"), list(dict.fromkeys(hits))), straight


def _hits_of(found: Found, seen: Seen) -> Iterator[Hit]:
    yield Hit(label_of(found.unit), form_of(found.unit), " ".join([*found.notes, found.missing]))
    for there in found.documents[:SHOWN] if seen(Document) else ():
        listy = there.holding.listy
        note = _("listy %(listy)s") % {"listy": listy} if listy else ""
        yield Hit(there.document.title, form_of(there.document), note)
    for other in found.others[:SHOWN]:
        if other.unit is not None and seen(type(other.unit)):
            yield Hit(label_of(other.unit), form_of(other.unit), " ".join(other.notes))


def _straight(found: Found, seen: Seen) -> str:
    """Where a reference leads that can mean one thing only: the document on just its listy, else
    the unit; "" where there is something to choose from."""
    if found.missing or found.others or found.certainty < Certainty.SURE:
        return ""
    if not found.reference.listy or not found.documents or not seen(Document):
        return form_of(found.unit)
    exact = [there.document for there in found.documents if there.exact]
    return form_of(exact[0]) if len(exact) == 1 else ""
