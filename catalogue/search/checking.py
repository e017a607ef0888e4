"""Whether the index is what the database would make of it now, and what keeps it from serving."""

from __future__ import annotations

import json
from dataclasses import dataclass

import tantivy

from catalogue.models import ChangeLog

from . import following, schema, storage
from .building import Progress
from .opening import Reader
from .storage import Pointer
from .workers import Make, making, ranges


@dataclass(frozen=True)
class Differences:
    """Ids by which the index of a kind differs from the database."""

    missing: list[int]
    needless: list[int]
    outdated: list[int]

    def __bool__(self) -> bool:
        return bool(self.missing or self.needless or self.outdated)


def differences(readers: list[Reader], progress: Progress) -> dict[str, Differences]:
    """What differs, by kind; empty when the index is what the database would make of it now."""
    totals = {source.kind.name: source.kind.rows().count() for source in readers}
    with making(sum(totals.values())) as make:
        found = {
            source.kind.name: _differences(source, make, progress, totals[source.kind.name])
            for source in readers
        }
    return {name: kind for name, kind in found.items() if kind}


def _differences(source: Reader, make: Make, progress: Progress, total: int) -> Differences:
    indexed = _fingerprints(source)
    rows: dict[int, int] = {}
    for made in make(ranges(storage.root() / source.generation[0], source.kind)):
        for line in made.lines:
            record = json.loads(line)
            rows[record["id"]] = record[schema.FINGERPRINT]
        progress(source.kind.name, len(rows), total)
    return Differences(
        missing=sorted(rows.keys() - indexed.keys()),
        needless=sorted(indexed.keys() - rows.keys()),
        outdated=sorted(pk for pk in rows.keys() & indexed.keys() if rows[pk] != indexed[pk]),
    )


def _fingerprints(source: Reader) -> dict[int, int]:
    """The fingerprint of every record in an index, by id."""
    everything = source.searcher.search(
        tantivy.Query.all_query(), limit=max(1, source.searcher.num_docs)
    )
    addresses = [address for _score, address in everything.hits]
    ids, prints = (
        source.searcher.fast_field_values(column, addresses)
        for column in ("id", schema.FINGERPRINT)
    )
    return dict(zip(ids, prints, strict=True))


def is_ours(pointer: Pointer) -> bool:
    """Whether a build is whole, has our columns and mirrors our database."""
    return (
        not pointer.damaged
        and pointer.version == schema.version()
        and pointer.token == ChangeLog.current().token
    )


def trouble() -> str | None:
    """What keeps searches from being answered, or None; changes nothing."""
    pointer = storage.read_pointer()
    if pointer is None:
        return "there is none yet: run manage.py index"
    if pointer.damaged:
        return f"it is damaged ({pointer.damaged}): run manage.py index --rebuild"
    if not is_ours(pointer):
        return "it belongs to another version or database: run manage.py index --rebuild"
    position = storage.read_position(pointer.build)
    if position is None or not following.is_followable(position, ChangeLog.current()):
        return "it is too far behind: run manage.py index --rebuild"
    return None
