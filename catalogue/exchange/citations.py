"""How a document and a place are cited: the sentence, and its references in every style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from catalogue.dates import write_date
from catalogue.models import Archive, Delo, Document, Fond, Holding, Opis
from catalogue.references import Reference, write_references
from catalogue.writing import Script, romanise

Place = Archive | Fond | Opis | Delo
Cited = tuple[Archive, Reference]
"""A place as it is cited: its archive, and its reference."""


@dataclass(frozen=True)
class Style:
    """A style of `catalogue.references.STYLES`, and the script it calls archives and levels in.

    In Latin letters the levels are called as the archive's own country calls them; a Russian or
    Ukrainian standard has words of its own for them.
    """

    name: str
    label: str
    script: Script = Script.LATIN
    numbers_romanised: bool = False
    """Р-5446 is written R-5446; elsewhere numbers stay as they are written."""


CITATION_STYLE = Style("wilson", _("English, in full"))
"""References stand in citations as the Wilson Center Digital Archive writes them."""

OTHER_STYLES = (
    Style("short", _("English, short")),
    Style("gost", _("Russian, GOST R 7.0.5-2008"), Script.CYRILLIC),
    Style("gost_romanised", _("Russian, romanised"), numbers_romanised=True),
    Style("dstu", _("Ukrainian, DSTU 8302:2015"), Script.CYRILLIC),
)


@dataclass(frozen=True)
class WrittenReferences:
    """The references of a record in one style."""

    style: Style
    text: str


def cite(document: Document) -> str:
    """The citation of a document, as the Wilson Center Digital Archive writes them:

    "Title", July 29, 1953, Wilson Center Digital Archive, APRF, Fond 3, Opis 65, Delo 830
    """
    parts = [
        f'"{_within_quotes(document.title)}"',
        _date(document),
        document.publisher_name,
        write_holdings(document),
    ]
    return ", ".join(part for part in parts if part)


def cite_place(place: Place) -> str:
    """The reference by which to cite an archive, fond, opis or delo."""
    return _write([_cited_place(place)], CITATION_STYLE)


def write_holdings(document: Document) -> str:
    """Where a document lies, as citations say it."""
    return _write(_cited_holdings(document), CITATION_STYLE)


def write_holding(holding: Holding) -> str:
    """One of the places where a document lies, as citations say it."""
    return _write([(holding.archive, holding.reference)], CITATION_STYLE)


def document_in_styles(document: Document) -> list[WrittenReferences]:
    """Where a document lies, in the other styles."""
    return _in_other_styles(_cited_holdings(document))


def place_in_styles(place: Place) -> list[WrittenReferences]:
    """The reference to a place in the other styles."""
    return _in_other_styles([_cited_place(place)])


def _cited_holdings(document: Document) -> list[Cited]:
    return [(holding.archive, holding.reference) for holding in document.holdings.all()]


def _cited_place(place: Place) -> Cited:
    if isinstance(place, Archive):
        return place, Reference(archive=place.code)
    if isinstance(place, Fond):
        return place.archive, place.reference
    if isinstance(place, Opis):
        return place.fond.archive, place.reference
    return place.opis.fond.archive, place.reference


def _in_other_styles(places: Sequence[Cited]) -> list[WrittenReferences]:
    if not places:
        return []
    prefetch_related_objects([archive for archive, _reference in places], "names")
    return [WrittenReferences(style, _write(places, style)) for style in OTHER_STYLES]


def _write(places: Sequence[Cited], style: Style) -> str:
    """References in a style; archives of several countries share the words of the style."""
    if style.script is not Script.LATIN:
        return write_references([_renamed(*place, style.script) for place in places], style.name)
    schemes = {archive.levels for archive, _reference in places}
    scheme = schemes.pop() if len(schemes) == 1 else None
    references = [reference for _archive, reference in places]
    if style.numbers_romanised:
        references = [_with_romanised_numbers(reference) for reference in references]
    return write_references(references, style.name, scheme)


def _renamed(archive: Archive, reference: Reference, script: Script) -> Reference:
    """A reference that calls its archive as writers in that script do, where it is known."""
    names = [name for name in archive.names.all() if name.script == script]
    current = [name.name for name in names if name.kind == name.Kind.CURRENT]
    return replace(reference, archive=min(current, key=len, default=reference.archive))


def _with_romanised_numbers(reference: Reference) -> Reference:
    numbers = {level: getattr(reference, level) for level in ("fond", "opis", "papka", "delo")}
    return replace(reference, **{level: romanise(number) for level, number in numbers.items()})


def _within_quotes(title: str) -> str:
    """Quotation marks inside quotation marks become single ones."""
    return title.translate({ord('"'): "'", ord("“"): "‘", ord("”"): "’"})


def _date(document: Document) -> str:
    """The date in English; in brackets where it does not stand on the document."""
    if not document.date_edtf:
        return document.date_text or "undated"
    date = write_date(document.date_edtf, language="en")
    return f"[{date}]" if document.date_inferred else date
