"""From levels of any depth to archive > fond > opis > delo: where each described thing goes.

A fonds or collection becomes a fond, what it is first divided into an opis, a file or item a delo.
What lies between opis and delo is flattened: its title goes before the titles of its dela. Things
without a number get one that says so, always the same for the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from catalogue.references import number_key

from .entries import Entry, Note, Reading, Where
from .values import NUMBER_LENGTH, Fault

UNNUMBERED = "-"
"""How our own finding aids write the number of an opis that has none."""

BETWEEN = " › "
"""What stands between the titles of levels that were flattened."""

LEVELS = {
    "archive": "archive repository institution archives archiv",
    "fond": "fonds fond collection recordgrp recordgroup record-group фонд bestand",
    "opis": "opis opys inventory inventory-list опис опись apraksts apyrasas nimistu",
    "group": "series subseries sub-series sub-subseries subfonds sub-fonds subgrp subgroup class "
    "section subsection sous-fonds heading серия серія раздел розділ",
    "papka": "papka папка",
    "delo": "file item delo sprava folder piece document part case unit дело справа",
}
"""The words of finding aids for their levels, by ours; any other is judged by its contents."""

_LEVEL = {word: level for level, words in LEVELS.items() for word in words.split()}

_LABELS = re.compile(
    r"\A(?:ф(?:онд)?|оп(?:ис[ьи]?)?|спр(?:ава)?|д(?:ело)?|ед\.?\s?хр|а\.?\s?е|од\.?\s?зб|"
    r"f(?:ond)?|op(?:[iy]s)?|spr(?:ava)?|d(?:elo)?|папка|papka)\b[.\s№-]*(?=[\w№])(?<=[.\s№])",
    re.IGNORECASE,
)
_SERIES = re.compile(
    r"\A(?:sub-?)*(?:series|серия|серія|опис|опись|opis|opys|inventory)\s+"
    r"([0-9]+[A-Za-zА-Яа-яіІ]?|[IVXLC]+|[A-Z])(?![\w.])\s*[.:,–-]?",
    re.IGNORECASE,
)


def level_of(word: str) -> str:
    """Our level, "group", "papka" or "" for a word that says no level of ours."""
    return _LEVEL.get(re.sub(r"[\s_]+", "-", word.strip().casefold()), "")


def bare_number(text: str) -> str:
    """A number without the label before it: Спр. 12, Ф. Р-582."""
    text = " ".join(text.split())
    return _LABELS.sub("", text, count=1) if len(text) <= 2 * NUMBER_LENGTH else text


def level_below(above: str, said: str, group: bool) -> str:
    """What a thing is below one of ours. ``said``: as `level_of`; ``group``: it holds others.

    Raises `Fault` for a file that lies in no fond.
    """
    if above == "archive":
        if said == "delo":
            raise Fault(_("this lies in no fond"), _("a fonds or collection around it"))
        return "fond"
    if above == "delo" or said == "delo":
        return "delo"
    if said == "papka":
        return "heading"
    if above == "fond":
        return "opis" if said or group else "delo"
    return "heading" if group else "delo"


@dataclass(frozen=True)
class Thing:
    """What a source describes at one of its levels. ``fields`` are those of a unit of ours."""

    where: Where
    level: str = ""
    number: str = ""
    container: str = ""
    title: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Node:
    """Where a thing was put: "archive", "fond", "opis", "heading" (between) or "delo"."""

    level: str
    key: tuple[str, ...]
    titles: tuple[str, ...] = ()
    papka: str = ""


class Placer:
    """Puts things below one another, and remembers the numbers that are taken."""

    def __init__(self) -> None:
        self.taken: dict[tuple[str, ...], int] = {}
        self.counts: dict[tuple[str, ...], int] = {}
        self.found: list[Reading] = []
        self.made: set[tuple[str, ...]] = set()

    def place(self, parent: Node, thing: Thing, group: bool) -> Node:
        """Put a thing below its parent; ``group``: whether others lie below it.

        What comes of it is taken with `take`. Raises `Fault` for a file that lies in no fond.
        """
        level = level_below(parent.level, thing.level, group)
        if level == "heading":
            papka = thing.number if thing.level == "papka" else parent.papka
            titles = (*parent.titles, *([thing.title] if thing.title else []))
            return Node("heading", self._opis_of(parent, thing), titles, papka)
        if level == "delo":
            return self._delo(parent, thing)
        return self._parent(parent, thing, level)

    def take(self) -> Iterator[Reading]:
        found, self.found = self.found, []
        yield from found

    def _parent(self, parent: Node, thing: Thing, level: str) -> Node:
        """A fond or an opis, in what it lies in."""
        number, title = thing.number, thing.title
        if not number and level == "opis" and (match := _SERIES.match(title)):
            number = match[1]
            self._note(thing, _("number of the opis taken from its title"))
        if level == "opis" and number == UNNUMBERED:
            number = ""
        else:
            number = self._free(parent.key, number, thing, level)
        key = (*parent.key, number)
        above = {"archive" if level == "fond" else "fond": list(parent.key)}
        if title and number_key(bare_number(title)) == number_key(number):
            title = ""
            self._note(thing, _("title that only repeats the number, left out"))
        said = {"title": title} if title else {}
        described = {name: value for name, value in thing.fields.items() if name != "papka"}
        self._say(f"catalogue.{level}", {**above, "number": number, **said, **described}, thing)
        self.made.add(key)
        return Node(level, key)

    def _delo(self, parent: Node, thing: Thing) -> Node:
        opis = self._opis_of(parent, thing)
        papka = thing.fields.get("papka", parent.papka)
        number = self._free((*opis, papka), thing.number, thing, "delo", thing.container)
        titles = (*parent.titles, *([thing.title] if thing.title else []))
        fields: dict[str, Any] = {"opis": list(opis), "number": number}
        if papka:
            fields["papka"] = papka
        if titles:
            fields["title"] = BETWEEN.join(titles)
        self._say("catalogue.delo", {**fields, **thing.fields}, thing)
        return Node("delo", opis, titles, parent.papka)

    def _opis_of(self, parent: Node, thing: Thing) -> tuple[str, ...]:
        """The key of the opis that a parent is or lies in; a fond gets an unnumbered one."""
        if parent.level != "fond":
            return parent.key
        key = (*parent.key, "")
        if key not in self.made:
            self.made.add(key)
            self.found.append(
                Entry("catalogue.opis", {"fond": list(parent.key), "number": ""}, thing.where)
            )
        return key

    def _free(
        self, above: tuple[str, ...], number: str, thing: Thing, level: str, container: str = ""
    ) -> str:
        """The number of a thing among its like: its own, its container's, or one that is made."""
        number = " ".join((number or container).split())
        if len(number) > NUMBER_LENGTH - 8:
            self._note(
                thing,
                _("number longer than %(most)d characters, cut") % {"most": NUMBER_LENGTH - 8},
            )
            number = number[: NUMBER_LENGTH - 8].rstrip()
        key = number_key(number)
        if not key:
            ordinal = self.counts[above] = self.counts.get(above, 0) + 1
            number = f"s.n. {ordinal}"
            key = number_key(number)
            self._note(
                thing,
                _("%(level)s without a number: numbered “s.n. 1” and on, in its order")
                % {"level": level},
            )
        elif number == container:
            self._note(thing, _("delo without a number: its box and folder stand for it"))
        return self._told_apart(above, number, key, thing)

    def _told_apart(self, above: tuple[str, ...], number: str, key: str, thing: Thing) -> str:
        """The number; the second of its like becomes "12 (2)"."""
        taken = (*above, key)
        count = self.taken[taken] = self.taken.get(taken, 0) + 1
        if count == 1:
            return number
        self._note(thing, _("number that stands more than once: told apart as “12 (2)”"))
        other = f"{number} ({count})"
        return self._told_apart(above, other, number_key(other), thing)

    def _say(self, model: str, fields: dict[str, Any], thing: Thing) -> None:
        self.found.append(Entry(model, fields, thing.where, thing.cells))

    def _note(self, thing: Thing, what: str) -> None:
        self.found.append(Note(thing.where, what))
