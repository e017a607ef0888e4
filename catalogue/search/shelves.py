"""Shelves in their order: the archives, fonds and opisi on which records stand by reference."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

from catalogue.models import UNNUMBERED, Archive, Fond, Opis

from .facets import NO_SHELF
from .shared import shelf_order

Shelves = list[tuple[str, ...]]
"""Paths in the order by reference; those that share one order stand together."""


def in_order(paths: Collection[str]) -> Shelves:
    """Paths of shelves in their order, in three queries at most; a path that is unknown is last."""
    orders = dict(_orders({path.count("/") for path in paths}))
    pairs = sorted((orders.get(path, NO_SHELF), path) for path in paths)
    return [
        tuple(path for _order, path in together)
        for _order, together in groupby(pairs, key=lambda pair: pair[0])
    ]


def _orders(depths: Collection[int]) -> Iterable[tuple[str, str]]:
    """Every archive, fond or opis, of the depths that are asked for: path and order."""
    if 0 in depths:
        for slug, key in Archive.objects.values_list("slug", "sort_key"):
            yield slug, shelf_order(key)
    if 1 in depths:
        rows = Fond.objects.values_list(
            *("archive__slug", "number_key"), *("archive__sort_key", "sort_key")
        )
        for archive, number, *keys in rows:
            yield f"{archive}/{number}", shelf_order(*keys)
    if 2 in depths:
        rows = Opis.objects.values_list(
            *("fond__archive__slug", "fond__number_key", "number_key"),
            *("fond__archive__sort_key", "fond__sort_key", "sort_key"),
        )
        for archive, fond, number, *keys in rows:
            yield f"{archive}/{fond}/{number or UNNUMBERED}", shelf_order(*keys)
