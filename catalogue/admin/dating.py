"""The date of a record: typed in words or as EDTF, shown as understood, not guessed in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.dates import DateReading, EdtfError, Span, read_date, read_edtf, write_date

from .records import RecordForm

DATE = (("date_text", "date_edtf"), "date_as_written_only")
"""The fields of a date, for fieldsets."""

LONGEST_DATE = 300
UNDATED = "undated"
"""What a reading notes of words that say there is no date: б/г."""


@dataclass(frozen=True)
class Understood:
    """What was understood of a date, in words; or that it was not, and why."""

    words: str
    is_refused: bool = False


class DatedForm(RecordForm):
    """A form whose record has a date.

    Words that are understood fill in an empty EDTF. Words that are not, or that say something
    else than the EDTF, are refused, unless the curator lets them stand as written only.
    """

    date_as_written_only = forms.BooleanField(
        label=gettext_lazy("As written only"),
        required=False,
        help_text=gettext_lazy("The words are not read; they may say what they like."),
    )

    class Media:
        js = ("catalogue/admin/dating.js",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "date_edtf" in self.fields:
            self.initial["date_as_written_only"] = _stands_as_written(self.instance)
            self._show_what_is_understood()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        text, edtf = cleaned.get("date_text"), cleaned.get("date_edtf")
        if text and edtf is not None and not cleaned.get("date_as_written_only"):
            reading = read_date(text)
            if not edtf or self._is_old_reading(edtf):
                cleaned["date_edtf"] = self._reading_or_refusal(reading)
            elif _contradict(reading.edtf, edtf):
                self.add_error("date_edtf", _("The words say %(edtf)s.") % {"edtf": reading.edtf})
        return cleaned

    def _is_old_reading(self, edtf: str) -> bool:
        """Whether the words were changed and the EDTF is still what the old ones meant."""
        if "date_text" not in self.changed_data or "date_edtf" in self.changed_data:
            return False
        return read_date(self.initial.get("date_text") or "").edtf == edtf

    def _reading_or_refusal(self, reading: DateReading) -> str:
        if _is_refused(reading):
            self.add_error("date_text", _not_understood(reading))
        return reading.edtf or ""

    def _show_what_is_understood(self) -> None:
        """Beside the EDTF; a script keeps it up while one types."""
        given = self.data if self.is_bound else self.initial
        text, edtf = (given.get(name) or "" for name in ("date_text", "date_edtf"))
        understood = understand(text, edtf)
        field = self.fields["date_edtf"]
        field.help_text = render_to_string(
            "admin/catalogue/date_understood.html",
            {"understood": understood, "help_text": field.help_text},
        )


def understand(text: str, edtf: str) -> Understood:
    """What an EDTF means; without one, what the words mean."""
    if edtf:
        return _understand_edtf(edtf)
    reading = read_date(text[:LONGEST_DATE])
    if _is_refused(reading):
        return Understood(_not_understood(reading), is_refused=True)
    if reading.span is None:
        return Understood(_("undated"))
    return Understood(" · ".join([_in_words(reading.span), *reading.notes]))


def _understand_edtf(edtf: str) -> Understood:
    try:
        return Understood(_in_words(read_edtf(edtf)))
    except EdtfError as error:
        return Understood(str(error), is_refused=True)


def understood_json(request: HttpRequest) -> JsonResponse:
    """What is understood of a date while a curator types it."""
    understood = understand(request.GET.get("text", ""), request.GET.get("edtf", "")[:LONGEST_DATE])
    return JsonResponse({"words": understood.words, "refused": understood.is_refused})


def _is_refused(reading: DateReading) -> bool:
    """Whether there were words, and they neither give a date nor say that there is none."""
    return bool(reading.text.strip()) and not reading.edtf and UNDATED not in reading.notes


def _not_understood(reading: DateReading) -> str:
    return _("Not understood: %(why)s. Write it otherwise, give its EDTF, or let it stand.") % {
        "why": "; ".join(reading.notes)
    }


def _in_words(span: Span) -> str:
    """“summer 1942 · 1942-22 · 1942-06-01 to 1942-08-31”."""
    words = write_date(span.edtf, language=(get_language() or "en")[:2])
    if span.earliest == span.latest:
        return f"{words} · {span.edtf}"
    first, last = (day.isoformat() if day else _("open") for day in span.bounds)
    days = _("%(first)s to %(last)s") % {"first": first, "last": last}
    return f"{words} · {span.edtf} · {days}"


def _contradict(read: str | None, typed: str) -> bool:
    """Whether no day can be meant by both; a malformed one is refused elsewhere."""
    try:
        return bool(read) and not read_edtf(read).overlaps(read_edtf(typed))
    except EdtfError:
        return False


def _stands_as_written(record: Any) -> bool:
    return bool(record.date_text and not record.date_edtf)
