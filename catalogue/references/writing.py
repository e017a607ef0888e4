"""References written in the styles of publishers and standards. A style is a declaration."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from .labels import Level
from .leaves import Run
from .listy import write_listy
from .reference import Reference
from .schemes import EXTRA_LABELS, LEVEL_SCHEMES, LevelName, LevelNames
from .sheets import reads_as_year

_BEFORE_OPIS = (Level.RAZDEL,)
_BEFORE_DELO = (Level.KARTON, Level.PORTFEL, Level.KOROBKA)
_AFTER_DELO = (Level.CHAST, Level.TOM, Level.OD, Level.SEJUMS)
_PAPKA_FIRST = (
    *(Level.FOND, *_BEFORE_OPIS, Level.OPIS, *_BEFORE_DELO, Level.PAPKA, Level.DELO),
    *(*_AFTER_DELO, Level.LISTY),
)
_PAPKA_LAST = (
    *(Level.FOND, *_BEFORE_OPIS, Level.OPIS, *_BEFORE_DELO, Level.DELO, *_AFTER_DELO),
    *(Level.PAPKA, Level.LISTY),
)


@dataclass(frozen=True)
class Style:
    """How references are written.

    `romanised`: labels in Latin letters; `words`: whole words for labels; `capitals`: labels begin
    with a capital; `plurals`: several sheets have a label of their own. `between` stands between
    levels, `joint` between places and `last_joint` before the last, `end` after it all.
    `unlabelled`: numbers alone, joined by this; a place it cannot hold is written in `otherwise`.
    """

    romanised: bool = True
    words: bool = False
    capitals: bool = False
    plurals: bool = True
    order: Sequence[Level] = _PAPKA_FIRST
    between: str = ", "
    dash: str = "–"
    joint: str = "; "
    last_joint: str = "; "
    end: str = ""
    ibid: str = "Ibid."
    scheme: str = "russian"
    unlabelled: str = ""
    otherwise: str = ""


STYLES: Mapping[str, Style] = MappingProxyType(
    {
        # Wilson Center Digital Archive: "APRF, Fond 3, Opis 65, Delo 830, Listy 187-189; and ..."
        "wilson": Style(
            words=True, capitals=True, order=_PAPKA_LAST, dash="-", last_joint="; and "
        ),
        # Notes of English books: "APRF, f. 3, op. 65, d. 830, ll. 187–189"
        "short": Style(),
        # ГОСТ Р 7.0.5-2008: "АПРФ. Ф. 3. Оп. 65. Д. 830. Л. 187–189."
        "gost": Style(
            romanised=False, capitals=True, plurals=False, between=". ", end=".", ibid="Там же"
        ),
        "gost_romanised": Style(capitals=True, plurals=False, between=". ", end=".", ibid="Ibid"),
        # ДСТУ 8302:2015: "ЦДАГО України. Ф. 1. Оп. 32. Спр. 2612. Арк. 63, 64 зв."
        "dstu": Style(
            romanised=False,
            capitals=True,
            plurals=False,
            between=". ",
            end=".",
            ibid="Там само",
            scheme="ukrainian",
        ),
        # Applebaum: "APRF, 3/65/830/187-189". Only what has a fond and an opis, numbers without
        # strokes and nothing besides (a papka, a part) can be so written; the rest is "short".
        "slash": Style(unlabelled="/", dash="-", otherwise="short"),
    }
)

_PLAIN_NUMBER = re.compile(r"[0-9]{1,9}[^\W\d_]{0,3}")
_PLAIN_FOND = re.compile(r"(?:[A-ZА-Я]-)?" + _PLAIN_NUMBER.pattern)


def write_reference(reference: Reference, style: str = "wilson", scheme: str | None = None) -> str:
    """One reference in a style of `STYLES`, with the levels' names of a scheme of `LEVEL_SCHEMES`.

    Reading the result gives the same place back, papka and extras included, in every style and
    scheme, as long as the archive's name is known to the reader or looks like one. KeyError for a
    style or scheme that does not exist.
    """
    return write_references([reference], style, scheme)


def write_references(
    references: Iterable[Reference], style: str = "wilson", scheme: str | None = None
) -> str:
    """Several references, joined as the style wants."""
    form = STYLES[style]
    written = [_write(reference, form, scheme) for reference in references]
    if not written:
        return ""
    head = form.joint.join(written[:-1])
    whole = head + form.last_joint + written[-1] if head else written[-1]
    return whole if whole.endswith(form.end) else whole + form.end


def _write(reference: Reference, style: Style, scheme: str | None) -> str:
    if style.unlabelled:
        if not _fits_shape(reference):
            return _write(reference, STYLES[style.otherwise], scheme)
        return f"{reference.archive}, {_shape(reference, style)}"
    levels = LEVEL_SCHEMES[scheme or style.scheme]
    names = levels.romanised if style.romanised else levels.native
    archive = style.ibid if reference.ibid else reference.archive
    return style.between.join([*filter(None, [archive]), *_levels(reference, style, names)])


def _levels(reference: Reference, style: Style, names: LevelNames) -> Iterator[str]:
    """The levels with their labels, in the order of the style: "Fond 3", "Opis 65" ..."""
    values = _values(reference)
    for level in style.order:
        if level is Level.LISTY:
            yield from _sheets(reference.listy, style, names)
        elif value := values.get(level):
            yield f"{_name(reference, level, style, names)} {value}"


def _values(reference: Reference) -> dict[str, str]:
    """The numbers of a reference by level, sheets apart."""
    return {
        **dict(reference.extra),
        Level.FOND: reference.fond,
        Level.OPIS: reference.opis,
        Level.PAPKA: reference.papka,
        Level.DELO: reference.delo,
    }


def _name(reference: Reference, level: Level, style: Style, names: LevelNames) -> str:
    """What stands before the number of a level."""
    if level in EXTRA_LABELS:
        native, romanised = EXTRA_LABELS[level]
        return _capitalised(romanised if style.romanised else native, style)
    name = names.of(level)
    alone = level is Level.DELO and not reference.opis
    return _capitalised((alone and name.without_opis) or _label(name, style), style)


def _sheets(listy: Sequence[Run], style: Style, names: LevelNames) -> Iterator[str]:
    """The sheets with their label; several labels where a sheet would read as a year."""
    for runs in _sheet_groups(listy):
        several = len(runs) > 1 or runs[0].first != runs[0].last
        label = _capitalised(_label(names.listy, style, several), style)
        yield f"{label} {write_listy(runs, dash=style.dash, verso=names.verso)}"


def _sheet_groups(listy: Sequence[Run]) -> list[list[Run]]:
    """The runs, those that would read as a year with a label of their own: "л. 5, л. 1937"."""
    groups: list[list[Run]] = []
    for run in listy:
        if groups and not reads_as_year(run, groups[-1][-1]):
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _label(name: LevelName, style: Style, several: bool = False) -> str:
    several = several and style.plurals
    if style.words:
        return name.plural if several else name.singular
    return (several and name.labels) or name.label


def _capitalised(label: str, style: Style) -> str:
    return label[:1].upper() + label[1:] if style.capitals else label


def _fits_shape(reference: Reference) -> bool:
    """Whether numbers alone say it all: fond and opis known, no papka, nothing between, no sheet
    that would read as a year."""
    below = [reference.opis, *filter(None, [reference.delo])]
    besides = reference.papka or reference.extra or reference.ibid or not reference.archive
    return (
        not besides
        and _PLAIN_FOND.fullmatch(reference.fond) is not None
        and all(_PLAIN_NUMBER.fullmatch(number) for number in below)
        and not (reference.listy and not reference.delo)
        and len(_sheet_groups(reference.listy)) < 2
    )


def _shape(reference: Reference, style: Style) -> str:
    sheets = write_listy(reference.listy, dash=style.dash, verso="ob")
    numbers = [reference.fond, reference.opis, reference.delo, sheets]
    return style.unlabelled.join(filter(None, numbers))
