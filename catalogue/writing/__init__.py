"""Scripts and words: one analysis for whatever is written, indexed, asked and sorted."""

from catalogue.writing.alphabet import alphabetical_key
from catalogue.writing.folding import fold
from catalogue.writing.name_keys import name_key
from catalogue.writing.passages import Fragment, highlighted, passages
from catalogue.writing.query import Clause, Kind, Query, parse_query
from catalogue.writing.romanisation import romanise
from catalogue.writing.scripts import Script, script_of
from catalogue.writing.slugs import slug
from catalogue.writing.terms import exact_terms, name_terms, stem_terms
from catalogue.writing.tokens import Token, tokens

__all__ = [
    "Clause",
    "Fragment",
    "Kind",
    "Query",
    "Script",
    "Token",
    "alphabetical_key",
    "exact_terms",
    "fold",
    "highlighted",
    "name_key",
    "name_terms",
    "parse_query",
    "passages",
    "romanise",
    "script_of",
    "slug",
    "stem_terms",
    "tokens",
]
