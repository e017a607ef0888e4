"""What may be done to many records at once: one form, in which one change is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from catalogue.models import Delo, Document, Fond, Language, Opis
from catalogue.models.bulk_changes import (
    BulkChange,
    LanguagesSet,
    MovedToDelo,
    StatusGiven,
    TermAdded,
    WordCorrected,
)

from .autocomplete import AskedRows, AskingSelect, AskingSelectMultiple
from .places import PlaceField

Cleaned = dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """One change a curator may choose: what it is called, what it needs, how it is made."""

    label: str
    fields: tuple[str, ...]
    """The fields of the form it reads; all but those in ``optional`` must be filled."""
    made: Callable[[Cleaned], BulkChange]
    optional: tuple[str, ...] = ()
    right: str = "change"
    """The right it takes, as the admin's ``has_<right>_permission`` tells."""


def _status(status: str) -> Callable[[Cleaned], BulkChange]:
    return lambda cleaned: StatusGiven(status)


def _term(field: str, name: str) -> Callable[[Cleaned], BulkChange]:
    return lambda cleaned: TermAdded(field, cleaned[name])


def _corrected(*columns: str) -> Callable[[Cleaned], BulkChange]:
    return lambda cleaned: WordCorrected(cleaned["wrong"], cleaned["right"], columns)


OF_DOCUMENTS = {
    "publish": Choice(
        gettext_lazy("Publish"), (), _status(Document.Status.PUBLISHED), right="publish"
    ),
    "withdraw": Choice(
        gettext_lazy("Withdraw (back to draft)"),
        (),
        _status(Document.Status.DRAFT),
        right="publish",
    ),
    "send_to_review": Choice(
        gettext_lazy("Send to review"), (), _status(Document.Status.REVIEW), right="publish"
    ),
    "add_subject": Choice(
        gettext_lazy("Add a subject"), ("subject",), _term("subjects", "subject")
    ),
    "add_collection": Choice(
        gettext_lazy("Add to a collection"), ("collection",), _term("collections", "collection")
    ),
    "set_language": Choice(
        gettext_lazy("Set the original language"),
        ("languages",),
        lambda cleaned: LanguagesSet(tuple(cleaned["languages"])),
    ),
    "move": Choice(
        gettext_lazy("Move to another delo"),
        ("source", "target"),
        lambda cleaned: MovedToDelo(cleaned["target"], cleaned.get("source")),
        optional=("source",),
    ),
    "correct_word": Choice(
        gettext_lazy("Correct a word in titles"),
        ("wrong", "right"),
        _corrected("title", "title_original"),
        optional=("right",),
    ),
}
OF_UNITS = {
    "correct_word": Choice(
        gettext_lazy("Correct a word in titles"),
        ("wrong", "right"),
        _corrected("title", "title_en"),
        optional=("right",),
    ),
}
CHOICES: dict[type[Model], dict[str, Choice]] = {
    Document: OF_DOCUMENTS,
    Fond: OF_UNITS,
    Opis: OF_UNITS,
    Delo: OF_UNITS,
}
"""The changes offered in each list; a further one is a line."""


class DeloField(PlaceField):
    """A delo, picked by its path."""

    def to_python(self, value: str | None) -> Delo | None:
        place = super().to_python(value)
        if place is not None and not isinstance(place, Delo):
            raise forms.ValidationError(gettext("%(place)s is no delo.") % {"place": place})
        return place


def _one_of(field: str) -> forms.ModelChoiceField:
    relation = Document._meta.get_field(field)
    return forms.ModelChoiceField(
        relation.related_model._default_manager.all(),
        required=False,
        label=capfirst(relation.related_model._meta.verbose_name),
        widget=AskingSelect(relation, admin.site),
    )


class BulkForm(forms.Form):
    """One change and what it needs; the fields of the other changes are not read."""

    change = forms.ChoiceField(label=gettext_lazy("Change"), widget=forms.RadioSelect)
    subject = _one_of("subjects")
    collection = _one_of("collections")
    languages = AskedRows(
        Language.objects.all(),
        required=False,
        label=gettext_lazy("Languages"),
        widget=AskingSelectMultiple(Document._meta.get_field("languages"), admin.site),
    )
    source = DeloField(
        required=False,
        label=gettext_lazy("From delo"),
        help_text=gettext_lazy("Needed only for documents that lie in several places."),
    )
    target = DeloField(required=False, label=gettext_lazy("To delo"))
    wrong = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Word as it stands"),
        help_text=gettext_lazy("To the letter, capitals too; only whole words are found."),
    )
    right = forms.CharField(required=False, max_length=200, label=gettext_lazy("Word as it should"))

    def __init__(self, choices: dict[str, Choice], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        self.fields["change"].choices = [(name, one.label) for name, one in choices.items()]
        for name in set(self.fields) - {"change"}:
            readers = [change for change, one in choices.items() if name in one.fields]
            if readers:
                self.fields[name].changes = " ".join(readers)
            else:
                del self.fields[name]

    @property
    def chosen(self) -> Choice:
        return self.choices[self.cleaned_data["change"]]

    def clean(self) -> Cleaned:
        cleaned = super().clean()
        choice = self.choices.get(cleaned.get("change", ""))
        for name in self.fields:
            if name == "change" or choice is None:
                continue
            if name not in choice.fields:
                self.errors.pop(name, None)
            elif name not in choice.optional and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, gettext("“%(change)s” needs this.") % {"change": choice.label})
        return cleaned

    def made(self) -> BulkChange:
        """The change that was chosen."""
        return self.chosen.made(self.cleaned_data)

    def values(self) -> dict[str, Any]:
        """What was chosen, as a form sends it: for showing it again and for the record."""
        names = ("change", *self.chosen.fields)
        return {name: self.data.getlist(name) for name in names}
