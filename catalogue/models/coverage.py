"""Coverage: how much of a fond is described, opis by opis, counted by the database.

A sheet that several documents share counts once. Sheets are told by their numbers: 12а belongs to
12, and what has a Roman number lies before the count. Where the extent of a delo is not stated,
nobody can say how much of it is described: its sheets are left out on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Sum

from catalogue.references import Leaf

from .holdings import Holding
from .units import Delo, Fond, Opis

MOST_OPISI = 5_000
"""So many opisi of a fond are told of."""

SHEET = Leaf(1).position
"""How far the positions of two sheets are apart."""


@dataclass(frozen=True)
class Coverage:
    """How much there is in an opis, and how much of it is described; drafts count.

    ``opis`` is None for documents of which nothing below the fond is known.
    """

    opis: Opis | None
    dela: int = 0
    dela_described: int = 0
    sheets: int = 0
    sheets_described: int = 0
    documents: int = 0


def coverage_of(fond: Fond) -> list[Coverage]:
    """A line for each opis of a fond, in natural order; four queries, however many dela."""
    opisi = list(Opis.objects.filter(fond=fond).in_order()[:MOST_OPISI])
    for opis in opisi:
        opis.fond = fond
    listed, described, sheets = _listed(fond), _described(fond), _sheets_described(fond)
    lines = []
    for opis in (*opisi, None):
        key = opis.pk if opis else None
        dela, extent = listed.get(key, (0, 0))
        dela_described, documents = described.get(key, (0, 0))
        known = sheets.get(key, 0)
        lines.append(Coverage(opis, dela, dela_described, extent, known, documents))
    return [line for line in lines if line.opis or line.documents]


def documents_in(fond: Fond) -> int:
    """How many documents lie in a fond; one that lies in two opisi counts once."""
    return Holding.objects.filter(fond=fond).aggregate(n=Count("document", distinct=True))["n"]


def _listed(fond: Fond) -> dict[int, tuple[int, int]]:
    """By opis: how many dela the catalogue lists, and their sheets."""
    dela = Delo.objects.filter(opis__fond=fond).order_by().values("opis")
    counted = dela.annotate(dela=Count("pk"), extent=Sum("sheets"))
    return {
        opis: (dela, extent or 0)
        for opis, dela, extent in counted.values_list("opis", "dela", "extent")
    }


def _described(fond: Fond) -> dict[int | None, tuple[int, int]]:
    """By opis: in how many dela a document lies, and how many documents lie in it."""
    holdings = Holding.objects.filter(fond=fond).order_by().values("opis")
    counted = holdings.annotate(
        dela=Count("delo", distinct=True), documents=Count("document", distinct=True)
    )
    return {
        opis: (dela, documents)
        for opis, dela, documents in counted.values_list("opis", "dela", "documents")
    }


DESCRIBED = """
WITH run AS (
    SELECT holding.opis_id, holding.delo_id,
           listy.start / %s AS first_sheet, listy."end" / %s AS last_sheet
    FROM catalogue_holding AS holding
    CROSS JOIN catalogue_listyrun AS listy
    WHERE listy.holding_id = holding.id AND holding.fond_id = %s
        AND holding.delo_id IS NOT NULL AND listy.start >= 0
), reaching AS (
    SELECT run.*, MAX(last_sheet) OVER (
        PARTITION BY delo_id ORDER BY first_sheet, last_sheet
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS reached
    FROM run
), of_delo AS (
    SELECT opis_id, delo_id, SUM(
        CASE WHEN reached IS NULL OR reached < first_sheet THEN last_sheet - first_sheet + 1
             WHEN reached < last_sheet THEN last_sheet - reached
             ELSE 0 END
    ) AS described
    FROM reaching GROUP BY opis_id, delo_id
)
SELECT of_delo.opis_id, SUM(
    CASE WHEN described > delo.sheets THEN delo.sheets ELSE described END
)
FROM of_delo JOIN catalogue_delo AS delo ON delo.id = of_delo.delo_id
WHERE delo.sheets IS NOT NULL
GROUP BY of_delo.opis_id
"""
"""Of each delo the union of the runs of sheets: what each adds to those that begin before it.

The join is written as a cross join, which SQLite takes in the order in which it is written: from
the holdings of the fond, not from all the runs there are.
"""


def _sheets_described(fond: Fond) -> dict[int, int]:
    """By opis: how many sheets of its dela some document takes."""
    with connection.cursor() as cursor:
        cursor.execute(DESCRIBED, [SHEET, SHEET, fond.pk])
        return {opis: int(described) for opis, described in cursor.fetchall()}
