"""The parties at the head of a document: “From Kuznetsov / To Molotov / Copies: Malenkov, Zorin”.

A word for the role begins a line, names follow, parted by commas. The words are the roles' own
labels in any language and the table below; a line without one goes on with the role before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q

from catalogue.models import Agent, AgentName, Place, Role
from catalogue.writing import alphabetical_key, fold

MOST_PARTIES = 60
LONGEST_NAME = 200
MOST_NAMESAKES = 10

WORDS = {
    "from": ("from", "от", "від", "отправитель"),
    "to": ("to", "кому", "адресат"),
    "copy-to": ("copies", "copies to", "copy", "cc", "копии", "копія", "копії", "копия"),
    "present": ("present", "присутствовали", "присутні", "were present"),
    "signatory": ("signed", "подпись", "подписал", "підпис"),
    "author": ("by", "author", "автор"),
}
"""What stands at the head of documents besides the roles' own labels, by the key of the role."""

_BETWEEN_NAMES = re.compile(r"[,;]|\s+(?:and|и|та|і)\s+")


@dataclass(frozen=True)
class Party:
    """One name as written, with its role, and the agents it may mean, likeliest first."""

    name: str
    role: Role
    agents: tuple[Agent, ...] = ()
    is_place: bool = False
    """A place is called so: telegrams come from Beijing as well as from Kuznetsov."""


def read_parties(text: str, markings: Iterable[str] = ()) -> list[Party]:
    """The parties named in a text, in its order; markings of the document are no names."""
    for marking in filter(None, markings):
        text = re.sub(rf"(?<!\w){re.escape(marking)}(?!\w)", " ", text)
    named = list(islice(_names(text, list(Role.objects.all())), MOST_PARTIES))
    namesakes = agents_called({name for name, _role in named})
    places = _places_called({name for name, _role in named})
    return [
        Party(name, role, namesakes.get(fold(name), ()), fold(name) in places)
        for name, role in named
    ]


def _places_called(names: set[str]) -> set[str]:
    """Those of some names, folded, that are the English label of a place."""
    keys = {alphabetical_key(name): fold(name) for name in names}
    places = Place.objects.filter(sort_key__in=keys).values_list("sort_key", flat=True)
    return {keys[key] for key in places}


def _names(text: str, roles: list[Role]) -> Iterator[tuple[str, Role]]:
    words = _role_words(roles)
    role = None
    seen = set()
    for line in text.splitlines():
        for begun, rest in _stretches(line, words):
            role = begun or role
            for name in _BETWEEN_NAMES.split(rest):
                name = " ".join(name.split()).strip(" .:")[:LONGEST_NAME]
                if name and role and (fold(name), role.pk) not in seen:
                    seen.add((fold(name), role.pk))
                    yield name, role


def _role_words(roles: list[Role]) -> dict[str, Role]:
    """The folded words that begin a role, to the role."""
    words: dict[str, Role] = {}
    for role in roles:
        labels = (role.label_en, role.label_ru, role.label_uk, *WORDS.get(role.slug, ()))
        for label in filter(None, labels):
            words.setdefault(fold(label), role)
    return words


def _stretches(line: str, words: dict[str, Role]) -> Iterator[tuple[Role | None, str]]:
    """The parts of a line, each with the role whose word begins it: “From BEIJING From Kuznetsov”
    has two."""
    found = [
        (match, words[fold(match[1])])
        for match in _word_pattern(words).finditer(line)
        if fold(match[1]) in words and _begins_a_role(match, line)
    ]
    ends = [*(match.start() for match, _role in found[1:]), len(line)]
    first = found[0][0].start() if found else len(line)
    yield None, line[:first]
    for (match, role), end in zip(found, ends, strict=False):
        yield role, line[match.end() : end]


def _word_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A role's word, then a colon or a space."""
    choices = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<!\S)({choices})(?::\s*|\s+)", re.IGNORECASE)


def _begins_a_role(match: re.Match[str], line: str) -> bool:
    """Inside a line only with a capital: in “order to Molotov” no role begins."""
    return not line[: match.start()].strip() or match[1][0].isupper()


def agents_called(names: Iterable[str]) -> dict[str, tuple[Agent, ...]]:
    """The agents that have just these names, or whose name begins with this surname."""
    found: dict[str, tuple[Agent, ...]] = {}
    for name in {fold(name) for name in names}:
        variants = AgentName.objects.filter(Q(folded=name) | Q(folded__startswith=f"{name},"))
        surname = alphabetical_key(f"{name}, a")[:-2]
        own = Q(sort_key=alphabetical_key(name)) | Q(sort_key__startswith=surname)
        agents = Agent.objects.filter(own | Q(pk__in=variants.values("agent")))
        found[name] = tuple(agents.order_by("sort_key", "pk")[:MOST_NAMESAKES])
    return found
