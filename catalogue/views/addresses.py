"""From an address to the unit it means, in whatever spelling it was typed."""

from collections.abc import Callable, Mapping
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from catalogue.models import UNNUMBERED, Archive, Delo, Fond, FormerReference, Opis
from catalogue.references import Reference, number_key
from catalogue.writing import slug

Unit = Archive | Fond | Opis | Delo
Address = dict[str, str]
View = Callable[..., HttpResponse]

LEVELS = ("archive", "fond", "opis", "papka", "delo")


def shows(model: type[Unit]) -> Callable[[View], View]:
    """Give a view the unit that its address means, instead of the address.

    Another spelling of a number (Р-5446 for r5446) or of the archive's name (GARF, ГАРФ) is sent
    on to the permanent address.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def view_of_unit(request: HttpRequest, **typed: str) -> HttpResponse:
            unit = find(model, typed) or find_formerly(model, typed)
            if unit is None:
                raise Http404
            if permanent_address(unit) != tuple(typed[level] for level in LEVELS if level in typed):
                return redirect(unit, permanent=True)
            return view(request, unit)

        return view_of_unit

    return decorate


def find(model: type[Unit], typed: Mapping[str, str]) -> Unit | None:
    """The unit at an address; the archive's other names count where one archive alone has them."""
    address = {level: canonical(level, words) for level, words in typed.items()}
    found = at_address(model, address)
    if found is None:
        named = Archive.objects.named(typed["archive"])[:2]
        if len(named) == 1:
            found = at_address(model, address | {"archive": named[0].slug})
    return found


def find_formerly(model: type[Unit], typed: Mapping[str, str]) -> Unit | None:
    """The unit that had an address before it was renumbered, moved or merged."""
    names = [typed["archive"], *(one.code for one in Archive.objects.named(typed["archive"])[:2])]
    levels = {level: words for level, words in typed.items() if words != UNNUMBERED}
    reference = Reference(**levels)
    entry = FormerReference.objects.deepest(names, reference)
    if entry is None:
        return None
    today = entry.as_today(reference)
    at_level = {
        level: getattr(today, level) for level in LEVELS if level in typed or level == "papka"
    }
    if model is not Delo:
        at_level.pop("papka")
    address = {level: canonical(level, words) for level, words in at_level.items()}
    return at_address(model, address | {"archive": slug(today.archive)})


def canonical(level: str, words: str) -> str:
    """One level as permanent addresses have it."""
    if level == "archive":
        return slug(words)
    key = number_key(words)
    return key or UNNUMBERED if level == "opis" else key


def at_address(model: type[Unit], address: Address) -> Unit | None:
    if model is Archive:
        return Archive.objects.filter(slug=address["archive"]).first()
    return model.objects.at_address(**address).first()


def permanent_address(unit: Unit) -> tuple[str, ...]:
    return (unit.slug,) if isinstance(unit, Archive) else unit.address
