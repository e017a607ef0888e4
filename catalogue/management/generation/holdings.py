"""Where made-up documents lie: none to three places, mostly on some sheets of a delo."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.models import Archive, Delo, Document, Holding
from catalogue.models.units import Unit

from .chance import Chance, Weighted, by_weight
from .units import Shelves

PLACES = by_weight({0: 10, 1: 65, 2: 20, 3: 5})
"""Holdings of a document."""

DEPTHS = by_weight({"delo": 88, "opis": 4, "fond": 4, "archive": 4})
"""The deepest level that is known."""

COPIES = by_weight(
    {Holding.CopyKind.UNKNOWN: 40, Holding.CopyKind.ORIGINAL: 30, Holding.CopyKind.COPY: 30}
)
CERTAINTIES = by_weight({Holding.Certainty.CERTAIN: 95, Holding.Certainty.PROBABLE: 5})

SHEETS = by_weight(
    {
        "{first}-{last}": 60,
        "{first}": 20,
        "{first} об.": 8,
        "{first}-{last} об.": 6,
        "{first}, {last}-{more}": 6,
    }
)
DESKS, FOLDERS = 12, 15
"""Documents are described opis by opis: a batch takes so many dela from so many neighbourhoods."""

NEIGHBOURHOOD = 200
"""Dela among which those of a neighbourhood are."""


def folders(luck: Chance, shelves: Shelves) -> list[Delo]:
    """The dela from which a batch of documents is described, in a dozen queries."""
    found: list[Delo] = []
    if shelves.tree.opisi:
        last = shelves.tree.opisi[-1]
        for _desk in range(DESKS):
            opis = shelves.tree.opis_of(luck.randrange(last.first + last.size))
            start = luck.randrange(max(1, opis.size - NEIGHBOURHOOD))
            near = range(start, min(opis.size, start + NEIGHBOURHOOD))
            positions = sorted(luck.sample(near, min(FOLDERS, len(near))))
            found += shelves.dela_at(opis, positions)
    return found


def holdings(
    luck: Chance, document: Document, dela: list[Delo], archives: Weighted[Archive]
) -> Iterator[Holding]:
    """The holdings of a document, no two at the same place."""
    places = {}
    for _place in range(PLACES.draw(luck)):
        depth = DEPTHS.draw(luck) if dela else "archive"
        place = archives.draw(luck) if depth == "archive" else _unit(luck.choice(dela), depth)
        places[depth, place.pk] = (depth, place)
    for order, (depth, place) in enumerate(places.values()):
        yield Holding(
            document=document,
            listy=listy(luck) if depth == "delo" else "",
            copy_kind=COPIES.draw(luck),
            certainty=CERTAINTIES.draw(luck),
            order=order,
            **{depth: place},
        )


def _unit(delo: Delo, depth: str) -> Unit:
    return {"delo": delo, "opis": delo.opis, "fond": delo.opis.fond}[depth]


def listy(luck: Chance) -> str:
    """Sheets as notes give them: a run, a sheet, a verso, now and then two runs."""
    first = luck.randrange(1, 250)
    last = first + luck.randrange(1, 9)
    return SHEETS.draw(luck).format(first=first, last=last, more=last + luck.randrange(2, 30))
