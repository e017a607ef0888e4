"""One EDTF date in words. What no words can say is said by its first and last day or year."""

from dataclasses import dataclass

from .edtf import EDTF_DATE, read_edtf
from .roman import roman
from .wordings import Wording

Months = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A date of an EDTF string, taken apart."""

    edtf: str
    year: str
    """Four characters, of digits and X."""
    month: int = 0
    """1 to 12, or the number of a season; 0 where there is none."""
    day: int = 0
    half_known: bool = False
    """Whether digits other than the last of a year are unknown (1X53, 1953-1X, 1953-XX-05)."""

    @property
    def is_limit(self) -> bool:
        """Whether it can stand as a limit: it is a day, month or year of the calendar."""
        return self.year.isdigit() and self.month <= 12 and not self.half_known

    @property
    def is_century(self) -> bool:
        return self.year.endswith("XX") and self.year != "XXXX" and not self.month

    @property
    def marks(self) -> set[str]:
        return set("?~%") & set(self.edtf)


def part_of(edtf: str) -> Part:
    """Take apart an EDTF date that has been read before."""
    match = EDTF_DATE.fullmatch(edtf)
    if match is None:
        return Part(edtf, "XXXX", half_known=True)
    year, month, day = match["year"], match["month"] or "", match["day"] or ""
    year = year[: int(match["significant"] or 4)].ljust(4, "X")
    month, day = month.replace("XX", ""), day.replace("XX", "")
    year_known = year.rstrip("X").isdigit() or (year == "XXXX" and day != "")
    if "X" in month + day or (day and not month) or not year_known:
        return Part(edtf, year, half_known=True)
    return Part(edtf, year, int(month or 0), int(day or 0))


def say(words: Wording, part: Part, months: Months = ()) -> str:
    """Say a date with its marks; `months` are the months as the word before governs them."""
    if {"~", "%"} & part.marks:
        text = words.circa.format(say_governed(words, part))
    else:
        text = say_unmarked(words, part, months)
    return words.uncertain.format(text) if {"?", "%"} & part.marks else text


def say_limit(words: Wording, edtf: str, months: Months = (), *, last: bool = False) -> str:
    """Say a limit; what is no day, month or year, by its first or last day or year."""
    part = part_of(edtf)
    return say(words, part if part.is_limit else edge_of(part, last=last), months)


def edge_of(part: Part, *, last: bool) -> Part:
    """Return the first or last day, or year of what is coarser; a date without bounds as it is."""
    day = read_edtf(part.edtf).bounds[last]
    if day is None:
        return part
    return part_of(day.isoformat()[: 10 if part.month or part.half_known else 4])


def say_unmarked(words: Wording, part: Part, months: Months = ()) -> str:
    if not is_sayable(words, part):
        return _say_bounds(words, part)
    if part.day:
        pattern = words.unknown_year if part.year == "XXXX" else words.day
        year = say_year(words, part.year, of_day=True)
        return pattern.format(day=part.day, month=words.months_of[part.month - 1], year=year)
    if part.month > 12:
        return f"{words.seasons[part.month]} {say_year(words, part.year)}"
    if part.month:
        name = (months or words.months)[part.month - 1]
        return words.month.format(month=name, year=say_year(words, part.year, of_day=True))
    return say_year(words, part.year)


def say_governed(words: Wording, part: Part) -> str:
    """Say a date after "circa" or "early": ок. марта 1921 г., нач. 1950-х гг."""
    if part.month or not is_sayable(words, part):
        return say_unmarked(words, part, words.months_of)
    return say_year(words, part.year, of_day=True)


def is_sayable(words: Wording, part: Part) -> bool:
    """Say whether the words of a language can say a date so that it is understood."""
    if part.half_known or (part.month > 12 and part.month not in words.seasons):
        return False
    if part.year.isdigit():
        return True
    if part.year == "XXXX":
        return bool(part.day)
    if part.year.endswith("XX"):
        return not part.month and part.year[:2].isdigit() and int(part.year[:2]) < 21
    in_english_a_century = words.decade == "{}s" and part.year[2] == "0" and part.year < "1900"
    return part.year >= "1000" and not in_english_a_century


def say_year(words: Wording, year: str, *, of_day: bool = False) -> str:
    """Say a year, decade or century; `of_day`: as it follows a day or month."""
    if year.isdigit():
        return words.year.format(year) if year >= "1000" else words.early_year.format(int(year))
    if year == "XXXX":
        return ""
    if year.endswith("XX"):
        return words.century.format(say_century(words, year))
    return (words.of_decade if of_day else words.decade).format(f"{year[:3]}0")


def say_century(words: Wording, year: str) -> str:
    """Say 18XX as 19th or XIX."""
    number = int(year[:2]) + 1
    return _ordinal(number) if words.has_ordinals else roman(number)


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")
    return f"{number}{ending}"


def _say_bounds(words: Wording, part: Part) -> str:
    first, last = edge_of(part, last=False), edge_of(part, last=True)
    if first is part:
        return words.undated
    if part.month and not part.day and not part.half_known:
        first, last = Part("", first.year, first.month), Part("", last.year, last.month)
    if first.day:
        return words.between.format(say_unmarked(words, first), say_unmarked(words, last))
    return f"{say_unmarked(words, first)} – {say_unmarked(words, last)}"
