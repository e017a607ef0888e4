"""The reference: one place as some text names it, with the span of every value in that text."""

from dataclasses import dataclass

from .labels import Level
from .leaves import Run


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source text, `text[start:end]`, and what it says ("" if unknown)."""

    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Archive > fond > opis > papka > delo > listy, each as written, "" where it is not said.

    `extra` holds what else is numbered on the way (part, volume, section, box), by `Level` name.
    `ibid`: the text says "Ibid." and does not itself name the archive.
    Spans do not count when references are compared: they belong to the text, not to the place.
    """

    archive: str = ""
    fond: str = ""
    opis: str = ""
    papka: str = ""
    delo: str = ""
    listy: tuple[Run, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    ibid: bool = False
    spans: tuple[Span, ...] = ()

    def __eq__(self, other: object) -> bool:
        return self._place == other._place if isinstance(other, Reference) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._place)

    @property
    def depth(self) -> Level | None:
        """The deepest level named; None for a bare "Ibid."."""
        levels = (Level.LISTY, Level.DELO, Level.OPIS, Level.FOND, Level.ARCHIVE)
        return next((level for level in levels if getattr(self, level)), None)

    @property
    def _place(self) -> tuple[object, ...]:
        return (
            *(self.archive, self.fond, self.opis, self.papka, self.delo),
            *(self.listy, frozenset(self.extra), self.ibid),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a text: its places in reading order, and the stretches not understood."""

    places: tuple[Reference, ...] = ()
    not_understood: tuple[Span, ...] = ()
