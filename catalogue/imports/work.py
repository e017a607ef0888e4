"""One batch of entries: table by table, parents first, from candidates to written rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from .candidates import Candidate, fill
from .columns import Table, table_of
from .comparing import (
    compare,
    contradict,
    identify,
    linked_rows,
    made_row,
    reject_taken,
    stored_rows,
)
from .entries import Entry
from .keys import BY_LABEL, FOLLOWING, KEYS, Identity
from .known import Known
from .report import Report
from .rows import change_rows, create_rows
from .seen import Seen

UNSTORABLE = (DatabaseError, ValueError, OverflowError)
"""What databases and drivers raise at values they cannot hold."""

REFERRED_TO = {part.parent for key in KEYS.values() for part in key.parts if part.parent} | {
    f.related_model
    for model in KEYS
    for f in (*model._meta.concrete_fields, *model._meta.many_to_many)
    if f.is_relation
}
"""Tables whose rows others refer to."""

Changes = dict[type[Model], list[tuple[int, dict[str, Any], dict[str, Any]]]]


@dataclass
class Done:
    """What a batch did to the tables, for the record."""

    created: dict[type[Model], list[int]] = field(default_factory=lambda: defaultdict(list))
    updated: Changes = field(default_factory=lambda: defaultdict(list))


class Work:
    """Takes entries batch by batch; remembers between them only what keeps the pace."""

    def __init__(self, report: Report, *, only_new: bool = False) -> None:
        self.report = report
        self.only_new = only_new
        self.known = Known()
        self.seen = Seen()
        self.done = Done()

    def take(self, entries: Sequence[tuple[int, Entry]], *, is_last: bool = False) -> list[int]:
        """Write a batch; return the ordinals of those that wait for what they refer to.

        With ``is_last`` nothing more can come: what is missing is refused.
        """
        self.done = Done()
        by_table: dict[Table, list[Candidate]] = defaultdict(list)
        for ordinal, entry in entries:
            key = BY_LABEL.get(entry.model.lower())
            if key is not None:
                table = table_of(key.model)
                by_table[table].append(Candidate(ordinal, entry, table))
            elif entry.model.lower() in FOLLOWING:
                self.report.note(
                    _("%s: made anew from what it follows from") % entry.model, entry.where
                )
            else:
                self.report.reject_entry(
                    entry, _("Objects of this kind are not imported."), ", ".join(sorted(BY_LABEL))
                )
        waiting: list[int] = []
        for table in sorted(by_table, key=lambda table: table.rank):
            waiting += self._settle_all(table, by_table[table], is_last=is_last)
        return sorted(waiting)

    def learn(self, entries: Iterable[tuple[int, Entry]]) -> None:
        """Only note what entries of an earlier run stated; they are written already."""
        by_table: dict[Table, list[Candidate]] = defaultdict(list)
        for ordinal, entry in entries:
            if key := BY_LABEL.get(entry.model.lower()):
                table = table_of(key.model)
                by_table[table].append(Candidate(ordinal, entry, table))
        for table, candidates in by_table.items():
            fill(table, candidates, self.known)
            for candidate in candidates:
                if not candidate.missing:
                    candidate.rejections.clear()
                    identify(table, candidate)
            stored = stored_rows(table, candidates)
            for candidate in candidates:
                if row := stored.get(candidate.identity):
                    self.seen.add(table.label, candidate.shape.names, row.pk)

    def _settle_all(self, table: Table, candidates: list[Candidate], *, is_last: bool) -> list[int]:
        """Settle the candidates of one table; those that repeat or await one another, in turns."""
        waiting: list[Candidate] = []
        while candidates:
            again = self._settle(table, candidates, waiting)
            if table.refers_to_itself and waiting and len(again) + len(waiting) < len(candidates):
                again = sorted([*again, *waiting], key=lambda one: one.ordinal)
                waiting = []
            for candidate in again:
                candidate.reset()
            candidates = again
        if is_last:
            for candidate in waiting:
                self._reject_missing(candidate)
            return []
        return [candidate.ordinal for candidate in waiting]

    def _settle(
        self, table: Table, candidates: list[Candidate], waiting: list[Candidate]
    ) -> list[Candidate]:
        """One turn; returns those whose object another of the turn makes or changes."""
        fill(table, candidates, self.known)
        ready = []
        for candidate in candidates:
            if candidate.missing and not candidate.rejections:
                waiting.append(candidate)
                continue
            if not candidate.rejections:
                identify(table, candidate)
            if candidate.rejections:
                self._reject(candidate)
            else:
                ready.append(candidate)
        stored = stored_rows(table, ready)
        firsts: dict[Identity, Candidate] = {}
        again: list[Candidate] = []
        for candidate in ready:
            first = firsts.setdefault(candidate.identity, candidate)
            if first is not candidate:
                self._repeat(candidate, first, again)
            else:
                candidate.stored = stored.get(candidate.identity)
        self._decide(table, list(firsts.values()), again)
        return again

    def _repeat(self, candidate: Candidate, first: Candidate, again: list[Candidate]) -> None:
        """An object that stands twice in a batch: alike, otherwise, or to complete the first."""
        mine, others = candidate.entry.fields, first.entry.fields
        common = mine.keys() & others.keys()
        differing = [
            name
            for name in common
            if mine[name] != others[name] and not _alike(candidate, first, name)
        ]
        if differing:
            contradict(candidate, differing)
            self._reject(candidate)
        elif mine.keys() <= others.keys():
            self.report.count(candidate.table.label, "unchanged")
        else:
            again.append(candidate)

    def _decide(self, table: Table, candidates: list[Candidate], again: list[Candidate]) -> None:
        """Find out what becomes of each candidate, and write."""
        self._compare_links(table, [one for one in candidates if one.stored is not None])
        new: list[Candidate] = []
        changed: list[Candidate] = []
        is_moving = False
        for candidate in candidates:
            if candidate.stored is None:
                self._prepare_new(table, candidate, new)
                continue
            if table.refers_to_itself and self._moves(table, candidate) and not self.only_new:
                if is_moving:  # each may close a circle with the one before
                    again.append(candidate)
                    continue
                is_moving = True
            self._prepare_stored(table, candidate, changed)
        self._write(table, self._free(table, new), self._free(table, changed))

    def _prepare_new(self, table: Table, candidate: Candidate, new: list[Candidate]) -> None:
        if candidate.row is None:
            candidate.row = made_row(table, candidate)
        if candidate.rejections:
            self._reject(candidate)
        else:
            new.append(candidate)

    def _prepare_stored(self, table: Table, candidate: Candidate, changed: list[Candidate]) -> None:
        if self.only_new:
            self._count_unchanged(candidate)
            return
        compare(table, candidate, self.seen)
        if candidate.rejections:
            self._reject(candidate)
        elif candidate.row is not None:
            changed.append(candidate)
        else:
            self._count_unchanged(candidate)

    def _free(self, table: Table, candidates: list[Candidate]) -> list[Candidate]:
        """The candidates that share with no other row what must be unique."""
        if candidates:
            reject_taken(table, candidates)
        for candidate in candidates:
            if candidate.rejections:
                self._reject(candidate)
        return [one for one in candidates if not one.rejections]

    def _moves(self, table: Table, candidate: Candidate) -> bool:
        """Whether a stored row would be put under another of its own table."""
        columns = [table.keys[name].attname for name in table.refers_to_itself]
        return any(
            column in candidate.values
            and candidate.values[column] != getattr(candidate.stored, column)
            for column in columns
        )

    def _compare_links(self, table: Table, candidates: list[Candidate]) -> None:
        """Note the many-to-many links that candidates would change."""
        for name in table.links:
            stating = [one for one in candidates if name in one.links]
            if not stating:
                continue
            linked = linked_rows(table, name, [one.stored.pk for one in stating])
            for candidate in stating:
                before = linked[candidate.stored.pk]
                after = {row.pk for row in candidate.links[name]}
                if before != after:
                    candidate.link_changes[name] = (before, after)

    def _write(self, table: Table, new: list[Candidate], changed: list[Candidate]) -> None:
        """Write candidates; where the database refuses, find the ones at fault by halving."""
        if not new and not changed:
            return
        try:
            with transaction.atomic():
                create_rows(table, new)
                change_rows(table, changed)
        except UNSTORABLE as error:
            if len(new) + len(changed) == 1:
                candidate = (new or changed)[0]
                candidate.blame(refusal(candidate, error))
                self._reject(candidate)
                return
            for half in halves(new, changed):
                self._write(table, *half)
            return
        self._count_created(table, new)
        for candidate in changed:
            self._count_updated(table, candidate)

    def _count_created(self, table: Table, new: list[Candidate]) -> None:
        if not new:
            return
        rows: list[Any] = [candidate.row for candidate in new]
        self.done.created[table.model] += [row.pk for row in rows]
        if table.model in REFERRED_TO:
            self.known.add_all(table.model, rows)
        for candidate, row in zip(new, rows, strict=True):
            self.seen.add(table.label, candidate.shape.names, row.pk)
        self.report.count(table.label, "created", len(new))

    def _count_updated(self, table: Table, candidate: Candidate) -> None:
        row: Any = candidate.row
        before = {name: old for name, (old, _new) in candidate.changes.items()}
        after = {name: new for name, (_old, new) in candidate.changes.items()}
        for name, (old, new) in candidate.link_changes.items():
            before[name], after[name] = sorted(old), sorted(new)
        self.done.updated[table.model].append((row.pk, before, after))
        self.seen.add(table.label, candidate.shape.names, row.pk)
        self.report.update(candidate)

    def _count_unchanged(self, candidate: Candidate) -> None:
        self.seen.add(candidate.table.label, candidate.shape.names, candidate.stored.pk)
        for part in candidate.table.key.parts:
            stated = candidate.values.get(part.source)
            if stated is not None and stated != getattr(candidate.stored, part.source):
                self.report.note(_("a number stays as it was first written"), candidate.entry.where)
        self.report.count(candidate.table.label, "unchanged")

    def _reject(self, candidate: Candidate) -> None:
        self.report.reject(candidate)

    def _reject_missing(self, candidate: Candidate) -> None:
        for name, reference in candidate.missing:
            column = candidate.table.meta.get_field(name)
            label = column.related_model._meta.label_lower
            candidate.reject(
                name,
                _("No %s has this key, in the database or in the files.") % label,
                _("the key of one that exists, or of one in the same files"),
                value=list(reference),
            )
        self._reject(candidate)


def _alike(candidate: Candidate, first: Candidate, name: str) -> bool:
    """Whether two statements of a field that are written otherwise mean the same."""
    if name in candidate.links:
        return {row.pk for row in candidate.links[name]} == {row.pk for row in first.links[name]}
    if name not in candidate.table.columns:
        return False
    column = candidate.table.columns[name].attname
    if any(part.source == column for part in candidate.table.key.parts):
        return True
    return candidate.values.get(column) == first.values.get(column)


def halves(
    new: list[Candidate], changed: list[Candidate]
) -> list[tuple[list[Candidate], list[Candidate]]]:
    """Candidates in two parts, new ones apart from changed ones while there are both."""
    if new and changed:
        return [(new, []), ([], changed)]
    middle = (len(new) + len(changed)) // 2
    return [
        (new[:middle], changed[:middle]),
        (new[middle:], changed[middle:]),
    ]


def refusal(candidate: Candidate, error: Exception) -> ValidationError:
    """What a database says no to, in the words of the model's constraints where they tell."""
    row: Any = candidate.row
    row._state.adding = candidate.stored is None
    if row._state.adding:
        row.pk = None
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as broken:
        return broken
    return ValidationError(str(error).partition("\n")[0] or type(error).__name__)
