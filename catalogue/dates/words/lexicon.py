"""All languages in one lexicon. Where two give one phrase a meaning, the earlier language holds."""

from collections.abc import Iterator, Mapping

from catalogue.dates.kinds import Kind, Word

from .english import ENGLISH
from .language import WINTER, Language
from .russian import RUSSIAN
from .ukrainian import UKRAINIAN
from .western import DUTCH, FRENCH, GERMAN

Phrase = tuple[str, ...]

LANGUAGES = (RUSSIAN, UKRAINIAN, ENGLISH, GERMAN, FRENCH, DUTCH)
WEEKDAYS = (
    "понедельник, вторник, среда, четверг, пятница, суббота, воскресенье, пн, ср, пт, сб, вс, "
    "понеділок, вівторок, середа, четвер, пʼятниця, п'ятниця, субота, неділя, "
    "monday, tuesday, wednesday, thursday, friday, saturday, sunday, mon, tue, tues, wed, thu, "
    "thur, thurs, fri, sat, sun"
)

# A slip in a month is read through only in words this long: shorter ones have too many neighbours.
SHORTEST_SLIP = 6


def _entries(language: Language) -> Iterator[tuple[Phrase, Word]]:
    for season, text in language.seasons.items():
        yield from _words(text, Word(Kind.WINTER if season == WINTER else Kind.SEASON, season))
    tables: tuple[tuple[Kind, Mapping[int, str]], ...] = (
        (Kind.MONTH, language.months),
        (Kind.PART, language.parts),
        (Kind.ORDINAL, language.ordinals),
        (Kind.FRACTION, language.fractions),
    )
    for kind, table in tables:
        for value, text in table.items():
            yield from _words(text, Word(kind, value))
    for kind, text in language.phrases.items():
        yield from _words(text, Word(kind))


def _words(text: str, word: Word) -> Iterator[tuple[Phrase, Word]]:
    return ((tuple(phrase.split()), word) for phrase in text.split(", "))


def _lexicon() -> dict[Phrase, Word]:
    lexicon: dict[Phrase, Word] = {}
    for language in LANGUAGES:
        for phrase, word in _entries(language):
            lexicon.setdefault(phrase, word)
    for phrase, word in _words(WEEKDAYS, Word(Kind.GLUE)):
        lexicon.setdefault(phrase, word)
    return lexicon


LEXICON = _lexicon()
LONGEST_PHRASE = max(map(len, LEXICON))
MONTH_WORDS = {phrase[0]: word.value for phrase, word in LEXICON.items() if word.kind is Kind.MONTH}


def near_month(word: str) -> str | None:
    """Return the one month's name that a slip of the pen away gives this word ("сенятбря")."""
    if len(word) < SHORTEST_SLIP:
        return None
    near = [name for name in MONTH_WORDS if len(name) >= SHORTEST_SLIP and _one_slip(word, name)]
    return near[0] if len({MONTH_WORDS[name] for name in near}) == 1 else None


def _one_slip(written: str, meant: str) -> bool:
    """Say whether one letter was dropped, added, changed, or swapped with its neighbour."""
    if abs(len(written) - len(meant)) > 1:
        return False
    start = _common_prefix(written, meant)
    a, b = written[start:], meant[start:]
    return (
        a[1:] == b[1:]
        or a[1:] == b
        or a == b[1:]
        or (a[:2] == b[1::-1] and len(b) > 1 and a[2:] == b[2:])
    )


def _common_prefix(a: str, b: str) -> int:
    return next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )
