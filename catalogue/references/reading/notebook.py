"""Where places are written down as they are read, each finished when the next one begins."""

import re
from collections.abc import Iterable

from catalogue.references.archives import ArchiveNames
from catalogue.references.labels import Level
from catalogue.references.reference import Reading, Reference, Span
from catalogue.references.sheets import RUN_LIMIT, RunRead
from catalogue.references.words import CONJUNCTIONS

from .draft import Draft
from .looks import NameRead
from .names import capitalised_clause, name_at_start, name_before, name_right_before
from .values import DIGITS, PREFIX, SUFFIX, Value

VALUE_LIMIT = 30_000  # values read in one text; what follows them is reported as not understood
_SHEETS_REACH = 400  # characters of description between a file and its sheets

_BARE_FOND = re.compile(
    rf"(?<![^\W_])(?P<fond>(?P<prefix>{PREFIX})?{DIGITS}{SUFFIX}?)\s?[.,]?\s{{0,9}}$",
    re.VERBOSE | re.IGNORECASE,
)
_TELLING = re.compile(r"[^\W_]{2}|[0-9]")
_SEPARATORS = " ,.:-–\u00a0\n"
_PUNCTUATION = " \t\n\r\u00a0.,;:–—-()[]|/"


class Notebook:
    """The places of one text so far, and the one being read (`draft`).

    `end` is where that ends which was last understood: nothing before it is read again, which
    keeps the whole reading linear.
    """

    def __init__(self, text: str, names: ArchiveNames) -> None:
        self.text = text
        self.draft = Draft()
        self.end = 0
        self.last_was_shape = False
        self._names = names
        self._places: list[Reference] = []
        self._understood: list[tuple[int, int]] = []
        self._values_left = VALUE_LIMIT

    @property
    def is_full(self) -> bool:
        """Whether so much was read that the rest is left."""
        return self._values_left <= 0

    def put(self, level: Level, value: Value, start: int) -> None:
        """Write a value whose label begins at `start`; it begins a new place where it must."""
        anew = self.draft.starts_anew(level)
        if anew:
            self._finish_place()
            self.draft = self.draft.next(level)
        if (anew or not self.draft.own) and level in (Level.FOND, Level.OPIS, Level.DELO):
            self._find_archive(level, start)
        self._write(level, value, start)
        self.last_was_shape = False

    def put_beside(self, level: Level, value: Value) -> None:
        """Write a value that belongs to the same place by its shape."""
        self._write(level, value, value.start)

    def add_sheets(self, start: int, runs: list[RunRead]) -> bool:
        """Write sheets whose label begins at `start`, if there is a file they can belong to."""
        if not runs or not self.takes_sheets(start):
            return False
        self.draft.runs += runs
        self._values_left -= len(runs)
        self.understand(start, runs[-1].end)
        return True

    def takes_sheets(self, start: int) -> bool:
        """Whether a fond, a file or "Ibid." stands near enough before."""
        draft = self.draft
        named = draft.ibid or Level.FOND in draft.values or Level.DELO in draft.values
        near = draft.ibid or start - self.end < _SHEETS_REACH
        return named and near and len(draft.runs) < RUN_LIMIT

    def begin_after(self, name: NameRead | None, inherited: bool = False) -> None:
        """Begin a place with a name, or without one in the archive of the place before."""
        self._finish_place()
        self.draft = self.draft.next(Level.FOND) if inherited else Draft()
        if name:
            self._put_archive(name)

    def note_ibid(self, start: int, end: int) -> None:
        """Take note of "Ibid."; at the beginning of a text it refers to something outside it."""
        if not self._places and not self.draft.own:
            self.draft.ibid = True
        self.understand(start, end)

    def understand(self, start: int, end: int) -> None:
        """Count a stretch of the text to the present place."""
        self.draft.stretches.append((start, end))
        self.end = max(self.end, end)

    def name_touching(self, start: int) -> NameRead | None:
        """The name that ends right before, parted by no more than a comma, stop or hyphen."""
        ending = self.text[max(self.end, start - 5) : start].rstrip(_SEPARATORS)[-2:]
        if not ending.isalpha() and not ending.endswith(")"):
            return None
        return name_right_before(self.text, self.end, start, self._names)

    def close(self) -> Reading:
        """The reading, when the text is at its end."""
        self._finish_place()
        if not self._places and (name := name_at_start(self.text, self._names)):
            self.begin_after(name)  # "AVP RF, copy courtesy of NSA"
            self._places.append(self.draft.reference())
            self._understood += self.draft.stretches
        return Reading(tuple(self._places), tuple(self._not_understood()))

    def _write(self, level: Level, value: Value, start: int) -> None:
        self.draft.put(level, value)
        self._values_left -= 1
        self.understand(start, value.end)

    def _finish_place(self) -> None:
        draft = self.draft
        if draft.ibid or ((draft.own or draft.runs) and draft.is_place):
            self._understood += draft.stretches
        if (draft.own or draft.runs) and draft.is_place:
            self._places.append(draft.reference())

    def _find_archive(self, level: Level, start: int) -> None:
        """Look for the archive of a place that begins with this level, and for a bare fond."""
        fond = None if level is Level.FOND else self._bare_fond_before(start)
        name = name_before(self.text, self.end, fond.start if fond else start, self._names)
        if level is Level.FOND and not name:
            name = capitalised_clause(self.text, self.end, start)
        if name and Level.ARCHIVE in self.draft.values:
            sure = name.direct and (name.known or level is Level.FOND or fond)
            name = name if sure else None
        if name:
            self.draft = Draft()
            self._put_archive(name)
        if fond and (not fond.text.isdecimal() or (name and name.direct)):
            self._write(Level.FOND, fond, fond.start)

    def _bare_fond_before(self, start: int) -> Value | None:
        """The "5446" of "GARF 5446, op. 1" and the "K-11" of "K-11, ap. 1, b. 546"."""
        begin = max(self.end, start - 30)
        found = _BARE_FOND.search(self.text[begin:start])
        if not found or (found["prefix"] is None and not found["fond"].isdecimal()):
            return None
        return Value(found["fond"], begin + found.start("fond"), begin + found.end("fond"))

    def _put_archive(self, name: NameRead) -> None:
        self._write(Level.ARCHIVE, Value(name.text, name.start, name.end), name.start)
        self.draft.archive_known = name.known and name.direct

    def _not_understood(self) -> Iterable[Span]:
        """The stretches between what was understood that hold more than punctuation."""
        position = 0
        for start, end in [*sorted(self._understood), (len(self.text), len(self.text))]:
            gap = self.text[position:start]
            stripped = gap.strip(_PUNCTUATION)
            if _TELLING.search(stripped) and stripped not in CONJUNCTIONS:
                offset = position + gap.index(stripped)
                yield Span(offset, offset + len(stripped))
            position = max(position, end)
