"""A table whose headings are not all known: which column is which field, asked at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.imports.tables import Mapping, Source
from catalogue.imports.tables.fields import ROLES, SECTIONS
from catalogue.imports.tables.glance import Glance

MOST_COLUMNS = 60
"""So many columns are asked about; what lies beyond is left out of the import."""

SECTION_LABELS = {
    "archive": gettext_lazy("archive"),
    "fond": gettext_lazy("fond"),
    "opis": gettext_lazy("opis"),
    "delo": gettext_lazy("delo"),
    "place": gettext_lazy("place of the document"),
    "document": gettext_lazy("document"),
    "people": gettext_lazy("people"),
}

FIELD_LABELS = {
    "code": gettext_lazy("code"),
    "name": gettext_lazy("name"),
    "number": gettext_lazy("number"),
    "title": gettext_lazy("title"),
    "title_en": gettext_lazy("title in English"),
    "title_original": gettext_lazy("title in the original language"),
    "date": gettext_lazy("date"),
    "scope": gettext_lazy("scope and content"),
    "sheets": gettext_lazy("extent in sheets"),
    "access": gettext_lazy("access"),
    "access_reason": gettext_lazy("reason of the restriction"),
    "access_opens": gettext_lazy("opens on"),
    "note": gettext_lazy("note"),
    "papka": gettext_lazy("papka"),
    "reference": gettext_lazy("reference"),
    "listy": gettext_lazy("listy"),
    "copy_kind": gettext_lazy("kind of copy"),
    "identifier": gettext_lazy("identifier"),
    "type": gettext_lazy("type"),
    "languages": gettext_lazy("languages"),
    "summary": gettext_lazy("summary"),
    "markings": gettext_lazy("markings"),
    "place_of_writing": gettext_lazy("place of writing"),
    "places": gettext_lazy("places"),
    "subjects": gettext_lazy("subjects"),
    "collections": gettext_lazy("collections"),
    "publisher": gettext_lazy("publishing archive"),
    "source_note": gettext_lazy("source as given"),
    "credits": gettext_lazy("credits"),
    "rights": gettext_lazy("rights"),
}

FOR_ALL = {"archive": ("archive", "code"), "fond": ("fond", "number"), "opis": ("opis", "number")}
"""What may be said once for all rows, by the name of its field in the form."""

Choices = list[tuple[str, Any]]


def field_choices() -> Choices:
    """The fields that a column may be, under their sections; none first."""
    return [
        ("", _("left out")),
        *(
            (label, [(f"{section}.{name}", f"{label}: {said}") for name, said in _fields(section)])
            for section, label in SECTION_LABELS.items()
        ),
    ]


def _fields(section: str) -> Iterator[tuple[str, Any]]:
    if section == "people":
        return ((role, role) for role in ROLES)
    return ((name, FIELD_LABELS[name]) for name in SECTIONS[section])


class MappingForm(forms.Form):
    """For each column of a table the field that it is, and what is the same for all rows."""

    rows = forms.ChoiceField(
        label=gettext_lazy("A row is"),
        choices=[("delo", gettext_lazy("a delo")), ("document", gettext_lazy("a document"))],
    )
    archive = forms.CharField(
        label=gettext_lazy("Archive of all rows"), required=False, max_length=200
    )
    fond = forms.CharField(label=gettext_lazy("Fond of all rows"), required=False, max_length=64)
    opis = forms.CharField(label=gettext_lazy("Opis of all rows"), required=False, max_length=64)
    prefix = forms.CharField(
        label=gettext_lazy("Before each identifier"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Of documents: what no other table has, such as my-letters."),
    )

    def __init__(self, glance: Glance, data: Any = None) -> None:
        super().__init__(data, initial={"rows": glance.mapping.rows})
        self.glance = glance
        self.asked: dict[str, str] = {}
        """The headings asked about, by the names of their fields in the form."""
        guessed = {
            column: f"{section}.{name}"
            for section, sources in glance.mapping.sections.items()
            for name, source in sources.items()
            for column in source.columns
        }
        choices = field_choices()
        for heading in list(dict.fromkeys(filter(None, glance.headings)))[:MOST_COLUMNS]:
            at = glance.headings.index(heading)
            self.asked[f"column_{at}"] = heading
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=guessed.get(heading, "")
            )
        for name, (section, field) in FOR_ALL.items():
            if source := glance.mapping.source(section, field):
                self.fields[name].initial = source.value

    @property
    def columns(self) -> Iterator[tuple[forms.BoundField, list[str]]]:
        """The question about each column, with what stands in its first rows."""
        for name in self.asked:
            at = int(name.removeprefix("column_"))
            yield self[name], [row[at] if at < len(row) else "" for row in self.glance.rows]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.errors:
            return given
        mapping = self.mapping()
        if mapping.rows == "document" and not mapping.source("document", "title"):
            self.add_error(None, _("Say which column is the title of the document."))
        places = (mapping.source("delo", "number"), mapping.source("place", "reference"))
        if mapping.rows == "delo" and not any(places):
            self.add_error(None, _("Say which column is the number of the delo, or a reference."))
        if not mapping.says_archive:
            self.add_error("archive", _("Say which archive the table is of: its code or name."))
        return given

    def mapping(self) -> Mapping:
        """What was answered, as a mapping; details that were guessed of a column stay."""
        given = self.cleaned_data
        columns: dict[tuple[str, str], tuple[str, ...]] = {}
        for asked, heading in self.asked.items():
            if chosen := given.get(asked):
                section, _dot, name = chosen.partition(".")
                columns[section, name] = (*columns.get((section, name), ()), heading)
        sections: dict[str, dict[str, Source]] = {}
        for (section, name), named in columns.items():
            guessed = self.glance.mapping.source(section, name)
            source = guessed if guessed and guessed.columns == named else Source(named)
            if (section, name) == ("document", "identifier") and given.get("prefix"):
                source = replace(source, prefix=given["prefix"])
            sections.setdefault(section, {})[name] = source
        for asked, (section, name) in FOR_ALL.items():
            if given.get(asked) and name not in sections.get(section, {}):
                sections.setdefault(section, {})[name] = Source(value=given[asked])
        left_out = tuple(heading for asked, heading in self.asked.items() if not given.get(asked))
        return replace(self.glance.mapping, rows=given["rows"], sections=sections, ignore=left_out)
