"""The four groups of people at the desk, made with their rights after every `migrate`.

A group is made with its rights where it is missing. One that exists keeps what an administrator
made of it, and is given only the rights that came into being with this very migration.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models import Q

CATALOGUER = "cataloguer"
REVIEWER = "reviewer"
EDITOR_OF_HOLDINGS = "editor of holdings"
ADMINISTRATOR = "administrator"

DOCUMENTS = ("document", "holding", "participation", "text", "externalidentifier")
AGENTS = ("agent", "agentname")
HOLDINGS = ("archive", "archivename", "fond", "opis", "delo", "formerreference")
TERMS = ("place", "subject", "collection", "documenttype", "language", "role")
ALL = ("view", "add", "change", "delete")


def _rights(verbs: Iterable[str], models: Iterable[str]) -> set[str]:
    return {f"{verb}_{model}" for verb in verbs for model in models}


_LOOKING = _rights(("view",), (*DOCUMENTS, *AGENTS, *HOLDINGS, *TERMS, "proposedrevision"))
_CATALOGUING = (
    _LOOKING
    | _rights(ALL, DOCUMENTS)
    | _rights(("add", "change"), AGENTS)
    | _rights(("delete",), ("agentname",))
    | _rights(("add",), ("place", "subject", "delo", "opis"))
)

RIGHTS: dict[str, set[str]] = {
    CATALOGUER: _CATALOGUING,
    REVIEWER: _CATALOGUING
    | _rights(ALL, (*AGENTS, *TERMS))
    | {"publish_document", "view_batch", "import_batch"},
    EDITOR_OF_HOLDINGS: _LOOKING | _rights(ALL, HOLDINGS) | {"view_batch"},
}
"""By codename, of the catalogue's own tables. An administrator has every right there is."""

_before: dict[str, set[int]] = {}
"""The rights that existed before the migration that runs, by database."""


def note_rights(using: str = "default", **kwargs: Any) -> None:
    """Remember, before a migration, which rights there are."""
    permissions = apps.get_model("auth", "Permission")
    is_there = permissions._meta.db_table in connections[using].introspection.table_names()
    rows = permissions.objects.using(using)
    _before[using] = set(rows.values_list("pk", flat=True)) if is_there else set()


def make_groups(using: str = "default", **kwargs: Any) -> None:
    """Make the groups that are missing; give those that exist the rights that are new."""
    permission = apps.get_model("auth", "Permission")
    group = apps.get_model("auth", "Group")
    old = _before.pop(using, None)
    every = permission.objects.using(using)
    for name in (*RIGHTS, ADMINISTRATOR):
        found, is_new = group.objects.using(using).get_or_create(name=name)
        rights = every.filter(_wanted(name))
        if not is_new:
            if old is None:
                continue
            rights = [one for one in rights if one.pk not in old]
        # Not by add(): nobody gave these rights, so there is nothing to audit.
        link = group.permissions.through
        link.objects.using(using).bulk_create(
            [link(group_id=found.pk, permission_id=one.pk) for one in rights], ignore_conflicts=True
        )


def _wanted(name: str) -> Q:
    if name == ADMINISTRATOR:
        return Q()
    return Q(content_type__app_label="catalogue", codename__in=RIGHTS[name])
