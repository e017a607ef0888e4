"""The romanisation tables: one row of data for each scheme.

Every scheme is for Russian, or for Ukrainian where its name says so; letters of the
neighbouring languages are added from `NEIGHBOURS`, so that a mixed text is romanised whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Scheme:
    """One romanisation: lower-case Cyrillic to lower-case Latin.

    `sequences` (of two characters) go before `letters`; `initial` replaces a letter at the
    beginning of a word, `after_vowel` after a vowel, й, ъ or ь.
    """

    title: str
    letters: Mapping[str, str]
    initial: Mapping[str, str] = field(default_factory=dict)
    after_vowel: Mapping[str, str] = field(default_factory=dict)
    sequences: Mapping[str, str] = field(default_factory=dict)


def _pairs(pairs: str) -> dict[str, str]:
    """Read "а a б b" into a table; "_" stands for nothing."""
    words = pairs.replace("_", "").split(" ")
    return dict(zip(words[::2], words[1::2], strict=True))


NEIGHBOURS = _pairs("і i ї ï є ie ґ g ў w ј j љ lj њ nj ћ ć ђ đ џ dž ѓ ǵ ќ ḱ ѕ dz ѣ e ѳ f ѵ i")

_COMMON = NEIGHBOURS | _pairs(
    "а a б b в v г g д d е e ё e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f "
    "х kh ц ts ч ch ш sh щ shch ъ _ ы y ь _ э e ю yu я ya"
)
_SCHOLARLY = _COMMON | _pairs("ё ë ж ž й j х ch ц c ч č ш š щ šč ъ ʺ ь ʹ э è ю ju я ja є je")
_ICAO = _COMMON | _pairs("й i ъ ie ю iu я ia")
_UKRAINIAN = _ICAO | _pairs("г h и y ї i")
_APOSTROPHES = "'’ʼ"

SCHEMES: Mapping[str, Scheme] = {
    "bgn": Scheme(
        "BGN/PCGN 1947 (Russian)",
        _COMMON | _pairs("ё ë ъ ” ь ’ є ye ї yi"),
        initial=_pairs("е ye ё yë"),
        after_vowel=_pairs("е ye ё yë"),
    ),
    "ala-lc": Scheme(
        "ALA-LC 2012 (Russian), without the ligature ties",
        _ICAO | _pairs("ё ë й ĭ ъ ʺ ь ʹ э ė"),
    ),
    "gost-b": Scheme(
        "GOST 7.79-2000, system B (Russian)",
        _COMMON | _pairs("ё yo й j х x ц cz щ shh ъ `` ы y` ь ` э e` є ye ї yi"),
        sequences=_pairs(
            "це ce цё cyo ци ci цй cj цы cy` цэ ce` цю cyu ця cya ці ci цї cyi цє cye"
        ),
    ),
    "passport": Scheme("ICAO Doc 9303, as in Russian passports since 2013", _ICAO),
    "scientific": Scheme("Scholarly (ISO/R 9:1968)", _SCHOLARLY),
    "iso-9": Scheme(
        "ISO 9:1995 (GOST 7.79-2000, system A), a letter for a letter",
        _SCHOLARLY | _pairs("х h щ ŝ ю û я â і ì є ê ґ g̀ ў ŭ"),
    ),
    "uk-2010": Scheme(
        "Ukrainian, Cabinet of Ministers resolution 55 of 2010",
        _UKRAINIAN,
        initial=_pairs("є ye ї yi й y ю yu я ya"),
        sequences={"зг": "zgh"}
        | {mark + letter: _UKRAINIAN[letter] for mark in _APOSTROPHES for letter in "яюєї"},
    ),
}
