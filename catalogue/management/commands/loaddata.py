"""`manage.py loaddata`: Django's own, which also says exactly what is wrong with a fixture.

JSON fixtures are loaded object by object (`catalogue.management.fixture_rows`), in any order in
which each object's references can be satisfied by the database or by another object of the same
command. A fault anywhere leaves the database as it was. Other formats go Django's way.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.core.management.commands import loaddata
from django.db import router

from catalogue.management.fixture_faults import Fault, Record, first_causes
from catalogue.management.fixture_fields import field_names
from catalogue.management.fixture_rows import FixtureReader, model_of

MOST_FAULTS = 20
"""How many faults are shown; more would scroll the first ones away."""


class Command(loaddata.Command):
    help = "Loads fixtures; a faulty one is refused as a whole, saying what is wrong where."

    def loaddata(self, fixture_labels: tuple[str, ...]) -> None:
        self.reader = FixtureReader(self.using)
        self.early: list[Record] = []
        super().loaddata(fixture_labels)

    def load_label(self, fixture_label: str) -> None:
        """Load what is complete in the files of a label; put off what refers to later objects."""
        files = [path for path, _folder, _name in self.find_fixtures(fixture_label)]
        if not all(self.parse_name(os.path.basename(path))[1] in PARSERS for path in files):
            super().load_label(fixture_label)
            return
        for path in files:
            self.load_file(path)
        if self.early and self not in self.objs_with_deferred_fields:
            self.objs_with_deferred_fields.append(self)

    def load_file(self, path: str) -> None:
        if self.verbosity >= 2:
            self.stdout.write(f"Loading {path} ...")
        records = self.read_file(path)
        if not records:
            warnings.warn(f"There is no object in {path}.", RuntimeWarning, stacklevel=2)
        refuse([fault for record in records for fault in self.load_record(record)])
        self.fixture_count += 1
        self.fixture_object_count += len(records)

    def read_file(self, path: str) -> list[Record]:
        """The objects of a file, numbered as they stand there."""
        _, form, compression = self.parse_name(os.path.basename(path))
        opener, mode = self.compression_formats[compression]
        shown = os.path.relpath(path) if Path(path).is_relative_to(Path.cwd()) else path
        with opener(path, mode) as stream:
            try:
                objects = PARSERS[form](stream)
            except (ValueError, RecursionError) as error:
                raise CommandError(f"{shown}: This is not {form.upper()}: {error}.") from error
        if not isinstance(objects, list):
            raise CommandError(f"{shown}: A fixture is a list of objects: [{{…}}, {{…}}].")
        return [Record(shown, number, content) for number, content in enumerate(objects, start=1)]

    def load_record(self, record: Record) -> list[Fault]:
        """Load an object, or put it off; return what is wrong with it."""
        try:
            model = model_of(record)
        except ValidationError as error:
            return [] if self.ignore else [Fault(record, None, "", None, error.messages[0])]
        is_excluded = model in self.excluded_models or model._meta.app_config in self.excluded_apps
        if is_excluded or not router.allow_migrate_model(self.using, model):
            return []
        if self.ignore:
            record = record.with_only(field_names(model))
        row = self.reader.read(record, model)
        if row.is_early:
            self.early.append(record)
            return []
        if not row.faults:
            self.reader.save(row)
            self.models.add(model)
            self.loaded_object_count += 1
        return row.faults

    def save_deferred_fields(self, using: str) -> None:
        """Load what was put off, in rounds; Django calls this after the last file.

        A round that loads nothing ends them: what is left refers to nothing, or to itself.
        """
        while self.early:
            put_off, self.early = self.early, []
            refuse([fault for record in put_off for fault in self.load_record(record)])
            if len(self.early) == len(put_off):
                rows = [self.reader.read(record, model_of(record)) for record in put_off]
                refuse(first_causes([fault for row in rows for fault in row.faults]))


def refuse(faults: list[Fault]) -> None:
    """Raise CommandError, a line a fault, if there is any."""
    if not faults:
        return
    lines = [str(fault) for fault in faults[:MOST_FAULTS]]
    if len(faults) > MOST_FAULTS:
        lines.append(f"and {len(faults) - MOST_FAULTS} more")
    raise CommandError("\n".join(["Nothing was loaded.", *lines]))


def parse_lines(stream: IO[Any]) -> list[Any]:
    """The objects of a file that has one a line."""
    return [json.loads(line) for line in stream if line.strip()]


PARSERS: dict[str, Callable[[IO[Any]], Any]] = {"json": json.load, "jsonl": parse_lines}
"""The formats whose objects are checked one by one."""
