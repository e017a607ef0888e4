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
    belongs_to: str = ""
    """The area with whose name this one is asked for too."""

    def is_named(self, field: str) -> bool:
        """Whether a reader's ``field:`` means this area."""
        return field in (self.name, self.belongs_to)

    def column(self, form: Form) -> str:
        """The column of the index that holds this area's words in one form."""
        return f"{self.name}_{form.name}"

    def columns(self, *parts: Forms) -> dict[str, str]:
        """The columns of the area for the words of its parts."""
        return {self.column(form): form.of(parts) for form, _weight in self.weights}


AREAS = (
    Area("title", ((EXACT, 14.0), (STEM, 11.0), (NAME, 7.0))),
    Area("names", ((EXACT, 13.0), (NAME, 10.0))),
    Area("reference", ((EXACT, 12.0),)),
    Area("summary", ((EXACT, 9.0), (STEM, 6.0), (NAME, 3.0))),
    Area("text", ((EXACT, 8.0), (STEM, 5.0), (NAME, 1.0))),
    Area("variants", ((EXACT, 4.0), (NAME, 2.0)), belongs_to="names"),
    Area("from", ((EXACT, 13.0), (NAME, 10.0)), by_default=False),
    Area("to", ((EXACT, 13.0), (NAME, 10.0)), by_default=False),
)
"""The weights are ranks, a step apart: a place with a higher one always stands above, however
often or seldom a word is in the catalogue. In every area the exact form comes before the stem, the
stem before the name key; in every form the title and the names before the summary, the summary
before the text; and other names of the agents after the one they are shown under."""
AREA = {area.name: area for area in AREAS}
