"""Stems of prose: Snowball, helped where it fails words that archives are full of."""

import re
import threading

import Stemmer

from catalogue.writing import ukrainian
from catalogue.writing.folding import fold_word, without_possessive
from catalogue.writing.remembered import Remembered

NOMINATIVES = frozenset(
    {
        *("остров", "полуостров", "покров", "улов", "основ", "постанов", "установ"),
        *("азов", "бердичев", "киев", "кишинев", "краков", "козлов", "львов"),
        *("могилев", "псков", "ростов", "саратов", "свердлов", "серпухов", "тамбов"),
        *("харьков", "харков", "чернигов"),
    }
)
"""Nouns whose own last letters Snowball takes for an ending: киев -> ки, but киева -> киев."""

_NOUN_IN_IV = re.compile(r"(?:арх|акт|ект|от|зит|мит|гат|мат|рат)ив$")
"""Likewise, for a participle's ending: архив -> арх, but архива -> архив."""

_BULGARIAN_ARTICLE = re.compile("(?<=..)(?:ът|(?<=[иел])ят|(?<=[аятщ])та|(?<=[ое])то|(?<=[ие])те)$")
"""The article only where it follows what it follows in Bulgarian: комисия-та, but работа."""

_ENGLISH = re.compile("[a-z]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]+")

_ALTERNATING = str.maketrans("іїиєе", "ооооо")  # what `ukrainian` may turn into one another

_own = threading.local()  # a stemmer object holds the word at hand, so threads cannot share one


def stem(word: str, language: str | None) -> str:
    """Return the stem of one word as written; a word of another script just folded.

    Latin is taken for English and Cyrillic for Russian. Ukrainian is told by its letters, word
    by word and not by `language`, so that a query finds what lies in a longer text; Bulgarian
    (`language="bg"`) has to be said, for it loses its article.
    """
    return stems_in(language)[word]


def stems_in(language: str | None) -> Remembered[str]:
    """Return the stems of words in a language: `stem` without its second argument."""
    return _bulgarian_stem if language == "bg" else _stem


@Remembered
def _stem(word: str) -> str:
    folded = fold_word(without_possessive(word))
    if _ENGLISH.fullmatch(folded):
        return _snowball("english", folded)
    return _east_slavic_stem(folded) if _CYRILLIC.fullmatch(folded) else folded


@Remembered
def _bulgarian_stem(word: str) -> str:
    folded = fold_word(without_possessive(word))
    return _stem[_BULGARIAN_ARTICLE.sub("", folded) if _CYRILLIC.fullmatch(folded) else folded]


def _east_slavic_stem(word: str) -> str:
    """Return the stem of a Russian or Ukrainian word (a Bulgarian one without its article)."""
    russian = ukrainian.respell(word)
    if russian in NOMINATIVES or _NOUN_IN_IV.search(russian):
        return russian
    return ukrainian.level_alternation(word, _snowball("russian", russian))


def _snowball(algorithm: str, word: str) -> str:
    """Stem a folded word by this thread's stemmer."""
    try:
        stemmer = getattr(_own, algorithm)
    except AttributeError:
        stemmer = Stemmer.Stemmer(algorithm, 0)  # what it returned is remembered here
        setattr(_own, algorithm, stemmer)
    return str(stemmer.stemWord(word))


def first_sound(word: str) -> str:
    """Return the first letter of a folded word, the same for all words that may share a stem."""
    return word[:1].translate(_ALTERNATING)
