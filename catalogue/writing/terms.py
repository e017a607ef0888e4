"""The terms of the index: one analysis for what is stored and for what is asked.

Every function gives one term for each token of the text, in order, so the words of a phrase keep
consecutive places. Terms are in lower case and without white space: join them with spaces and
give them to a tokenizer that splits there.
"""

from collections.abc import Iterable
from typing import NamedTuple

from catalogue.writing.folding import fold_word
from catalogue.writing.name_keys import name_key
from catalogue.writing.remembered import Remembered
from catalogue.writing.stems import stems_in
from catalogue.writing.tokens import ends_in_a_run, words

LONGEST_OPENING = 2
"""Characters in which a word that stands apart shows its capital: Мао, «Мао, (Мао."""


@Remembered
def exact_term(word: str) -> str:
    """Return one word as written, folded."""
    return fold_word(word)


def exact_terms(text: str) -> list[str]:
    """Return the words of `text` as written, for phrases and for the best-ranked matches."""
    return list(map(exact_term.__getitem__, words(text)))


def stem_terms(text: str, language: str | None = None) -> list[str]:
    """Return the stems of the words of `text`, for prose.

    `language` matters for Bulgarian only (`"bg"`), see `stem`. A stem may look like an exact
    form: keep stems in a field of their own, or put a mark before them.
    """
    return list(map(stems_in(language).__getitem__, words(text)))


def name_terms(text: str) -> list[str]:
    """Return the name keys of the words of `text`, for a field of names.

    Initials are kept (В.В. and V.V. agree). On prose the keys join unlike words: weigh them low.
    """
    return list(map(name_key.__getitem__, words(text)))


def sought(terms: list[str], text: str) -> list[str]:
    """Return the terms of a text that is to be found: in what has it, its last run may go on."""
    return terms[:-1] if ends_in_a_run(text) else terms


class Forms(NamedTuple):
    """The terms of a text in every form, each joined with spaces."""

    exact: str
    stem: str
    name: str


NO_TERMS = Forms("", "", "")


def forms(text: str) -> Forms:
    """Return the terms of a title or of names, in which any word may belong to a name."""
    return _joined(map(_forms.__getitem__, text.split()))


def prose_forms(text: str, language: str | None = None) -> Forms:
    """Return the terms of prose; name keys only of what may be a name: it begins with a capital.

    With a hyphen the whole counts (Цзэ-дун, En-lai). Words that begin a sentence are among them,
    for names do so too.
    """
    chunks = _bulgarian_forms if language == "bg" else _prose_forms
    return _joined(map(chunks.__getitem__, text.split()))


def _joined(chunks: Iterable[Forms]) -> Forms:
    """Join the forms of what white space sets apart; no word runs across it."""
    columns = tuple(map(" ".join, zip(*chunks, strict=True)))
    return Forms(*columns) if columns else NO_TERMS


@Remembered
def _forms(chunk: str) -> Forms:
    return _forms_of(words(chunk), stems_in(None), with_names=True)


@Remembered
def _prose_forms(chunk: str) -> Forms:
    return _forms_of(words(chunk), stems_in(None), with_names=_opens_with_a_capital(chunk))


@Remembered
def _bulgarian_forms(chunk: str) -> Forms:
    return _forms_of(words(chunk), stems_in("bg"), with_names=_opens_with_a_capital(chunk))


def _opens_with_a_capital(chunk: str) -> bool:
    opening = chunk[:LONGEST_OPENING]
    return opening != opening.lower()


def _forms_of(found: list[str], stems: Remembered[str], *, with_names: bool) -> Forms:
    """Return the forms of the words of a chunk; nearly always it is one word."""
    if len(found) == 1:
        (word,) = found
        return Forms(exact_term[word], stems[word], name_key[word] if with_names else "")
    return Forms(
        " ".join(map(exact_term.__getitem__, found)),
        " ".join(map(stems.__getitem__, found)),
        " ".join(map(name_key.__getitem__, found)) if with_names else "",
    )
