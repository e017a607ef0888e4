"""What a page says of its document to reference managers (Zotero's "Embedded Metadata").

No `citation_title`: Zotero would take an archival document for a journal article.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.models import Document

from .citations import write_holdings

AUTHORS = ("from", "author", "signatory")
"""Roles that make an agent an author, by their keys in the vocabulary."""

Field = tuple[str, str]


def embedded_metadata(document: Document, address: str) -> list[Field]:
    """Names and contents of `<meta>` elements; `address` is that of the document's page."""
    return [(name, content) for name, content in _fields(document, address) if content]


def _fields(document: Document, address: str) -> Iterator[Field]:
    yield "z:itemType", "manuscript"
    yield "DC.title", document.title
    for part in document.participations.all():
        if part.role.slug in AUTHORS:
            yield "DC.creator", part.agent.name
    yield "DC.date", document.date_edtf or document.date_text
    for language in document.languages.all():
        yield "DC.language", language.slug
    yield "DC.description", document.summary
    yield "z:manuscriptType", document.type.label_en if document.type else ""
    yield "z:archive", document.publisher_name
    yield "z:archiveLocation", write_holdings(document)
    yield "DC.identifier", address
    yield "DC.rights", document.rights
