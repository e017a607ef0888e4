"""Name keys: the writings of one name meet, different names do not."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.writing import name_key

HERE = Path(__file__).parent


def rows(file: str) -> list[list[str]]:
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def pairs_of_one_name(file: str) -> list[tuple[str, str]]:
    """Every form in Cyrillic with every romanisation of the same name."""
    return [
        pair for cyrillic, latin in rows(file) for pair in product(cyrillic.split(), latin.split())
    ]


def joined(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(one, other) for one, other in pairs if name_key(one) == name_key(other)]


@pytest.mark.parametrize("file", ["names.tsv", "names_held_back.tsv"])
def test_a_name_meets_its_romanisations_in_every_case(file):
    pairs = pairs_of_one_name(file)
    assert len(pairs) > 1_000
    assert len(joined(pairs)) / len(pairs) >= 0.95


def test_the_forms_of_a_name_in_cyrillic_meet_each_other():
    groups = [cyrillic.split() for cyrillic, _ in rows("names.tsv") + rows("names_held_back.tsv")]
    pairs = [(forms[0], form) for forms in groups for form in forms[1:]]
    assert len(joined(pairs)) / len(pairs) >= 0.98


def test_different_names_stay_apart():
    pairs = [(one, other) for one, other in rows("different_names.tsv")]
    assert len(pairs) == 500
    assert len(joined(pairs)) / len(pairs) < 0.02


MET = [
    ("Кузнецову", "Kuznetsov", "Kuznecov", "Kuznetzov", "Kusnezow"),
    ("Вышинского", "Vyshinsky", "Vyshinskii", "Vyshinskiy", "Vyšinskij", "Wyschinski"),
    ("Хрущёвым", "Хрущева", "Khrushchev", "Khrushchyov", "Hruščëv", "Chruschtschow"),
    ("Подцеробом", "Podtserob", "Podcerob"),
    ("Лаврентьев", "Lavrentiev", "Lavrent'ev", "Lavrent’yev", "Lavrentyev"),
    ("Игнатьеву", "Ignatiev", "Ignat'ev"),
    ("Архипов", "Archipov", "Arkhipov"),
    ("Льву", "Лев", "Lev"),
    ("Грушевського", "Грушевский", "Hrushevsky", "Grushevskii"),
    ("Молотовой", "Молотов", "Molotova", "Molotov's", "MOLOTOV", "Молотов\u0301"),
    ("Черных", "Chernykh", "Černyh"),
    ("Иванов", "Ивановых", "Ивановыми", "Ivanov"),
    ("Жукову", "Zhukov", "Schukow", "Shukow", "Joukov", "Żukow"),
    ("Дягилев", "Dyagilev", "Diagilev", "Djagilew"),
    ("Мао", "Mao"),
    ("Лю", "Liu"),
    ("Цзэдун", "Цзэдуна", "Цзэдуном"),
]


@pytest.mark.parametrize("names", MET, ids=lambda names: names[0])
def test_the_names_that_are_asked_for_most_meet(names):
    assert len({name_key(name) for name in names}) == 1


APART = [
    ("Кузнецов", "Кузьмин"),
    ("Молотов", "Молот"),
    ("Максим", "Макс"),
    ("Долгих", "Долгов"),
    ("Мао", "Ма"),
    ("Ленин", "Лен"),
    ("Жуков", "Shukov"),
    ("Цена", "Тена"),
    ("Петрович", "Петров"),
    ("Васильевич", "Васильевна"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_an_ending_that_belongs_to_the_name_is_kept(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("word", "key"),
    [("毛泽", "毛泽"), ("1953", "1953"), ("059а", "059а"), ("Ελλάς", "ελλασ"), ("ь", "ь")],
)
def test_what_is_no_name_in_latin_or_cyrillic_is_its_own_key(word, key):
    assert name_key(word) == key


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ", min_size=1))
def test_a_key_of_cyrillic_letters_is_small_ascii(name):
    key = name_key(name)
    assert key
    assert key in name or (key.isascii() and key.islower())


@given(st.text(alphabet="аёйьщґївaeyžłóschwvtzkiouf'’\u0301"))
def test_capitals_do_not_change_a_key(name):
    assert name_key(name) == name_key(name.upper()) == name_key(name.title())
