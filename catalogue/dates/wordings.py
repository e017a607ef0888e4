"""How each language says a date: patterns and names, a table per language."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """The words of a language. In a pattern `{}` stands for what its name says."""

    months: tuple[str, ...]
    """January first, as a month stands alone."""
    months_of: tuple[str, ...]
    """As a day, a limit or a part of the month governs it ("5 марта")."""
    months_with: tuple[str, ...]
    """As "between" governs it ("между мартом и июлем")."""
    seasons: Mapping[int, str]
    """By their EDTF numbers: seasons, quarters and halves of a year."""

    day: str
    days: str
    """Days of one month, from first to last."""
    month: str
    year: str
    early_year: str
    """A year before 1000."""
    years: str
    years_listed: str
    decade: str
    of_decade: str
    century: str
    centuries: str

    parts: tuple[str, str, str]
    """The beginning, middle and end of a time."""
    circa: str
    uncertain: str
    since: str
    until: str
    not_before: str
    not_after: str
    between: str
    either: str
    unknown_year: str
    undated: str
    has_ordinals: bool = False
    """Whether centuries are counted in ordinals (19th), not in Roman numerals."""


ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)

ENGLISH = Wording(
    months=ENGLISH_MONTHS,
    months_of=ENGLISH_MONTHS,
    months_with=ENGLISH_MONTHS,
    seasons={
        **{21: "spring", 22: "summer", 23: "autumn", 24: "winter"},
        **{33: "first quarter of", 34: "second quarter of"},
        **{35: "third quarter of", 36: "fourth quarter of"},
        **{40: "first half of", 41: "second half of"},
    },
    day="{month} {day}, {year}",
    days="{month} {day}–{last}, {year}",
    month="{month} {year}",
    year="{}",
    early_year="{} AD",
    years="{}–{}",
    years_listed="{}",
    decade="{}s",
    of_decade="{}s",
    century="{} century",
    centuries="{}–{} centuries",
    parts=("early {}", "mid-{}", "late {}"),
    circa="ca. {}",
    uncertain="{} (?)",
    since="since {}",
    until="until {}",
    not_before="not before {}",
    not_after="not after {}",
    between="between {} and {}",
    either=" or ",
    unknown_year="{month} {day} (year unknown)",
    undated="undated",
    has_ordinals=True,
)

RUSSIAN = Wording(
    months=(
        *("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь"),
        *("октябрь", "ноябрь", "декабрь"),
    ),
    months_of=(
        *("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября"),
        *("октября", "ноября", "декабря"),
    ),
    months_with=(
        *("январем", "февралем", "мартом", "апрелем", "маем", "июнем", "июлем", "августом"),
        *("сентябрем", "октябрем", "ноябрем", "декабрем"),
    ),
    seasons={
        **{21: "весна", 22: "лето", 23: "осень", 24: "зима"},
        **{33: "I квартал", 34: "II квартал", 35: "III квартал", 36: "IV квартал"},
        **{40: "первая половина", 41: "вторая половина"},
    },
    day="{day} {month} {year}",
    days="{day}–{last} {month} {year}",
    month="{month} {year}",
    year="{} г.",
    early_year="{} г.",
    years="{}–{} гг.",
    years_listed="{} гг.",
    decade="{}-е гг.",
    of_decade="{}-х гг.",
    century="{} в.",
    centuries="{}–{} вв.",
    parts=("нач. {}", "сер. {}", "кон. {}"),
    circa="ок. {}",
    uncertain="{} (?)",
    since="с {}",
    until="по {}",
    not_before="не ранее {}",
    not_after="не позднее {}",
    between="между {} и {}",
    either=" или ",
    unknown_year="{day} {month} (год неизвестен)",
    undated="без даты",
)

UKRAINIAN = Wording(
    months=(
        *("січень", "лютий", "березень", "квітень", "травень", "червень", "липень", "серпень"),
        *("вересень", "жовтень", "листопад", "грудень"),
    ),
    months_of=(
        *("січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня"),
        *("вересня", "жовтня", "листопада", "грудня"),
    ),
    months_with=(
        *("січнем", "лютим", "березнем", "квітнем", "травнем", "червнем", "липнем", "серпнем"),
        *("вереснем", "жовтнем", "листопадом", "груднем"),
    ),
    seasons={
        **{21: "весна", 22: "літо", 23: "осінь", 24: "зима"},
        **{33: "I квартал", 34: "II квартал", 35: "III квартал", 36: "IV квартал"},
        **{40: "перша половина", 41: "друга половина"},
    },
    day="{day} {month} {year}",
    days="{day}–{last} {month} {year}",
    month="{month} {year}",
    year="{} р.",
    early_year="{} р.",
    years="{}–{} рр.",
    years_listed="{} рр.",
    decade="{}-ті рр.",
    of_decade="{}-х рр.",
    century="{} ст.",
    centuries="{}–{} ст.",
    parts=("поч. {}", "сер. {}", "кін. {}"),
    circa="бл. {}",
    uncertain="{} (?)",
    since="з {}",
    until="по {}",
    not_before="не раніше {}",
    not_after="не пізніше {}",
    between="між {} та {}",
    either=" або ",
    unknown_year="{day} {month} (рік невідомий)",
    undated="без дати",
)

WORDINGS = {"en": ENGLISH, "ru": RUSSIAN, "uk": UKRAINIAN}
