"""The persons and bodies of made-up papers, in the scripts and cases they are named in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from catalogue.models import Agent
from catalogue.writing import romanise

from .chance import Chance, by_weight, chance

RUSSIAN_PARTS = (
    "Кузнец Молот Иван Петр Сидор Смирн Панкрат Волк Сокол Лебед Козл Новик Мороз Захар Орл Степан "
    "Никит Рыбак Солом Васильк Якуш Григор Роман Вороб Кузьм Фролк Жар Гаврил Богдан Осип "
    "Тарас Белиц Комар Щерб Ждан Пономар Голуб Бондар Ткач Ковал Шевч Мельник Кравч Полян",
    "Василий Иван Пётр Николай Вячеслав Алексей Дмитрий Сергей Андрей Михаил Александр Владимир "
    "Георгий Павел Фёдор Климент Лаврентий Анастас Максим Никита Семён Юрий Яков Степан Борис",
    "Васильевич Иванович Петрович Николаевич Михайлович Алексеевич Дмитриевич Сергеевич Андреевич "
    "Александрович Владимирович Георгиевич Павлович Фёдорович Ефремович Степанович Борисович",
)
STEMS, GIVEN, PATRONYMICS = (part.split() for part in RUSSIAN_PARTS)

ENDINGS = by_weight({"ов": 40, "ин": 15, "ский": 15, "енко": 20, "ук": 10})
CASES = {
    "ов": ("ова", "ову", "овым"),
    "ин": ("ина", "ину", "иным"),
    "ский": ("ского", "скому", "ским"),
    "енко": ("енко", "енко", "енко"),
    "ук": ("ука", "уку", "уком"),
}
"""Genitive, dative and instrumental of surnames, by ending."""

WESTERN_PARTS = (
    "Smith Johnson Harriman Bohlen Kennan Schmidt Müller Dubois Novak Kowalski Clark Taylor Brown "
    "Wilson Fischer Martin Davies Acheson Murphy Thompson Wagner Bernard Horvat",
    "John George William Charles Robert Hans Karl Pierre Jan Anthony Dean Averell Walter Henry "
    "Edward Joseph Anna Mary Elisabeth",
)
WESTERN_SURNAMES, WESTERN_GIVEN = (part.split() for part in WESTERN_PARTS)

CHINESE_PARTS = (
    "王/Wang/Ван 李/Li/Ли 张/Zhang/Чжан 刘/Liu/Лю 陈/Chen/Чэнь 杨/Yang/Ян 赵/Zhao/Чжао "
    "黄/Huang/Хуан 周/Zhou/Чжоу 吴/Wu/У 徐/Xu/Сюй 孙/Sun/Сунь",
    "建/jian/цзянь 国/guo/го 明/ming/мин 华/hua/хуа 文/wen/вэнь 德/de/дэ 志/zhi/чжи "
    "林/lin/линь 东/dong/дун 平/ping/пин 来/lai/лай 生/sheng/шэн 光/guang/гуан 少/shao/шао",
)
CHINESE_SURNAMES, CHINESE_GIVEN = (
    [syllable.split("/") for syllable in part.split()] for part in CHINESE_PARTS
)
"""Each syllable in characters, in pinyin and in Palladius's Russian transcription."""

BODIES = (
    ("Ministry of {}", "Министерство", "Министерства", "Министерству", "Министерством"),
    ("Committee for {}", "Комитет", "Комитета", "Комитету", "Комитетом"),
    ("Department of {}", "Отдел", "Отдела", "Отделу", "Отделом"),
    ("Directorate of {}", "Управление", "Управления", "Управлению", "Управлением"),
)
CONCERNS = (
    ("Foreign Affairs", "иностранных дел"),
    ("Foreign Trade", "внешней торговли"),
    ("Internal Affairs", "внутренних дел"),
    ("Railways", "путей сообщения"),
    ("Agriculture", "сельского хозяйства"),
    ("Public Education", "народного просвещения"),
    ("Heavy Industry", "тяжёлой промышленности"),
    ("Communications", "связи"),
)


@dataclass(frozen=True)
class Named:
    """Who takes part in a document, by all names."""

    kind: str
    name: str
    """As the catalogue lists it."""
    variants: tuple[str, ...]
    english: str
    """As in an English title."""
    russian: str
    genitive: str
    """Of whom, in Russian: whose letter it is."""
    dative: str
    """To whom."""
    instrumental: str
    """With whom one corresponds."""


def russian(luck: Chance) -> Named:
    stem, ending = luck.choice(STEMS), ENDINGS.draw(luck)
    given, patronymic = luck.choice(GIVEN), luck.choice(PATRONYMICS)
    surname, initials = stem + ending, f"{given[0]}. {patronymic[0]}."
    cases = (f"{initials} {stem}{case}" for case in CASES[ending])
    whole = f"{given} {patronymic} {surname}"
    return Named(
        Agent.Kind.PERSON,
        romanise(f"{surname}, {given} {patronymic}"),
        (f"{surname} {given} {patronymic}", f"{initials} {surname}", romanise(whole, "scientific")),
        romanise(f"{given} {surname}"),
        f"{initials} {surname}",
        *cases,
    )


def western(luck: Chance) -> Named:
    given, surname = luck.choice(WESTERN_GIVEN), luck.choice(WESTERN_SURNAMES)
    middle = luck.choice("ABCDEFGHJKLMNPRSTW")
    whole = f"{given} {middle}. {surname}"
    return _undeclined(f"{surname}, {given} {middle}.", (whole,), whole, whole)


def chinese(luck: Chance) -> Named:
    surname, given = luck.choice(CHINESE_SURNAMES), luck.sample(CHINESE_GIVEN, 2)
    han, *letters = ("".join(syllables) for syllables in zip(*given, strict=True))
    pinyin, cyrillic = (
        f"{family} {name.capitalize()}" for family, name in zip(surname[1:], letters, strict=True)
    )
    return _undeclined(pinyin, (surname[0] + han, cyrillic), pinyin, cyrillic)


def _undeclined(name: str, variants: tuple[str, ...], english: str, russian: str) -> Named:
    """A person whose name is the same in all cases."""
    return Named(Agent.Kind.PERSON, name, variants, english, *[russian] * 4)


def body(luck: Chance) -> Named:
    (english, *cases), (concern, of_what) = luck.choice(BODIES), luck.choice(CONCERNS)
    number = luck.randrange(1, 400)
    name = f"{english.format(concern)} no. {number}"
    declined = [f"{case} {of_what} № {number}" for case in cases]
    return Named(Agent.Kind.BODY, name, (declined[0],), name, *declined)


ORIGINS = by_weight({russian: 70, western: 12, chinese: 8, body: 10})


@lru_cache(maxsize=4096)
def named(seed: int, number: int) -> Named:
    """The agent of that number; made again rather than remembered, which keeps memory flat."""
    luck = chance(seed, "agent", number)
    return ORIGINS.draw(luck)(luck)
