"""What a collection has to ask the desk for: its fullest records, its common and rare words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from django.db.models import CharField, Count, Model

from catalogue.models import Agent, AgentName, Archive, Delo, Document, Fond, Opis, Subject
from catalogue.writing import Script, script_of

SPREAD = 300
"""So many rows lend their words."""

PARTS = {
    Document: "participations",
    Agent: "participations",
    Archive: "fonds",
    Fond: "opisi",
    Opis: "dela",
    Delo: "holdings",
    Subject: "documents",
}
"""What makes a record full."""

LETTERS = {Script.LATIN: "k", Script.CYRILLIC: "к", Script.HAN: "周"}
FALLBACK = {Script.LATIN: "kuznetsov", Script.CYRILLIC: "кузнецов", Script.HAN: "周恩来"}
"""Words for a script that a table does not have."""

Word = tuple[str, str]
"""What kind of word it is, and the word."""


@cache
def fullest(model: type[Model]) -> Model | None:
    """The record with most of what a record of its kind holds; the first one of other kinds."""
    rows = model._default_manager.order_by("pk")
    if model not in PARTS:
        return rows.first()
    relation = model._meta.get_field(PARTS[model])
    parts, key = relation.related_model, relation.field.name
    if relation.many_to_many:
        parts, key = relation.through, model._meta.model_name
    rows_of_each = parts._base_manager.exclude(**{key: None}).order_by().values(key)
    counted = rows_of_each.annotate(n=Count("pk"))
    most = counted.order_by("-n", key).first()
    return rows.filter(pk=most[key]).first() if most else rows.first()


@cache
def words_of(model: type[Model], letters: bool = False) -> list[Word]:
    """A common and a rare word in each of three scripts; ``letters`` also: single ones."""
    counted = Counter(_words(model))
    found: list[Word] = []
    for script, letter in LETTERS.items():
        words = [word for word, _n in counted.most_common() if script_of(word) is script]
        words = words or ([FALLBACK[script]] if letters else [])
        found += [(f"letter {script}", letter)] if letters else []
        found += [(f"common {script}", words[0])] if words else []
        found += [(f"rare {script}", words[-1])] if len(words) > 1 else []
    if hasattr(model, "reference") and (unit := fullest(model)) is not None:
        found.append(("path", str(unit)))
    return found


def _words(model: type[Model]) -> Iterator[str]:
    """Words in the short texts of rows spread over a table."""
    first, last = (model._base_manager.order_by(order).first() for order in ("pk", "-pk"))
    if first is None:
        return
    spread = range(first.pk, last.pk + 1, max(1, (last.pk - first.pk) // SPREAD))
    keys = list(spread)[: 2 * SPREAD]
    columns = [
        column.name
        for column in model._meta.concrete_fields
        if isinstance(column, CharField) and column.editable and column.name != "slug"
    ]
    texts = [*model._base_manager.filter(pk__in=keys).values_list(*columns)]
    if model is Agent:
        texts += AgentName.objects.filter(agent__in=keys).values_list("name")
    for row in texts:
        for word in " ".join(map(str, row)).split():
            if len(word) > 3 and word.isalpha():
                yield word.casefold()
