"""Which words of a record are searched, how they are cut, and how much each is worth.

The words of an area lie in up to three columns of the index: exact forms, stems and name keys.
A new area is one line in ``AREAS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from catalogue.writing import Forms, exact_terms, name_terms, stem_terms


@dataclass(frozen=True)
class Form:
    """One way of cutting words; the same for the index (`writing.Forms`) and for a query."""

    name: str
    terms: Callable[[str], list[str]]

    def of(self, parts: Iterable[Forms]) -> str:
        """The terms of some parts in this form, as the index's whitespace tokenizer wants them."""
        return " ".join([getattr(part, self.name) for part in parts])


EXACT = Form("exact", exact_terms)
STEM = Form("stem", stem_terms)
NAME = Form("name", name_terms)
FORMS = (EXACT, STEM, NAME)


@dataclass(frozen=True)
class Area:
    """A part of a record that is searched: the weights of its forms, absent ones not indexed.

    ``by_default`` areas are searched by a bare word; the others only when named (``from:``).
    """

    name: str
    weights: tuple[tuple[Form, float], ...]
    by_default: bool = True

    def column(self, form: Form) -> str:
        """The column of the index that holds this area's words in one form."""
        return f"{self.name}_{form.name}"

    def columns(self, *parts: Forms) -> dict[str, str]:
        """The columns of the area for the words of its parts."""
        return {self.column(form): form.of(parts) for form, _weight in self.weights}


AREAS = (
    Area("title", ((EXACT, 8.0), (STEM, 4.0), (NAME, 1.5))),
    Area("names", ((EXACT, 6.0), (NAME, 3.0))),
    Area("reference", ((EXACT, 5.0),)),
    Area("summary", ((EXACT, 3.0), (STEM, 1.5), (NAME, 0.8))),
    Area("text", ((EXACT, 2.0), (STEM, 1.0), (NAME, 0.5))),
    Area("from", ((EXACT, 6.0), (NAME, 3.0)), by_default=False),
    Area("to", ((EXACT, 6.0), (NAME, 3.0)), by_default=False),
)
AREA = {area.name: area for area in AREAS}
