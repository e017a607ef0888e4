"""What each country calls the levels: words and labels as data, for display and for writing.

Sources: ГОСТ Р 7.0.5-2008; ДСТУ 8302:2015; the national archives' own words. To add a country, add
an entry; every label must be known to `labels.py`, and a test reads back what is written with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .labels import Level


@dataclass(frozen=True)
class LevelName:
    """One level's name: "дело", "дела", "д.", "дд.".

    `without_opis` is what is written for a file that has no opis, where the label alone would
    then mean something else (Latvian "l." is a file only after "apr.").
    """

    singular: str
    plural: str
    label: str
    labels: str = ""
    without_opis: str = ""


@dataclass(frozen=True)
class LevelNames:
    """The names of all levels in one script, and the mark of a verso as it follows its number."""

    fond: LevelName
    opis: LevelName
    delo: LevelName
    listy: LevelName
    papka: LevelName
    verso: str

    def of(self, level: Level) -> LevelName:
        """The name of one level; KeyError for what is no level of a place."""
        return {
            Level.FOND: self.fond,
            Level.OPIS: self.opis,
            Level.PAPKA: self.papka,
            Level.DELO: self.delo,
            Level.LISTY: self.listy,
        }[level]


@dataclass(frozen=True)
class LevelScheme:
    """A country's names of the levels: in its own script, and in Latin letters."""

    native: LevelNames
    romanised: LevelNames


_ФОНД = LevelName("фонд", "фонды", "ф.", "фф.")
_FOND = LevelName("fond", "fondy", "f.", "ff.")
_ПАПКА = LevelName("папка", "папки", "п.")
_PAPKA = LevelName("papka", "papki", "p.")
_ЛИСТ = LevelName("лист", "листы", "л.", "лл.")
_LIST = LevelName("list", "listy", "l.", "ll.")

_RUSSIAN = LevelScheme(
    LevelNames(
        fond=_ФОНД,
        opis=LevelName("опись", "описи", "оп."),
        delo=LevelName("дело", "дела", "д.", "дд."),
        listy=_ЛИСТ,
        papka=_ПАПКА,
        verso=" об.",
    ),
    LevelNames(
        fond=_FOND,
        opis=LevelName("opis", "opisi", "op."),
        delo=LevelName("delo", "dela", "d.", "dd."),
        listy=_LIST,
        papka=_PAPKA,
        verso=" ob.",
    ),
)
_UKRAINIAN = LevelScheme(
    LevelNames(
        fond=LevelName("фонд", "фонди", "ф."),
        opis=LevelName("опис", "описи", "оп."),
        delo=LevelName("справа", "справи", "спр."),
        listy=LevelName("аркуш", "аркуші", "арк."),
        papka=LevelName("папка", "папки", "п."),
        verso=" зв.",
    ),
    LevelNames(
        fond=_FOND,
        opis=LevelName("opys", "opysy", "op."),
        delo=LevelName("sprava", "spravy", "spr."),
        listy=LevelName("arkush", "arkushi", "ark."),
        papka=_PAPKA,
        verso=" zv.",
    ),
)
_BELARUSIAN = LevelScheme(
    LevelNames(
        fond=LevelName("фонд", "фонды", "ф."),
        opis=LevelName("вопіс", "вопісы", "воп."),
        delo=LevelName("справа", "справы", "спр."),
        listy=LevelName("аркуш", "аркушы", "арк."),
        papka=LevelName("папка", "папкі", "п."),
        verso=" адв.",
    ),
    LevelNames(
        fond=_FOND,
        opis=LevelName("vopis", "vopisy", "vop."),
        delo=LevelName("sprava", "spravy", "spr."),
        listy=LevelName("arkush", "arkushy", "ark."),
        papka=_PAPKA,
        verso=" adv.",
    ),
)
_BULGARIAN = LevelScheme(
    LevelNames(
        fond=LevelName("фонд", "фондове", "ф."),
        opis=LevelName("опис", "описи", "оп."),
        delo=LevelName("архивна единица", "архивни единици", "а.е."),
        listy=LevelName("лист", "листа", "л."),
        papka=LevelName("папка", "папки", "п."),
        verso=" гръб",
    ),
    LevelNames(
        fond=_FOND,
        opis=LevelName("opis", "opisi", "op."),
        delo=LevelName("arhivna edinitsa", "arhivni edinitsi", "a.e."),
        listy=LevelName("list", "lista", "l."),
        papka=_PAPKA,
        verso=" grb",
    ),
)
_LATVIAN_NAMES = LevelNames(
    fond=LevelName("fonds", "fondi", "f."),
    opis=LevelName("apraksts", "apraksti", "apr."),
    delo=LevelName("lieta", "lietas", "l.", without_opis="lieta"),
    listy=LevelName("lapa", "lapas", "lp."),
    papka=LevelName("mape", "mapes", "pap."),
    verso=" o.p.",
)
_LITHUANIAN_NAMES = LevelNames(
    fond=LevelName("fondas", "fondai", "f."),
    opis=LevelName("apyrašas", "apyrašai", "ap."),
    delo=LevelName("byla", "bylos", "b."),
    listy=LevelName("lapas", "lapai", "l."),
    papka=LevelName("aplankas", "aplankai", "pap."),
    verso=" a.p.",
)
_ESTONIAN_NAMES = LevelNames(
    fond=LevelName("fond", "fondid", "f."),
    opis=LevelName("nimistu", "nimistud", "n."),
    delo=LevelName("säilik", "säilikud", "s.", without_opis="säilik"),
    listy=LevelName("leht", "lehed", "l."),
    papka=LevelName("kaust", "kaustad", "pap."),
    verso="p",
)
# Fond 89 of RGANI is arranged by perechen' (list) and document.
_PERECHEN = LevelScheme(
    LevelNames(
        fond=_ФОНД,
        opis=LevelName("перечень", "перечни", "пер."),
        delo=LevelName("документ", "документы", "док."),
        listy=_ЛИСТ,
        papka=_ПАПКА,
        verso=" об.",
    ),
    LevelNames(
        fond=_FOND,
        opis=LevelName("perechen", "perechni", "per."),
        delo=LevelName("dokument", "dokumenty", "dok."),
        listy=_LIST,
        papka=_PAPKA,
        verso=" ob.",
    ),
)

LEVEL_SCHEMES: Mapping[str, LevelScheme] = MappingProxyType(
    {
        "russian": _RUSSIAN,
        "ukrainian": _UKRAINIAN,
        "belarusian": _BELARUSIAN,
        "bulgarian": _BULGARIAN,
        "latvian": LevelScheme(_LATVIAN_NAMES, _LATVIAN_NAMES),
        "lithuanian": LevelScheme(_LITHUANIAN_NAMES, _LITHUANIAN_NAMES),
        "estonian": LevelScheme(_ESTONIAN_NAMES, _ESTONIAN_NAMES),
        "perechen": _PERECHEN,
    }
)

# What else may stand between the levels, natively and romanised; everywhere the same.
EXTRA_LABELS: Mapping[Level, tuple[str, str]] = MappingProxyType(
    {
        Level.RAZDEL: ("разд.", "razd."),
        Level.KARTON: ("картон", "karton"),
        Level.PORTFEL: ("портф.", "portf."),
        Level.KOROBKA: ("кор.", "korobka"),
        Level.CHAST: ("ч.", "ch."),
        Level.TOM: ("т.", "tom"),
        Level.OD: ("од.", "od."),
        Level.SEJUMS: ("sēj.", "sēj."),
    }
)
