"""What the index costs: its size, the memory of a process that reads it, making it, following."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from importlib.util import find_spec
from statistics import median
from time import perf_counter

from django.core.management import CommandError
from django.test import Client
from django.urls import reverse

from catalogue.models import Document
from catalogue.search import index, storage
from catalogue.search.kinds import KINDS, Kind
from catalogue.search.opening import tally
from catalogue.search.shared import Shared
from catalogue.search.workers import BATCH

from .measurement import Measurement
from .search_pages import Server

PART = 2_000
"""Rows of a kind that are made into records where the index is not made anew."""

SAVES = 5


def measure_size() -> Measurement:
    """Bytes of the build that is read."""
    pointer = storage.read_pointer()
    files = (storage.root() / pointer.build).rglob("*") if pointer else iter(())
    size = sum(path.stat().st_size for path in files if path.is_file())
    return Measurement("index on disk", size / 1_000_000, "MB")


def measure_rebuild() -> Iterator[Measurement]:
    """The whole index made anew."""
    made: dict[str, tuple[int, float]] = {}
    started = perf_counter()

    def tell(kind: str, done: int, total: int) -> None:
        made[kind] = (done, perf_counter() - started)

    index.rebuild(tell)
    whole = perf_counter() - started
    records = sum(done for done, _seconds in made.values())
    note = "; ".join(f"{kind}: {done:,} by {at:,.0f} s" for kind, (done, at) in made.items())
    yield Measurement("index made anew", whole, "s", note=note)
    yield Measurement("records indexed", records / whole, "a second", "at least 15,000")


def measure_records() -> Iterator[Measurement]:
    """A part of the records made, in this process: what most of making an index is."""
    for kind in KINDS:
        made, seconds = _records(kind)
        if made:
            note = f"{made:,} of them, in one process, not written (--rebuild makes the index)"
            yield Measurement(f"records of {kind.name}", made / seconds, "a second", note=note)


def _records(kind: Kind) -> tuple[int, float]:
    ids = list(kind.rows().order_by("pk").values_list("pk", flat=True)[:PART])
    started = perf_counter()
    made = 0
    pointer = storage.read_pointer()
    shared = Shared(tally(storage.root() / pointer.build) if pointer else lambda _facet, _value: 0)
    for start in range(0, len(ids), BATCH):
        rows = kind.rows().filter(pk__in=ids[start : start + BATCH])
        made += sum(1 for _record in kind.records(rows, shared))
    return made, perf_counter() - started


def measure_memory(server: Server) -> Iterator[Measurement]:
    """What each web process holds that no other shares, after it has answered everything."""
    if not find_spec("psutil"):
        yield Measurement("memory of a web process", 0, note="not measured: psutil is not here")
        return
    import psutil

    parent = psutil.Process(server.process.pid)
    found = [one.memory_full_info() for one in parent.children(recursive=True) or [parent]]
    largest = max(found, key=lambda one: one.uss)
    note = (
        f"of {len(found)}; resident {largest.rss / 1e6:,.0f} MB with the shared map"
        f", its share of all {getattr(largest, 'pss', 0) / 1e6:,.0f} MB"
    )
    yield Measurement(
        "memory of a web process, its own", largest.uss / 1e6, "MB", "under 200", note
    )


def measure_visibility() -> Measurement:
    """From a save to the page that shows it: an editor's next click. The title is put back."""
    document = Document.objects.published().order_by("pk").first()
    title = document.title
    times = []
    try:
        for _ in range(SAVES):
            word = f"zz{secrets.token_hex(8)}"
            document.title = f"{title} {word}"[:500] if len(title) < 480 else word
            started = perf_counter()
            document.save()
            answer = Client().get(reverse("documents"), {"q": word})
            times.append(1_000 * (perf_counter() - started))
            if document.identifier not in answer.content.decode():
                raise CommandError("A saved title was not found on the next page.")
    finally:
        document.title = title
        document.save()
        index.refresh()
    return Measurement(
        "from save to visible, page included", median(times), "ms", note=f"median of {SAVES}"
    )
