"""For admins: forms that notice that another saved the record since they were opened."""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from reversion.models import Version

from .meanwhile import SEEN, choose, merge, seen


class Together:
    """What two people do at once at one record, neither loses; see `meanwhile`."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id and SEEN in request.POST:
            self._look_for_the_other(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        """A form that comes late is refused, whatever else is right or wrong in it."""
        form = super().get_form(request, obj, change=change, **kwargs)
        changes = getattr(request, "meanwhile", ())
        return _late(form, len(changes)) if changes else form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj is not None and obj.pk:
            if SEEN in request.POST:
                context["seen"] = request.POST[SEEN]
            elif self.has_change_permission(request, obj):
                formsets = [one.formset for one in context["inline_admin_formsets"]]
                context["seen"] = seen(context["adminform"].form, formsets)
            changes = getattr(request, "meanwhile", ())
            if changes:
                context |= {"meanwhile": changes, "last_save": _last_save(obj)}
        return super().render_change_form(request, context, *args, **kwargs)

    def _look_for_the_other(self, request: HttpRequest, object_id: str) -> None:
        """Compare what stands with what the form showed, while nobody else can save."""
        record = self.get_object(request, unquote(object_id))
        if record is None or not self.has_change_permission(request, record):
            return
        list(self.model._base_manager.select_for_update().filter(pk=record.pk))
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return
        form, formsets = self._standing_forms(request, record)
        merging = merge(request.POST, form, formsets)
        if merging is None:
            request.POST = choose(request.POST, form, formsets)
        else:
            request.POST, request.meanwhile = merging.data, merging.changes

    def _standing_forms(
        self, request: HttpRequest, record: Model
    ) -> tuple[forms.ModelForm, list[Any]]:
        """The record's form and rows as they would be shown now."""
        looking = copy(request)
        looking.method = "GET"
        fields = flatten_fieldsets(self.get_fieldsets(looking, record))
        form = self.get_form(looking, record, change=True, fields=fields)(instance=record)
        formsets, _inlines = self._create_formsets(looking, record, change=True)
        return form, formsets


def _late(form: type[forms.ModelForm], number: int) -> type[forms.ModelForm]:
    """The same form, refused."""

    class LateForm(form):
        def clean(self) -> dict[str, Any]:
            cleaned = super().clean()
            words = ngettext(
                "Nothing is saved yet: meanwhile another changed something (see above).",
                "Nothing is saved yet: meanwhile another changed %(n)d things (see above).",
                number,
            )
            self.add_error(None, words % {"n": number})
            return cleaned

    return LateForm


def _last_save(record: Model) -> str:
    """Who saved a record last, and when; "" where history does not say."""
    version = Version.objects.get_for_object(record).select_related("revision__user").first()
    if version is None or version.revision.user is None:
        return ""
    return _("last by %(who)s") % {"who": version.revision.user}
