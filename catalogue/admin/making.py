"""Making a holding for a reference, and the units that it needs and that do not exist yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.models import UNNUMBERED, Archive, Delo, Document, Fond, Holding, Opis
from catalogue.models.finding import Found, Unit
from catalogue.references import number_key, write_listy

LEVELS = ("archive", "fond", "opis", "delo")
MODELS = {"fond": Fond, "opis": Opis, "delo": Delo}


@dataclass(frozen=True)
class NewUnit:
    """A level that does not exist yet."""

    level: str
    number: str
    papka: str = ""

    @property
    def kind(self) -> str:
        return str(MODELS[self.level]._meta.verbose_name)

    @property
    def words(self) -> str:
        papka = f"{_('papka')} {self.papka}, " if self.papka else ""
        return f"{papka}{self.kind} {self.number or UNNUMBERED}"


def archive_of(unit: Unit) -> Archive:
    """The archive that a unit lies in."""
    while not isinstance(unit, Archive):
        unit = getattr(unit, LEVELS[LEVELS.index(unit._meta.model_name) - 1])
    return unit


def missing_units(found: Found) -> Iterator[NewUnit]:
    """The levels a reference names below the deepest unit there is; an opis may be unnumbered."""
    reference = found.reference
    named = [level for level in LEVELS[1:] if getattr(reference, level)]
    deepest = LEVELS.index(named[-1]) if named else 0
    for level in LEVELS[max(found.depth, 1) : deepest + 1]:
        papka = reference.papka if level == "delo" else ""
        yield NewUnit(level, getattr(reference, level), papka)


def make_holdings(places: Iterable[Found], document: Document) -> list[Holding]:
    """Make a holding for each place, and the units it needs; within a transaction.

    Raises ``ValidationError`` where something stands in the way.
    """
    last = document.holdings.aggregate(last=Max("order"))["last"] or 0
    return [
        _saved(
            Holding(
                document=document,
                listy=write_listy(place.reference.listy, dash="-"),
                order=order,
                **_within(make_unit(place)),
            )
        )
        for order, place in enumerate(places, start=last + 1)
    ]


def made_words(holdings: list[Holding]) -> str:
    """That some holdings were made, and where."""
    count = len(holdings)
    words = ngettext("%(n)d holding made:", "%(n)d holdings made:", count) % {"n": count}
    return f"{words} {'; '.join(map(str, holdings))}."


def make_unit(found: Found) -> Unit:
    """The deepest unit of a reference; each missing level is made below the one above it."""
    unit = found.unit
    for new in missing_units(found):
        unit = existing_unit(unit, new) or _made(unit, new)
    return unit


def existing_unit(parent: Unit, new: NewUnit) -> Unit | None:
    """The unit of just that number, as a place earlier in the line may have made it."""
    keys = {"number_key": number_key(new.number)}
    if new.level == "delo":
        keys["papka_key"] = number_key(new.papka)
    return MODELS[new.level].objects.filter(**_within(parent), **keys).first()


def _made(parent: Unit, new: NewUnit) -> Unit:
    papka = {"papka": new.papka} if new.level == "delo" else {}
    return _saved(MODELS[new.level](**_within(parent), number=new.number, **papka))


def _within(unit: Unit) -> dict[str, Unit]:
    return {unit._meta.model_name: unit}


def _saved(row: Unit | Holding) -> Unit | Holding:
    row.full_clean(exclude=row.derived_fields)
    row.save()
    return row
