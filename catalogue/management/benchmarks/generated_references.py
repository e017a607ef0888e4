"""References made up of what is met in print, written in every style and country's words."""

from __future__ import annotations

from itertools import product

from catalogue.references import (
    LEVEL_SCHEMES,
    STYLES,
    Reference,
    read_listy,
    write_reference,
)

ARCHIVES = ("GARF", "RGASPI", "АПРФ", "ЦДАГО")
FONDS = ("3", "Р-9401", "059a")
OPISI = ("65", "1а")
PLACES_BELOW = (("", ""), ("830", ""), ("1549", "40"), ("33а", "187-189"), ("12", "5 об., 7-9"))
"""Delo and listy."""

Case = tuple[str, Reference]
"""A text and the one reference in it."""


def in_all_styles() -> list[Case]:
    """Some thousands of texts; the same ones every time."""
    return [
        (write_reference(reference, style, scheme), reference)
        for reference in references()
        for style, scheme in product(STYLES, LEVEL_SCHEMES)
    ]


def references() -> list[Reference]:
    return [
        Reference(archive=archive, fond=fond, opis=opis, delo=delo, listy=read_listy(listy))
        for archive, fond, opis, (delo, listy) in product(ARCHIVES, FONDS, OPISI, PLACES_BELOW)
    ]
