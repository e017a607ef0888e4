"""Finding: from a reference to the row it names, else to the deepest level that exists.

Reading a text gives references (`catalogue.references`); this asks the tables for each. Every
look-up is by a parent and a number's key, along an index, so ten million dela cost no more than
ten; and what many references ask of one table is asked at once, so that a page of two hundred
takes as many queries as one. What was tried beyond the letter of a reference is said in a note:
an archive's former name, a letter taken for its likeness, a leading zero, an old number in the
concordance.
"""

from .documents_there import MOST_DOCUMENTS
from .finder import find, find_all
from .found import Certainty, DocumentThere, Found, Unit

__all__ = [
    "MOST_DOCUMENTS",
    "Certainty",
    "DocumentThere",
    "Found",
    "Unit",
    "find",
    "find_all",
]
