"""How fast references are read from text and found in the catalogue."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from time import process_time
from typing import Any

from django.conf import settings

from catalogue.management.known_names import names_of_fixture
from catalogue.references import ArchiveNames, read_references

from .finding import measure_finding
from .generated_references import in_all_styles
from .measurement import Measurement, best_rate
from .scratch import scratch_database

FIXTURES = settings.BASE_DIR / "fixtures"

FLOOR = re.compile(r"([^\W\d_]+)[.,] [Ff]\. (\S+?)[.,] [Oo]p\. (\S+?)[.,] [Dd]\. ([\w-]+)")
"""What a line of one's own does: the commonest style, down to the file, and nothing else."""

SOUPS = (
    "ф. оп. д. л. f. op. d. ll. п. спр. арк. Ibid. а.е. там же од. ",
    "GARF f. 1 op. 2 d. 3 l. 4, 5–6 ob.; Ф. Р-1. Оп. 1/2/3. Д. 1, 2, 3 и 4 (APRF, ",
    "17/3/12/ 558.11. № 5 f.op.d.l. РГАСПИ РЦХИДНИ (ЦПА ИМЛ) 1 2 3 ",
)
"""Labels without numbers, halves of references, numbers without labels."""

SHORT, LONG = 250_000, 1_000_000
"""Characters."""

READ_A_SOUP = """
import resource
from catalogue.references import read_references
read_references({soup!r} * {times})
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
"""A process of its own: what it takes at its peak is the reading's, and Python's."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--seconds",
        type=float,
        default=1.0,
        metavar="N",
        help="how long each rate is measured; without it 1",
    )
    parser.add_argument(
        "--dela",
        type=int,
        default=200_000,
        metavar="N",
        help="so many dela are made, in a database that is thrown away, to find references in; "
        "without it 200,000; with 0 only reading is measured",
    )
    parser.add_argument(
        "--plans", action="store_true", help="show how the database looks a reference up"
    )


def measure(*, seconds: float, dela: int, plans: bool, **options: Any) -> Iterator[Measurement]:
    names = names_of_fixture(FIXTURES / "archives.json")
    yield from measure_reading(names, seconds)
    yield from measure_linearity(names)
    yield measure_memory()
    if dela:
        with scratch_database():
            yield from measure_finding(dela, plans)


def measure_reading(names: ArchiveNames, seconds: float) -> Iterator[Measurement]:
    """References a second, beside the floor on the same texts."""
    cases = in_all_styles()
    written = [text for text, _reference in cases]
    aim = "at least 5,000"
    for what, texts in (("source notes of the sample", source_notes()), ("all styles", written)):
        rate = best_rate(lambda texts=texts: _read(texts, names), seconds)
        yield Measurement(f"references read, {what}", rate, "a second", aim)
        floor = best_rate(lambda texts=texts: _read_by_floor(texts), seconds)
        found = _read_by_floor(texts) / _read(texts, names)
        note = f"a single regular expression; it finds {found:.0%} of them"
        yield Measurement(f"the floor, {what}", floor, "a second", note=note)
    right = sum(read_references(text, names).places == (place,) for text, place in cases)
    yield Measurement("read back as written, all styles", 100 * right / len(cases), "%", "100")


def measure_linearity(names: ArchiveNames) -> Iterator[Measurement]:
    """The worst soup: four times the length should take four times as long."""
    times = [[_seconds(soup, length, names) for length in (SHORT, LONG)] for soup in SOUPS]
    longest = max(times[-1] for times in times)
    ratio = max(long / short for short, long in times)
    yield Measurement("1 MB of label soup", longest, "s", "under 2")
    yield Measurement("1 MB against 250 kB of it", ratio, "times as long", "about 4")


def measure_memory() -> Measurement:
    """The most memory a process takes that reads the soup of halves."""
    soup = SOUPS[1]
    script = READ_A_SOUP.format(soup=soup, times=LONG // len(soup))
    command = [sys.executable, "-c", script]
    outcome = subprocess.run(  # noqa: S603 (the script is our own)
        command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    unit = 1024 if sys.platform != "darwin" else 1  # kilobytes, save on a Mac
    peak = int(outcome.stdout) * unit / 1_000_000
    return Measurement("peak memory, 1 MB of label soup", peak, "MB", "under 100")


def source_notes() -> list[str]:
    """The source strings of the sample's documents, as their publishers give them."""
    rows = json.loads((FIXTURES / "sample.json").read_text(encoding="utf-8"))
    notes = (row["fields"].get("source_note", "") for row in rows)
    return [note for note in notes if note]


def _read(texts: Sequence[str], names: ArchiveNames) -> int:
    return sum(len(read_references(text, names).places) for text in texts)


def _read_by_floor(texts: Sequence[str]) -> int:
    return sum(len(FLOOR.findall(text)) for text in texts)


def _seconds(soup: str, length: int, names: ArchiveNames) -> float:
    text = (soup * (length // len(soup) + 1))[:length]
    started = process_time()
    read_references(text, names)
    return process_time() - started
