"""What an import did, or would do: counts by table, refusals, changes, notes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from .candidates import Candidate, Rejection, shown
from .entries import Entry, Refused, Where

OUTCOMES = ("created", "updated", "unchanged", "rejected")

MOST_LISTED = 1_000
"""So many refusals, and so many changes, are listed one by one; all are counted."""

Row = dict[str, str]


class Report:
    """The outcome of a run, as plain data that can be stored, compared and taken up again."""

    def __init__(self, stored: dict[str, Any] | None = None) -> None:
        stored = stored or {}
        self.counts: dict[str, dict[str, int]] = stored.get("counts", {})
        self.rejected: list[Row] = stored.get("rejected", [])
        self.updated: list[dict[str, Any]] = stored.get("updated", [])
        self.notes: dict[str, dict[str, Any]] = stored.get("notes", {})
        self.failure: str = stored.get("failure", "")

    def as_data(self) -> dict[str, Any]:
        return {
            "counts": self.counts,
            "rejected": self.rejected,
            "updated": self.updated,
            "notes": self.notes,
            "failure": self.failure,
        }

    def total(self, outcome: str) -> int:
        return sum(counts[outcome] for counts in self.counts.values())

    @property
    def totals(self) -> dict[str, int]:
        return {outcome: self.total(outcome) for outcome in OUTCOMES}

    @property
    def is_clean(self) -> bool:
        """Whether everything was taken."""
        return not self.failure and not self.total("rejected")

    def count(self, label: str, outcome: str, number: int = 1) -> None:
        counts = self.counts.get(label)
        if counts is None:
            counts = self.counts[label] = dict.fromkeys(OUTCOMES, 0)
        counts[outcome] += number

    def note(self, what: str, where: Where) -> None:
        note = self.notes.setdefault(what, {"count": 0, "first": str(where)})
        note["count"] += 1

    def update(self, candidate: Candidate) -> None:
        self.count(candidate.table.label, "updated")
        if len(self.updated) < MOST_LISTED:
            changes = dict(_changes_of(candidate))
            self.updated.append(
                {
                    "where": str(candidate.entry.where),
                    "object": candidate.name,
                    "changes": changes,
                }
            )

    def reject(self, candidate: Candidate) -> None:
        """Count a candidate as refused, and list each reason."""
        self.count(candidate.table.label, "rejected")
        for rejection in candidate.rejections:
            self._list(rejection)

    def reject_entry(self, entry: Entry, reason: str, accepted: str) -> None:
        self.count(shown(entry.model).strip("“”"), "rejected")
        self._list(Rejection(entry.where, shown(entry.model), "", "", reason, accepted))

    def refuse(self, refused: Refused) -> None:
        """Count and list what a reader could not read."""
        self.count(_("(unread)"), "rejected")
        value = shown(refused.value)
        self._list(
            Rejection(refused.where, "", refused.field, value, refused.reason, refused.accepted)
        )

    def fail(self, message: str) -> None:
        self.failure = message

    def _list(self, rejection: Rejection) -> None:
        if len(self.rejected) < MOST_LISTED:
            self.rejected.append(
                {
                    "where": str(rejection.where),
                    "object": rejection.name,
                    "field": rejection.field,
                    "value": str(rejection.value),
                    "reason": rejection.reason,
                    "accepted": rejection.accepted,
                }
            )

    # --- Written out -------------------------------------------------------------------------

    def as_json(self) -> str:
        return json.dumps(self.as_data() | {"totals": self.totals}, ensure_ascii=False, indent=1)

    def lines(self, most: int = MOST_LISTED) -> Iterator[str]:
        """The report for people, with at most so many refusals and changes."""
        if self.failure:
            yield self.failure
        for row in self.rejected[:most]:
            yield rejection_line(row)
        yield from _rest(self.total("rejected"), len(self.rejected[:most]), _("refused"))
        for update in self.updated[:most]:
            changes = "; ".join(
                f"{name}: {old} → {new}" for name, (old, new) in update["changes"].items()
            )
            yield f"{update['where']}, {update['object']}: {changes}"
        yield from _rest(self.total("updated"), len(self.updated[:most]), _("updated"))
        for what, note in self.notes.items():
            yield _("Note: %(what)s (%(count)s times, first at %(first)s)") % {
                "what": what,
                "count": f"{note['count']:,}",
                "first": note["first"],
            }
        yield from self.table()

    def table(self) -> Iterator[str]:
        """The counts, a line a table."""
        width = max([len(label) for label in self.counts] + [10])
        heads = "".join(f"{head:>12}" for head in OUTCOMES)
        yield f"{'':<{width}}{heads}"
        for label, counts in sorted(self.counts.items()):
            yield f"{label:<{width}}" + "".join(f"{counts[one]:>12,}" for one in OUTCOMES)
        yield f"{_('together'):<{width}}" + "".join(f"{n:>12,}" for n in self.totals.values())


def _changes_of(candidate: Candidate) -> Iterator[tuple[str, list[str]]]:
    """The fields a candidate changes, before and after, in words that do not depend on ids."""
    stated = candidate.entry.fields
    for field in candidate.table.columns.values():
        if field.attname not in candidate.changes or not field.editable:
            continue
        old, new = candidate.changes[field.attname]
        if field.is_relation:
            other = field.related_model._default_manager.filter(pk=old).first() if old else None
            yield field.name, [shown(str(other or "")), shown(stated.get(field.name))]
        else:
            yield field.name, [shown(old), shown(new)]
    for name, (old, _new) in candidate.link_changes.items():
        yield name, [_("%d linked") % len(old), shown(stated.get(name))]


def rejection_line(row: Row) -> str:
    """One refusal: “own.json, line 3, catalogue.fond [..], number “”: why. Accepted: what.”"""
    at = ", ".join(filter(None, (row["where"], row["object"])))
    field = f", {row['field']} {row['value']}".rstrip() if row["field"] else ""
    accepted = _(" Accepted: %s.") % row["accepted"] if row["accepted"] else ""
    return f"{at}{field}: {row['reason']}{accepted}"


def _rest(total: int, listed: int, what: str) -> Iterator[str]:
    if total > listed and listed:
        yield _("and %(count)s more %(what)s") % {"count": f"{total - listed:,}", "what": what}
