"""The history of a record as people read it: who changed what and when, field by field."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import reversion
from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from reversion.models import Revision, Version

from catalogue.models.contents import PARTS, Content

from .differences import Changed, Names, compare

SHOWN = 25
"""So many versions stand on a page of history."""

BEGINNING = gettext_lazy("As it stood before the first change made here.")


@dataclass(frozen=True)
class Entry:
    """One line of a record's history; without ``address`` there is nothing to restore."""

    at: datetime
    who: str
    comment: str
    changes: list[Changed] = field(default_factory=list)
    address: str = ""
    told_at: str = ""
    """Where more is told of it, for those who may see imports and bulk changes."""
    is_beginning: bool = False


OTHER_SOURCES: list[Callable[[Model], Iterable[Entry]]] = []
"""What else tells about a record, beside its versions: imports and bulk changes put theirs here."""


def page_of_history(admin: Any, request: HttpRequest, record: Model) -> dict[str, Any]:
    """A page of entries, the latest first, and where the page before it begins."""
    versions = Version.objects.get_for_object(record).select_related("revision__user")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        versions = versions.filter(pk__lt=before)
    shown = list(versions.order_by("-pk")[: SHOWN + 1])
    contents = _contents(record, shown)
    names = Names(row for content in contents.values() for row in content)
    entries = [
        _entry(admin, version, earlier, contents, names)
        for version, earlier in zip(shown[:SHOWN], [*shown[1:], None], strict=False)
    ]
    if not before:
        entries += [entry for source in OTHER_SOURCES for entry in source(record)]
        entries.sort(key=lambda entry: entry.at, reverse=True)
    goes_on = len(shown) > SHOWN
    return {"entries": entries, "earlier": shown[SHOWN - 1].pk if goes_on else None}


def _entry(
    admin: Any,
    version: Version,
    earlier: Version | None,
    contents: dict[int, Content],
    names: Names,
) -> Entry:
    revision = version.revision
    changes = compare(contents[earlier.pk], contents[version.pk], names) if earlier else []
    name = f"admin:{admin.opts.app_label}_{admin.opts.model_name}_revision"
    return Entry(
        at=revision.date_created,
        who=str(revision.user or ""),
        comment=revision.get_comment(),
        changes=changes,
        address=reverse(name, args=[version.object_id, version.pk]),
        is_beginning=earlier is None,
    )


def _contents(record: Model, versions: list[Version]) -> dict[int, Content]:
    """What a record was with its parts, by each of its versions; one query."""
    parts = {
        ContentType.objects.get_for_model(relation.related_model).pk: relation.field.attname
        for name in PARTS.get(type(record), ())
        for relation in [record._meta.get_field(name)]
    }
    of_revision: dict[int, Content] = defaultdict(list)
    rows = Version.objects.filter(
        revision__in=[version.revision_id for version in versions], content_type__in=parts
    )
    for row in rows.order_by("pk").values_list("revision_id", "serialized_data"):
        of_revision[row[0]] += json.loads(row[1])
    return {
        version.pk: [
            *_known(json.loads(version.serialized_data)),
            *(row for row in _known(of_revision[version.revision_id]) if _is_of(row, record)),
        ]
        for version in versions
    }


def _is_of(row: dict[str, Any], record: Model) -> bool:
    """Whether a part belongs to a record."""
    model = apps.get_model(row["model"])
    return any(
        row["fields"].get(one.name) == record.pk
        for one in model._meta.concrete_fields
        if one.related_model is type(record)
    )


def _known(rows: Content) -> Content:
    """The rows with the columns that there still are: an old version may have had others."""
    return [
        {
            **row,
            "fields": {name: value for name, value in row["fields"].items() if name in names},
        }
        for row in rows
        for names in [{one.name for one in apps.get_model(row["model"])._meta.get_fields()}]
    ]


# --- What history keeps beside the saves themselves ---


def keep_beginnings(records: Iterable[Model]) -> None:
    """Keep records that have no version yet as they stand, before they are changed."""
    records = list(records)
    if records:
        of_kind = Version.objects.get_for_model(type(records[0]))
        keys = [str(record.pk) for record in records]
        kept = set(of_kind.filter(object_id__in=keys).values_list("object_id", flat=True))
        new = [record for record in records if str(record.pk) not in kept]
        _keep(new, BEGINNING, None)


def keep_as_deleted(records: Iterable[Model], user: AbstractBaseUser) -> None:
    """Keep records as they stand, before they are deleted."""
    _keep(list(records), _("Deleted."), user)


def _keep(records: list[Model], comment: str | Promise, user: AbstractBaseUser | None) -> None:
    if not records:
        return
    # A save that is under way bears the moment when it began: what stood before comes before it.
    at = reversion.get_date_created() if reversion.is_active() else timezone.now()
    at -= timedelta(microseconds=1)
    revision = Revision.objects.create(date_created=at, user=user, comment=str(comment))
    Version.objects.bulk_create(
        Version(
            revision=revision,
            object_id=str(row.pk),
            content_type=ContentType.objects.get_for_model(type(row)),
            db=DEFAULT_DB_ALIAS,
            format="json",
            serialized_data=serializers.serialize("json", [row]),
            object_repr=str(row),
        )
        for record in records
        for row in [record, *_parts_of(record)]
    )


def _parts_of(record: Model) -> list[Model]:
    return [row for name in PARTS.get(type(record), ()) for row in getattr(record, name).all()]
