"""Forms of records and of their parts: every refusal of the model shown where it was typed."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import Model, UniqueConstraint
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .autocomplete import know_chosen


class Lines(AdminTextareaWidget):
    """Several lines, which come back with the line ends they had.

    Browsers send every line end as two characters; kept, they would change each text that a form
    only passes through.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 3, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if value else value


class RecordForm(forms.ModelForm):
    """A form of a row whose model computes columns that no form contains."""

    shown_at: ClassVar[dict[str, str]] = {}
    """For a column that is not in the form: the field at which its errors are shown."""
    fills: ClassVar[frozenset[str]] = frozenset()
    """Columns that are not in the form and that it fills itself: rules about them are checked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        know_chosen(self)

    def add_error(self, field: str | None, error: ValidationError | str) -> None:
        """Show an error at its field, at the field that stands for it, or above the form."""
        if field is None and hasattr(error, "error_dict"):
            for name, messages in error.error_dict.items():
                self.add_error(self._place_of(name), ValidationError(messages))
        else:
            super().add_error(field, error)

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - self.fills

    def validate_unique(self) -> None:
        """Check the unique columns that the model computes, too."""
        computed = getattr(self._meta.model, "derived_fields", frozenset())
        try:
            self.instance.validate_unique(self._get_validation_exclusions() - computed)
        except ValidationError as error:
            self.add_error(None, error)

    def _place_of(self, name: str) -> str | None:
        shown_at = self.shown_at.get(name, name)
        return shown_at if shown_at in self.fields else None


class PartFormSet(BaseInlineFormSet):
    """Rows of one record that must differ, in whatever order the database gets them.

    The form of a row cannot check that: its record may not exist yet, and what stands in the
    database may change in the same submission.
    """

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Give every control a name of its own: a table's columns name them for eyes only."""
        super().add_fields(form, index)
        for field in form.fields.values():
            control = getattr(field.widget, "widget", field.widget)
            control.attrs.setdefault("aria-label", str(field.label or ""))

    def validate_unique(self) -> None:
        """Refuse, at the row, what would collide with another row."""
        taken: set[Hashable] = set()
        for form in self._kept_forms():
            for key, message in self.keys_of(form.instance):
                if key in taken:
                    form.add_error(None, message)
                elif key in self._keys_of_other_rows(form.instance):
                    form.add_error(None, _("Another row is like this until its change is saved."))
                taken.add(key)

    def _kept_forms(self) -> Iterator[forms.ModelForm]:
        gone = self.deleted_forms
        for form in self.forms:
            if form.is_valid() and form not in gone and (form.instance.pk or form.has_changed()):
                yield form

    def keys_of(self, row: Model) -> Iterator[tuple[Hashable, str]]:
        """What no two rows may share, and the message that says so."""
        for rule in row._meta.constraints:
            if isinstance(rule, UniqueConstraint) and rule.condition is None:
                values = [getattr(row, row._meta.get_field(name).attname) for name in rule.fields]
                yield (rule.name, *values), rule.violation_error_message

    def _keys_of_other_rows(self, row: Model) -> set[Hashable]:
        """What stands in the database while this row is saved; a new row is saved last."""
        if row.pk is None:
            return set()
        return {key for other, key in self._keys_in_database if other != row.pk}

    @cached_property
    def _keys_in_database(self) -> list[tuple[int, Hashable]]:
        rows = self.model._default_manager.filter(**{self.fk.name: self.instance.pk})
        return [(row.pk, key) for row in rows for key, _message in self.keys_of(row)]
