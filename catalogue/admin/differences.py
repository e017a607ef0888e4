"""Two states of a record side by side, field by field, in the labels and names people know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field, Model
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models.contents import WHOLE, Clash, Content, Row, by_key, values_of
from catalogue.writing.differences import Piece, shortened, word_differences

LABELS = {
    ("catalogue.holding", "delo"): gettext_lazy("place"),
    ("catalogue.document", "date_text"): gettext_lazy("date"),
}
"""What columns that say one thing together are called."""

TELLING = {
    "catalogue.holding": ("delo", "listy"),
    "catalogue.participation": ("role", "agent"),
    "catalogue.text": ("kind", "language", "label"),
    "catalogue.externalidentifier": ("scheme", "value"),
}
"""What tells one part from another of its kind; else its name."""


@dataclass(frozen=True)
class Difference:
    """One field that two states differ in, in words."""

    label: str
    before: str
    after: str

    @cached_property
    def pieces(self) -> list[Piece]:
        """The wordings as one, for reading."""
        return shortened(word_differences(self.before, self.after))


@dataclass(frozen=True)
class Changed:
    """A row of a record and what is different about it; ``name`` is empty for the record itself."""

    name: str
    change: str
    differences: list[Difference]


def compare(before: Content, after: Content, names: Names | None = None) -> list[Changed]:
    """What two states of a record differ in; nothing where they say the same."""
    names = names or Names([*before, *after])
    old, new = by_key(before), by_key(after)
    return [
        changed
        for key in dict.fromkeys([*new, *old])
        if (changed := _compared(old.get(key), new.get(key), names)) is not None
    ]


def _compared(old: Row | None, new: Row | None, names: Names) -> Changed | None:
    row = new or old
    model = apps.get_model(row["model"])
    was, now = values_of(old) if old else {}, values_of(new) if new else {}
    differences = [
        Difference(_label(row["model"], column), before, after)
        for column in dict.fromkeys([*was, *now])
        if was.get(column) != now.get(column)
        for before in [names.of_value(model, column, was.get(column))]
        for after in [names.of_value(model, column, now.get(column))]
        if before != after
    ]
    if not differences:
        return None
    change = _("changed") if old and new else _("added") if new else _("taken out")
    return Changed(names.of_part(row), change, differences)


def clash_in_words(clash: Clash, names: Names) -> dict[str, str]:
    """A clash for its form: what it is about, and what each of the two says."""
    row = clash.mine or clash.theirs
    model = apps.get_model(row["model"])
    words = {"key": clash.key, "name": names.of_part(row)}
    if not clash.column:
        kept, gone = _("keeps and changes it"), _("has taken it out")
        return words | {
            "label": "",
            "mine": kept if clash.mine else gone,
            "theirs": kept if clash.theirs else gone,
        }
    return words | {
        "label": _label(row["model"], clash.column),
        "mine": names.of_value(model, clash.column, values_of(clash.mine)[clash.column]),
        "theirs": names.of_value(model, clash.column, values_of(clash.theirs)[clash.column]),
    }


def _label(model: str, column: str) -> str:
    special = LABELS.get((model, column))
    return str(special or apps.get_model(model)._meta.get_field(column).verbose_name)


class Names:
    """The names of all rows that some contents refer to, read once for each table."""

    def __init__(self, rows: Iterable[Row]) -> None:
        wanted: dict[type[Model], set[int]] = defaultdict(set)
        for row in rows:
            model = apps.get_model(row["model"])
            for column, value in row["fields"].items():
                field = model._meta.get_field(column)
                if field.is_relation and value:
                    wanted[field.related_model] |= set(value if field.many_to_many else [value])
        self._names = {model: _names_of(model, keys) for model, keys in wanted.items()}

    def of(self, model: type[Model], key: int) -> str:
        name = self._names.get(model, {}).get(key)
        return name or _("%(kind)s no. %(key)s, no longer there") % {
            "kind": model._meta.verbose_name,
            "key": key,
        }

    def of_part(self, row: Row) -> str:
        """What a part is called: “holding: APRF, fond 3, listy 5”; a record itself is not named."""
        model = apps.get_model(row["model"])
        telling = TELLING.get(row["model"])
        if telling is None and not row["model"].endswith("name"):
            return ""
        values = values_of(row)
        words = (self.of_value(model, one, values.get(one)) for one in telling or ("name",))
        return f"{model._meta.verbose_name}: {', '.join(filter(None, words))}"

    def of_value(self, model: type[Model], column: str, value: Any) -> str:
        """A value as people say it."""
        if value in (None, "", [], False):
            return ""
        together = WHOLE.get(model._meta.label_lower, {}).get(column)
        if together:
            return self._of_values(model, together, value)
        return self._of_one(model._meta.get_field(column), value)

    def _of_values(self, model: type[Model], columns: tuple[str, ...], values: list[Any]) -> str:
        said = [
            self._of_one(model._meta.get_field(column), value)
            for column, value in zip(columns, values, strict=True)
            if value
        ]
        is_place = model._meta.get_field(columns[0]).is_relation
        return (said[-1] if said else "") if is_place else " · ".join(said)

    def _of_one(self, field: Field, value: Any) -> str:
        if field.many_to_many:
            return "; ".join(sorted(self.of(field.related_model, one) for one in value))
        if field.is_relation:
            return self.of(field.related_model, value)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return _("yes") if value is True else str(value)


def _names_of(model: type[Model], keys: set[int]) -> dict[int, str]:
    rows = model._default_manager
    rows = rows.with_parents() if hasattr(rows, "with_parents") else rows.all()
    return {row.pk: str(row) for row in rows.filter(pk__in=keys)}
