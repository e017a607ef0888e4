"""Fonds, opisi and dela that are made up, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.models import Archive, Delo, Fond, Opis
from catalogue.references import number_key

from .chance import Chance, Weighted, by_weight, chance
from .dates import years_of_delo
from .names import named
from .prose import on, topic
from .storing import store
from .tree import PlannedOpis, Tree
from .words import lexicon

MADE_UP = "Made up by manage.py generate."
"""The note by which a fond is known to be made up: its number says nothing."""

LANGUAGES = by_weight({"ru": 78, "uk": 18, "en": 4})
TITLES = {
    "ru": ("Переписка с {instrumental} {on_topic}", "Материалы {on_topic}", "Протоколы {genitive}"),
    "uk": ("Листування про {topic}", "Матеріали про {topic}", "Звіти про {topic}"),
    "en": ("Correspondence with {english} on {topic}", "Papers on {topic}", "Files of {english}"),
}
CORRESPONDENTS = 500
"""Agents that titles of dela name: the first ones."""

ACCESS = by_weight({Delo.Access.OPEN: 92, Delo.Access.RESTRICTED: 6, Delo.Access.CLOSED: 2})


@dataclass(frozen=True)
class Shelves:
    """The opisi as rows, beside the plan they follow."""

    tree: Tree
    rows: dict[tuple[str, str], Opis]

    def row(self, opis: PlannedOpis) -> Opis:
        return self.rows[opis.fond, opis.number]

    def dela_at(self, opis: PlannedOpis, positions: list[int]) -> list[Delo]:
        """The dela at some positions of an opis, in their order, in one query."""
        row = self.row(opis)
        keys = {number_key(opis.delo(position)[1]): position for position in positions}
        found = Delo.objects.filter(opis=row, number_key__in=keys).only("pk", "number_key", "opis")
        for delo in (dela := sorted(found, key=lambda delo: keys[delo.number_key])):
            delo.opis = row
        return dela


def shelves(seed: int, tree: Tree, archives: Weighted[Archive]) -> Shelves:
    """The fonds and opisi of a plan; made if they are not there yet, all or none."""
    if not Fond.objects.filter(note=MADE_UP).exists():
        _create_opisi(tree, _created_fonds(seed, tree, archives))
    found = Opis.objects.filter(fond__note=MADE_UP).select_related("fond__archive")
    return Shelves(tree, {(opis.fond.number, opis.number): opis for opis in found})


def _created_fonds(seed: int, tree: Tree, archives: Weighted[Archive]) -> dict[str, Fond]:
    luck = chance(seed, "fonds")
    fonds = {}
    for number in dict.fromkeys(opis.fond for opis in tree.opisi):
        title = f"Документы {on(topic(luck, lexicon('ru')))}"
        fond = Fond(archive=archives.draw(luck), number=number, title=title, note=MADE_UP)
        fond.derive()
        fonds[number] = fond
    Fond.objects.bulk_create(fonds.values())
    return fonds


def _create_opisi(tree: Tree, fonds: dict[str, Fond]) -> None:
    rows = [
        Opis(fond=fonds[opis.fond], number=opis.number, title=f"Опись № {opis.number}")
        for opis in tree.opisi
    ]
    for row in rows:
        row.derive()
    Opis.objects.bulk_create(rows)


def create_dela(seed: int, shelves: Shelves, first: int, last: int) -> None:
    """The dela from one ordinal to before another."""
    dela = list(_dela(chance(seed, "dela", first), seed, shelves, range(first, last)))
    for delo in dela:
        delo.derive()
    store(dela)


def has_delo(shelves: Shelves, ordinal: int) -> bool:
    opis = shelves.tree.opis_of(ordinal)
    return bool(shelves.dela_at(opis, [ordinal - opis.first]))


def _dela(luck: Chance, seed: int, shelves: Shelves, ordinals: range) -> Iterator[Delo]:
    for ordinal in ordinals:
        opis = shelves.tree.opis_of(ordinal)
        papka, number = opis.delo(ordinal - opis.first)
        access = ACCESS.draw(luck)
        yield Delo(
            opis=shelves.row(opis),
            papka=papka,
            number=number,
            title=_title(luck, seed),
            date_edtf=years_of_delo(luck),
            sheets=luck.randrange(1, 400),
            access=access,
            access_reason="" if access == Delo.Access.OPEN else "Personal data",
        )


def _title(luck: Chance, seed: int) -> str:
    language = LANGUAGES.draw(luck)
    title = luck.choice(TITLES[language])
    agent = named(seed, luck.randrange(CORRESPONDENTS))
    what = topic(luck, lexicon(language))
    return title.format(topic=what, on_topic=on(what), **vars(agent))
