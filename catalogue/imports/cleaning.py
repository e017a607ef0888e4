"""What each kind of field accepts from a file, and how its values are stored.

``Field.clean`` gives the last word and the message; before it stands a quick test for the plain
values that nearly all are, as it costs a tenth.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
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
    TextField,
)
from django.utils.translation import gettext as _

LARGEST = 2_147_483_647
"""What an integer column holds on either database."""

MOST_CHARACTERS = 10_000_000
"""The longest text of one field."""

Cleaner = Callable[[Any], Any]


def cleaner_of(field: Field) -> Cleaner:
    """What makes a stated value the column's, or raises ValidationError."""
    if isinstance(field, CharField | TextField):
        return _text_cleaner(field)
    if isinstance(field, IntegerField):
        return _integer_cleaner(field)
    may_be_null = field.null and field.blank
    of_two = isinstance(field, BooleanField)

    def clean(value: Any) -> Any:
        if (value is None and may_be_null) or (of_two and type(value) is bool):
            return value
        return _cleaned(field, value)

    return clean


def _text_cleaner(field: Field) -> Cleaner:
    longest = min(field.max_length or MOST_CHARACTERS, MOST_CHARACTERS)
    choices = {value for value, _label in field.flatchoices}
    known = (MaxLengthValidator, ProhibitNullCharactersValidator)
    validators = [one for one in field.validators if not isinstance(one, known)]

    may_be_empty = field.blank

    def clean(value: Any) -> Any:
        if type(value) is str:
            if not value and may_be_empty:
                return value
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


def _integer_cleaner(field: Field) -> Cleaner:
    may_be_null = field.null and field.blank
    is_plain = "Positive" in field.get_internal_type()
    largest = 32_767 if "Small" in field.get_internal_type() else LARGEST

    def clean(value: Any) -> Any:
        if type(value) is int and is_plain and 0 <= value <= largest:
            return value
        if value is None and may_be_null:
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


def preparer_of(field: Field) -> Cleaner | None:
    """What turns a column's value into the driver's; None for one that it takes as it is."""
    if isinstance(field, CharField | TextField | IntegerField | BooleanField | ForeignKey):
        return None
    if isinstance(field, DateField) and connection.vendor == "postgresql":
        return None
    if type(field) is DateField:
        return dt.date.isoformat

    def prepare(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    is_moment = isinstance(field, DateTimeField)  # the rows of a batch were made at the same one
    return lru_cache(maxsize=1_000)(prepare) if is_moment else prepare
