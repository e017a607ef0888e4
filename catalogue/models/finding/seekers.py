"""Something found so far that looks for the number it names on the level below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models.units import Delo, Fond, Opis

from .found import Certainty, Found, Unit
from .shelves import ABOVE, ANYWHERE, ByKey, Sought
from .tries import Try, tries_of

MOST_OTHERS = 20
"""So many dela of one number in different papki are offered."""

MISSING = {
    Fond: gettext_lazy("Fond %(number)s is not in %(above)s."),
    Opis: gettext_lazy("Opis %(number)s is not in %(above)s."),
    Delo: gettext_lazy("Delo %(number)s is not in %(above)s."),
}


@dataclass(frozen=True)
class Seeker:
    """Something found so far, and the number it names on a level right below."""

    found: Found
    level: type[Unit]
    number: str
    tries: tuple[Try, ...]

    def sought(self, condition: Q = ANYWHERE) -> Sought:
        return Sought(self.found.unit, tuple(each.key for each in self.tries), condition)

    def chosen(self, units: ByKey, note: str = "") -> Found | None:
        """The first of the tries that is among some units."""
        for each in self.tries:
            if fitting := units.get(each.key):
                there = self._of_several(fitting)
                for words in filter(None, (each.note, note)):
                    there = there.noting(words)
                return there
        return None

    def missed(self) -> Found:
        """Nothing fits: it stays where it is and says what is missing."""
        words = MISSING[self.level] % {"number": self.number, "above": self.found.unit}
        return replace(self.found, missing=words)

    def _of_several(self, fitting: Sequence[Any]) -> Found:
        """The unit that fits; of several (one number in two papki) the first, others beside it."""
        first, *others = fitting
        there = replace(self.found, unit=first)
        if not others:
            return there
        note = _("There is a delo %(number)s in several papki.") % {"number": self.number}
        beside = tuple(replace(self.found, unit=other) for other in others[:MOST_OTHERS])
        return replace(there.noting(note, Certainty.GUESSED), others=beside)


def seeker(level: type[Unit], found: Found) -> Seeker | None:
    """None where the level above was not reached, or no number of this one is named."""
    number = getattr(found.reference, level._meta.model_name)
    if not number or found.missing or not isinstance(found.unit, ABOVE[level]):
        return None
    return Seeker(found, level, number, tries_of(number, may_lack_prefix=level is Fond))
