"""The fields of a model as fixtures may state them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, ForeignKey, ManyToManyField, Model

from catalogue.management.fixture_faults import shown, texts_in


def field_names(model: type[Model]) -> list[str]:
    """The fields that a fixture may state."""
    return [field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)]


def field_of(model: type[Model], name: str) -> Field:
    """A field that a fixture may state; raises ValidationError for any other name."""
    names = field_names(model)
    if name not in names:
        raise ValidationError(f"There is no such field. Accepted: {', '.join(sorted(names))}.")
    return model._meta.get_field(name)


def target_of(field: ForeignKey | ManyToManyField) -> type[Model]:
    return field.remote_field.model


def cleaned(field: Field, value: Any) -> Any:
    """A plain value as Python holds it; raises ValidationError, saying what is accepted."""
    if isinstance(value, list | dict) and field.get_internal_type() != "JSONField":
        raise ValidationError("Write a single value here.")
    try:
        return field.clean(value, None)
    except ValidationError as error:
        choices = ", ".join(shown(choice) for choice, _label in field.flatchoices)
        accepted = f" Accepted: {choices}." if choices else ""
        raise ValidationError([f"{message}{accepted}" for message in error.messages]) from error


def refuse_unstorable(value: Any) -> None:
    """Raise ValidationError at text that a database cannot hold, or only some of them."""
    for text in texts_in(value):
        if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
            raise ValidationError("Text cannot contain NUL or half of a surrogate pair.")
