"""The archives and terms that made-up papers use: what the database has, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from catalogue.models import (
    Archive,
    Collection,
    DocumentType,
    Language,
    Place,
    Role,
    Subject,
)
from catalogue.models.derived import Derived

from .chance import Weighted, by_weight, chance, zipf

OWN = "gen-"
"""What the natural key of everything begins with that is made up."""

Labels = tuple[str, str, str, str]
"""Key, and label in English, Russian and Ukrainian."""

TYPES: tuple[Labels, ...] = (
    ("telegram", "Telegram", "Телеграмма", "Телеграма"),
    ("letter", "Letter", "Письмо", "Лист"),
    ("report", "Report", "Доклад", "Доповідь"),
    ("memorandum", "Memorandum", "Меморандум", "Меморандум"),
    ("minutes", "Minutes", "Протокол", "Протокол"),
    ("decision", "Decision", "Постановление", "Постанова"),
    ("order", "Order", "Приказ", "Наказ"),
)
LANGUAGES: tuple[Labels, ...] = (
    ("ru", "Russian", "Русский", "Російська"),
    ("uk", "Ukrainian", "Украинский", "Українська"),
    ("en", "English", "Английский", "Англійська"),
    ("zh", "Chinese", "Китайский", "Китайська"),
    ("de", "German", "Немецкий", "Німецька"),
    ("fr", "French", "Французский", "Французька"),
)
ROLES: tuple[Labels, ...] = (
    ("from", "From", "От кого", "Від кого"),
    ("to", "To", "Кому", "Кому"),
    ("copy-to", "Copy to", "Копия", "Копія"),
    ("mentioned", "Mentioned", "Упоминается", "Згадується"),
)
LANGUAGE_SHARES = {"ru": 62.0, "uk": 12.0, "en": 12.0, "zh": 8.0, "de": 4.0, "fr": 2.0}

MATTERS = (
    ("trade", "Trade", "Торговля", "Торгівля"),
    ("borders", "Borders", "Границы", "Кордони"),
    ("railways", "Railways", "Железные дороги", "Залізниці"),
    ("credits", "Credits", "Кредиты", "Кредити"),
    ("schools", "Schools", "Школы", "Школи"),
    ("harvest", "Harvest", "Урожай", "Врожай"),
    ("armies", "Armies", "Вооружённые силы", "Збройні сили"),
    ("emigration", "Emigration", "Эмиграция", "Еміграція"),
    ("industry", "Industry", "Промышленность", "Промисловість"),
    ("press", "Press", "Печать", "Преса"),
)
COUNTRIES = (
    ("china", "China", "Китай", "Китай"),
    ("korea", "Korea", "Корея", "Корея"),
    ("poland", "Poland", "Польша", "Польща"),
    ("germany", "Germany", "Германия", "Німеччина"),
    ("mongolia", "Mongolia", "Монголия", "Монголія"),
    ("finland", "Finland", "Финляндия", "Фінляндія"),
    ("turkey", "Turkey", "Турция", "Туреччина"),
    ("romania", "Romania", "Румыния", "Румунія"),
    ("india", "India", "Индия", "Індія"),
    ("japan", "Japan", "Япония", "Японія"),
)
TOWN_BEGINNINGS = (
    *(("novo", "Novo", "Ново"), ("staro", "Staro", "Старо"), ("verkhne", "Verkhne", "Верхне")),
    *(("krasno", "Krasno", "Красно"), ("belo", "Belo", "Бело"), ("zelene", "Zelene", "Зелено")),
)
TOWN_ENDINGS = (
    *(("gorsk", "gorsk", "горск"), ("pol", "pol", "поль"), ("kamensk", "kamensk", "каменск")),
    *(("rechensk", "rechensk", "реченск"), ("dar", "dar", "дар"), ("lug", "lug", "луг")),
)

ARCHIVES = (
    ("GARF", "State Archive of the Russian Federation", "Moscow", "RU"),
    ("RGASPI", "Russian State Archive of Socio-Political History", "Moscow", "RU"),
    ("AVPRF", "Archive of the Foreign Policy of the Russian Federation", "Moscow", "RU"),
    ("TsDAHOU", "Central State Archive of Public Organizations of Ukraine", "Kyiv", "UA"),
)


@dataclass(frozen=True)
class Vocabulary:
    """What to choose from, each as often as a real collection would have it."""

    archives: Weighted[Archive]
    types: Weighted[DocumentType]
    languages: dict[str, Language]
    language_shares: Weighted[str]
    roles: dict[str, Role]
    places: Weighted[Place]
    subjects: Weighted[Subject]
    collections: Weighted[Collection]


def vocabulary(seed: int) -> Vocabulary:
    """The vocabulary of a collection; what the database lacks of it is made first."""
    return Vocabulary(
        archives=_favouring(seed, _archives()),
        types=_favouring(seed, _terms(DocumentType, TYPES)),
        languages=_by_key(Language, LANGUAGES),
        language_shares=by_weight(LANGUAGE_SHARES),
        roles=_by_key(Role, ROLES, made_up=""),  # by its key a role is told to be a sender's
        places=_favouring(seed, _terms(Place, _towns())),
        subjects=_favouring(seed, _terms(Subject, _subjects())),
        collections=_favouring(seed, _terms(Collection, _editions())),
    )


def _favouring(seed: int, rows: list[Any]) -> Weighted[Any]:
    """Rows of which chance makes some common and others rare."""
    rows = [row for row in rows if not getattr(row, "slug", "").startswith(f"{OWN}made-")]
    chance(seed, "favoured", type(rows[0]).__name__).shuffle(rows)
    return zipf(rows)


def _archives() -> list[Archive]:
    if not Archive.objects.exists():
        _create(
            Archive(code=f"{OWN}{code}", name=name, city=city, country=country)
            for code, name, city, country in ARCHIVES
        )
    return sorted(Archive.objects.all(), key=lambda archive: archive.code)


def _terms(model: type[Model], wanted: Iterable[Labels]) -> list[Any]:
    """Every term of a model, in an order that no collation changes."""
    _by_key(model, wanted)
    return sorted(model.objects.all(), key=lambda term: term.slug)


def _by_key(model: type[Model], wanted: Iterable[Labels], made_up: str = OWN) -> dict[str, Any]:
    """Terms by key; one that is missing is made under a key that says it was made up."""
    labels = {key: rest for key, *rest in wanted}
    slugs = [*labels, *(f"{made_up}{key}" for key in labels)]
    present = {term.slug for term in model.objects.filter(slug__in=slugs)}
    _create(
        model(slug=f"{made_up}{key}", label_en=english, label_ru=russian, label_uk=ukrainian)
        for key, (english, russian, ukrainian) in labels.items()
        if key not in present and f"{made_up}{key}" not in present
    )
    found = {term.slug: term for term in model.objects.filter(slug__in=slugs)}
    return {key: found.get(key) or found[f"{made_up}{key}"] for key in labels}


def _create(rows: Iterable[Derived]) -> None:
    made = list(rows)
    for row in made:
        row.derive()
    if made:
        type(made[0]).objects.bulk_create(made)


def _subjects() -> Iterator[Labels]:
    for matter in MATTERS:
        for country in COUNTRIES:
            key, *labels = (" — ".join(pair) for pair in zip(matter, country, strict=True))
            yield (key.replace(" — ", "-"), *labels)


def _towns() -> Iterator[Labels]:
    for beginning in TOWN_BEGINNINGS:
        for ending in TOWN_ENDINGS:
            key, english, russian = (
                start + end for start, end in zip(beginning, ending, strict=True)
            )
            yield key, english, russian, russian


def _editions() -> Iterator[Labels]:
    for key, english, russian, ukrainian in COUNTRIES:
        yield (
            f"papers-on-{key}",
            f"Papers on {english}",
            f"Документы: {russian}",
            f"Документи: {ukrainian}",
        )
