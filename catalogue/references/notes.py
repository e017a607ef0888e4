"""A page of footnotes: split into notes, and read with "Ibid." carried from note to note."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from .archives import ArchiveNames
from .labels import Level
from .leaves import Run
from .reading import NO_NAMES, match_ibid, read_references
from .reference import Reading, Reference, Span
from .sheets import match_runs

# "12 GARF", "12. ГАРФ", "[12] ", "12РГАСПИ", "¹² ": a note's number at the beginning of a line.
_NUMBER = re.compile(
    r"^[ \t]*[\[(]?(?P<number>[0-9]{1,4}|[⁰¹²³⁴-⁹]{1,4})[\])]?\.?[ \t\u00a0]*(?=[^\W\d_]|[“\"«‘(])",
    re.M,
)
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_PAGES = re.compile(r"(?:pp?|ss?|сс?)\.\s?", re.IGNORECASE)

_LEVELS = (Level.ARCHIVE, Level.FOND, Level.OPIS, Level.PAPKA, Level.DELO)


@dataclass(frozen=True, slots=True)
class Note:
    """One note: its number ("" if the page has none), its text, and where that begins."""

    number: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class NoteRead:
    """A note and what was read in it, "Ibid." filled in; spans are those of the note's own text."""

    note: Note
    reading: Reading


def split_notes(text: str) -> list[Note]:
    """The notes of a page: by their numbers, where lines begin with numbers in sequence, else by
    empty lines, else by lines."""
    beginnings = list(_beginnings(text))
    if beginnings:
        ends = [*(found.start() for found in beginnings[1:]), len(text)]
        notes = [
            _note(text, found.end(), end, found["number"].translate(_SUPERSCRIPTS))
            for found, end in zip(beginnings, ends, strict=True)
        ]
        notes.insert(0, _note(text, 0, beginnings[0].start()))
    else:
        breaks = list(_PARAGRAPH.finditer(text)) or list(re.finditer("\n", text))
        edges = [0, *(found.end() for found in breaks), len(text)]
        notes = [_note(text, start, end) for start, end in pairwise(edges)]
    return [note for note in notes if note.text]


def read_notes(text: str, archives: ArchiveNames = NO_NAMES) -> list[NoteRead]:
    """The notes of a page with their places; "Ibid." is filled in from the last place before it."""
    before: Reference | None = None
    notes: list[NoteRead] = []
    for note in split_notes(text):
        reading = _carried(note.text, read_references(note.text, archives), before)
        before = reading.places[-1] if reading.places else None
        notes.append(NoteRead(note, reading))
    return notes


def _beginnings(text: str) -> Iterator[re.Match[str]]:
    """The numbers that begin notes: each one more than the last, or a first with its successor."""
    found = list(_NUMBER.finditer(text))
    numbers = [int(each["number"].translate(_SUPERSCRIPTS)) for each in found]
    last: int | None = None
    followed = _followed(numbers)
    for each, number, has_next in zip(found, numbers, followed, strict=True):
        starts = has_next and (last is None or number == 1)
        if starts or (last is not None and number == last + 1):
            last = number
            yield each


def _followed(numbers: list[int]) -> list[bool]:
    """For each number whether the next higher one comes later."""
    later: set[int] = set()
    followed = []
    for number in reversed(numbers):
        followed.append(number + 1 in later)
        later.add(number)
    return followed[::-1]


def _note(text: str, start: int, end: int, number: str = "") -> Note:
    stripped = text[start:end].strip()
    offset = text.index(stripped, start) if stripped else start
    return Note(number, stripped, offset)


def _carried(text: str, reading: Reading, before: Reference | None) -> Reading:
    """The reading with every "Ibid." filled in from the place before."""
    if before is None:
        return reading
    if reading.places:
        places = tuple(_filled(place, before) if place.ibid else place for place in reading.places)
        return replace(reading, places=places)
    return _same_file(text, before) or reading


def _filled(place: Reference, before: Reference) -> Reference:
    """A place with what lies above its highest level, taken from the place before."""
    said = [level for level in _LEVELS if getattr(place, level.value)]
    above: Iterable[Level] = _LEVELS[: _LEVELS.index(said[0])] if said else _LEVELS
    extra = place.extra if said else (*before.extra, *place.extra)
    taken = {level.value: getattr(before, level.value) for level in above}
    return replace(place, **taken, extra=extra, ibid=False)


def _same_file(text: str, before: Reference) -> Reading | None:
    """What a note says that is "Ibid." alone, or with bare numbers: "Ibid., 44–45."."""
    end = match_ibid(text, 0)
    if end is None:
        return None
    pages = _PAGES.match(text, end)
    runs = match_runs(text, pages.end() if pages else end) if before.delo else []
    rest = runs[-1].end if runs else end
    if text[rest:].strip(" .,;"):
        return None
    listy: tuple[Run, ...] = tuple(read.run for read in runs) or before.listy
    spans = tuple(Span(read.start, read.end, Level.LISTY.value) for read in runs)
    return Reading((replace(before, listy=listy, spans=spans),))
