"""The grammar of sheets: "187-189", "12 об.", "63–6", "5 и об.", "XXXVII", alone and in lists.

Not accepted: a range that runs backwards (its first sheet alone is read), and numbers that turn
out to belong to a date or an extent ("12 March", "1937 г.", "71 л.").
"""

import re
from dataclasses import dataclass, replace

from .leaves import LEAF_LIMIT, Leaf, Run, roman_value
from .words import AND, EXTENTS, GLUED_VERSO, LETTER, MONTHS, VERSO, YEARS

RUN_LIMIT = 500

# "об.", "зв.", "o. p.", never part of a longer word; "v" and "p" only glued to the number.
_MARKS = "|".join(sorted(VERSO, key=len, reverse=True)).replace(".", r"\.\s?")
_VERSO = rf"(?:{_MARKS})(?!{LETTER})\.?"
_GLUED = rf"(?:{_VERSO}|(?:{'|'.join(GLUED_VERSO)})(?!{LETTER})\.?)"

# "12", "0078", "17a", "5 а" before a stop, "XXXVII"; then "об.", " об.", "-об.", "(об.)", "/об".
_LEAF = re.compile(
    rf"""
    (?: (?P<digits>[0-9]{{1,6}}) (?![0-9])
        (?: (?!{_GLUED}) (?P<letter>{LETTER}) (?: (?!{LETTER}) | (?={_GLUED}) )
          | \s (?!{_VERSO}) (?P<apart>[абвabc]) (?=\s{{0,3}}(?:[,.;:)\]–—-]|$)) )?
      | (?-i:(?P<roman>[IVXLC]{{1,9}})) (?: (?![^\W_]) | (?={_GLUED}) ) )
    (?P<verso> \s?[-/(]?{_VERSO}\)? | {_GLUED} )?""",
    re.VERBOSE | re.IGNORECASE,
)
_DASH = r"\s{0,3}(?:--|[-‐‑‒–—−])\s{0,3}"
RANGE_DASH = re.compile(rf"(?:\.(?=[-–]))?{_DASH}")  # also Latvian "7.–9."
# The end of "8–об." and the second half of "5 и об.", "5, об.": the back of the sheet just named.
_OWN_VERSO = re.compile(rf"(?:{_DASH}|\s?(?:,|{AND})\s?){_VERSO}", re.IGNORECASE)
NEXT_RUN = re.compile(rf"\s{{0,9}}(?:,\s{{0,9}}(?P<both>{AND}\s{{0,9}})?|(?P<and>{AND})\s{{0,9}})")
_BARE = re.compile(r"(?:\s?\([^()]{0,60}\))?\s?,\s{0,9}(?=[0-9])")
_WORD_AFTER = re.compile(
    rf"\s{{0,3}}(?P<word>{LETTER}{{1,20}})(?P<stop>(?=\s{{0,3}}(?:[.,;:)]|$)))?"
    r"(?P<number>\.?\s{0,3}[0-9])?"
)
# What may follow a number that belongs to no word: punctuation, "and", a capital, the end.
_APART = re.compile(rf"\s{{0,9}}(?:[^\w\s./]|[./](?![0-9])|$|{AND}|(?=\w)[^\W\d_a-zа-яіїєґў])")


@dataclass(frozen=True, slots=True)
class RunRead:
    """A run and where it stands in the text."""

    run: Run
    start: int
    end: int


def match_leaf(text: str, start: int) -> tuple[Leaf, int] | None:
    """The leaf at `start` and where it ends.

    "12 об." in "РГИА. Ф. 831, Оп. 1, Д. 201, Л. 12 об." (a church historian's notes), "17a" in
    "RGIA f. 1289, op. 1, d. 30, l. 17a", "XXXVII" in a photograph's "Ф. 3/Л ... Л. XXXVII".
    """
    found = _LEAF.match(text, start)
    if not found:
        return None
    verso = bool(found["verso"])
    if numeral := found["roman"]:
        value = roman_value(numeral)
        return (Leaf(value, "", verso, True, numeral), found.end()) if value else None
    digits, letter = found["digits"], found["letter"] or found["apart"] or ""
    if int(digits) >= LEAF_LIMIT:
        return None
    return Leaf(int(digits), letter, verso, written=digits + letter), found.end()


def match_run(text: str, start: int) -> RunRead | None:
    """One sheet or a range at `start`.

    "8-8об." in the Gulag map's "ГАРФ. Ф. Р-9401. Оп. 1а. Д. 165. Л. 8-8об."; "108–12", which is
    108–112, in Kotkin's "RGASPI, f. 495, op. 74, d. 469, l. 108–12".
    """
    first = match_leaf(text, start)
    if not first:
        return None
    leaf, end = first
    if not leaf.verso and (own := _OWN_VERSO.match(text, end)):
        return RunRead(Run(leaf, replace(leaf, verso=True)), start, own.end())
    dash = RANGE_DASH.match(text, end)
    last = match_leaf(text, dash.end()) if dash else None
    if last and not is_no_number(text, last[1]):
        whole = _expanded(leaf, last[0])
        if leaf <= whole:
            return RunRead(Run(leaf, whole), start, last[1])
    return RunRead(Run(leaf, leaf), start, end)


def match_runs(text: str, start: int) -> list[RunRead]:
    """All sheets of a list at `start`; none if there is no list.

    "139, 145" in "RGANI. F. 3. Op. 16. D. 496. L. 139, 145. Original." (translated dossier, 2025);
    the list ends before "12 March 1937", "1937 г." and "71 л.".
    """
    runs: list[RunRead] = []
    run = match_run(text, start)
    while run and not is_no_number(text, run.end) and len(runs) < RUN_LIMIT:
        runs.append(run)
        following = NEXT_RUN.match(text, run.end)
        if not following:
            break
        run = match_run(text, following.end())
        if run and _ends_list(text, run, runs[-1], following):
            break
        if run and following["and"] and _is_day(text, run.end) and len(runs) > 1:
            runs.pop()  # "93.20, 17 and 18 August"
    return runs


def match_bare_runs(text: str, start: int) -> list[RunRead]:
    """Sheets without a label after a file, a comma and perhaps a year in brackets.

    "233–5" in "1/20/6277 (1933), 233–5", "9" in "P-1962/1/973 (1933), 9, in Pyrih" (Applebaum, Red
    Famine).
    """
    comma = _BARE.match(text, start)
    run = match_run(text, comma.end()) if comma else None
    if not comma or not run or is_year(run.run.first.written) or not _stands_apart(text, run):
        return []
    return match_runs(text, comma.end())


def is_no_number(text: str, end: int) -> bool:
    """Whether the number ending here belongs to a date or an extent: "5 марта", "1937 г.", "71 л."

    A word of extent that has a number of its own is a label: "Л. 5 Л. 7".
    """
    found = _WORD_AFTER.match(text, end)
    if not found:
        return False
    word = found["word"].casefold()
    if word in EXTENTS:
        return not found["number"] and (len(word) > 1 or found["stop"] is not None)
    return word in YEARS or word in MONTHS


def reads_as_year(run: Run, before: Run) -> bool:
    """Whether "1937" after "л. 5," is a year: hardly a file has so many sheets."""
    ends = (run.first.written, run.last.written)
    return all(is_year(end) for end in ends) and before.last.number < 1000


def is_year(number: str) -> bool:
    """Whether four digits may be a year of the papers we deal with."""
    return len(number) == 4 and number.isdecimal() and 1700 <= int(number) <= 2035


def _expanded(first: Leaf, last: Leaf) -> Leaf:
    """The last leaf with the leading digits it left to the first: 108–12 means 108–112."""
    missing = len(first.written) - len(first.letter) - len(last.written) + len(last.letter)
    if first.roman or last.roman or last.number >= first.number or missing < 1:
        return last
    digits = first.written[:missing] + last.written
    whole = Leaf(int(digits.removesuffix(last.letter)), last.letter, last.verso, written=digits)
    return whole if first < whole else last


def _ends_list(text: str, run: RunRead, before: RunRead, joint: re.Match[str]) -> bool:
    """Whether a number after a comma is none of the sheets: a year, or part of what follows."""
    joined = joint["and"] or joint["both"]
    return reads_as_year(run.run, before.run) or not (joined or _stands_apart(text, run))


def _stands_apart(text: str, run: RunRead) -> bool:
    """Whether no small word follows, to which the number would belong: "12 дворов"."""
    return _APART.match(text, run.end) is not None


def _is_day(text: str, end: int) -> bool:
    found = _WORD_AFTER.match(text, end)
    return found is not None and found["word"].casefold() in MONTHS
