"""The fields of a table as files may state them: what each accepts, and how it is stored.

``Field.clean`` gives the last word and the message; before it stands a quick test for the plain
values that nearly all are, as it costs a tenth.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    ForeignKey,
    IntegerField,
    ManyToManyField,
    Model,
    TextField,
)
from django.db.models.base import ModelState
from django.utils.translation import gettext as _

from .keys import KEYS, Key

LARGEST = 2_147_483_647
"""What an integer column holds on either database."""

MOST_CHARACTERS = 10_000_000
"""The longest text of one field."""


class Table:
    """A table that can be imported: its key, its fields, and what a row must have."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.meta = model._meta
        self.label = model._meta.label_lower
        self.key: Key = KEYS[model]
        self.rank = list(KEYS).index(model)
        self.derived: frozenset[str] = getattr(model, "derived_fields", frozenset())

    @cached_property
    def columns(self) -> dict[str, Field]:
        """The plain and foreign-key fields by name, without the id."""
        return {f.name: f for f in self.meta.concrete_fields if not f.primary_key}

    @cached_property
    def links(self) -> dict[str, ManyToManyField]:
        return {f.name: f for f in self.meta.many_to_many}

    @cached_property
    def keys(self) -> dict[str, ForeignKey]:
        return {name: f for name, f in self.columns.items() if isinstance(f, ForeignKey)}

    @cached_property
    def attnames(self) -> tuple[str, ...]:
        return tuple(f.attname for f in self.meta.concrete_fields)

    @cached_property
    def computed(self) -> frozenset[str]:
        """Columns that nobody states: what a file says of them is passed over."""
        return frozenset(
            name
            for name, f in self.columns.items()
            if not f.editable and not isinstance(f, DateTimeField)
        )

    @cached_property
    def accepted(self) -> str:
        """The names of the fields that may be stated."""
        return ", ".join(sorted({*self.columns, *self.links} - self.computed))

    @cached_property
    def required(self) -> list[Field]:
        """What a new row must state: fields without a default that may not be empty."""
        return [
            f
            for name, f in self.columns.items()
            if f.editable and not f.blank and not f.has_default() and name not in self.derived
        ]

    @cached_property
    def refers_to_itself(self) -> list[str]:
        return [name for name, f in self.keys.items() if f.related_model is self.model]

    @cached_property
    def cleaners(self) -> dict[str, Callable[[Any], Any]]:
        return {name: _cleaner(f) for name, f in self.columns.items() if name not in self.keys}

    @cached_property
    def preparing(self) -> list[tuple[str, Callable[[Any], Any] | None]]:
        """Each column's ``attname``, and what turns its values into the driver's, if anything."""
        return [(f.attname, _preparer(f)) for f in self.meta.concrete_fields]

    @cached_property
    def plain_defaults(self) -> dict[str, Any]:
        """What identities take for columns left out."""
        return {
            f.attname: (None if callable(f.default) and f.unique else f.get_default())
            for f in self.meta.concrete_fields
        }

    @cached_property
    def _made_defaults(self) -> list[tuple[str, Callable[[], Any]]]:
        return [
            (f.attname, f.get_default) for f in self.meta.concrete_fields if callable(f.default)
        ]

    def new_row(self, values: dict[str, Any]) -> Any:
        """An unsaved row; what ``Model(**values)`` makes, in a fifth of the time."""
        row = self.model.__new__(self.model)
        row._state = ModelState()
        columns = row.__dict__
        columns.update(self.plain_defaults)
        for name, make in self._made_defaults:
            if name not in values:
                columns[name] = make()
        columns.update(values)
        return row


@cache
def table_of(model: type[Model]) -> Table:
    return Table(model)


def _cleaner(field: Field) -> Callable[[Any], Any]:
    if isinstance(field, CharField | TextField):
        return _text_cleaner(field)
    if isinstance(field, IntegerField):
        return _integer_cleaner(field)
    return lambda value: _cleaned(field, value)


def _text_cleaner(field: Field) -> Callable[[Any], Any]:
    longest = min(field.max_length or MOST_CHARACTERS, MOST_CHARACTERS)
    choices = {value for value, _label in field.flatchoices}
    known = (MaxLengthValidator, ProhibitNullCharactersValidator)
    validators = [one for one in field.validators if not isinstance(one, known)]

    def clean(value: Any) -> Any:
        if type(value) is str:
            _refuse_unstorable(value)
            if value and len(value) <= longest and (not choices or value in choices):
                for validator in validators:
                    validator(value)
                return value
            if len(value) > MOST_CHARACTERS:
                raise ValidationError(
                    _("The text has %(length)s characters; at most %(most)s are accepted.")
                    % {"length": f"{len(value):,}", "most": f"{MOST_CHARACTERS:,}"}
                )
        elif isinstance(value, bool | float):
            raise ValidationError(_("This is no text: write it in quotes, as it is to stand."))
        return _cleaned(field, value)

    return clean


def _integer_cleaner(field: Field) -> Callable[[Any], Any]:
    is_plain = "Positive" in field.get_internal_type()
    largest = 32_767 if "Small" in field.get_internal_type() else LARGEST

    def clean(value: Any) -> Any:
        if type(value) is int and is_plain and 0 <= value <= largest:
            return value
        if isinstance(value, bool | float):
            raise ValidationError(_("Write a whole number."))
        if isinstance(value, str) and len(value) > 20:
            raise ValidationError(_("This number is too long."))
        return _cleaned(field, value)

    return clean


def _cleaned(field: Field, value: Any) -> Any:
    """A value by the field itself; raises ValidationError with what is accepted."""
    if isinstance(value, str):
        _refuse_unstorable(value)
    elif isinstance(value, list | dict) and field.get_internal_type() != "JSONField":
        raise ValidationError(_("Write a single value here."))
    elif value is None and not field.null and field.empty_strings_allowed:
        raise ValidationError(_('This field cannot be null; an empty text is written "".'))
    return field.clean(value, None)


def choices_of(field: Field) -> str:
    """The accepted values of a field that has a list of them."""
    return ", ".join(f"“{value}”" for value, _label in field.flatchoices)


def _refuse_unstorable(text: str) -> None:
    """Raise ValidationError at text that a database cannot hold, or only some of them."""
    if text.isascii():
        if "\0" not in text:
            return
    else:
        try:
            text.encode()
        except UnicodeEncodeError:
            pass
        else:
            if "\0" not in text:
                return
    raise ValidationError(_("Text cannot contain NUL or half of a surrogate pair."))


def _preparer(field: Field) -> Callable[[Any], Any] | None:
    if isinstance(field, CharField | TextField | IntegerField | BooleanField | ForeignKey):
        return None
    if isinstance(field, DateField) and connection.vendor == "postgresql":
        return None
    if type(field) is DateField:
        return lambda value: None if value is None else value.isoformat()
    return lambda value: field.get_db_prep_save(value, connection)
