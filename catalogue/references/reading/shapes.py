"""References without labels, told by their shape: 9401/1a/64, 558.11.1549.40, Р9106-1-12."""

import re
from dataclasses import dataclass, field

from catalogue.references.labels import Level
from catalogue.references.sheets import RunRead, is_year, match_bare_runs, match_runs
from catalogue.references.words import AND, LETTER

from .values import DIGITS, PREFIX, Value

_FLAGS = re.VERBOSE | re.IGNORECASE
# A slash parts levels here, save in "R/1021" and "1/p"; "8131 sch" is a secret part.
_PREFIX = rf"(?: {PREFIX.replace('[-–—/]', '[-–—]')} | [RРPП]/ )"
_FOND_TAIL = r"(?: /[pп](?=/) | \s?(?:sch|сч)(?=/) )"
_FOND = rf"(?P<fond> {_PREFIX}? {DIGITS} (?: {_FOND_TAIL} | {LETTER}{{0,3}} ) (?!{LETTER}) )"
_PART = rf"[0-9]{{1,9}} (?![0-9]) {LETTER}{{0,3}} (?!{LETTER}) (?:⁄{DIGITS})?"
_DELO = rf"(?: {_PART} (?: [-–] {DIGITS} (?!\s?[/.][0-9]) )? | (?-i:[A-ZА-Я]{{2,6}}) )"

# "9401/1a", "9401/1a/64", "3/40/87/52–64".
_SLASHED = re.compile(
    rf"""{_FOND} \s?/\s? (?P<opis>{_PART}) (?: \s?/\s? (?P<delo>{_DELO}) )?
         (?: \s?/\s? (?P<sheets>(?=[0-9IVXLC])) | (?![^\W_]) (?!/) )""",
    _FLAGS,
)
# "558.11", "558.11.1549", "7523c-149a-2.1–6"; never five parts.
_DOTTED = re.compile(
    rf"""{_FOND} [.-] (?P<opis>{_PART}) (?: [.-] (?P<delo>{_DELO}) )?
         (?: \. (?P<sheets>(?=[0-9IVXLC])) | (?![^\W_]) (?!\.[0-9]) )""",
    _FLAGS,
)
# Fond 89 and the like, "Fond 89, 73/34": opis and delo after a labelled fond.
_AFTER_FOND = re.compile(
    rf"""\s?,\s{{0,9}} (?P<opis>{_PART}) / (?P<delo>{_DELO})
         (?: / (?P<sheets>(?=[0-9IVXLC])) | (?![^\W_]) (?!/) )""",
    _FLAGS,
)
_AND_FILE = re.compile(
    rf"\s{{1,3}}{AND}\s{{1,3}}(?P<delo>{_DELO})(?![^\W_])(?![/.][0-9])",
    _FLAGS,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A place told by its shape: its values by level, its sheets, further files of its opis."""

    values: dict[Level, Value]
    end: int
    runs: list[RunRead] = field(default_factory=list)
    further: list[Value] = field(default_factory=list)


def match_slashed(text: str, start: int) -> Shape | None:
    """Numbers parted by strokes.

    "GARF, 9401/1a/552 and 64." (Applebaum, Gulag): two files; "APRF 3/40/87/52–64" and
    "1/20/6277 (1933), 233–5" (Applebaum, Red Famine): sheets of one.
    """
    return _shape(text, _SLASHED.match(text, start))


def match_dotted(text: str, start: int) -> Shape | None:
    """Numbers parted by stops or hyphens; no years ("1917-1991").

    "RGASPI 558.11.79.101 and 129." (Montefiore): a second sheet after "and"; "ДАПО-Р9106-1": a key
    of a Ukrainian catalogue.
    """
    found = _DOTTED.match(text, start)
    if found and is_year(found["fond"]) and is_year(found["opis"]):
        return None
    return _shape(text, found)


def match_after_fond(text: str, start: int) -> Shape | None:
    """Opis and delo after a labelled fond: "Fond 89, 73/34" (Hoover Institution microfilms)."""
    return _shape(text, _AFTER_FOND.match(text, start))


def _shape(text: str, found: re.Match[str] | None) -> Shape | None:
    if not found:
        return None
    values = {
        Level(name): Value(part, found.start(name), found.end(name))
        for name, part in found.groupdict().items()
        if part and name != "sheets"
    }
    if Level.DELO not in values:
        return Shape(values, found.end(Level.OPIS))
    if found["sheets"] is not None and (runs := match_runs(text, found.start("sheets"))):
        return Shape(values, runs[-1].end, runs)
    end = found.end(Level.DELO)
    if runs := match_bare_runs(text, end):
        return Shape(values, runs[-1].end, runs)
    further = _further_files(text, end)
    return Shape(values, further[-1].end if further else end, further=further)


def _further_files(text: str, end: int) -> list[Value]:
    found = _AND_FILE.match(text, end)
    return [Value(found["delo"], found.start("delo"), found.end("delo"))] if found else []
