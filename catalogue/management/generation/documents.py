"""Made-up documents as rows, with everything that hangs on them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model

from catalogue.models import (
    Delo,
    Document,
    Holding,
    ListyRun,
    Participation,
    Text,
    runs_of,
)
from catalogue.models.derived import Derived

from .agents import keys_of_agents
from .chance import Chance, Weighted, by_weight, chance, zipf
from .dates import Dating, dating
from .holdings import folders, holdings
from .names import Named, named
from .prose import length, prose
from .storing import store
from .titles import english_title, original_title
from .units import Shelves
from .vocabulary import OWN, Vocabulary
from .words import lexicon

LANGUAGES_OF = Document.languages.through
PLACES_OF = Document.places.through
SUBJECTS_OF = Document.subjects.through
COLLECTIONS_OF = Document.collections.through

IN_ORDER: tuple[type[Model], ...] = (
    *(Document, LANGUAGES_OF, PLACES_OF, SUBJECTS_OF, COLLECTIONS_OF),
    *(Participation, Text, Holding, ListyRun),
)
"""What is inserted after what it refers to."""

STATUSES = by_weight(
    {Document.Status.PUBLISHED: 93, Document.Status.DRAFT: 5, Document.Status.REVIEW: 2}
)
MARKINGS = by_weight({"": 80, "SECRET": 8, "TOP SECRET": 6, "URGENT": 4, "CIPHERED TELEGRAM": 2})
PARTIES = by_weight({2: 65, 3: 22, 4: 10, 5: 3})
OTHER_ROLES = ("copy-to", "mentioned")
FIRST_PUBLISHED = dt.datetime(2015, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Setting:
    """What documents of a collection refer to."""

    seed: int
    vocabulary: Vocabulary
    shelves: Shelves
    agents: Weighted[tuple[int, int]]
    """Numbers of agents with their primary keys; the first ones write the most."""


def setting(seed: int, vocabulary: Vocabulary, shelves: Shelves) -> Setting:
    return Setting(seed, vocabulary, shelves, zipf(list(enumerate(keys_of_agents())), flattened=20))


def identifier_of(number: int) -> str:
    return f"{OWN}{number:08}"


def has_document(number: int) -> bool:
    return Document.objects.filter(identifier=identifier_of(number)).exists()


def create_documents(around: Setting, first: int, last: int) -> None:
    """The documents from one number to before another, with all their parts."""
    luck = chance(around.seed, "documents", first)
    dela = folders(luck, around.shelves)
    rows: dict[type[Model], list[Model]] = defaultdict(list)
    for number in range(first, last):
        for row in _document(luck, number, dela, around):
            if isinstance(row, Derived):
                row.derive()
            rows[type(row)].append(row)
    for model in IN_ORDER:
        store(rows[model])


def _document(luck: Chance, number: int, dela: list[Delo], around: Setting) -> Iterator[Model]:
    """A document, then the rows that refer to it."""
    words = around.vocabulary
    language = words.language_shares.draw(luck)
    parties = _parties(luck, around.agents)
    people = [named(around.seed, agent) for agent in parties]
    document = _described(luck, number, language, people, words)
    yield document
    yield from _terms(luck, document, language, words)
    yield from _participations(luck, document, parties, words)
    yield from _texts(luck, document, language, people, words)
    for holding in holdings(luck, document, dela, words.archives):
        yield holding
        yield from runs_of(holding)


def _parties(luck: Chance, agents: Weighted[tuple[int, int]]) -> dict[int, int]:
    """Agents who take part, each once; there are always more than are wanted."""
    wanted = PARTIES.draw(luck)
    parties: dict[int, int] = {}
    while len(parties) < wanted:
        parties.update([agents.draw(luck)])
    return parties


def _described(
    luck: Chance, number: int, language: str, people: list[Named], words: Vocabulary
) -> Document:
    kind, status = words.types.draw(luck), STATUSES.draw(luck)
    sender, addressee = people[0], people[-1]
    original = original_title(luck, language, kind, sender, addressee)
    is_translated = not original or luck.random() < 0.8
    title = english_title(luck, kind, sender, addressee) if is_translated else original
    place = words.places.draw(luck) if luck.random() < 0.6 else None
    is_published = status == Document.Status.PUBLISHED
    return Document(
        identifier=identifier_of(number),
        title=title,
        title_original=original if is_translated else "",
        **vars(_date(luck, language)),
        type=kind,
        markings=MARKINGS.draw(luck),
        summary=_summary(luck, people),
        place_of_writing=place,
        status=status,
        published_at=FIRST_PUBLISHED + dt.timedelta(minutes=number) if is_published else None,
    )


def _date(luck: Chance, language: str) -> Dating:
    return dating(luck, language if language in {"ru", "uk"} else "en")


def _summary(luck: Chance, people: list[Named]) -> str:
    if luck.random() < 0.4:
        return ""
    names = [person.english for person in people]
    return prose(luck, lexicon("en"), luck.randrange(10, 40), names)


def _terms(luck: Chance, document: Document, language: str, words: Vocabulary) -> Iterator[Model]:
    languages = dict.fromkeys([language, *(["ru"] if luck.random() < 0.1 else [])])
    for each in languages:
        yield LANGUAGES_OF(document=document, language_id=words.languages[each].pk)
    for place in dict.fromkeys(words.places.draws(luck, luck.randrange(3))):
        yield PLACES_OF(document=document, place_id=place.pk)
    for subject in dict.fromkeys(words.subjects.draws(luck, luck.randrange(4))):
        yield SUBJECTS_OF(document=document, subject_id=subject.pk)
    if luck.random() < 0.3:
        yield COLLECTIONS_OF(document=document, collection_id=words.collections.draw(luck).pk)


def _participations(
    luck: Chance, document: Document, parties: dict[int, int], words: Vocabulary
) -> Iterator[Participation]:
    """The first writes, the last receives, those between get copies or are mentioned."""
    last = len(parties) - 1
    for order, key in enumerate(parties.values()):
        role = {0: "from", last: "to"}.get(order) or luck.choice(OTHER_ROLES)
        yield Participation(
            document=document, agent_id=key, role_id=words.roles[role].pk, order=order
        )


def _texts(
    luck: Chance, document: Document, language: str, people: list[Named], words: Vocabulary
) -> Iterator[Text]:
    """Most documents have their text in the original, some in English, one in ten in both."""
    kinds = luck.choices(("original", "translation", "both"), (60, 30, 10))[0]
    count = length(luck)
    if kinds != "translation":
        yield _text(luck, document, Text.Kind.ORIGINAL, language, count, people, words)
    if kinds != "original":
        yield _text(luck, document, Text.Kind.TRANSLATION, "en", count, people, words)


def _text(
    luck: Chance,
    document: Document,
    kind: str,
    language: str,
    count: int,
    people: list[Named],
    words: Vocabulary,
) -> Text:
    is_cyrillic = language in {"ru", "uk"}
    names = [person.russian if is_cyrillic else person.english for person in people]
    body = prose(luck, lexicon(language), count, names)
    return Text(document=document, kind=kind, language=words.languages[language], body=body)
