"""Levels with a label: "Ф. Р-9401", "дело № 5", "Listy 187-189", "p. 11", "40.f."."""

import re
from collections.abc import Iterable

from catalogue.references.labels import PARTS_OF_DELO, Label, Level
from catalogue.references.sheets import match_bare_runs, match_runs
from catalogue.references.words import PAPKA_ARCHIVES

from . import ordinals
from .notebook import Notebook
from .phrases import IBID_PHRASES, LABEL_PHRASES, match_phrase
from .shapes import match_after_fond
from .unlabelled import put_shape
from .values import Value, match_value, match_values

# What may stand between a level and a label that counts only beside it: separators, a gloss in
# brackets, a year ("op. 34, 1946, p. 253").
_BESIDE = re.compile(
    r"(?:[\s.,:–—-]|\([^()]{0,80}\)|\b(?:1[789]|20)[0-9]{2}\b(?:\s?(?:г|g)\b)?){0,40}"
)
_NUMERO = re.compile(r"№\s?")
_WORD = re.compile(r"[\s.,]{0,5}([^\W\d_]{1,12})")


def read_label(notebook: Notebook, start: int, word: str) -> bool:
    """Read the level whose label begins at `start` with this word; False if it is none.

    "Ф." in "РГВА. Ф. 1п. Оп. 7а. Д. 1. Л. 6-9, 42." (the Gulag map), "Оп" in the damaged "Оп 171";
    not the "Ф." of "Г. Ф. Петренка", which no number follows.
    """
    for phrase in LABEL_PHRASES.get(word, ()):
        found = phrase.pattern.match(notebook.text, start)
        label = _fitting(notebook, phrase.labels, start) if found else None
        if found and label and _read_level(notebook, label, start, found.end()):
            return True
    return False


def read_ordinal(notebook: Notebook, start: int, word: str) -> bool:
    """Read a Latvian level, whose label at `start` follows its number: "40.f., 5.apr."."""
    level = ordinals.LEVELS.get(word)
    if not level:
        return False
    if level is Level.LISTY:
        run = ordinals.match_ordinal_sheets(notebook.text, notebook.end, start)
        if not run or not notebook.add_sheets(run.start, [run]):
            return False
    else:
        value = ordinals.match_ordinal(notebook.text, notebook.end, start)
        if not value:
            return False
        notebook.put(level, value, value.start)
    notebook.understand(start, start + len(word))
    return True


def read_numero(notebook: Notebook, start: int) -> bool:
    """Read "№ 15" in "РО ИРЛИ. Ф. 9. Оп. 3. № 15", some manuscript departments' word for a file."""
    draft = notebook.draft
    if Level.OPIS not in draft.own or Level.DELO in draft.values or not _is_beside(notebook, start):
        return False
    found = _NUMERO.match(notebook.text, start)
    value = match_value(notebook.text, found.end(), Level.DELO) if found else None
    if value:
        notebook.put(Level.DELO, value, start)
    return value is not None


def read_ibid(notebook: Notebook, start: int, word: str) -> bool:
    """Read "Ibid.", "Там же", "Там само" at `start`: "Ibid., Op.11, D.1605." (Roberts, Stalin's
    Library)."""
    end = match_phrase(IBID_PHRASES, notebook.text, start, word)
    if end is not None:
        notebook.note_ibid(start, end)
    return end is not None


def _fitting(notebook: Notebook, labels: Iterable[Label], start: int) -> Label | None:
    """The label that makes sense at this point of the place."""
    for label in labels:
        anywhere = not label.beside or notebook.draft.has_used(label)
        if notebook.draft.takes(label) and (anywhere or _is_beside(notebook, start)):
            return label
    return None


def _is_beside(notebook: Notebook, start: int) -> bool:
    return _BESIDE.fullmatch(notebook.text, notebook.end, start) is not None


def _read_level(notebook: Notebook, label: Label, start: int, at: int) -> bool:
    """Read what follows the label: `start` is where it begins, `at` where its value must."""
    level = _papka_or_sheets(notebook, at) if label.level is Level.PAGE else label.level
    if level is Level.LISTY:
        sheets = match_runs(notebook.text, at) if notebook.takes_sheets(start) else []
        return notebook.add_sheets(start, sheets)
    values = match_values(notebook.text, at, level)
    if not values or not _may_be_named(notebook, values[0], level):
        return False
    for value in values[:1] if label.sheets_follow else values:
        notebook.put(level, value, start)
        start = value.start
    notebook.draft.words.add(label.text)
    _read_what_follows(notebook, label, level)
    return True


def _read_what_follows(notebook: Notebook, label: Label, level: Level) -> None:
    """Read the bare numbers after some levels: "Fond 89, 73/34" (Hoover), "а.е. 622, 95–98" (Slavic
    Review), "TsDIAL, f. 371, op. 1, spr. 8, od. 75, 34–35." (Rossoliński-Liebe)."""
    if level is Level.FOND and (shape := match_after_fond(notebook.text, notebook.end)):
        put_shape(notebook, shape)
    elif label.sheets_follow or level in PARTS_OF_DELO:
        notebook.add_sheets(notebook.end, match_bare_runs(notebook.text, notebook.end))


def _may_be_named(notebook: Notebook, value: Value, level: Level) -> bool:
    """Only a file of a given opis may be called something without a number: "d. OURZ"."""
    numbered = any(char.isnumeric() for char in value.text)
    return numbered or level is not Level.DELO or Level.OPIS in notebook.draft.values


def _papka_or_sheets(notebook: Notebook, at: int) -> Level:
    """What "p." means: a papka before the delo, a sheet after it.

    "AVP RF. F. 129. Op. 50. P. 163. D. 30. L. 29." (translated dossier, 2025), but "CDAWOWU,
    38/1/245, p. 47." (a Polish article). After the delo it is a papka still where sheets follow or
    AVPRF is cited: "AVPRF, f. 059a, op. 5a, d. 5, p. 11, ll. 156-158".
    """
    values = notebook.draft.values
    if Level.DELO not in values:
        return Level.PAPKA
    value = match_value(notebook.text, at, Level.PAPKA)
    if not value or Level.PAPKA in values:
        return Level.LISTY
    archive = values.get(Level.ARCHIVE)
    numbers_papki = archive is not None and archive.text.startswith(PAPKA_ARCHIVES)
    return Level.PAPKA if numbers_papki or _sheets_follow(notebook, value) else Level.LISTY


def _sheets_follow(notebook: Notebook, value: Value) -> bool:
    following = _WORD.match(notebook.text, value.end)
    phrases = LABEL_PHRASES.get(following[1].casefold(), []) if following else []
    labels = (label for phrase in phrases for label in phrase.labels)
    return any(label.level is Level.LISTY and not label.beside for label in labels)
