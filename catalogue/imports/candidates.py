"""From what a file states to what a row would hold: names to rows, texts to values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from .cleaning import choices_of
from .columns import Table
from .entries import Entry, Where
from .keys import KEYS, Identity
from .known import Known, Reference

MOST_WORDS_SHOWN = 120


@dataclass(frozen=True)
class Rejection:
    """Why an object is not taken: which, where, which field and value, what would be accepted."""

    where: Where
    name: str
    field: str
    value: Any
    reason: str
    accepted: str = ""


class Candidate:
    """One object of a file on its way to a row.

    ``values`` are cleaned columns by ``attname``; ``links`` rows by many-to-many field; ``missing``
    what it refers to and what does not exist (yet). ``stored`` is the row that it describes anew,
    ``row`` what is to be written, ``changes`` the values that differ, as (before, after).
    """

    __slots__ = (
        "changes",
        "entry",
        "identity",
        "link_changes",
        "links",
        "missing",
        "objects",
        "ordinal",
        "rejections",
        "row",
        "shape",
        "stored",
        "table",
        "values",
    )

    def __init__(self, ordinal: int, entry: Entry, table: Table) -> None:
        self.ordinal = ordinal
        self.entry = entry
        self.table = table
        self.shape = table.shape_of(entry.fields)
        self.reset()

    def reset(self) -> None:
        """Forget what was found out: the candidate is looked at again."""
        self.values: dict[str, Any] = {}
        self.objects: dict[str, Model] = {}
        self.links: dict[str, list[Model]] = {}
        self.missing: list[tuple[str, Reference]] = []
        self.rejections: list[Rejection] = []
        self.identity: Identity | None = None
        self.stored: Model | None = None
        self.row: Model | None = None
        self.changes: dict[str, tuple[Any, Any]] = {}
        self.link_changes: dict[str, tuple[set[int], set[int]]] = {}

    @property
    def name(self) -> str:
        """The model and natural key, as far as the file states them."""
        words = []
        for part in self.table.key.parts:
            value = self.entry.fields.get(part.stated_as)
            if isinstance(value, list | tuple):
                words += [str(word) for word in value]
            elif value is not None:
                words.append(str(value))
        return f"{self.table.label} {shown(words)}"

    def reject(self, field: str, reason: str, accepted: str = "", value: Any = None) -> None:
        where = self.entry.where
        if cell := self.entry.cells.get(field):
            where = Where(where.file, where.line, cell)
        if value is None:
            value = self.entry.fields.get(field)
        self.rejections.append(Rejection(where, self.name, field, shown(value), reason, accepted))

    def blame(self, error: ValidationError, field: str = "") -> None:
        """Reject for each message of a validation error."""
        by_field = error.message_dict if hasattr(error, "error_dict") else {field: error.messages}
        for name, messages in by_field.items():
            at = field if name == NON_FIELD_ERRORS else name
            column = self.table.columns.get(at)
            accepted = choices_of(column) if column is not None else ""
            for message in messages:
                self.reject(at, message, accepted)


def shown(value: Any) -> str:
    """A value as messages show it: on one line, shortened, printable."""
    text = value[: 4 * MOST_WORDS_SHOWN] if isinstance(value, str) else None
    if text is None:
        if isinstance(value, list | tuple):
            text = f"[{', '.join(shown(one) for one in value[:20])}]"
        elif isinstance(value, dict):
            text = "{…}" if value else "{}"
        elif isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 400:
            text = _("a number of more than a hundred digits")
        else:
            text = "" if value is None else str(value)
    elif not value.isprintable() or "\\" in value:
        text = text.encode("unicode_escape").decode() if not text.isprintable() else text
    else:
        text = f"“{text}”"
    return text if len(text) <= MOST_WORDS_SHOWN else f"{text[: MOST_WORDS_SHOWN - 1]}…"


def fill(table: Table, candidates: Sequence[Candidate], known: Known) -> None:
    """Read the fields of candidates of one table; note what is wrong, and what is missing."""
    wanted = _references(candidates)
    found = {model: known.find(model, references) for model, references in wanted.items()}
    for candidate in candidates:
        try:
            _fill_all(candidate, found)
        except UNFIT:
            candidate.reset()
            _fill_one_by_one(table, candidate, found)


def _references(candidates: Iterable[Candidate]) -> dict[type[Model], set[Reference]]:
    """What the candidates refer to, by table."""
    wanted: dict[type[Model], set[Reference]] = defaultdict(set)
    for candidate in candidates:
        fields, shape = candidate.entry.fields, candidate.shape
        for name, key in shape.keys:
            reference = as_reference(fields[name])
            if reference is not None:
                wanted[key.related_model].add(reference)
        for name, link in shape.links:
            many = fields[name]
            if isinstance(many, list | tuple):
                references = (as_reference(one) for one in many)
                wanted[link.related_model].update(one for one in references if one is not None)
    return wanted


def as_reference(value: Any) -> Reference | None:
    """A natural key as a file states it; None for what is no list of words."""
    if not isinstance(value, list | tuple):
        return None
    if set(map(type, value)) <= _WORDS:
        return tuple(value)
    words = [str(word) if type(word) is int and abs(word) < 10**18 else word for word in value]
    return tuple(words) if all(isinstance(word, str) for word in words) else None


_WORDS = {str}

Found = dict[type[Model], Any]

UNFIT = (ValidationError, TypeError, ValueError, OverflowError, ArithmeticError)
"""What cleaners raise at values that will not do."""


def _fill_all(candidate: Candidate, found: Found) -> None:
    """Read the fields of a candidate that has no fault, as nearly all have none; else raises."""
    fields, shape, values = candidate.entry.fields, candidate.shape, candidate.values
    for name, attname, clean in shape.plain:
        values[attname] = clean(fields[name])
    for name, key in shape.keys:
        _refer(candidate, key, fields[name], found)
    for name, link in shape.links:
        _link(candidate, link, fields[name], found)
    if shape.unknown or candidate.rejections:
        raise ValueError


def _fill_one_by_one(table: Table, candidate: Candidate, found: Found) -> None:
    """Read the fields of a candidate in their order, and note what is wrong with each."""
    for name, value in candidate.entry.fields.items():
        try:
            if name in table.keys:
                _refer(candidate, table.keys[name], value, found)
            elif name in table.links:
                _link(candidate, table.links[name], value, found)
            elif name not in table.columns:
                raise ValidationError(_("There is no such field."))
            elif name not in table.computed:
                candidate.values[table.columns[name].attname] = table.cleaners[name](value)
        except ValidationError as error:
            candidate.blame(error, name)
            if name not in table.columns and name not in table.links:
                _say_which_fields(candidate, table)
        except UNFIT:
            candidate.reject(name, _("This value cannot be read."))


def _say_which_fields(candidate: Candidate, table: Table) -> None:
    last = candidate.rejections.pop()
    candidate.rejections.append(
        Rejection(last.where, last.name, last.field, last.value, last.reason, table.accepted)
    )


def _refer(candidate: Candidate, field: Field, value: Any, found: Found) -> None:
    if value is None:
        if not field.null:
            raise ValidationError(_("This field cannot be null."))
        candidate.values[field.attname] = None
        return
    row = _named(candidate, field, value, found)
    if row is not None:
        candidate.values[field.attname] = row.pk
        candidate.objects[field.name] = row


def _link(candidate: Candidate, field: Field, value: Any, found: Found) -> None:
    if not isinstance(value, list | tuple):
        raise ValidationError(_("This is no list of keys."))
    rows = [_named(candidate, field, one, found) for one in value]
    candidate.links[field.name] = [row for row in rows if row is not None]


def _named(candidate: Candidate, field: Field, value: Any, found: Found) -> Model | None:
    """What a reference names; noted as missing, or as no reference at all."""
    key = KEYS.get(field.related_model)
    reference = as_reference(value)
    if key is None or reference is None or len(reference) != key.length:
        words = ", ".join(key.words) if key else "-"
        label = field.related_model._meta.label_lower
        candidate.reject(
            field.name, _("This is no key of a %s.") % label, f"[{words}]", value=value
        )
        return None
    row = found[field.related_model].get(reference)
    if row is None:
        candidate.missing.append((field.name, reference))
    return row
