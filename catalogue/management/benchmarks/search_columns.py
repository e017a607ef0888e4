"""The floor: the facets as columns of numbers in memory, and nothing to do but count them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from catalogue.models import Document

from .search_relations import RELATIONS, Relation


@dataclass
class Column:
    """The values of a facet as numbers, each with the place of its document in `Columns.ids`."""

    names: list[str] = field(default_factory=list)
    documents: array = field(default_factory=lambda: array("i"))
    values: array = field(default_factory=lambda: array("i"))

    def by_document(self) -> Iterator[tuple[int, list[str]]]:
        """Places of documents, ascending, each with its values."""
        found: dict[int, list[str]] = {}
        for document, value in zip(self.documents, self.values, strict=True):
            found.setdefault(document, []).append(self.names[value])
        yield from sorted(found.items())


@dataclass
class Columns:
    """Published documents in the order of their ids, and their values of every facet."""

    ids: list[int]
    of: dict[str, Column]


def read_columns(tell: Callable[[str], None]) -> Columns:
    """All columns, read once from the database."""
    published = Document.objects.published().order_by("pk").values_list("pk", flat=True)
    ids = list(published.iterator(chunk_size=10_000))
    places = {pk: place for place, pk in enumerate(ids)}
    columns = {}
    for relation in RELATIONS:
        tell(relation.name)
        columns[relation.name] = _column(relation, places)
    return Columns(ids, columns)


def _column(relation: Relation, places: dict[int, int]) -> Column:
    column, numbers = Column(), {}
    for pk, value in relation.pairs():
        place = places.get(pk)
        if place is not None:
            column.documents.append(place)
            column.values.append(numbers.setdefault(value, len(numbers)))
    column.names = list(numbers)
    return column


class Floor:
    """Counts columns with NumPy, which is not one of the catalogue's own requirements."""

    def __init__(self, columns: Columns) -> None:
        import numpy

        self.numpy = numpy
        self.ids = numpy.array(columns.ids)
        self.columns = {
            name: (numpy.array(one.documents), numpy.array(one.values))
            for name, one in columns.of.items()
            if one.names
        }

    def milliseconds(self, found: Sequence[int]) -> float:
        """To count every facet over some documents, once; to mark them is not counted."""
        numpy = self.numpy
        marked = numpy.zeros(len(self.ids), dtype=bool)
        marked[numpy.searchsorted(self.ids, numpy.array(found, dtype=self.ids.dtype))] = True
        everything = bool(marked.all())
        started = perf_counter()
        for documents, values in self.columns.values():
            self._count(values if everything else values[marked[documents]])
        return 1_000 * (perf_counter() - started)

    def _count(self, values: Any) -> None:
        counts = self.numpy.bincount(values)
        if len(counts) > SHOWN:
            self.numpy.argpartition(counts, -SHOWN)


SHOWN = 10
