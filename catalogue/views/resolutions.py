"""From a text to what its references lead to: what the resolver shows in every format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from catalogue.models import ArchiveName
from catalogue.models.finding import find_all
from catalogue.references import (
    ArchiveNames,
    Note,
    NoteRead,
    Reading,
    Reference,
    read_notes,
    read_references,
)
from catalogue.search import Search

from .answers import Answer
from .marks import Piece, marked

MOST_REFERENCES = 200
"""So many references of one text are looked up; of more it is said how many were left out."""

LONGEST_TEXT = 100_000
"""Characters; about as many as 500 notes have."""

ABOVE_RESULTS = 3
"""So many references in what was searched for are answered above the results."""

JOINED_NUMBERS = re.compile(r"[0-9]\w{0,3}[./-]\w{0,3}[0-9]")
"""What a reference without labels has: 9401/1а, 558.11."""


@dataclass(frozen=True)
class AnsweredNote:
    """A note, what was read in it, and an answer for each of its references."""

    note: Note
    reading: Reading
    answers: tuple[Answer, ...]

    @property
    def pieces(self) -> list[Piece]:
        return marked(self.note.text, self.reading)

    @property
    def unread(self) -> list[str]:
        """The words that were not understood."""
        return [self.note.text[span.start : span.end] for span in self.reading.not_understood]


@dataclass(frozen=True)
class Resolution:
    """What was found for a text: its notes in reading order, and what could not be answered."""

    notes: tuple[AnsweredNote, ...] = ()
    silent: tuple[Note, ...] = ()
    """Notes in which no reference was read."""
    left_out: int = 0
    """References beyond the number that is looked up."""

    @property
    def answers(self) -> list[Answer]:
        return [answer for note in self.notes for answer in note.answers]

    @property
    def whole(self) -> int:
        """How many references exist as cited, to their last level."""
        return sum(answer.is_whole for answer in self.answers)

    @property
    def partial(self) -> int:
        """How many were found down to some level only."""
        return len(self.answers) - self.whole - self.lost

    @property
    def lost(self) -> int:
        """Of how many not even the archive was found."""
        return sum(answer.unit is None for answer in self.answers)


def resolve_text(text: str, most: int = MOST_REFERENCES) -> Resolution:
    """Read a text of at most `LONGEST_TEXT` characters and look its references up together."""
    if not text:
        return Resolution()
    read = read_page(text, ArchiveName.objects.known())
    cited = [place for note in read for place in note.reading.places]
    answers = iter(answers_to(cited[:most]))
    answered = [
        AnsweredNote(note, reading, tuple(islice(answers, len(reading.places))))
        for note, reading in ((each.note, each.reading) for each in read)
    ]
    return Resolution(
        notes=tuple(each for each in answered if each.answers),
        silent=tuple(each.note for each in answered if not each.reading.places),
        left_out=max(0, len(cited) - most),
    )


def read_page(text: str, names: ArchiveNames) -> list[NoteRead]:
    """The notes of a page; lines are no notes where a reference runs on from one to the next.

    Notes that are not numbered may be lines, or one note broken into lines by whoever set it:
    what leaves less unsaid and unread is what was meant.
    """
    notes = read_notes(text, names)
    if len(notes) < 2 or any(note.note.number for note in notes):
        return notes
    whole = [NoteRead(Note("", text, 0), read_references(text, names))]
    return min(notes, whole, key=_unsaid_and_unread)


def _unsaid_and_unread(notes: Iterable[NoteRead]) -> tuple[int, int]:
    """How many places have no archive, and how many characters were not understood."""
    readings = [note.reading for note in notes]
    unsaid = sum(not place.archive for reading in readings for place in reading.places)
    unread = (span.end - span.start for reading in readings for span in reading.not_understood)
    return unsaid, sum(unread)


def answers_to(references: Sequence[Reference]) -> list[Answer]:
    """An answer for each reference, numbered from 1."""
    numbered = enumerate(zip(references, find_all(references), strict=True), 1)
    return [Answer(number, cited, found) for number, (cited, found) in numbered]


def resolve_reference(reference: Reference) -> Resolution:
    """What a reference that stands in no text leads to."""
    answers = tuple(answers_to([reference]))
    return Resolution((AnsweredNote(Note("", "", 0), Reading((reference,)), answers),))


def resolve_search(search: Search) -> Resolution | None:
    """The answer that stands above the results where what is searched for reads as a reference.

    Ordinary words and years cost nothing. Numbers alone may be a date (1953/07/29): without the
    name of an archive they count only if such a fond exists.
    """
    if search.page > 1 or not _may_be_reference(search.q):
        return None
    resolution = resolve_text(search.q, ABOVE_RESULTS)
    return resolution if any(map(_is_meant, resolution.answers)) else None


def _may_be_reference(text: str) -> bool:
    """Whether it is worth asking for the names of archives: numbers with labels, or joined."""
    if not any(map(str.isdecimal, text)):
        return False
    return JOINED_NUMBERS.search(text) is not None or bool(read_references(text).places)


def _is_meant(answer: Answer) -> bool:
    return bool(answer.cited.fond and (answer.cited.archive or answer.unit))
