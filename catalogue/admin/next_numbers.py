"""The number that the next unit of a row is likely to have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet

from catalogue.models import Delo, Fond, Opis
from catalogue.references import number_key, number_sort_key

TRIED = 100
"""So many numbers in a row are tried for one that is free."""

LONGEST = 64

_FIRST_DIGITS = re.compile(r"(\D*)(\d+)")
_BEFORE_LETTERS = "p"
"""In a sort key what begins with a digit stands before this letter, the rest from it on."""


def suggested_number(siblings: QuerySet, papka: str = "", after: str = "") -> str:
    """The first free number after one just given, else after the highest; "1" for the first."""
    if siblings.model is Delo:
        siblings = siblings.filter(papka_key=number_key(papka))
    last = after or _highest(siblings, papka)
    tried = list(islice(following_numbers(last), TRIED)) if last else ["1"]
    keys = siblings.filter(number_key__in=map(number_key, tried))
    taken = set(keys.values_list("number_key", flat=True))
    return next((number for number in tried if number_key(number) not in taken), "")


def following_numbers(number: str) -> Iterator[str]:
    """The numbers after one: 830, 831 …; 007, 008; Р-5446, Р-5447; after 33а comes 34."""
    match = _FIRST_DIGITS.match(number)
    if match is None:
        return
    prefix, digits = match.groups()
    value = int(digits[:LONGEST])
    while True:
        value += 1
        following = f"{prefix}{str(value).zfill(len(digits))}"
        if len(following) > LONGEST:
            return
        yield following


def _highest(siblings: QuerySet, papka: str) -> str:
    """The last number that begins with a digit; where there is none, the last one."""
    within = number_sort_key(papka) if siblings.model is Delo else ""
    ordered = siblings.order_by("-sort_key", "-pk").values_list("number", flat=True)
    last = ordered.filter(sort_key__lt=within + _BEFORE_LETTERS).first() or ordered.first()
    return last or ""


def siblings_below(model: type[Fond | Opis | Delo], parent: str) -> QuerySet | None:
    """The units of a level below a parent, as an address names it; None where it names none."""
    if not (parent.isascii() and parent.isdecimal() and len(parent) < 19):
        return None
    return model._default_manager.filter(**{f"{model.parent_level}_id": int(parent)})
