"""The words of references: labels of levels in every language met, as data.

Sources: ГОСТ Р 7.0.5-2008, section 11; notes of Applebaum, Figes, Hellbeck, Khlevniuk, Kotkin,
Montefiore, Roberts and Rossoliński-Liebe; the Wilson Center Digital Archive; national archives'
own rules of citation. To add a label, add a word to a line; to add a language, add a line.
"""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The levels of a place, and what else may be numbered between them."""

    ARCHIVE = "archive"
    FOND = "fond"
    OPIS = "opis"
    PAPKA = "papka"
    DELO = "delo"
    LISTY = "listy"
    PAGE = "page"  # "p.": a papka or a sheet, as its neighbours decide
    CHAST = "chast"
    TOM = "tom"
    SEJUMS = "sejums"
    RAZDEL = "razdel"
    KARTON = "karton"
    PORTFEL = "portfel"
    KOROBKA = "korobka"
    OD = "od"


EXTRAS = frozenset(Level) - {
    *(Level.ARCHIVE, Level.FOND, Level.OPIS, Level.PAPKA, Level.DELO, Level.LISTY, Level.PAGE),
}
PARTS_OF_DELO = frozenset({Level.CHAST, Level.TOM, Level.OD, Level.SEJUMS})


@dataclass(frozen=True)
class Label:
    """One way of writing a level's name.

    `words` are its words in small letters, without stops and apostrophes.
    `beside`: too common a word to count unless it stands directly beside another level.
    `after`: counts only if the place already has a level written so ("l." is a Latvian file after
    "apr.", and a sheet everywhere else).
    `sheets_follow`: bare numbers after its value are sheets, not further files ("а.е. 12, 44–52").
    """

    words: tuple[str, ...]
    level: Level
    beside: bool = False
    after: str = ""
    sheets_follow: bool = False

    @property
    def text(self) -> str:
        """Its words in one: "edkhr" for "ed. khr."."""
        return "".join(self.words)


def _labels(
    level: Level, words: str, *, beside: bool = False, after: str = "", sheets_follow: bool = False
) -> tuple[Label, ...]:
    """Labels from a line of words; the words of one label are joined by "+"."""
    return tuple(
        Label(tuple(word.split("+")), level, beside, after, sheets_follow) for word in words.split()
    )


LABELS: tuple[Label, ...] = (
    # Russian
    *_labels(Level.FOND, "ф фф фонд фонда фонде фонды"),
    *_labels(Level.OPIS, "оп опп опись описи описью"),
    *_labels(Level.PAPKA, "пап папка папке папки"),
    *_labels(Level.DELO, "д дд дело дела деле ед+хр ед+хран единица+хранения единицы+хранения ехр"),
    *_labels(Level.LISTY, "л лл лист листы листа листах листе листов"),
    *_labels(Level.PAGE, "п", beside=True),
    *_labels(Level.LISTY, "с сс стр", beside=True),
    # Russian, transliterated, and the English of translators
    *_labels(Level.FOND, "f fond fonds fund"),
    *_labels(Level.OPIS, "op opis opisi inventory inv"),
    *_labels(Level.PAPKA, "papka pap papki"),
    *_labels(Level.PAPKA, "folder", beside=True),
    *_labels(Level.DELO, "d dd delo dela file files ed+khr ed+hr edkhr storage+unit"),
    *_labels(Level.DELO, "case item", beside=True),
    *_labels(Level.LISTY, "l ll l+l list listy listi lista sheet sheets leaf leaves folio folios"),
    *_labels(Level.LISTY, "pp s ss page pages fol fols ff", beside=True),
    *_labels(Level.PAGE, "p", beside=True),
    # Fond 89 of RGANI (TsKhSD): perechen' and document
    *_labels(Level.OPIS, "per perechen пер перечень"),
    *_labels(Level.DELO, "dok doc dokument document док документ", beside=True),
    # Ukrainian
    *_labels(Level.OPIS, "опис"),
    *_labels(Level.OPIS, "opys"),
    *_labels(Level.DELO, "спр справа справи од+зб одиниця+зберігання"),
    *_labels(Level.DELO, "spr sprava sprawa od+zb", sheets_follow=True),
    *_labels(Level.LISTY, "арк арк+арк аркуш аркуші ark arkush arkushi"),
    # Belarusian
    *_labels(Level.OPIS, "воп вопіс vop vopis"),
    *_labels(Level.LISTY, "аркушы arkushy"),
    # Bulgarian
    *_labels(
        Level.DELO, "а+е ае архивна+единица арх+ед a+e ae arhivna+edinitsa", sheets_follow=True
    ),
    # Latvian
    *_labels(Level.OPIS, "apr", beside=True),
    *_labels(Level.OPIS, "apraksts"),
    *_labels(Level.DELO, "lieta"),
    *_labels(Level.DELO, "l", after="apr", sheets_follow=True),
    *_labels(Level.PAPKA, "mape"),
    *_labels(Level.LISTY, "lp lpp lapa lapas"),
    # Lithuanian
    *_labels(Level.FOND, "fondas"),
    *_labels(Level.OPIS, "ap apyrašas"),
    *_labels(Level.DELO, "b byla", beside=True, sheets_follow=True),
    *_labels(Level.PAPKA, "aplankas"),
    *_labels(Level.LISTY, "lapai"),
    # Estonian
    *_labels(Level.OPIS, "n nimistu", beside=True),
    *_labels(Level.DELO, "s", after="n", sheets_follow=True),
    *_labels(Level.DELO, "säilik", sheets_follow=True),
    *_labels(Level.PAPKA, "kaust"),
    *_labels(Level.LISTY, "leht lehed"),
    # Polish, citing eastern archives
    *_labels(Level.FOND, "zespół zesp"),
    *_labels(Level.DELO, "sygn", sheets_follow=True),
    *_labels(Level.LISTY, "k karta karty str", beside=True),
    # What may stand between the levels
    *_labels(Level.CHAST, "ч часть chast ch", beside=True),
    *_labels(Level.TOM, "т том tom t vol", beside=True),
    *_labels(Level.SEJUMS, "sēj sējums", beside=True),
    *_labels(Level.RAZDEL, "разд раздел razd razdel", beside=True),
    *_labels(Level.KARTON, "к карт картон karton k", beside=True),
    *_labels(Level.PORTFEL, "портф портфель portfel portf", beside=True),
    *_labels(Level.KOROBKA, "кор короб коробка korobka", beside=True),
    *_labels(Level.OD, "od од", beside=True),
)
