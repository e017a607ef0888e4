"""How well references are read: the labels of a reading, and their agreement with given labels."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .archives import ArchiveNames
from .labels import Level
from .leaves import written
from .reading import NO_NAMES, read_references
from .reference import Reading, Reference

_LEVELS = ("archive", "fond", "opis", "papka", "delo")


def to_places(reading: Reading) -> list[dict[str, Any]]:
    """The places as JSON labels: absent keys left out, listy as [first, last] pairs.

    `spans` gives each value's [start, end] in the text; for listy one pair per run.
    """
    return [_label(reference) for reference in reading.places]


def _label(reference: Reference) -> dict[str, Any]:
    label: dict[str, Any] = {name: getattr(reference, name) for name in _LEVELS}
    label["listy"] = [[written(run.first), written(run.last)] for run in reference.listy]
    label["extra"] = dict(reference.extra) | ({"ibid": True} if reference.ibid else {})
    spans: dict[str, Any] = {}
    for span in reference.spans:
        if span.name == Level.LISTY:
            spans.setdefault(span.name, []).append([span.start, span.end])
        else:
            spans[span.name] = [span.start, span.end]
    label["spans"] = spans
    return {name: value for name, value in label.items() if value}


@dataclass(frozen=True, slots=True)
class Miss:
    """A text not wholly right, with what was expected and what was read."""

    text: str
    expected: list[dict[str, Any]]
    read: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Score:
    """Texts wholly right and places right, of how many, and the texts missed."""

    texts: int
    texts_right: int
    places: int
    places_right: int
    misses: tuple[Miss, ...]

    @property
    def share(self) -> float:
        """The share of texts wholly right; 1 if there were none."""
        return self.texts_right / self.texts if self.texts else 1.0


def score(rows: Iterable[Mapping[str, Any]], archives: ArchiveNames = NO_NAMES) -> Score:
    """Read the `text` of every row and compare with its `expect`; `ambiguous` rows do not count."""
    texts = places = places_right = 0
    misses: list[Miss] = []
    for row in rows:
        if row.get("ambiguous"):
            continue
        read = [_bare(place) for place in to_places(read_references(row["text"], archives))]
        expected = [_bare(place) for place in row["expect"]]
        texts, places = texts + 1, places + len(expected)
        places_right += sum(place in read for place in expected)
        if read != expected:
            misses.append(Miss(row["text"], expected, read))
    return Score(texts, texts - len(misses), places, places_right, tuple(misses))


def _bare(place: Mapping[str, Any]) -> dict[str, Any]:
    """A label without spans and empty values."""
    return {name: value for name, value in place.items() if value and name != "spans"}
