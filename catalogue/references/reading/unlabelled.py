"""Levels without a label: "GARF, 9401/1a/64; 9414/1/5", "RGASPI 558.11.79", "ОГАЧО. Р-274"."""

import re

from catalogue.references.labels import Level
from catalogue.references.words import AND, LETTER

from .looks import NameRead
from .notebook import Notebook
from .shapes import Shape, match_dotted, match_slashed
from .values import Value

_GLUED_FOND = re.compile(rf"[0-9]{{1,6}}{LETTER}{{0,3}}(?![^\W_])")
_PREFIXED_FOND = re.compile(r"[РRПPАAИIКK]\s?[-–]\s?[0-9]{1,6}(?![^\W_])(?![/.-][0-9])")
_CONTINUED = re.compile(rf"\s?[;,.]?\s{{0,9}}(?:{AND}\s)?\s?")
_DATE = re.compile(r"[0-3]?[0-9][./][01]?[0-9][./](?:1[5-9]|20)?[0-9]{2}(?![0-9])")
_YEAR_FIRST = re.compile(r"(?:1[5-9]|20)[0-9]{2}[./](?:0[1-9]|1[0-2])[./][0-3][0-9](?![0-9])")
_BLANKS = re.compile(r"\s*")


def read_unlabelled(notebook: Notebook, start: int) -> bool:
    """Read the numbers that begin at `start`, if an archive or their shape makes them a place."""
    name = notebook.name_touching(start)
    if not name and not notebook.last_was_shape and not _begins_text(notebook, start):
        return False
    return _read_shape(notebook, name, start) or (
        name is not None and _read_bare_fond(notebook, name, start)
    )


def put_shape(notebook: Notebook, shape: Shape) -> None:
    """Write the values of a shape into the present place, and its further files after it."""
    for level, value in shape.values.items():
        notebook.put_beside(level, value)
    notebook.add_sheets(notebook.end, shape.runs)
    for value in shape.further:
        notebook.put(Level.DELO, value, value.start)
    notebook.last_was_shape = True


def _read_shape(notebook: Notebook, name: NameRead | None, start: int) -> bool:
    slashed = match_slashed(notebook.text, start)
    shape = slashed or match_dotted(notebook.text, start)
    if not shape:
        return False
    if name:
        if not name.known and not _suits_unknown(notebook, name, shape, start):
            return False
    elif not _may_lack_archive(notebook, shape, start, slashed is not None):
        return False
    notebook.begin_after(name, inherited=notebook.last_was_shape and not name)
    put_shape(notebook, shape)
    return True


def _suits_unknown(notebook: Notebook, name: NameRead, shape: Shape, start: int) -> bool:
    """Whether numbers after an unknown abbreviation are a place: not "NS 19/544", not a date.

    Hyphens part levels only where one joins the name as well: "ДАПО-Р9106-1", not "КГ-П. 32-7-1".
    """
    enough = Level.DELO in shape.values or len(name.text) > 3
    hyphens = notebook.text[shape.values[Level.FOND].end] in "-–"
    glued = notebook.text[name.end] in "-–"
    return enough and (glued or not hyphens) and not _DATE.match(notebook.text, start)


def _may_lack_archive(notebook: Notebook, shape: Shape, start: int, slashed: bool) -> bool:
    """Whether a shape continues the one before ("; 9414/1/5") or is what the text begins with."""
    if _DATE.match(notebook.text, start) or Level.DELO not in shape.values:
        return False
    if notebook.last_was_shape and _CONTINUED.fullmatch(notebook.text, notebook.end, start):
        return True
    is_date = _YEAR_FIRST.match(notebook.text, start)
    return slashed and not is_date and _begins_text(notebook, start)


def _begins_text(notebook: Notebook, start: int) -> bool:
    return start < 100 and _BLANKS.fullmatch(notebook.text, 0, start) is not None


def _read_bare_fond(notebook: Notebook, name: NameRead, start: int) -> bool:
    """A fond right after its archive: "ОГАЧО. Р-274", "ERAF.130SM" (National Archives of
    Estonia)."""
    glued = notebook.text[start - 1] == "."
    found = (_GLUED_FOND if glued else _PREFIXED_FOND).match(notebook.text, start)
    if not found or (glued and not name.known and found[0].isdecimal()):
        return False
    notebook.begin_after(name)
    notebook.put(Level.FOND, Value(found[0], start, found.end()), start)
    return True
