"""Archival references: read from any footnote, written in any style. Pure Python."""

from .archives import ArchiveNames, archive_key
from .labels import Level
from .leaves import LEAF_LIMIT, Leaf, ListyError, Run, written
from .listy import read_listy, write_listy
from .notes import Note, NoteRead, read_notes, split_notes
from .numbers import (
    KEY_LENGTH,
    SORT_KEY_LENGTH,
    Alternative,
    Reason,
    lookalike_keys,
    number_key,
    number_sort_key,
)
from .reading import read_references
from .reference import Reading, Reference, Span
from .schemes import LEVEL_SCHEMES, LevelName, LevelNames, LevelScheme
from .scoring import Score, score, to_places
from .sheets import RUN_LIMIT
from .writing import STYLES, Style, write_reference, write_references

__all__ = [
    "KEY_LENGTH",
    "LEAF_LIMIT",
    "LEVEL_SCHEMES",
    "RUN_LIMIT",
    "SORT_KEY_LENGTH",
    "STYLES",
    "Alternative",
    "ArchiveNames",
    "Leaf",
    "Level",
    "LevelName",
    "LevelNames",
    "LevelScheme",
    "ListyError",
    "Note",
    "NoteRead",
    "Reading",
    "Reason",
    "Reference",
    "Run",
    "Score",
    "Span",
    "Style",
    "archive_key",
    "lookalike_keys",
    "number_key",
    "number_sort_key",
    "read_listy",
    "read_notes",
    "read_references",
    "score",
    "split_notes",
    "to_places",
    "write_listy",
    "write_reference",
    "write_references",
    "written",
]
