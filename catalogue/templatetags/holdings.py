"""How archives, fonds, opisi and dela are named, counted and linked on a page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy
from django.utils.translation import gettext as _

from catalogue.models import Archive, Delo, Fond, Holding, Opis
from catalogue.references import LEVEL_SCHEMES, Level

from .texts import grouped

register = template.Library()

Place = Archive | Fond | Opis | Delo

ABOVE = {Delo: "opis", Opis: "fond", Fond: "archive"}
"""The attribute by which a unit knows the level above it."""

LEVEL = {Fond: Level.FOND, Opis: Level.OPIS, Delo: Level.DELO}

CYRILLIC_INTERFACES = ("ru", "uk")
"""Languages of the interface in which the national words for levels stand in their own script."""

COUNTED = {
    "archive": ngettext_lazy("%(shown)s archive", "%(shown)s archives", "n"),
    "fond": ngettext_lazy("%(shown)s fond", "%(shown)s fonds", "n"),
    "opis": ngettext_lazy("%(shown)s opis", "%(shown)s opisi", "n"),
    "delo": ngettext_lazy("%(shown)s delo", "%(shown)s dela", "n"),
    "sheet": ngettext_lazy("%(shown)s sheet", "%(shown)s sheets", "n"),
    "document": ngettext_lazy("%(shown)s document", "%(shown)s documents", "n"),
}
"""What is counted, in words that bend to the number."""

BEYOND = {
    "fond": gettext_lazy("over %(n)s fonds"),
    "opis": gettext_lazy("over %(n)s opisi"),
    "delo": gettext_lazy("over %(n)s dela"),
    "document": gettext_lazy("over %(n)s documents"),
}
"""What is said where a list stopped counting."""


# --- Words ---


def level_words(archive: Archive, level: Level) -> tuple[str, str]:
    """What an archive calls one unit of a level, and several: sprava, spravy."""
    if level is Level.FOND:
        return _("fond"), _("fonds")
    scheme = LEVEL_SCHEMES[archive.levels]
    is_cyrillic = (get_language() or "")[:2] in CYRILLIC_INTERFACES
    name = (scheme.native if is_cyrillic else scheme.romanised).of(level)
    return name.singular, name.plural


@register.simple_tag
def level_heading(archive: Archive, level: str) -> str:
    """The heading over a list of units: “Spravy”."""
    return _capitalised(level_words(archive, Level(level))[1])


@register.simple_tag
def level_name(archive: Archive, level: str) -> str:
    return level_words(archive, Level(level))[0]


@register.filter
def named(place: Place) -> str:
    """A level with its number: “Fond 3”, “Sprava 7”; an archive by its code."""
    if isinstance(place, Archive):
        return place.code
    word, _words = level_words(_way_down(place)[0], LEVEL[type(place)])
    return f"{_capitalised(word)} {place.number or _('without number')}"


@register.filter
def numbered(row: Any) -> str:
    """What a row of a list is looked up by: its number, its papka and number, or its name."""
    number = getattr(row, "number", str(row))
    papka = getattr(row, "papka", "")
    return f"{papka} / {number}" if papka else number


def _capitalised(word: str) -> str:
    return word[:1].upper() + word[1:]


# --- Numbers ---


@register.filter
def counted(number: int, what: str) -> str:
    """“3 dela”, “over 1,000 dela”; `number` may be bounded (`catalogue.views.counts`)."""
    if is_beyond(number):
        return BEYOND[what] % {"n": grouped(number.most)}
    return COUNTED[what] % {"n": number, "shown": grouped(number)}


def is_beyond(number: int) -> bool:
    """Whether a number says only that there are more than were counted."""
    return getattr(number, "is_beyond", False)


@register.simple_tag
def units_counted(number: int, archive: Archive, level: str) -> str:
    """How many units of a level, in the archive's own word for them: “3 spravy”.

    Only English plurals are made of its two words; other languages count in the general ones.
    """
    if not (get_language() or "en").startswith("en"):
        return counted(number, level)
    one, several = level_words(archive, Level(level))
    if is_beyond(number):
        return _("over %(n)s %(units)s") % {"n": grouped(number.most), "units": several}
    return f"{grouped(number)} {one if number == 1 else several}"


@register.filter
def bounded(number: int) -> str:
    """A bounded count in figures: “12”, “1,000+”."""
    return f"{grouped(number.most)}+" if is_beyond(number) else grouped(number)


# --- Ways ---


@register.inclusion_tag("catalogue/parts/trail.html")
def trail(place: Place) -> dict[str, Any]:
    """The way down to a place: the places above it."""
    return {"above": _way_down(place)[:-1]}


def _way_down(place: Place) -> list[Place]:
    """From the archive to a place, both included."""
    way = [place]
    while attribute := ABOVE.get(type(way[0])):
        way.insert(0, getattr(way[0], attribute))
    return way


@register.filter
def place_of(holding: Holding) -> Place:
    """The deepest level of a holding, which knows those above it without asking the database."""
    for level, above in (("delo", "opis"), ("opis", "fond"), ("fond", "archive")):
        if unit := getattr(holding, level):
            setattr(unit, above, getattr(holding, above))
    return holding.place


@register.filter
def within(place: Place) -> str:
    """The query that searches the documents lying in an archive, fond or opis."""
    path = (place.slug,) if isinstance(place, Archive) else place.address
    return urlencode({"archive": "/".join(path)}, safe="/")


@register.simple_tag
def beginning(row: Any) -> str:
    """The query for the stretch of a list that begins with a row (`catalogue.views.stretches`)."""
    query = {"from": getattr(row, "number", str(row)), "id": row.pk}
    if papka := getattr(row, "papka", ""):
        query = {"papka": papka, **query}
    return f"?{urlencode(query)}"
