"""From an object of a fixture to a row: read, checked whole, saved.

Django saves fixtures unchecked (raw). Here every value is cleaned by its field, every reference
looked up, and the row validated as a form would, before it is saved as raw as ever: `save()` is
not called, signals are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.serializers.base import DeserializedObject
from django.db import DatabaseError, transaction
from django.db.models import DateTimeField, Field, ForeignKey, ManyToManyField, Model

from catalogue.management.fixture_faults import UNSTATED, Fault, Missing, Record, reasons, shown
from catalogue.management.fixture_fields import cleaned, field_of, refuse_unstorable, target_of
from catalogue.management.fixture_references import References, key_of

UNSTORABLE = (DatabaseError, ValueError, OverflowError)
"""What databases and drivers raise at values they cannot hold (psycopg: ValueError at NUL)."""


@dataclass
class Row:
    """What an object of a fixture became: an unsaved row, and all that is wrong with it.

    ``stored`` is the row that it describes anew.
    """

    record: Record
    instance: Model
    stored: Model | None = None
    links: dict[str, list[Model]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def stated(self) -> dict[str, Any]:
        """The fields as the fixture states them."""
        return self.record.content["fields"]

    @property
    def unstated_moments(self) -> list[DateTimeField]:
        """The columns that say when something happened to the row, and that it does not state."""
        return [
            column
            for column in self.instance._meta.concrete_fields
            if isinstance(column, DateTimeField)
            and not column.editable
            and column.name not in self.stated
        ]

    @property
    def is_early(self) -> bool:
        """Whether nothing is wrong but references to what may follow."""
        return bool(self.faults) and all(isinstance(fault, Missing) for fault in self.faults)

    @property
    def says_something_new(self) -> bool:
        """Whether saving would change the database."""
        if self.stored is None:
            return True
        columns = {*self.instance._meta.concrete_fields} - {*self.unstated_moments}
        names = [column.attname for column in columns]
        return any(
            getattr(self.instance, name) != getattr(self.stored, name) for name in names
        ) or any(
            {*linked} != {*getattr(self.stored, name).all()} for name, linked in self.links.items()
        )

    def blame(self, error: ValidationError, name: str = "") -> None:
        """Note what a validation error says, of the field named or of those it names itself."""
        for field_name, reason in reasons(error):
            at = name or field_name
            value = self.stated.get(at, UNSTATED)
            self.faults.append(Fault(self.record, self.instance, at, value, reason))


class FixtureReader:
    """Reads the objects of fixtures, one after the other, against one database."""

    def __init__(self, using: str) -> None:
        self.using = using
        self.references = References(using)

    def read(self, record: Record, model: type[Model]) -> Row:
        """The row of an object, with every fault that can be known before it is saved."""
        row = Row(record, model())
        row.instance._state.db = self.using
        for name, value in row.stated.items():
            try:
                self._fill(row, field_of(model, name), value)
            except ValidationError as error:
                row.blame(error, name)
        for step in (self._check_unstated, self._check_whole, self._find_stored):
            if not row.faults:
                step(row)
        return row

    def save(self, row: Row) -> None:
        """Save the row, or note why the database refuses it; a refusal leaves no trace.

        What is stored already is left alone: loading again must not make everything look changed.
        """
        if not row.says_something_new:
            return
        try:
            with transaction.atomic(using=self.using):
                DeserializedObject(row.instance, row.links).save(using=self.using)
        except ValidationError as error:  # a derived column that only the stored row can tell
            row.blame(error)
        except UNSTORABLE as error:
            row.blame(refusal(row.instance, error))

    def _fill(self, row: Row, field: Field, value: Any) -> None:
        """Set one field; raise ValidationError where the value will not do."""
        refuse_unstorable(value)
        if isinstance(field, ManyToManyField):
            if not isinstance(value, list):
                raise ValidationError(
                    f"This is no list of keys, each of a {key_of(target_of(field))}."
                )
            found = [self._refer(row, field, reference) for reference in value]
            row.links[field.name] = [instance for instance in found if instance is not None]
        elif isinstance(field, ForeignKey) and value is not None:
            setattr(row.instance, field.name, self._refer(row, field, value))
        else:
            setattr(row.instance, field.attname, value)  # names the object, even if it will not do
            setattr(row.instance, field.attname, cleaned(field, value))

    def _refer(self, row: Row, field: ForeignKey | ManyToManyField, reference: Any) -> Model | None:
        """What a reference names; None, and a fault that may pass, where it does not exist yet."""
        target = target_of(field)
        column = field.target_field if isinstance(field, ForeignKey) else target._meta.pk
        found = self.references.find(target, reference, column)
        if found is None:
            name = target._meta.label_lower
            reason = f"No {name} has this key, in the database or in the files being loaded."
            row.faults.append(
                Missing(row.record, row.instance, field.name, reference, reason, target)
            )
        return found

    def _check_unstated(self, row: Row) -> None:
        """What the fixture leaves out must be optional or derived."""
        derived = getattr(row.instance, "derived_fields", ())
        try:
            row.instance.clean_fields(exclude={*row.stated, *derived})
        except ValidationError as error:
            row.blame(error)

    def _check_whole(self, row: Row) -> None:
        try:
            row.instance.clean()
        except ValidationError as error:
            row.blame(error)

    def _find_stored(self, row: Row) -> None:
        """Let the row take the place of the stored one with its key; keep that one's moments.

        Moments (created, published) are no facts of a fixture: loading it again must not move
        them, and a raw save would not set them.
        """
        instance, stored = row.instance, self._stored(row)
        if stored is not None:
            row.stored = stored
            instance.pk = stored.pk
            instance._state.adding = False
        for moment in row.unstated_moments:
            if stored is not None:
                setattr(instance, moment.attname, getattr(stored, moment.attname))
            moment.pre_save(instance, instance._state.adding)

    def _stored(self, row: Row) -> Model | None:
        """The row that the object describes anew, by its id if it has one, else by its key."""
        model, pk = type(row.instance), row.record.content.get("pk")
        try:
            if pk is not None:
                row.instance.pk = model._meta.pk.to_python(pk)
                return model._base_manager.using(self.using).filter(pk=pk).first()
            if hasattr(model, "natural_key"):
                manager = model._default_manager.db_manager(self.using)
                return manager.get_by_natural_key(*row.instance.natural_key())
        except ObjectDoesNotExist:
            pass
        except (ValidationError, ValueError, OverflowError):
            row.blame(ValidationError("The key of the object cannot be looked up."))
        return None


def model_of(record: Record) -> type[Model]:
    """The model of an object; raises ValidationError where it has none, or no fields."""
    match record.content:
        case {"model": str(label), "fields": dict()}:
            try:
                return apps.get_model(label)
            except (LookupError, ValueError) as error:
                raise ValidationError(f"There is no model {shown(label)}.") from error
    raise ValidationError('An object is written {"model": "app.model", "fields": {…}}.')


def refusal(instance: Model, error: Exception) -> ValidationError:
    """What a database says no to, in the words of the model's constraints where they tell."""
    try:
        instance.validate_unique()
        instance.validate_constraints()
    except ValidationError as broken:
        return broken
    return ValidationError(str(error).partition("\n")[0] or type(error).__name__)
