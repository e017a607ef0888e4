"""Scripts and words: one analysis for whatever is written, indexed, asked and sorted."""

from catalogue.writing.alphabet import alphabetical_key
from catalogue.writing.cells import RISKY, guarded, unguarded
from catalogue.writing.folding import fold
from catalogue.writing.name_keys import name_key
from catalogue.writing.passages import Fragment, highlighted, passages
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
    stem_terms,
)
from catalogue.writing.tokens import Token, tokens

__all__ = [
    "NO_TERMS",
    "RISKY",
    "Clause",
    "Forms",
    "Fragment",
    "Kind",
    "Query",
    "Script",
    "Token",
    "alphabetical_key",
    "exact_terms",
    "fold",
    "forms",
    "guarded",
    "highlighted",
    "name_key",
    "name_terms",
    "parse_query",
    "passages",
    "prose_forms",
    "romanise",
    "script_of",
    "slug",
    "stem_terms",
    "tokens",
    "unguarded",
]
