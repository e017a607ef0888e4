"""The change log: which documents and units changed, written by the database itself.

Triggers write it in the transaction of the change, so that no writer can forget it: not a bulk
update, not `loaddata`, not a hand at the database's own prompt. The search index follows it.

Triggers are made anew after every `migrate` (SQLite drops them when it rebuilds a table), from
the list ``WATCHED``: one line a table.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


class Change(models.Model):
    """One row that changed: its kind and its id, also after it was deleted.

    ``transaction`` is PostgreSQL's id of the writing transaction. Rows become visible there in
    another order than their ids, so a reader may only count on transactions that have ended.
    """

    kind = models.CharField(max_length=16)
    object_id = models.BigIntegerField()
    transaction = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "change"
        indexes = [models.Index(fields=["transaction", "id"], name="change_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class ChangeLog(models.Model):
    """The one row that tells this log from another database's, and how far it was pruned.

    An index beside a foreign log, or one that fell behind the pruned part, has to be rebuilt.
    """

    token = models.CharField(max_length=32, unique=True)
    pruned_transaction = models.BigIntegerField(default=0)
    pruned_id = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "change log"

    def __str__(self) -> str:
        return self.token

    @classmethod
    def current(cls) -> ChangeLog:
        """The row; made where it is missing, as in a new or a flushed database."""
        return cls.objects.order_by("pk").first() or cls.objects.create(token=secrets.token_hex(8))


@dataclass(frozen=True)
class Watch:
    """A table whose changes count: what they change, and the column that names it, if any does."""

    table: str
    kind: str
    column: str = "id"

    @property
    def trigger(self) -> str:
        """What the table's triggers are called; a table may be watched for several kinds."""
        suffix = self.kind.replace(" ", "_") if self.kind.endswith(LINK) else ""
        return f"log_{self.table}_{suffix}" if suffix else f"log_{self.table}"


LINK = " link"
"""Ends the kind of a change that joins something to a document, or takes it from one."""


WATCHED = [
    Watch("catalogue_document", "document"),
    Watch("catalogue_document_languages", "document", "document_id"),
    Watch("catalogue_document_places", "document", "document_id"),
    Watch("catalogue_document_subjects", "document", "document_id"),
    Watch("catalogue_document_collections", "document", "document_id"),
    Watch("catalogue_holding", "document", "document_id"),
    Watch("catalogue_participation", "document", "document_id"),
    Watch("catalogue_text", "document", "document_id"),
    Watch("catalogue_externalidentifier", "document", "document_id"),
    Watch("catalogue_participation", "agent link", "agent_id"),
    Watch("catalogue_document", "place link", "place_of_writing_id"),
    Watch("catalogue_document_places", "place link", "place_id"),
    Watch("catalogue_document_subjects", "subject link", "subject_id"),
    Watch("catalogue_document_collections", "collection link", "collection_id"),
    Watch("catalogue_documenttype", "type"),
    Watch("catalogue_language", "language"),
    Watch("catalogue_place", "place"),
    Watch("catalogue_subject", "subject"),
    Watch("catalogue_collection", "collection"),
    Watch("catalogue_role", "role"),
    Watch("catalogue_agent", "agent"),
    Watch("catalogue_agentname", "agent", "agent_id"),
    Watch("catalogue_archive", "archive"),
    Watch("catalogue_archivename", "archive", "archive_id"),
    Watch("catalogue_fond", "fond"),
    Watch("catalogue_opis", "opis"),
    Watch("catalogue_delo", "delo"),
]

# Every name in the statements below is a constant of this file.
# ruff: noqa: S608

EVENTS = {"insert": ("new",), "update": ("old", "new"), "delete": ("old",)}
"""Which versions of a row each event shows."""


@dataclass(frozen=True)
class Trigger:
    """A trigger to be: how the database would tell of it, and what makes it."""

    name: str
    body: str
    statements: tuple[str, ...]


def install_triggers(using: str = "default", **kwargs: Any) -> None:
    """Make the triggers that write the log, where they are not as they should be."""
    connection = connections[using]
    made, ask = TRIGGERS[connection.vendor]
    tables = set(connection.introspection.table_names())
    with transaction.atomic(using), connection.cursor() as cursor:
        cursor.execute(ask)
        present = dict(cursor.fetchall())
        for watch in WATCHED:
            if watch.table in tables:
                for trigger in made(watch, connection):
                    if present.get(trigger.name) != trigger.body:
                        for statement in trigger.statements:
                            cursor.execute(statement)


def sqlite_triggers(watch: Watch, connection: BaseDatabaseWrapper) -> Iterator[Trigger]:
    """A trigger a row and event."""
    table = connection.ops.quote_name(watch.table)
    for event, versions in EVENTS.items():
        name = f"{watch.trigger}_{event}"
        rows = " UNION ".join(
            f"SELECT '{watch.kind}', {version}.{watch.column}, 0 "
            f"WHERE {version}.{watch.column} IS NOT NULL"
            for version in versions
        )
        body = (
            f'CREATE TRIGGER "{name}" AFTER {event} ON {table} BEGIN '
            f'INSERT INTO catalogue_change (kind, object_id, "transaction") {rows}; END'
        )
        yield Trigger(name, body, (f'DROP TRIGGER IF EXISTS "{name}"', body))


def postgresql_triggers(watch: Watch, connection: BaseDatabaseWrapper) -> Iterator[Trigger]:
    """A trigger a statement, over the rows it touched: bulk writes pay once."""
    table = connection.ops.quote_name(watch.table)
    for event, versions in EVENTS.items():
        name = f"{watch.trigger}_{event}"
        transition = " ".join(f"{version} TABLE AS {version}_rows" for version in versions)
        rows = " UNION ".join(
            f"SELECT {watch.column} AS id FROM {v}_rows WHERE {watch.column} IS NOT NULL"
            for v in versions
        )
        body = (
            f'BEGIN INSERT INTO catalogue_change (kind, object_id, "transaction") '
            f"SELECT '{watch.kind}', id, pg_current_xact_id()::text::bigint FROM ({rows}) AS rows; "
            f"RETURN NULL; END"
        )
        yield Trigger(
            name,
            body,
            (
                f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql '
                f"AS $log${body}$log$",
                f'DROP TRIGGER IF EXISTS "{name}" ON {table}',
                f'CREATE TRIGGER "{name}" AFTER {event} ON {table} REFERENCING {transition} '
                f'FOR EACH STATEMENT EXECUTE FUNCTION "{name}"()',
            ),
        )


TRIGGERS = {
    "sqlite": (sqlite_triggers, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"),
    "postgresql": (
        postgresql_triggers,
        "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
        "WHERE NOT tgisinternal AND pg_table_is_visible(tgrelid)",
    ),
}
"""How each database's triggers are made, and what it is asked for those it has; the one place
where the databases differ, for SQLite has no triggers over whole statements."""
