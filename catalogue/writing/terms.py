"""The terms of the index: one analysis for what is stored and for what is asked.

Every function gives one term for each token of the text, in order, so the words of a phrase keep
consecutive places. Terms are in lower case and without white space: join them with spaces and
give them to a tokenizer that splits there.
"""

from functools import lru_cache
from itertools import repeat

from catalogue.writing.folding import fold_word
from catalogue.writing.name_keys import name_key
from catalogue.writing.stems import stem
from catalogue.writing.tokens import words


@lru_cache(maxsize=2**16)
def exact_term(word: str) -> str:
    """Return one word as written, folded."""
    return fold_word(word)


def exact_terms(text: str) -> list[str]:
    """Return the words of `text` as written, for phrases and for the best-ranked matches."""
    return list(map(exact_term, words(text)))


def stem_terms(text: str, language: str | None = None) -> list[str]:
    """Return the stems of the words of `text`, for prose.

    `language` matters for Bulgarian only (`"bg"`), see `stem`. A stem may look like an exact
    form: keep stems in a field of their own, or put a mark before them.
    """
    return list(map(stem, words(text), repeat(language)))


def name_terms(text: str) -> list[str]:
    """Return the name keys of the words of `text`, for a field of names.

    Initials are kept (В.В. and V.V. agree). On prose the keys join unlike words: weigh them low.
    """
    return list(map(name_key, words(text)))
