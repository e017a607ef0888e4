"""`manage.py bench`: how fast the catalogue is on this machine, beside what it should be."""

from __future__ import annotations

import json
import platform
from argparse import ArgumentParser
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from catalogue.management.benchmarks import Measurement

BENCHMARKS = ("admin", "import", "references", "search")
"""The modules of `catalogue.management.benchmarks` that measure something; add one by its name.

A name that Python keeps for itself has a low line after it there: `import_`."""
Run = dict[str, Any]


class Command(BaseCommand):
    help = "Measure how fast the catalogue is on this machine, and say how fast it should be."

    def add_arguments(self, parser: ArgumentParser) -> None:
        benchmarks = parser.add_subparsers(dest="benchmark", metavar="BENCHMARK", required=True)
        for name in BENCHMARKS:
            module = module_of(name)
            what = str(module.__doc__).splitlines()[0]
            own = benchmarks.add_parser(name, help=what, description=what)
            own.add_argument(
                "--json",
                dest="history",
                type=Path,
                metavar="FILE",
                default=getattr(module, "HISTORY", None),
                help="also add the figures to this file, a JSON object a run"
                + (f"; without it {module.HISTORY}" if hasattr(module, "HISTORY") else ""),
            )
            module.add_arguments(own)

    def handle(self, *, benchmark: str, history: Path | None, **options: Any) -> None:
        if history:
            self.remember(history, {})  # a file that cannot be written is better known at once
        measured = []
        try:
            for measurement in module_of(benchmark).measure(**options):
                self.show(measurement)
                measured.append(measurement)
        except KeyboardInterrupt as stop:
            raise CommandError("Stopped; the figures above are what was measured.") from stop
        finally:
            if history and measured:
                self.remember(history, run_of(benchmark, measured))

    def show(self, measurement: Measurement) -> None:
        """A row of the table, as soon as it is known."""
        aim = f"aim: {measurement.aim}" if measurement.aim else ""
        said = "; ".join(filter(None, (aim, measurement.note)))
        self.stdout.write(f"{measurement.what:<46} {measurement.written:>18}   {said}".rstrip())
        for detail in measurement.details:
            self.stdout.write(f"    {detail}")
        self.stdout.flush()

    def remember(self, history: Path, run: Run) -> None:
        """Add a run to the history."""
        try:
            history.parent.mkdir(exist_ok=True)
            with history.open("a", encoding="utf-8") as file:
                if run:
                    file.write(f"{json.dumps(run, ensure_ascii=False)}\n")
        except OSError as error:
            raise CommandError(f"{history}: {error.strerror}.") from error


def run_of(benchmark: str, measured: list[Measurement]) -> Run:
    """What is kept of a run, so that it can be compared with later ones."""
    return {
        "at": timezone.now().isoformat(timespec="seconds"),
        "benchmark": benchmark,
        "machine": f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}",
        "figures": {each.what: [each.value, each.unit] for each in measured},
        "more": {each.what: each.kept for each in measured if each.kept},
    }


def module_of(name: str) -> ModuleType:
    own = f"{name}_" if iskeyword(name) else name
    return import_module(f"catalogue.management.benchmarks.{own}")
