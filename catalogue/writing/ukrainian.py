"""Ukrainian words respelled in Russian letters, so that one stemmer serves both.

A form written without any Ukrainian letter (справа) gives the same stem whichever of the two
languages it is taken for, and so meets the forms that have one (справі).
"""

import re

_RESPELLINGS = (
    (re.compile(r"(?<!рх)ів$"), "ов"),  # genitive plural: документів (but архів)
    (re.compile(r"їв$"), "ев"),  # and after a vowel: музеїв
    (re.compile(r"(ник|[тл][оа]р|[иі]ст|стр|[еа]нт|[шцч]|рал|дат)[оеє]ві$"), r"\1у"),  # dative
    (re.compile(r"[оє]ї$"), "ой"),  # genitive of adjectives: державної
    (re.compile(r"ість$"), "ость"),
    (re.compile(r"іл(?=.{0,4}$)"), "ол"),  # відділ: its л would be taken for a past tense
    (re.compile(r"([сц])ьк"), r"\1к"),  # український declines as украинский
)
_UKRAINIAN = re.compile("[іїєґ]|[сц]ьк")  # without any of these no row above applies
_LETTERS = str.maketrans("іїєґ", "ииег")
_CLOSED_SYLLABLE = re.compile(r"і[бгґджзклмнпрстфхцчшщ]$")  # not в: its і is kept (архіву)


def respell(word: str) -> str:
    """Return a folded word with Ukrainian endings and letters replaced by Russian ones."""
    if not _UKRAINIAN.search(word):
        return word
    for ending, russian in _RESPELLINGS:
        word = ending.sub(russian, word)
    return word.translate(_LETTERS)


def level_alternation(word: str, stem: str) -> str:
    """Return the stem with the о that і alternates with: рік and договір as року and договору.

    Where і is kept throughout (відділ, відділу) every form gets the о, so they still agree.
    """
    if _CLOSED_SYLLABLE.search(word[: len(stem)]):
        return stem[:-2] + "о" + stem[-1]
    return stem
