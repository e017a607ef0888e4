"""What the catalogue calls by a name already: archives, terms, agents; asked once a name.

Readers name things by key. A name in a file leads to the key of what bears it here, else to a new
key that only depends on the name, so that a second run, or one that goes on, finds it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cached_property, partial

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from catalogue.models import Agent, Archive, ArchiveName, archive_name_key
from catalogue.references import ArchiveNames
from catalogue.writing import fold, romanise, slug

from .values import Fault

CODE_LENGTH = 40
SLUG_LENGTH = 80
Find = Callable[[str], list[str]]


class Names:
    """Looks names up; ``archive`` and the like say the key and whether it exists already."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], tuple[str, bool]] = {}

    @cached_property
    def of_archives(self) -> ArchiveNames:
        """Every name of an archive, for reading references."""
        return ArchiveName.objects.known()

    def archive(self, name: str) -> tuple[str, bool]:
        """The code of the archive of a code or name. Raises `Fault` if several bear it."""
        return self._asked("archive", name, _archives_of, _new_code)

    def agent(self, name: str) -> tuple[str, bool]:
        """The key of the agent of exactly this name. Raises `Fault` if several bear it."""
        return self._asked("agent", name, _agents_of, partial(_new_slug, Agent.objects.all()))

    def term(self, model: str, label: str) -> tuple[str, bool]:
        """The key of the term with this key or label. Raises `Fault` if several bear it."""
        terms = apps.get_model("catalogue", model).objects.all()
        return self._asked(model, label, partial(_terms_of, terms), partial(_new_slug, terms))

    def _asked(self, kind: str, name: str, find: Find, new: Callable) -> tuple[str, bool]:
        asked = (kind, name)
        if asked not in self.found:
            keys = find(name)
            if len(keys) > 1:
                raise Fault(
                    _("several are called “%(name)s”") % {"name": name[:80]},
                    _("one of the keys %(keys)s") % {"keys": ", ".join(keys)},
                )
            self.found[asked] = (keys[0], True) if keys else (new(name), False)
        return self.found[asked]


def _archives_of(name: str) -> list[str]:
    exact = list(Archive.objects.filter(code=name).values_list("code", flat=True))
    if exact:
        return exact
    same = Q(names__key=archive_name_key(name)) | Q(name=name) | Q(local_name=name)
    return sorted(set(Archive.objects.filter(same).values_list("code", flat=True)))


def _agents_of(name: str) -> list[str]:
    same = Q(names__folded=fold(name)[:400]) | Q(name=name)
    return sorted(set(Agent.objects.filter(same).values_list("slug", flat=True)))


def _terms_of(terms: QuerySet, label: str) -> list[str]:
    exact = list(terms.filter(slug=label).values_list("slug", flat=True))
    if exact:
        return exact
    folded = fold(label)
    labels = ("label_en", "label_ru", "label_uk")
    likely = terms.filter(folded__contains=folded).values_list("slug", *labels)
    return sorted(key for key, *said in likely if folded in map(fold, said))


def _new_code(name: str) -> str:
    """A code for a new archive: its name in Latin letters; a long one is cut and told apart."""
    latin = "".join(character for character in romanise(name) if character.isascii())
    latin = " ".join(latin.split())
    if not slug(latin):
        raise Fault(_("no code can be made of this name"), _("a code in Latin letters"))
    if len(latin) <= CODE_LENGTH:
        return latin
    return f"{latin[: CODE_LENGTH - 7].rstrip()} {_digest(name)}"


def _new_slug(rows: QuerySet, name: str) -> str:
    key = slug(name)[:SLUG_LENGTH]
    if not key or rows.filter(slug=key).exists():
        key = f"{key[: SLUG_LENGTH - 7]}-{_digest(name)}".strip("-")
    return key


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
