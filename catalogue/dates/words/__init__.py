"""The words dates are written in: a table per language, joined into one lexicon."""

from .language import Language
from .lexicon import LEXICON, LONGEST_PHRASE, MONTH_WORDS, near_month

__all__ = ["LEXICON", "LONGEST_PHRASE", "MONTH_WORDS", "Language", "near_month"]
