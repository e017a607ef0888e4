"""Scripts and words: one analysis for whatever is written, indexed, asked and sorted."""

from catalogue.writing.alphabet import alphabetical_key
from catalogue.writing.cells import RISKY, guarded, unguarded
from catalogue.writing.folding import fold
from catalogue.writing.keyboards import KEYBOARDS, Keyboard, retyped
from catalogue.writing.misspellings import one_slip_away, respelt, slips_between
from catalogue.writing.name_keys import name_key
from catalogue.writing.passages import Fragment, Place, best_passage, highlighted, passages
from catalogue.writing.query import Clause, Kind, Query, parse_query
from catalogue.writing.romanisation import romanise
from catalogue.writing.scripts import Script, script_of
from catalogue.writing.slugs import slug
from catalogue.writing.terms import (
    NO_TERMS,
    Forms,
    exact_terms,
    forms,
    name_terms,
    prose_forms,
    sought,
    stem_terms,
)
from catalogue.writing.tokens import Token, tokens, words

__all__ = [
    "KEYBOARDS",
    "NO_TERMS",
    "RISKY",
    "Clause",
    "Forms",
    "Fragment",
    "Keyboard",
    "Kind",
    "Place",
    "Query",
    "Script",
    "Token",
    "alphabetical_key",
    "best_passage",
    "exact_terms",
    "fold",
    "forms",
    "guarded",
    "highlighted",
    "name_key",
    "name_terms",
    "one_slip_away",
    "parse_query",
    "passages",
    "prose_forms",
    "respelt",
    "retyped",
    "romanise",
    "script_of",
    "slips_between",
    "slug",
    "sought",
    "stem_terms",
    "tokens",
    "unguarded",
    "words",
]
