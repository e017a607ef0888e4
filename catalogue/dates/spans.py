"""What an EDTF string says about days: its first and last day, and how sure it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EdtfError(ValueError):
    """The text is not an EDTF date this catalogue can hold; the message says what would be."""


class Precision(StrEnum):
    """How fine a date is: its smallest known part, or the kind of its composition."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    PART_OF_YEAR = "part of year"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    MILLENNIUM = "millennium"
    UNKNOWN = "unknown"
    SPAN = "span"
    """An interval `A/B`: the whole time from A to B."""
    SET = "set"
    """`{A,B}`: every one of its members."""
    CHOICE = "choice"
    """`[A,B]`, `[A..B]`: one day or member of it, not known which."""


@dataclass(frozen=True, slots=True)
class Span:
    """An EDTF date with its bounds, both inclusive; a bound of None is open or unknown."""

    edtf: str
    earliest: date | None
    latest: date | None
    precision: Precision
    approximate: bool = False
    uncertain: bool = False

    @property
    def open_start(self) -> bool:
        return self.earliest is None

    @property
    def open_end(self) -> bool:
        return self.latest is None

    @property
    def bounds(self) -> tuple[date | None, date | None]:
        return self.earliest, self.latest

    def overlaps(self, other: "Span") -> bool:
        """Say whether some day may belong to both; an open end reaches as far as asked."""
        return self._begins_by(other.latest) and other._begins_by(self.latest)

    def _begins_by(self, day: date | None) -> bool:
        return self.earliest is None or day is None or self.earliest <= day
