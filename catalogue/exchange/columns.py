"""What stands in a row of CSV: for each table its columns, in order. To add one: a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from catalogue.references import write_reference

from .citations import write_holding

BETWEEN = " | "
"""Between several values in one cell."""


@dataclass(frozen=True)
class Column:
    """A column: its name in the first line, and what a record has in it."""

    name: str
    value: Callable[[Any], object]


def field(name: str, attribute: str = "") -> Column:
    return Column(name, lambda record: getattr(record, attribute or name))


def several(name: str, values: Callable[[Any], Iterable[object]]) -> Column:
    return Column(name, lambda record: BETWEEN.join(map(str, values(record))))


def listed(relation: str) -> str:
    """The attribute of a document in which its rows of a relation stand ready, as a list.

    Asking the relation itself makes a query set for every document, which takes longer than the
    rest of its line.
    """
    return f"{relation}_listed"


def several_of(name: str, relation: str, value: Callable[[Any], object]) -> Column:
    """What each row of a document's relation says."""
    rows = attrgetter(listed(relation))
    return several(name, lambda document: map(value, rows(document)))


def terms(name: str) -> Column:
    """The labels of a vocabulary, in English: a file does not depend on who asks for it."""
    return several_of(name, name, attrgetter("label_en"))


def label_of(name: str) -> Column:
    return Column(name, lambda document: getattr(getattr(document, name), "label_en", ""))


def agents_as(name: str, *roles: str) -> Column:
    """The agents in some roles; as they are shown, not as written in the document."""
    parts = attrgetter(listed("participations"))
    return several(
        name,
        lambda document: (part.agent.name for part in parts(document) if part.role.slug in roles),
    )


DOCUMENT_COLUMNS = (
    field("identifier"),
    field("title"),
    field("title_original"),
    field("date", "date_text"),
    field("date_edtf"),
    field("earliest"),
    field("latest"),
    field("date_inferred"),
    field("date_reason"),
    label_of("type"),
    terms("languages"),
    several_of("references", "holdings", write_holding),
    several_of("listy", "holdings", attrgetter("listy")),
    several_of("copies", "holdings", attrgetter("copy_kind")),
    agents_as("from", "from", "author", "signatory"),
    agents_as("to", "to"),
    agents_as("copy_to", "copy-to"),
    several_of("everyone", "participations", lambda part: f"{part.agent.name} ({part.role.slug})"),
    label_of("place_of_writing"),
    terms("places"),
    terms("subjects"),
    terms("collections"),
    several("markings", lambda document: document.marking_list),
    field("summary"),
    several_of("texts", "texts", lambda text: f"{text.kind} ({text.language.slug})"),
    several_of("other_identifiers", "identifiers", str),
    field("source_note"),
    field("credits"),
    field("rights"),
    field("publisher", "publisher_name"),
    field("status"),
    field("published_at"),
)

ARCHIVE_COLUMNS = (
    field("code"),
    field("name"),
    field("local_name"),
    field("city"),
    field("country"),
    field("levels"),
    several("other_names", lambda archive: (name.name for name in archive.names.all())),
    field("note"),
)

REFERENCE = Column("reference", lambda record: write_reference(record.reference, "wilson"))

DESCRIPTION = (
    field("title"),
    field("title_en"),
    field("date", "date_text"),
    field("date_edtf"),
    field("earliest"),
    field("latest"),
    field("scope"),
    field("sheets"),
    field("access"),
    field("access_reason"),
    field("access_opens"),
    field("note"),
)
"""What is said of a unit, whatever its level."""

FOND_COLUMNS = (
    Column("archive", lambda fond: fond.archive.code),
    field("fond", "number"),
    REFERENCE,
    *DESCRIPTION,
)

OPIS_COLUMNS = (
    Column("archive", lambda opis: opis.fond.archive.code),
    Column("fond", lambda opis: opis.fond.number),
    field("opis", "number"),
    REFERENCE,
    *DESCRIPTION,
)

DELO_COLUMNS = (
    Column("archive", lambda delo: delo.opis.fond.archive.code),
    Column("fond", lambda delo: delo.opis.fond.number),
    Column("opis", lambda delo: delo.opis.number),
    field("papka"),
    field("delo", "number"),
    REFERENCE,
    *DESCRIPTION,
    field("documents"),
)

FORMER_REFERENCE_COLUMNS = (
    field("archive"),
    field("fond"),
    field("opis"),
    field("papka"),
    field("delo"),
    Column("means_today", lambda former: str(former.now)),
    field("note"),
)

AGENT_COLUMNS = (
    field("key", "slug"),
    field("name"),
    field("kind"),
    field("dates"),
    field("description"),
    several("other_names", lambda agent: (name.name for name in agent.names.all())),
    several(
        "other_identifiers",
        lambda agent: (f"{one.scheme} {one.value}" for one in agent.identifiers.all()),
    ),
    field("documents"),
)

TERM_COLUMNS = (field("key", "slug"), field("label_en"), field("label_ru"), field("label_uk"))
PLACE_COLUMNS = (
    *TERM_COLUMNS,
    Column("within", lambda place: getattr(place.within, "slug", "")),
)
ROLE_COLUMNS = (*TERM_COLUMNS, field("order"))
COLLECTION_COLUMNS = (*TERM_COLUMNS, field("description"))
