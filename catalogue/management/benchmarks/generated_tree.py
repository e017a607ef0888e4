"""Holdings of any size, made up: fonds of ten opisi of a thousand dela, with some documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import connection

from catalogue.models import (
    Archive,
    Delo,
    Document,
    Fond,
    FormerReference,
    Holding,
    ListyRun,
    Opis,
    runs_of,
)
from catalogue.references import Reference, read_listy

ARCHIVES = 10
OPISI = 10
"""In a fond."""

DELA = 1_000
"""In an opis."""

DESCRIBED = 200
"""In so many opisi one delo has documents."""

RENUMBERED = 2_000
"""Fonds in the concordance."""

DESCRIBED_DELO = "777"
SHEETS = ("1-4", "5", "5-9", "12 об.")
"""Where the documents of such a delo lie."""


def grow(dela: int) -> list[Reference]:
    """Make at least so many dela; return references to a sheet on which documents lie."""
    fonds = _made_fonds(-(-dela // (OPISI * DELA)))
    opisi = _made(Opis(fond=fond, number=str(n)) for fond in fonds for n in range(1, OPISI + 1))
    first = opisi[0]
    _made(Delo(opis=first, number=str(n), title="Переписка") for n in range(1, DELA + 1))
    for fond in fonds:
        _copy_dela(first, fond)
    described = opisi[:: max(1, len(opisi) // DESCRIBED)]
    _describe(described)
    _renumber(fonds[0])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    cited = read_listy("5")
    return [replace(opis.reference, delo=DESCRIBED_DELO, listy=cited) for opis in described]


def _made_fonds(count: int) -> list[Fond]:
    archives = [
        Archive.objects.create(code=f"GA{number}", name=f"State Archive no. {number}")
        for number in range(ARCHIVES)
    ]
    for archive in archives:
        archive.names.create(name=archive.code)
    return _made(Fond(archive=archives[n % ARCHIVES], number=f"Р-{n}") for n in range(count))


def _made(rows: Iterable[Any]) -> list[Any]:
    """Rows of one model, inserted together."""
    derived = list(rows)
    for row in derived:
        row.derive()
    return type(derived[0]).objects.bulk_create(derived, batch_size=1_000)


def _copy_dela(opis: Opis, fond: Fond) -> None:
    """Give the dela of one opis to the others of a fond, without bringing them into memory."""
    quote = connection.ops.quote_name
    table = quote(Delo._meta.db_table)
    columns = [f.column for f in Delo._meta.concrete_fields if f.column not in {"id", "opis_id"}]
    kept = ", ".join(quote(column) for column in columns)
    copied = ", ".join(f"delo.{quote(column)}" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (opis_id, {kept}) SELECT opis.id, {copied} "  # noqa: S608 (our own names)
            f"FROM {table} delo JOIN {quote(Opis._meta.db_table)} opis ON opis.fond_id = %s "
            "WHERE delo.opis_id = %s AND opis.id <> delo.opis_id",
            [fond.pk, opis.pk],
        )


def _renumber(fond: Fond) -> None:
    """Fill the concordance with a former archive's fonds."""
    _made(
        FormerReference(archive="ЦГА", fond=str(number), now_fond=fond)
        for number in range(RENUMBERED)
    )


def _describe(opisi: Iterable[Opis]) -> None:
    """Put published documents on some sheets of one delo of each opis."""
    found = Delo.objects.with_parents().filter(opis__in=opisi, number_key=DESCRIBED_DELO)
    places = [(delo, listy) for delo in found for listy in SHEETS]
    documents = _made(Document(title=f"Letter, {listy}", status="published") for _, listy in places)
    holdings = _made(
        Holding(document=document, delo=delo, listy=listy)
        for document, (delo, listy) in zip(documents, places, strict=True)
    )
    ListyRun.objects.bulk_create(run for holding in holdings for run in runs_of(holding))
