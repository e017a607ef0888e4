"""The pass over a text that finds where levels begin."""

import re

from catalogue.references.archives import ArchiveNames
from catalogue.references.reference import Reading

from .labelled import read_ibid, read_label, read_numero, read_ordinal
from .markup import blank_markup
from .notebook import Notebook
from .ordinals import numbers_first
from .unlabelled import read_unlabelled

NO_NAMES = ArchiveNames()

# The beginning of "Р-274", "Р9106-1", "R/1021".
_PREFIXED = re.compile(r"[^\W\d_]{1,2}(?:\s?\.?\s?[-–—/]\s?)?[0-9]")
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|[0-9]+|№")


def read_references(text: str, archives: ArchiveNames = NO_NAMES) -> Reading:
    """The places a text names, in reading order, and the stretches that were not understood.

    Any text is accepted, and read in time proportional to its length; no reference in it gives no
    places. Known archive names help where the structure alone leaves doubt.
    """
    notebook = Notebook(blank_markup(text), archives)
    latvian = numbers_first(notebook.text)
    for found in _WORD_OR_NUMBER.finditer(notebook.text):
        if notebook.is_full:
            break
        if found.start() >= notebook.end:
            _read_at(notebook, found.start(), found[0], latvian)
    return notebook.close()


def _read_at(notebook: Notebook, start: int, word: str, latvian: bool) -> bool:
    """Read the level that begins at a word or number, if one does."""
    if word == "№":
        return read_numero(notebook, start)
    if word[0].isdecimal():
        return read_unlabelled(notebook, start)
    if len(word) < 3 and _PREFIXED.match(notebook.text, start) and read_unlabelled(notebook, start):
        return True
    key = word.casefold()
    if latvian and read_ordinal(notebook, start, key):
        return True
    return read_label(notebook, start, key) or read_ibid(notebook, start, key)
