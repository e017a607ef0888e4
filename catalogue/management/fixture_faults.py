"""What is wrong with an object of a fixture, said so that its author can mend it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db.models import Model

LONGEST_VALUE = 120
"""Values are cut in messages after so many characters."""

UNSTATED = object()
"""The value of a field that a fixture leaves out."""


@dataclass(frozen=True)
class Record:
    """One object as it stands in a fixture: the file, its number there from 1, and the JSON."""

    file: str
    number: int
    content: Any

    def with_only(self, names: Collection[str]) -> Record:
        """The object without fields of other names."""
        kept = {name: value for name, value in self.content["fields"].items() if name in names}
        return replace(self, content={**self.content, "fields": kept})


@dataclass(frozen=True)
class Fault:
    """One line for the author: which object, which field and value, why not, what instead.

    ``instance`` is as much of the row as could be read; it gives the object its name.
    """

    record: Record
    instance: Model | None
    field: str
    value: Any
    reason: str

    def __str__(self) -> str:
        parts = [self.record.file, f"object {self.record.number}"]
        if self.instance is not None:
            parts.append(named(self.instance, self.record.content["fields"]))
        if self.field:
            value = "(not stated)" if self.value is UNSTATED else shown(self.value)
            parts.append(f"{self.field} {value}")
        return " ".join(f"{', '.join(parts)}: {self.reason}".split())


@dataclass(frozen=True)
class Missing(Fault):
    """A reference to what does not exist yet: a later object may mend it."""

    target: type[Model]

    def follows_from(self, other: Record) -> bool:
        """Whether the other object is the very one that is missed here."""
        is_of_target = other.content["model"] == self.target._meta.label_lower
        return is_of_target and texts_in(self.value) <= texts_in(other.content)


def first_causes(faults: list[Fault]) -> list[Fault]:
    """Without those that only follow from others: a delo whose opis lacks its fond."""
    records = {id(fault.record): fault.record for fault in faults}.values()
    causes = [
        fault
        for fault in faults
        if not (isinstance(fault, Missing) and any(map(fault.follows_from, records)))
    ]
    in_a_circle = "It waits for what waits for it."
    return causes or [replace(fault, reason=in_a_circle) for fault in faults]


def texts_in(value: Any) -> set[str]:
    """Every text anywhere in a JSON value."""
    found, left = set(), [value]
    while left:
        match left.pop():
            case str(text):
                found.add(text)
            case list(parts):
                left += parts
            case dict(parts):
                left += parts.values()
    return found


def shown(value: Any) -> str:
    """A value as the fixture writes it, shortened."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    text = text.encode(errors="backslashreplace").decode()  # half a surrogate cannot be printed
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def named(instance: Model, fields: dict[str, Any]) -> str:
    """The model and natural key of an object; its fields as stated where the key lacks a part."""
    try:
        return f"{instance._meta.label_lower} {shown(list(instance.natural_key()))}"
    except (AttributeError, ObjectDoesNotExist):  # no natural key; or the parent it begins with
        return f"{instance._meta.label_lower} {shown(fields)}"


def reasons(error: ValidationError) -> list[tuple[str, str]]:
    """Each message of a validation error with the field it is about, "" for none."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return [
        ("" if name == NON_FIELD_ERRORS else name, message)
        for name, messages in by_field.items()
        for message in messages
    ]
