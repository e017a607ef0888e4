"""The place being read: what is said of it so far, and what it inherits from the one before."""

from dataclasses import dataclass, field

from catalogue.references.labels import EXTRAS, PARTS_OF_DELO, Label, Level
from catalogue.references.reference import Reference, Span
from catalogue.references.sheets import RunRead

from .values import Value

_ORDER = (Level.ARCHIVE, Level.FOND, Level.OPIS, Level.PAPKA, Level.DELO)
_RANK = {level: rank for rank, level in enumerate(_ORDER)}
_ABOVE_OPIS = frozenset({Level.RAZDEL})
_ABOVE_DELO = frozenset({Level.RAZDEL, Level.KARTON, Level.PORTFEL, Level.KOROBKA})


@dataclass(slots=True)
class Draft:
    """A place under construction.

    `own`: the levels written since it began; the others come from the place before.
    `words`: the labels written, for labels that depend on them ("l." after "apr.").
    `stretches`: what of the text it was read from.
    """

    values: dict[Level, Value] = field(default_factory=dict)
    runs: list[RunRead] = field(default_factory=list)
    own: set[Level] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    ibid: bool = False
    archive_known: bool = False
    stretches: list[tuple[int, int]] = field(default_factory=list)

    def put(self, level: Level, value: Value) -> None:
        """Write a value of this place."""
        self.values[level] = value
        self.own.add(level)

    def starts_anew(self, level: Level) -> bool:
        """Whether this level, met now, begins the next place.

        "MM, f. 1, op. 2; f. 2, op. 5; f. 12, op. 9, dd. 2, 3." (Figes, The Whisperers): a level
        that was written before, or one above what was written. But a papka may follow its delo
        ("Delo 5, Papka 11, Listy 156-158", Wilson Center), and a fond its opis ("op. 405, f. 9,
        a.e. 622", Slavic Review).
        """
        if level in self.own:
            return True
        if level is Level.PAPKA or level not in _RANK:
            return False
        if level is Level.FOND and self.own <= {Level.ARCHIVE, Level.OPIS}:
            return False
        deeper = _ORDER[_RANK[level] + 1 :]
        return bool(self.runs) or any(other in self.own for other in deeper)

    def next(self, level: Level) -> "Draft":
        """The place that begins with this level and inherits what lies above it, if there was a
        place at all: "(citing RGASPI, f. 558, op. 11, d. 1123, l. 41–51), 513– (d. 1124, l. 32–7)"
        (Kotkin, Stalin II)."""
        if not self.is_place:
            return Draft(ibid=self.ibid)
        above: frozenset[Level] = frozenset(_ORDER[: _RANK[level]])
        if level is Level.DELO:
            above |= _ABOVE_DELO
        elif level is Level.OPIS:
            above |= _ABOVE_OPIS
        kept = {name: value for name, value in self.values.items() if name in above}
        return Draft(kept, words=set(self.words), ibid=self.ibid, archive_known=self.archive_known)

    def takes(self, label: Label) -> bool:
        """Whether a label can mean its level here: see `Label.beside` and `Label.after`."""
        if self.has_used(label):
            return True
        if label.after:
            return label.after in self.words and label.level not in self.values
        return not label.beside or self._has_room_for(label.level)

    def has_used(self, label: Label) -> bool:
        """Whether a label named a file before and so may name the next: "b. 12, l. 3; b. 13"."""
        return label.level is Level.DELO and label.text in self.words and bool(self.runs)

    def _has_room_for(self, level: Level) -> bool:
        if level in self.values or self.runs:
            return False
        if level is Level.LISTY or level in PARTS_OF_DELO:
            return Level.DELO in self.values or (level is Level.TOM and Level.OPIS in self.values)
        if level is Level.PAGE:
            return Level.FOND in self.values
        return Level.FOND in self.values and Level.DELO not in self.values

    @property
    def is_place(self) -> bool:
        """Whether enough is said to be sure that a place is meant: never a lone "д. 5"."""
        has, archive = self.values.keys(), Level.ARCHIVE in self.values
        if self.ibid:
            return bool(self.own or self.runs)
        if Level.FOND in has:
            return archive or not has.isdisjoint({Level.OPIS, Level.DELO})
        if Level.OPIS in has:
            return archive or Level.DELO in has
        return Level.DELO in has and (self.archive_known or bool(self.runs))

    def reference(self) -> Reference:
        """The finished place, with spans in reading order."""
        said = {level: " ".join(value.text.split()) for level, value in self.values.items()}
        spans = [Span(v.start, v.end, level.value) for level, v in self.values.items()]
        spans += [Span(read.start, read.end, Level.LISTY.value) for read in self.runs]
        return Reference(
            **{level.value: said.get(level, "") for level in _ORDER},
            listy=tuple(read.run for read in self.runs),
            extra=tuple((level.value, said[level]) for level in sorted(EXTRAS & said.keys())),
            ibid=self.ibid,
            spans=tuple(sorted(spans, key=lambda span: span.start)),
        )
