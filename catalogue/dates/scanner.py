"""From text to tokens.

Full stops, colons and quotation marks mean nothing between tokens and are dropped, and so is the
glue ("г.", "the"). Square brackets are remembered on what they enclose: an archivist supplied it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .figures import FIGURES
from .kinds import Kind
from .remarks import Remarks
from .tokens import Token
from .words import LEXICON, LONGEST_PHRASE, near_month

_FIGURES = [(re.compile(figure.pattern), figure.make) for figure in FIGURES]
_STARTS_FIGURE = re.compile(r"[0-9IVXІХУQ№]|\[[0-9]")

_LETTER = r"[^\W\d_]"
_HYPHENATED = "|".join(re.escape(p[0]) for p in LEXICON if len(p) == 1 and not p[0].isalpha())
_WORD = re.compile(rf"(?:{_HYPHENATED})(?!{_LETTER})|{_LETTER}+(?:['’ʼ]{_LETTER}+)*", re.IGNORECASE)
# "с." with its stop and a number is a page, not "from".
_PAGE = re.compile(r"[сСcC]\.\s?(?=[0-9]{1,3}(?![0-9]))")
_SKIP = re.compile(r"""[\s.:"'«»„“”‘’*]+""")
_SIGNS = {
    **dict.fromkeys("-‐‑‒–—―−…", Kind.DASH),
    "/": Kind.SLASH,
    ",": Kind.COMMA,
    ";": Kind.SEMICOLON,
    "&": Kind.AND,
    "(": Kind.OPEN,
    ")": Kind.CLOSE,
    "?": Kind.QUESTION,
    "~": Kind.CIRCA,
    "≈": Kind.CIRCA,
}
_UNDATING = {*_SIGNS.values(), Kind.WORD, Kind.SIGN, Kind.UNDATED, Kind.NO_YEAR} - {Kind.CIRCA}

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# What an editor completed inside a word is read as the word: янв[аря].
_COMPLETED = re.compile(rf"(?<={_LETTER})\[({_LETTER}+)\]|\[({_LETTER}+)\](?={_LETTER})")
_PREFIX_HYPHEN = re.compile(r"\b(mid|pre|post|early|late)-(?=\w)(?!mid|late)", re.IGNORECASE)


def scan(text: str, remarks: Remarks) -> list[Token]:
    """Cut a text into tokens, without glue; raise Refusal for figures that can be no date."""
    words = list(_cut(_prepared(text)))
    return [token for token in _phrases(words, remarks) if token.kind is not Kind.GLUE]


def is_supplied(tokens: Sequence[Token]) -> bool:
    """Say whether all of the date stands in square brackets."""
    dating = [token for token in tokens if token.kind not in _UNDATING]
    return bool(dating) and all(token.supplied for token in dating)


def _prepared(text: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = _COMPLETED.sub(lambda match: match[1] or match[2], text)
    return _PREFIX_HYPHEN.sub(r"\1 ", text)


def _cut(text: str) -> Iterator[Token]:
    """Yield figures, words in lower case, and signs."""
    place = depth = 0
    while place < len(text):
        if skipped := _SKIP.match(text, place):
            if "..." in skipped[0]:
                yield Token(Kind.DASH, "...")
            place = skipped.end()
            continue
        token = _figure(text, place)
        if token is None and text[place] in "[]":
            depth = max(0, depth + (1 if text[place] == "[" else -1))
            place += 1
            continue
        token = token or _word_or_sign(text, place)
        yield replace(token, supplied=depth > 0)
        place += len(token.text)


def _figure(text: str, place: int) -> Token | None:
    if _STARTS_FIGURE.match(text, place):
        for pattern, make in _FIGURES:
            if match := pattern.match(text, place):
                return make(match[0])
    return None


def _word_or_sign(text: str, place: int) -> Token:
    if match := _PAGE.match(text, place):
        return Token(Kind.UNIT, match[0])
    if match := _WORD.match(text, place):
        return Token(Kind.WORD, match[0])
    return Token(_SIGNS.get(text[place], Kind.SIGN), text[place])


def _phrases(tokens: Sequence[Token], remarks: Remarks) -> Iterator[Token]:
    """Join words to the longest phrases of the lexicon; read a month through a slip."""
    place = 0
    while place < len(tokens):
        length = _phrase_length(tokens, place)
        run = tokens[place : place + max(length, 1)]
        yield _phrase(run) if length else _slip(tokens, place, remarks)
        place += len(run)


def _phrase_length(tokens: Sequence[Token], start: int) -> int:
    """Return how many words from here make the longest known phrase, or 0."""
    words = []
    for token in tokens[start : start + LONGEST_PHRASE]:
        if token.kind is not Kind.WORD:
            break
        words.append(token.text.lower())
    return next((n for n in range(len(words), 0, -1) if tuple(words[:n]) in LEXICON), 0)


def _phrase(run: Sequence[Token]) -> Token:
    word = LEXICON[tuple(token.text.lower() for token in run)]
    text = " ".join(token.text for token in run)
    return Token(word.kind, text, word.value, supplied=any(token.supplied for token in run))


def _slip(tokens: Sequence[Token], place: int, remarks: Remarks) -> Token:
    """Read an unknown word after a number as the one month it nearly is."""
    token = tokens[place]
    follows_number = place > 0 and tokens[place - 1].kind in (Kind.NUMBER, Kind.ORDINAL)
    if token.kind is not Kind.WORD or not follows_number:
        return token
    month = near_month(token.text.lower())
    if month is None:
        return token
    remarks.say(f"“{token.text}” is read as {month}")
    return replace(token, kind=Kind.MONTH, value=LEXICON[month,].value)
