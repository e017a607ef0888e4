"""Down to the dela. AVPRF numbers them within a papka, which is left out or miscopied at times."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from catalogue.models.units import Delo
from catalogue.references import number_key

from .found import Found
from .seekers import Seeker, seeker
from .shelves import ByKey, Shelf

IN_ANY_PAPKA = Q(papka_key__gt="")


def taken_to_dela(founds: Sequence[Found]) -> list[Found]:
    """Down to the dela: in the papka cited, else in none, and only then in any other.

    Each way is a range of the index of an opis, its papki and numbers; the last is read only for
    what is still missing, and is empty wherever dela do not lie in papki.
    """
    seekers = [seeker(Delo, found) for found in founds]
    shelf = Shelf(Delo)
    shelf.fetch(
        each.sought(Q(papka_key=papka)) for each in seekers if each for papka in _papki(each)
    )
    near = [each and _chosen_near(each, shelf.below(each.found.unit)) for each in seekers]
    shelf.fetch(
        each.sought(IN_ANY_PAPKA)
        for each, there in zip(seekers, near, strict=True)
        if each and not there
    )
    return [
        there or _chosen_anywhere(each, shelf.below(found.unit)) if each else found
        for found, each, there in zip(founds, seekers, near, strict=True)
    ]


def _papki(seeker: Seeker) -> list[str]:
    """The papka cited, then none."""
    return list(dict.fromkeys([number_key(seeker.found.reference.papka), ""]))


def _chosen_near(seeker: Seeker, dela: ByKey) -> Found | None:
    for papka in _papki(seeker):
        within = {
            key: [delo for delo in some if delo.papka_key == papka] for key, some in dela.items()
        }
        if there := seeker.chosen(within, _elsewhere(seeker, papka)):
            return there
    return None


def _chosen_anywhere(seeker: Seeker, dela: ByKey) -> Found:
    return seeker.chosen(dela, _elsewhere(seeker)) or seeker.missed()


def _elsewhere(seeker: Seeker, papka: str = "") -> str:
    """What is said when a delo lies in another papka than the one cited, or in none."""
    cited = seeker.found.reference.papka
    if number_key(cited) == papka:
        return ""
    return _("It is not in papka %(number)s here.") % {"number": cited}
