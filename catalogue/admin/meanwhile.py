"""Two people at one record: the later save is told what the other changed, and can merge.

Every form carries what it showed, as a short digest of each field. When it comes back and a field
of the record no longer is what was shown, nothing is saved: the form returns with the other's
values where only the other changed something, with one's own everywhere else, and with a choice
for each field that both changed. Rows of parts are told apart by their keys; one that the other
added or took out counts as changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict
from django.utils.translation import gettext as _

SEEN = "_seen"
CHOICE = "_choice-"
MINE, THEIRS = "mine", "theirs"
LONGEST_SEEN = 500_000

Written = list[str]
"""What a control would send: its values in order."""


@dataclass(frozen=True)
class Meanwhile:
    """Something that the other changed; ``is_asked`` where one changed it oneself."""

    name: str
    label: str
    theirs: str
    mine: str = ""
    is_asked: bool = False


@dataclass
class Merging:
    """A form that came back late: what to show in it, and what to say above it."""

    data: QueryDict
    changes: list[Meanwhile] = field(default_factory=list)


def written(bound: forms.BoundField) -> Written:
    """What the control of a field would send, as the record stands."""
    widget = getattr(bound.field.widget, "widget", bound.field.widget)
    value = bound.field.prepare_value(bound.initial)
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    if isinstance(widget, forms.SelectMultiple):
        return sorted(str(one) for one in (value or []))
    formatted = widget.format_value(value)
    if isinstance(formatted, list):
        formatted = formatted[0] if formatted else None
    return _plain("" if formatted is None else str(formatted))


def sent(bound: forms.BoundField, data: QueryDict) -> Written:
    """What the control of a field did send, in the same form."""
    widget = getattr(bound.field.widget, "widget", bound.field.widget)
    values = data.getlist(bound.html_name)
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if values else []
    if isinstance(widget, forms.SelectMultiple):
        return sorted(values)
    return _plain(values[-1] if values else "")


def _plain(text: str) -> Written:
    return [text.replace("\r\n", "\n").strip()]


def digest(values: Written) -> str:
    return hashlib.blake2s(json.dumps(values).encode(), digest_size=5).hexdigest()


# --- What a form showed ---


def seen(form: forms.ModelForm, formsets: list[Any]) -> str:
    """The digests of all fields of a record's form and of its existing rows."""
    shown = {"": _digests(form)}
    for formset in formsets:
        for row in _rows(formset):
            shown[_key(formset, row)] = _digests(row)
    return json.dumps(shown, separators=(",", ":"))


def read_seen(text: str) -> dict[str, dict[str, str]] | None:
    """What `seen` wrote; None for what it did not write."""
    try:
        shown = json.loads(text[:LONGEST_SEEN])
    except ValueError:
        return None
    if not isinstance(shown, dict) or not all(isinstance(one, dict) for one in shown.values()):
        return None
    return shown


def _digests(form: forms.ModelForm) -> dict[str, str]:
    return {name: digest(written(form[name])) for name in _compared(form)}


def _compared(form: forms.ModelForm) -> list[str]:
    """The fields of a form that say something about the record."""
    left_out = {DELETION_FIELD_NAME, form._meta.model._meta.pk.name}
    return [
        name
        for name, one in form.fields.items()
        if name not in left_out and not isinstance(one, forms.models.InlineForeignKeyField)
    ]


def _rows(formset: Any) -> list[forms.ModelForm]:
    """The existing rows of parts; none where they are only shown."""
    return [form for form in formset.initial_forms if form.fields]


def _key(formset: Any, row: forms.ModelForm) -> str:
    return f"{formset.prefix}:{row.instance.pk}"


# --- What is to be said when it comes back ---


def merge(data: QueryDict, form: forms.ModelForm, formsets: list[Any]) -> Merging | None:
    """Join what was sent with the record as it stands, if that is not what was shown.

    ``form`` and ``formsets`` show the record as it stands, unbound. None where nothing was changed
    meanwhile, or where the sender does not say what was shown.
    """
    shown = read_seen(data.get(SEEN, ""))
    now = seen(form, formsets)
    if shown is None or json.loads(now) == shown:
        return None
    merging = Merging(data.copy())
    merging.data[SEEN] = now
    _merge_fields(merging, data, form, shown.get("", {}), "")
    for formset in formsets:
        _merge_rows(merging, data, formset, shown)
    return merging if merging.changes else None


def _merge_fields(
    merging: Merging, data: QueryDict, form: forms.ModelForm, shown: dict[str, str], where: str
) -> None:
    """Take over what only the other changed; ask about what both did."""
    for name in _compared(form):
        bound = form[name]
        now = written(bound)
        if name not in shown or digest(now) == shown[name]:
            continue
        mine = sent(bound, data)
        if mine == now:
            continue
        label = " · ".join(filter(None, [where, str(bound.label)]))
        asked = digest(mine) != shown[name]
        if not asked:
            _write(merging.data, bound.html_name, now)
        merging.changes.append(
            Meanwhile(
                bound.html_name,
                label,
                in_words(bound, now),
                in_words(bound, mine) if asked else "",
                asked,
            )
        )


def _write(data: QueryDict, name: str, values: Written) -> None:
    if values:
        data.setlist(name, values)
    else:
        data.pop(name, None)


def in_words(bound: forms.BoundField, values: Written) -> str:
    """What a control shows for its values."""
    widget = getattr(bound.field.widget, "widget", bound.field.widget)
    if isinstance(widget, forms.CheckboxInput):
        return _("yes") if values else _("no")
    if isinstance(widget, forms.Select):
        groups = widget.optgroups(bound.html_name, values)
        return "; ".join(
            str(option["label"])
            for _name, options, _index in groups
            for option in options
            if option["selected"] and str(option["value"]) in values
        )
    return " ".join(values)


# --- Rows ---


@dataclass(frozen=True)
class _Sent:
    """A row as it was sent: its values by the names of its fields."""

    key: str
    values: dict[str, list[str]]


def _merge_rows(merging: Merging, data: QueryDict, formset: Any, shown: dict[str, Any]) -> None:
    """Put the rows of a formset in order: those that stand, then those that are new."""
    prefix, pk = formset.prefix, formset.model._meta.pk.name
    rows = list(_sent_rows(data, prefix, pk))
    mine = {row.key: row for row in rows if row.key}
    standing = {str(row.instance.pk): row for row in _rows(formset)}
    if not standing and not mine:
        return
    for name in [name for name in merging.data if name.startswith(f"{prefix}-")]:
        if name.removeprefix(f"{prefix}-").split("-", 1)[0].isdigit():
            del merging.data[name]
    count = 0
    for key, row in standing.items():
        _stand(merging, formset, row, mine.get(key), shown.get(f"{prefix}:{key}"), count)
        count += 1
    for row in rows:
        gone = bool(row.key) and row.key not in standing
        if row.key and not gone:
            continue
        if gone and not _is_mine(row, shown.get(f"{prefix}:{row.key}", {}), formset):
            merging.changes.append(
                Meanwhile("", _kind(formset), _("the other took a row out: %s") % _says(row))
            )
            continue
        for name, values in row.values.items():
            merging.data.setlist(f"{prefix}-{count}-{name}", [""] if name == pk else values)
        if gone:
            merging.changes.append(
                Meanwhile(f"{prefix}-{count}", _kind(formset), _("taken out"), _says(row), True)
            )
        count += 1
    merging.data[f"{prefix}-INITIAL_FORMS"] = str(len(standing))
    merging.data[f"{prefix}-TOTAL_FORMS"] = str(count)


def _stand(
    merging: Merging,
    formset: Any,
    row: forms.ModelForm,
    mine: _Sent | None,
    shown: dict[str, str] | None,
    place: int,
) -> None:
    """Write a row that stands, with what was sent for it, to its place.

    Unbound, the rows that stand have the very names in the form that their places give them.
    """
    start = f"{formset.prefix}-{place}-"
    name_of_pk = formset.model._meta.pk.name
    merging.data[f"{start}{name_of_pk}"] = str(row.instance.pk)
    merging.data[f"{start}{formset.fk.name}"] = str(formset.instance.pk)
    where = str(row.instance)
    if mine is None or shown is None:
        for name in _compared(row):
            _write(merging.data, f"{start}{name}", written(row[name]))
        if shown is None:
            merging.changes.append(Meanwhile("", _kind(formset), _("the other added: %s") % where))
        return
    for name, values in mine.values.items():
        merging.data.setlist(f"{start}{name}", values)
    of_row = Merging(merging.data)
    _merge_fields(of_row, merging.data, row, shown, where)
    if DELETION_FIELD_NAME not in mine.values:
        merging.changes += of_row.changes
    elif of_row.changes:
        theirs = "; ".join(f"{one.label}: {one.theirs}" for one in of_row.changes)
        merging.changes.append(
            Meanwhile(f"{start}{DELETION_FIELD_NAME}", where, theirs, _("taken out"), True)
        )


def _sent_rows(data: QueryDict, prefix: str, pk: str) -> Iterator[_Sent]:
    """The rows of a formset as they were sent, in order."""
    found: dict[int, dict[str, list[str]]] = {}
    for name, values in data.lists():
        place, _dash, column = name.removeprefix(f"{prefix}-").partition("-")
        if name.startswith(f"{prefix}-") and place.isascii() and place.isdigit() and column:
            found.setdefault(int(place[:6]), {})[column] = values
    for place in sorted(found):
        yield _Sent((found[place].get(pk) or [""])[-1], found[place])


def _is_mine(row: _Sent, shown: dict[str, str], formset: Any) -> bool:
    """Whether a row that is gone had been changed, not taken out, by the one who sends it."""
    if DELETION_FIELD_NAME in row.values:
        return False
    form = formset.empty_form
    as_sent = QueryDict(mutable=True)
    for name, values in row.values.items():
        as_sent.setlist(form.add_prefix(name), values)
    return any(digest(sent(form[name], as_sent)) != shown.get(name) for name in _compared(form))


def _says(row: _Sent) -> str:
    values = (value for values in row.values.values() for value in values if value)
    return ", ".join(values)[:200]


def _kind(formset: Any) -> str:
    return str(formset.model._meta.verbose_name)


# --- What was chosen ---


def choose(data: QueryDict, form: forms.ModelForm, formsets: list[Any]) -> QueryDict:
    """What was sent, with the other's values where they were chosen."""
    chosen = [
        name.removeprefix(CHOICE)
        for name, value in data.items()
        if name.startswith(CHOICE) and value == THEIRS
    ]
    if not chosen:
        return data
    data = data.copy()
    fields = {one.html_name: one for one in _bound_fields(form, formsets)}
    for name in chosen:
        start = name.removesuffix(DELETION_FIELD_NAME)
        if name in fields:
            _write(data, name, written(fields[name]))
        elif start != name:
            data.pop(name, None)
            for one in fields:
                if one.startswith(start):
                    _write(data, one, written(fields[one]))
        else:
            data[f"{name}-{DELETION_FIELD_NAME}"] = "on"
    return data


def _bound_fields(form: forms.ModelForm, formsets: list[Any]) -> Iterator[forms.BoundField]:
    yield from (form[name] for name in _compared(form))
    for formset in formsets:
        yield from (row[name] for row in _rows(formset) for name in _compared(row))
