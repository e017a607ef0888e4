"""Choosing from long lists: a select box that asks the server while one types."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db.models import Field, ForeignKey, ManyToManyField, QuerySet
from django.http import HttpRequest

_NUMBER = re.compile(r"[0-9]{1,18}")


class Asking:
    """A select box that is filled while one types.

    A value that is no number of a row, as only a forged form has it, is shown as nothing chosen:
    Django would ask the database for it, which SQLite answers with an error.
    """

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list[Any]:
        numbers = [one for one in value if _NUMBER.fullmatch(one)]
        return super().optgroups(name, numbers, attr)


class AskingSelectMultiple(Asking, AutocompleteSelectMultiple):
    """Any number of rows; each is taken out by itself."""

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict[str, Any]:
        # The control that takes out all stands where a list may hold nothing but its items.
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class AskingSelect(Asking, AutocompleteSelect):
    """One row. It knows what was chosen before, so that showing twenty rows asks nothing."""

    known: dict[str, str] = {}

    def know(self, chosen: Any) -> None:
        self.known = {str(chosen.pk): str(chosen)}

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list[Any]:
        if not value or not all(one in self.known for one in value):
            return super().optgroups(name, value, attr)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = [
            self.create_option(name, one, self.known[one], True, place)
            for place, one in enumerate(value, start=len(empty))
        ]
        return [(None, empty + chosen, 0)]


class AskedRows(forms.ModelMultipleChoiceField):
    """Any number of rows; a forged number, too long for a database, is no choice."""

    def clean(self, value: list[str] | None) -> QuerySet:
        for one in value or ():
            if not _NUMBER.fullmatch(str(one)):
                message = self.error_messages["invalid_choice"]
                raise ValidationError(message, code="invalid_choice", params={"value": one})
        return super().clean(value)


class Autocompleting:
    """For admins and inlines: long lists are asked with `AskingSelect`, short ones listed once.

    ``listed_fields`` name the foreign keys to short vocabularies; their choices are read once a
    page, not once a row.
    """

    listed_fields: tuple[str, ...] = ()

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """A long list offers to add what it lacks; changing and deleting belong to its own desk."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
            field.widget.can_view_related = False
            field.widget.can_add_related &= db_field.name not in self.listed_fields
        return field

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = AskingSelect(db_field, self.admin_site)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name in self.listed_fields:
            field.choices = list(field.choices)
        return field

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelMultipleChoiceField:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = AskingSelectMultiple(db_field, self.admin_site)
            kwargs["form_class"] = AskedRows
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_field_queryset(
        self, db: str | None, db_field: ForeignKey, request: HttpRequest
    ) -> QuerySet:
        """The rows a field may name, with what their names are made of."""
        rows = super().get_field_queryset(db, db_field, request)
        if rows is None:
            rows = db_field.remote_field.model._default_manager.all()
        return rows.with_parents() if hasattr(rows, "with_parents") else rows


def know_chosen(form: forms.ModelForm) -> None:
    """Tell the select boxes of a form what its row, as it was read, has chosen."""
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, AskingSelect):
            relation = form._meta.model._meta.get_field(name)
            chosen = getattr(form.instance, name) if relation.is_cached(form.instance) else None
            if chosen is not None:
                widget.know(chosen)
