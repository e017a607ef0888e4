"""The words of made-up papers: real stems with their endings, the rarer the longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .chance import Weighted, chance, zipf


@dataclass(frozen=True)
class Paradigm:
    """Stems, and the endings each may take; ``-`` is the empty one.

    ``about`` are a noun's endings as the head of what something is about, and as its attribute:
    о снабжен-ии завод-а.
    """

    stems: str
    endings: str
    about: str = ""

    def forms(self, prefix: str = "") -> Iterator[str]:
        for stem in self.stems.split():
            for ending in self.endings.split():
                yield prefix + stem + ending.removeprefix("-")

    def about_forms(self, place: int) -> Iterator[str]:
        if self.about:
            ending = self.about.split()[place].removeprefix("-")
            yield from (stem + ending for stem in self.stems.split())


@dataclass(frozen=True)
class Grammar:
    """What the words of a language are built from."""

    particles: str
    """The commonest words, the most frequent first; they do not inflect."""
    paradigms: tuple[Paradigm, ...]
    prefixes: str
    """What makes a rarer word of a common one."""

    def forms(self, prefix: str) -> Iterator[str]:
        for paradigm in self.paradigms:
            yield from paradigm.forms(prefix)

    def about_forms(self, place: int) -> list[str]:
        return [form for paradigm in self.paradigms for form in paradigm.about_forms(place)]


RUSSIAN = Grammar(
    "и в на с что о по не к от для из за как он его это у об были при до также а их между",
    (
        Paradigm(
            "договор завод комитет совет вопрос отдел доклад план район посол проект "
            "протокол колхоз фронт штаб приказ союз народ батальон приём отчёт аппарат институт "
            "магазин кредит транспорт документ министр комендант пленум съезд архив фонд хлеб",
            "- а у ом е ы ов ам ами ах",
            "е а",
        ),
        Paradigm(
            "конференц делегац организац комисс арм парт территор парт операц инструкц позиц "
            "информац ситуац агитац мобилизац резолюц эвакуац коллективизац",
            "ия ии ию ией ий иям иями иях",
            "ии ии",
        ),
        Paradigm(
            "школ газет границ бесед войн работ стран больниц шахт реформ колонн систем цен",
            "а ы у ой е - ам ами ах",
            "е ы",
        ),
        Paradigm(
            "соглашен предложен решен положен сообщен снабжен наступлен управлен поручен выселен "
            "перемир восстан обсужден назначен",
            "ие ия ию ием ии ий иям иями иях",
            "ии ия",
        ),
        Paradigm(
            "советск китайск корейск американск политическ военн городск крестьянск партийн "
            "областн народн иностранн секретн хозяйственн рабоч национальн торгов железнодорожн",
            "ого ому ая ой ую ое ом их ими ие",
        ),
        Paradigm(
            "сообщ получ предлож отмет обсуд установ направ реш подготов постав",
            "ил ила или ить ено ены ив ившего",
        ),
    ),
    "- пере не меж контр со под сверх анти все раз полу обще ново много военно",
)

UKRAINIAN = Grammar(
    "і в на з що про не до та від за як для він його це по у при щодо були також їх між",
    (
        Paradigm(
            "договір завод комітет відділ план район посол проєкт протокол колгосп фронт штаб "
            "наказ народ звіт уряд кредит документ комендант пленум архів фонд хліб ремонт табір",
            "- у ом ові и ів ам ами ах",
            "- у",
        ),
        Paradigm(
            "конференц делегац організац комісі арм парт територ операц інструкц інформац "
            "мобілізац резолюц евакуац",
            "ія ії ію ією ій іям іями іях",
            "ію ії",
        ),
        Paradigm(
            "радянськ китайськ українськ політичн військов міськ селянськ партійн обласн народн "
            "іноземн таємн господарськ робітнич залізничн",
            "ого ому им а ої у е і их ими",
        ),
        Paradigm(
            "повідом отрим запропонув обговор встанов направ підготув", "ив ила или ити ено ення"
        ),
    ),
    "- пере не між контр під над анти все роз напів загально ново багато",
)

ENGLISH = Grammar(
    "the of and to in a that on is for was with as by be it he which his not at are has we this",
    (
        Paradigm(
            "agreement plant committee council question department report plan district project "
            "ambassador protocol order union front decree camp government delegation conference "
            "regiment bureau operation instruction border school newspaper talk war minister "
            "archive document armistice border credit railway harvest telegram pact "
            "proposal meeting",
            "- s 's",
            "- s",
        ),
        Paradigm(
            "inform discuss report support request attack consider present instruct transport "
            "suggest confirm export import protest arrest inspect deport consult",
            "ed ing er ers -",
        ),
        Paradigm(
            "soviet chinese korean american political military regional peasant national foreign "
            "secret economic industrial special general local final official temporary",
            "- ly ist ists",
        ),
    ),
    "- re non inter counter over sub anti pre post semi trans pro ultra para super",
)

CHINESE = Grammar(
    "的 在 和 是 对 与 了 为 关于 我们 他们 以及",
    (
        Paradigm(
            "中国 苏联 朝鲜 美国 政府 会议 报告 同志 中央 委员 军队 停战 谈判 代表 人民 经济 援助 "
            "工业 大使 总理 主席 外交 贸易 协定 专家 建议 问题 边界 铁路 新疆 学校 计划 农业 革命",
            "- 部 会 团 院 员 局 化 者",
            "- -",
        ),
    ),
    "- 新 老 大 反 总 副 各 全 非 原 前 本 小 双",
)


@dataclass(frozen=True)
class Lexicon:
    """The words of a language as often as they occur, and those that titles are made of."""

    running: Weighted[str]
    telling: Weighted[str]
    """Without particles, and rarer ones seldom."""
    heads: Weighted[str]
    attributes: Weighted[str]
    is_spaced: bool = True


GRAMMARS = {"ru": RUSSIAN, "uk": UKRAINIAN, "en": ENGLISH, "zh": CHINESE}


@lru_cache
def lexicon(language: str) -> Lexicon:
    """The words of a language; another language than these four is written in English."""
    grammar = GRAMMARS.get(language, ENGLISH)
    tiers = (
        _shuffled(grammar.forms(prefix.removeprefix("-")), grammar, prefix)
        for prefix in grammar.prefixes.split()
    )
    words = list(dict.fromkeys(word for tier in tiers for word in tier))
    return Lexicon(
        zipf(list(dict.fromkeys((*grammar.particles.split(), *words)))),
        zipf(words, flattened=30, steepness=1.4),
        *(
            zipf(_shuffled(grammar.about_forms(place), grammar, place), flattened=10)
            for place in range(2)
        ),
        is_spaced=grammar is not CHINESE,
    )


def _shuffled(forms: Iterable[str], grammar: Grammar, part: object) -> list[str]:
    """Words in an order of their own, the same in every collection."""
    shuffled = list(forms)
    chance("words", grammar.particles, part).shuffle(shuffled)
    return shuffled
