"""Where references begin: at an archive by any of its names, or where the concordance leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from catalogue.models.archives import Archive, ArchiveName, archive_name_key
from catalogue.models.concordance import (
    KEYS,
    FormerReference,
    Numbers,
    covering,
)
from catalogue.models.units import Fond
from catalogue.references import Reference, number_key
from catalogue.writing import slug

from .batches import rows_of_any
from .found import Certainty, Found

MOST_ARCHIVES = 20
"""So many archives of one ambiguous name, or of a reference without a name, are tried."""

_LATIN, _CYRILLIC = "ABCEHIKMOPTXYaceiopxy", "АВСЕНІКМОРТХУасеіорху"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)

_PLAINEST_FIRST = (
    ArchiveName.Kind.CURRENT,
    ArchiveName.Kind.VARIANT,
    ArchiveName.Kind.FORMER,
    ArchiveName.Kind.MISREADING,
)


class Beginnings:
    """The archives that references may begin at, asked of the tables for all at once."""

    def __init__(self, references: Sequence[Reference]) -> None:
        written = {reference.archive for reference in references if reference.archive}
        self._names = _by_key(key for name in written for key in _keys(name))
        self._codes = {
            archive.slug: archive
            for archive in Archive.objects.order_by().filter(
                slug__in={slug(name) for name in written} - {""}
            )
        }
        self._entries = self._entries_covering(references)
        self._fonds = _fonds_anywhere(references)

    def of(self, reference: Reference) -> list[Found]:
        """Every beginning of a reference, as something found so far."""
        if not reference.archive:
            return list(self._archives_of_fond(reference))
        return [*self._formerly(reference), *self._named(reference)]

    # --- The archive ---

    def _named(self, reference: Reference) -> Iterator[Found]:
        """The archives of a name; of one that is known so in several ways, the plainest."""
        keys = _keys(reference.archive)
        key = next((key for key in keys if self._names[key]), "")
        archives: dict[int, Found] = {}
        for name in self._names[key]:
            if len(archives) < MOST_ARCHIVES and name.archive_id not in archives:
                archives[name.archive_id] = _called(Found(reference, name.archive), name)
        for found in archives.values():
            yield found if key == keys[0] else found.noting(_two_alphabets(reference))
        archive = self._codes.get(slug(reference.archive))
        if archive and archive.pk not in archives:
            yield Found(reference, archive)

    def _archives_of_fond(self, reference: Reference) -> Iterator[Found]:
        """Where no archive is named: those that have such a fond."""
        for fond in self._fonds[number_key(reference.fond)]:
            found = Found(reference, fond.archive)
            yield found.noting(_("No archive is named."), Certainty.GUESSED)

    # --- The concordance ---

    def _formerly(self, reference: Reference) -> Iterator[Found]:
        """The present place of an old number: the deepest entry that covers the reference."""
        for numbers in covering(reference):
            for key in self._archive_keys(reference):
                if entry := self._entries.get((key, *numbers)):
                    yield _as_today(reference, entry)
                    return

    def _archive_keys(self, reference: Reference) -> list[str]:
        """What an entry may call the archive: the name cited, else the code of one so named."""
        keys = _keys(reference.archive)
        archives = [name.archive for key in keys for name in self._names[key][:MOST_ARCHIVES]]
        archives += filter(None, [self._codes.get(slug(reference.archive))])
        codes = (archive_name_key(archive.code) for archive in archives)
        return list(dict.fromkeys([keys[0], *codes]))

    def _entries_covering(
        self, references: Sequence[Reference]
    ) -> dict[tuple[str, ...], FormerReference]:
        """The concordance's entries that cover any of the references."""
        archives: dict[Numbers, set[str]] = defaultdict(set)
        for reference in references:
            for numbers in covering(reference) if reference.archive else ():
                archives[numbers].update(self._archive_keys(reference))
        same_numbers = (
            Q(**dict(zip(KEYS, numbers, strict=True)), archive_key__in=sorted(keys))
            for numbers, keys in archives.items()
        )
        entries = rows_of_any(FormerReference.objects.order_by().with_units(), same_numbers)
        return {(entry.archive_key, *entry.numbers): entry for entry in entries}


def _by_key(keys: Iterable[str]) -> dict[str, list[ArchiveName]]:
    """The names of archives by key, the plainest kind of each archive's names first."""
    names: dict[str, list[ArchiveName]] = defaultdict(list)
    rows = ArchiveName.objects.filter(key__in=set(keys)).select_related("archive")
    for name in rows.order_by("archive__sort_key"):
        names[name.key].append(name)
    for same in names.values():
        same.sort(key=lambda name: (name.archive.sort_key, _PLAINEST_FIRST.index(name.kind)))
    return names


def _keys(name: str) -> list[str]:
    """The key of a name, then those of its spellings in one alphabet: РГACПИ, half Latin."""
    spellings = [name, name.translate(_TO_CYRILLIC), name.translate(_TO_LATIN)]
    return list(dict.fromkeys(archive_name_key(spelling) for spelling in spellings))


def _called(found: Found, name: ArchiveName) -> Found:
    """Say when the name cited is not what the archive is called today."""
    words = {
        ArchiveName.Kind.FORMER: _("%(name)s is a former name of %(archive)s."),
        ArchiveName.Kind.MISREADING: _("%(name)s is taken for %(archive)s."),
    }
    if name.kind not in words:
        return found
    return found.noting(words[name.kind] % {"name": name.name, "archive": name.archive.code})


def _two_alphabets(reference: Reference) -> str:
    return _("%(name)s is read with letters that look alike.") % {"name": reference.archive}


def _fonds_anywhere(references: Sequence[Reference]) -> dict[str, list[Fond]]:
    """The fonds of a number in whichever archive, for references that name none."""
    numbers = {number_key(each.fond) for each in references if each.fond and not each.archive}
    fonds: dict[str, list[Fond]] = defaultdict(list)
    if numbers:
        rows = Fond.objects.with_parents().filter(number_key__in=numbers)
        for fond in rows.order_by("archive__sort_key"):
            if len(fonds[fond.number_key]) < MOST_ARCHIVES:
                fonds[fond.number_key].append(fond)
    return fonds


def _as_today(reference: Reference, entry: FormerReference) -> Found:
    note = _("Formerly %(old)s; today %(new)s.") % {"old": entry, "new": entry.now}
    found = Found(entry.as_today(reference), entry.now)
    return found.noting(f"{note} {entry.note}".strip(), Certainty.SURE)
