"""History: every save a revision, and any version of a record put back with its parts.

Three things differ from django-reversion's own admin. To *look* at a version it silences the
signals of the whole process, in which another curator's save would lose its computed columns;
here signals stay on and the transaction is undone. It finds a version by its number alone, so that
the right to change one kind of record gave all; here the kind must fit. And it reverts whole
revisions (see `restoring`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import reversion
from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import localize
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _
from reversion.admin import VersionAdmin
from reversion.errors import RevertError
from reversion.models import Version

from .chronicle import keep_as_deleted, keep_beginnings, page_of_history
from .restoring import Part, restore

READING = ("GET", "HEAD", "OPTIONS")
DELETED_SHOWN = 200


class OnlyShown(Exception):
    """Undoes the transaction in which something was put in place to be looked at."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


class HistoryAdmin(VersionAdmin):
    """An admin whose records can be put back as they were."""

    history_latest_first = True
    object_history_template = "admin/catalogue/history.html"
    recover_list_template = "admin/catalogue/recover_list.html"

    @property
    def parts(self) -> list[Part]:
        """What belongs to a record and comes back with it: the rows of its inlines."""
        return [(inline.model, _key_to(self.model, inline.model)) for inline in self.inlines]

    @contextmanager
    def create_revision(self, request: HttpRequest) -> Iterator[None]:
        """Open a revision for a write only: on SQLite it takes the one lock for writing."""
        if request.method in READING:
            yield
        else:
            with super().create_revision(request):
                yield

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The versions of a record that is there."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context = page_of_history(self, request, record) | (extra_context or {})
        return super().history_view(request, object_id, context)

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        """Keep what stood before the first change, so that it can be compared and restored."""
        if change:
            keep_beginnings(self.model._base_manager.filter(pk=obj.pk))
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        keep_as_deleted([obj], request.user)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        keep_as_deleted(queryset, request.user)
        super().delete_queryset(request, queryset)

    def revision_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: int,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A record as it was, in its form; saving the form puts it back."""
        record = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        version = self._version(version_id, object_id=str(record.pk))
        title = _("Restore %(name)s") % {"name": version.object_repr}
        context = {"title": title, "revert": True, "version": version, **(extra_context or {})}
        return self._shown_or_restored(
            request, version, record, "reversion/revision_form.html", context
        )

    def recover_view(
        self, request: HttpRequest, version_id: int, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A deleted record in its form; saving the form brings it back."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        version = self._version(version_id)
        title = _("Recover %(name)s") % {"name": version.object_repr}
        context = {"title": title, "recover": True, "version": version, **(extra_context or {})}
        return self._shown_or_restored(
            request, version, None, "reversion/recover_form.html", context
        )

    def recoverlist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The records deleted last."""
        deleted = Version.objects.get_deleted(self.model).select_related("revision__user")
        context = {"deleted": deleted.order_by("-pk")[:DELETED_SHOWN], **(extra_context or {})}
        return super().recoverlist_view(request, context)

    def _version(self, version_id: int, **found_by: str) -> Version:
        versions = Version.objects.get_for_model(self.model).select_related("revision")
        return get_object_or_404(versions, pk=version_id, **found_by)

    def after_restoring(self, request: HttpRequest, standing: Model | None, key: str) -> None:
        """What more there is to do once a version is put back, before its form is opened.

        ``standing`` is the record as it was until now, None where it had been deleted.
        """

    def _shown_or_restored(
        self,
        request: HttpRequest,
        version: Version,
        standing: Model | None,
        template: str,
        context: dict[str, Any],
    ) -> HttpResponse:
        try:
            with transaction.atomic(), super().create_revision(request):
                restore(version, self.parts)
                self.after_restoring(request, standing, version.object_id)
                response = self.changeform_view(
                    request, quote(version.object_id), request.path, context
                )
                if response.status_code != 302:
                    response.template_name = template
                    raise OnlyShown(response.render())
                reversion.set_comment(_restored_words(version))
        except RevertError as error:
            messages.error(request, str(error))
            response = redirect(f"{self.admin_site.name}:{self._list_name}")
        except OnlyShown as shown:
            response = shown.response
        else:
            return response
        _undo_enclosing_revision()
        return response

    @property
    def _list_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_changelist"


def _key_to(record: type[Model], part: type[Model]) -> str:
    """The foreign key of a part to its record."""
    keys = (field for field in part._meta.concrete_fields if field.related_model is record)
    return next(keys).name


def _restored_words(version: Version) -> str:
    moment = localize(template_localtime(version.revision.date_created))
    return _("Restored as it was on %(moment)s.") % {"moment": moment}


def _undo_enclosing_revision() -> None:
    """Keep a revision of the whole request, where there is one, from recording what was undone."""
    if reversion.is_active():
        transaction.set_rollback(True)
