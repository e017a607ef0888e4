"""A date in words, in the language of the reader: what `read_date` reads back to the same days.

Exceptions to that law: dates without bounds (XXXX), years before 100 or after 2099, which a text
may not mean, and lists with members that words can only say by their bounds (1X53).
"""

from collections.abc import Iterator

from .edtf import read_edtf
from .expression import Piece, Portion, Refusal
from .portions import portion_of
from .saying import (
    Part,
    edge_of,
    is_sayable,
    part_of,
    say,
    say_century,
    say_governed,
    say_limit,
    say_year,
)
from .spans import Span
from .wordings import WORDINGS, Wording

# "Winter 1941 – 1942" would be one winter.
_WINTERS = (24, 28)


def write_date(date: str | Span, language: str = "en") -> str:
    """Write an EDTF date in words; the language is en, ru or uk, and any other means English.

    "1953-07-29" is "July 29, 1953". Raise EdtfError if the text is not EDTF.
    """
    edtf = date.edtf if isinstance(date, Span) else read_edtf(date).edtf
    words = WORDINGS.get(language.partition("-")[0], WORDINGS["en"])
    if edtf[0] in "{[":
        return _list(words, edtf[1:-1].split(","), choice=edtf[0] == "[")
    if "/" in edtf:
        start, end = (part.strip(".") for part in edtf.split("/"))
        return _interval(words, start, end)
    return say(words, part_of(edtf))


def _list(words: Wording, members: list[str], *, choice: bool) -> str:
    """Write the members of a set or a choice; a choice of one range is a date between limits."""
    if choice and len(members) == 1:
        start, _, end = members[0].partition("..")
        return _limits(words, start, end)
    if not choice and all(map(_is_of_years, members)):
        return words.years_listed.format(", ".join(members).replace("..", "–"))
    items = [_member(words, member) for member in members]
    if choice:
        return words.either.join(items)
    commas_would_confuse = any("," in item for item in items) or any(map(_needs_semicolon, members))
    return ("; " if commas_would_confuse else ", ").join(items)


def _is_of_years(member: str) -> bool:
    return all(part.isdigit() and part >= "1000" for part in member.split(".."))


def _needs_semicolon(member: str) -> bool:
    """Say so of limits and of days of an unknown year: a comma would join them to the next."""
    return member.startswith(("..", "XXXX")) or member.endswith("..")


def _member(words: Wording, member: str) -> str:
    start, is_range, end = member.partition("..")
    if not is_range:
        return say(words, part_of(member))
    return _interval(words, start, end) if start and end else _limits(words, start, end)


def _limits(words: Wording, start: str, end: str) -> str:
    if start and end:
        first = say_limit(words, start, words.months_with)
        return words.between.format(first, say_limit(words, end, words.months_with, last=True))
    if start:
        return words.not_before.format(say_limit(words, start, words.months_of))
    return words.not_after.format(say_limit(words, end, words.months_of, last=True))


def _interval(words: Wording, start: str, end: str) -> str:
    if not end:
        return words.since.format(say_limit(words, start, words.months_of))
    if not start:
        return words.until.format(say_limit(words, end, last=True))
    first, last = part_of(start), part_of(end)
    if not is_sayable(words, first) or (first.month in _WINTERS and not last.month):
        first = edge_of(first, last=False)
    if not is_sayable(words, last):
        last = edge_of(last, last=True)
    return (
        _portion(words, first, last)
        or _joined(words, first, last)
        or f"{say(words, first)} – {say(words, last)}"
    )


def _portion(words: Wording, first: Part, last: Part) -> str:
    """Write 1950~/1953~ as "early 1950s"; nothing if the interval is no such part."""
    if not first.edtf.endswith("~") or not last.edtf.endswith("~"):
        return ""
    ends = first.edtf[:-1], last.edtf[:-1]
    for whole in _wholes(first):
        for number, pattern in enumerate(words.parts, start=1):
            if is_sayable(words, whole) and _ends(whole, number) == ends:
                return pattern.format(say_governed(words, whole))
    return ""


def _wholes(part: Part) -> Iterator[Part]:
    """Yield the month, year, decade and century a date may be in the first part of."""
    if part.day:
        yield Part("", part.year, part.month)
    elif part.month:
        yield Part("", part.year)
    elif part.is_limit:
        yield Part("", f"{part.year[:3]}X")
        yield Part("", f"{(int(part.year) - 1) // 100:02}XX")


def _ends(whole: Part, number: int) -> tuple[str, str]:
    try:
        return portion_of(Piece(whole.year, whole.month, portion=Portion(number)))
    except Refusal:
        return "", ""


def _joined(words: Wording, first: Part, last: Part) -> str:
    """Write what both ends share only once: "5–10 марта 1953 г."; nothing if they share nothing."""
    if first.marks or last.marks or not (is_sayable(words, first) and is_sayable(words, last)):
        return ""
    if first.is_century and last.is_century:
        return words.centuries.format(say_century(words, first.year), say_century(words, last.year))
    if not (first.is_limit and last.is_limit) or first.year < "1000":
        return ""
    if not first.month and not last.month:
        return words.years.format(first.year, last.year)
    if first.year != last.year or not first.month or not last.month:
        return ""
    return _within_year(words, first, last)


def _within_year(words: Wording, first: Part, last: Part) -> str:
    if first.day and last.day and first.month == last.month:
        return words.days.format(
            day=first.day,
            last=last.day,
            month=words.months_of[first.month - 1],
            year=say_year(words, first.year),
        )
    without_year = words.day if first.day else words.month
    names = words.months_of if first.day else words.months
    start = without_year.format(day=first.day, month=names[first.month - 1], year="")
    return f"{start.rstrip(' ,')} – {say(words, last)}"
