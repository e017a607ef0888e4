"""Slugs: texts as readable parts of an address."""

import re

from catalogue.writing.folding import fold
from catalogue.writing.romanisation import romanise

SLUG_LENGTH = 80
_READ_FROM_TEXT = 400
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Return `text` in `[a-z0-9-]`, Cyrillic romanised, cut after a whole word at 80 characters.

    Letters of other scripts are left out, so the slug of a Chinese title is the empty string.
    """
    roman = fold(romanise(fold(text[:_READ_FROM_TEXT])))
    words = _NOT_IN_A_SLUG.sub("-", roman).strip("-")
    if len(words) <= SLUG_LENGTH:
        return words
    whole_words, _, rest = words[: SLUG_LENGTH + 1].rpartition("-")
    return whole_words or rest[:SLUG_LENGTH]
