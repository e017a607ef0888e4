"""Putting a record back as it was: itself and its parts, and nothing else of that revision.

A revision may hold more than one record (a bulk action, the units a source line made). Reverting
the whole of it would take them all back, so only the versions of one record are applied here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from reversion.errors import RevertError
from reversion.models import Version

from catalogue.models.contents import Content, Row

Part = tuple[type[Model], str]
"""A model of parts, and its foreign key to the record they belong to."""


def restore(version: Version, parts: Iterable[Part]) -> None:
    """Write a record's version to the tables, its parts too; see `put_back`."""
    parts = list(parts)
    put_back([version, *_versions_of_parts(version, parts)], parts)


def write_content(content: Content, parts: Iterable[Part]) -> None:
    """Write a content to the tables in the same way; a row without a key is made anew."""
    put_back([_as_version(row) for row in content], list(parts))


def put_back(versions: list[Version], parts: list[Part]) -> None:
    """Write versions of a record and of its parts, the record first.

    Parts are taken out and put back, so that two of them may have exchanged what must be unique.
    Raises ``RevertError`` where that cannot be: something it names is gone, or a rule forbids it.
    """
    version = versions[0]
    for one in versions:
        _refuse_the_orphaned(one, version)
    try:
        with transaction.atomic():
            for model, key in parts:
                model._default_manager.filter(**{key: version.object_id}).delete()
            for one in versions:
                one.revert()
    except (IntegrityError, ObjectDoesNotExist, ValidationError) as error:
        raise RevertError(
            _("This version of “%(record)s” cannot be restored beside what there is today: %(why)s")
            % {"record": version.object_repr, "why": _in_words(error)}
        ) from error


def _as_version(row: Row) -> Version:
    """A row in the form in which history keeps it; not saved."""
    model = apps.get_model(row["model"])
    return Version(
        content_type=ContentType.objects.get_for_model(model),
        object_id=str(row["pk"]),
        db=DEFAULT_DB_ALIAS,
        format="json",
        serialized_data=json.dumps([row]),
        object_repr=str(model._meta.verbose_name),
    )


def _versions_of_parts(version: Version, parts: Iterable[Part]) -> Iterator[Version]:
    """The versions of a record's parts, of the same revision."""
    for model, key in parts:
        column = model._meta.get_field(key).attname
        of_revision = Version.objects.filter(
            revision=version.revision_id,
            content_type=ContentType.objects.get_for_model(model),
            db=version.db,
        )
        for part in of_revision.order_by("pk"):
            if str(part.field_dict[column]) == version.object_id:
                yield part


def _refuse_the_orphaned(version: Version, record: Version) -> None:
    """Databases check foreign keys when a transaction ends, too late to say it well: look now."""
    for name, model, ids in _named_rows(version):
        if model is record.content_type.model_class():
            ids -= {int(record.object_id)}
        if model._default_manager.filter(pk__in=ids).count() < len(ids):
            raise RevertError(
                _("“%(record)s” cannot be restored: its %(name)s is no longer there.")
                % {"record": version.object_repr, "name": name}
            )


def _named_rows(version: Version) -> Iterator[tuple[str, type[Model], set[int]]]:
    """The rows a version names: the field, their model, their ids."""
    model = version.content_type.model_class()
    for column, value in version.field_dict.items():
        field = model._meta.get_field(column)
        if field.is_relation and value:
            ids = {int(one) for one in (value if field.many_to_many else [value])}
            yield str(field.verbose_name), field.related_model, ids


def _in_words(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
