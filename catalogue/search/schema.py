"""The columns of an index, made from the declared areas and facets.

Two traps of the engine: a document built without the schema guesses signed types, and an
unregistered tokenizer name is not refused; both kill the writer's thread later. So records go in
as JSON, which is read by the schema, and every opened index goes through ``opened``.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache

import tantivy

from .kinds import KINDS, Kind
from .records import Record

WORDS = "words"
"""Our words come cut and folded; the engine only splits them at spaces."""

FORMAT = 5
"""To be raised when records change without a change of columns: old indexes are then rebuilt."""

NUMBERS = ("dated", "first_year", "last_year", "inferred", "document_count")

FINGERPRINT = "fingerprint"
"""A column that tells whether a record is still what the database would make of its row."""


def schema_of(kind: Kind) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)
    for area in kind.areas:
        for form, _weight in area.weights:
            builder.add_text_field(area.column(form), tokenizer_name=WORDS)
    for facet in kind.facets:
        builder.add_text_field(facet.name, tokenizer_name="raw", fast=True, index_option="basic")
    builder.add_text_field("fond_number", tokenizer_name="raw", index_option="basic")
    for name in NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_integer_field("date_order", fast=True)
    builder.add_integer_field(FINGERPRINT, fast=True)
    builder.add_text_field("place_order", tokenizer_name="raw", fast=True, index_option="basic")
    return builder.build()


def columns_of(kind: Kind) -> list[tuple[str, str]]:
    """The columns of a kind as the engine writes them down: names and types."""
    texts = [area.column(form) for area in kind.areas for form, _weight in area.weights]
    texts += [*(facet.name for facet in kind.facets), "fond_number"]
    return [
        ("id", "i64"),
        *((name, "text") for name in texts),
        *((name, "i64") for name in (*NUMBERS, "date_order", FINGERPRINT)),
        ("place_order", "text"),
    ]


@lru_cache(1)
def version() -> str:
    """A short name of the columns of all kinds: an index of another version is rebuilt."""
    columns = [
        f"{kind.name} {area.column(form)}"
        for kind in KINDS
        for area in kind.areas
        for form, _weight in area.weights
    ]
    columns += [f"{kind.name} {facet.name}" for kind in KINDS for facet in kind.facets]
    described = "\n".join([str(FORMAT), tantivy.__version__, *NUMBERS, *columns])
    return hashlib.sha256(described.encode()).hexdigest()[:12]


def made(kind: Kind, path: str) -> tantivy.Index:
    """A new, empty index in a directory."""
    return _with_words(tantivy.Index(schema_of(kind), path=path))


def opened(path: str) -> tantivy.Index:
    """The index of a directory; ``ValueError`` where it cannot be read."""
    return _with_words(tantivy.Index.open(path))


def _with_words(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer(
        WORDS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    )
    return index


def line(record: Record) -> str:
    """A record as the engine takes it: a line of JSON, with the fingerprint of the rest of it."""
    text = _ENCODER.encode(record)
    return f'{text[:-1]},"{FINGERPRINT}":{fingerprint(text)}}}'


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def fingerprint(text: str) -> int:
    """64 bits that change with anything in a record."""
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
