"""Romanisation by the published schemes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.writing import romanise
from catalogue.writing.romanisation_schemes import SCHEMES

TABLE = [
    ("bgn", "Хрущёв", "Khrushchëv"),
    ("bgn", "Ельцин и Подъезд, каньон", "Yel’tsin i Pod”yezd, kan’on"),
    ("bgn", "Мейерхольд, Ерёменко, Юрьев", "Meyyerkhol’d, Yerëmenko, Yur’yev"),
    (
        "ala-lc",
        "Щербаков, Юрий Андреевич, Эйзенштейн",
        "Shcherbakov, Iuriĭ Andreevich, Ėĭzenshteĭn",
    ),
    ("gost-b", "Кузнецов, Цыганов, Циолковский", "Kuzneczov, Cy`ganov, Ciolkovskij"),
    ("gost-b", "Хрущёв, объезд", "Xrushhyov, ob``ezd"),
    ("passport", "Юлия Подъячева, Ёлкин, Цой", "Iuliia Podieiacheva, Elkin, Tsoi"),
    ("scientific", "Вышинский, Чичерин, Щорс, Хрущёв", "Vyšinskij, Čičerin, Ščors, Chruščëv"),
    ("iso-9", "Хачатурян, Щорс, Юрьев", "Hačaturân, Ŝors, Ûrʹev"),
    (
        "uk-2010",
        "Згорани, Євген Гоголь, Їжак, Корюківка",
        "Zghorany, Yevhen Hohol, Yizhak, Koriukivka",
    ),
    ("uk-2010", "Лук’яненко, Знам'янка, Щербухи", "Lukianenko, Znamianka, Shcherbukhy"),
]


@pytest.mark.parametrize(("scheme", "cyrillic", "latin"), TABLE)
def test_a_scheme_writes_as_its_standard_says(scheme, cyrillic, latin):
    assert romanise(cyrillic, scheme) == latin


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Щукин", "Shchukin"),
        ("ЩУКИН", "SHCHUKIN"),
        ("МИД СССР", "MID SSSR"),
        ("Ж. Щ.", "Zh. Shch."),
        ("ЮЖ", "YUZH"),
        ("АЩи", "AShchi"),
        ("отЩепенец", "otShchepenets"),
    ],
)
def test_the_case_of_a_letter_spreads_over_what_replaces_it(cyrillic, latin):
    assert romanise(cyrillic) == latin


def test_a_decomposed_letter_is_romanised_like_the_composed_one():
    assert romanise("Андреи\u0306") == "Andrey"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_letter_of_russian_or_its_neighbours_is_left_over(scheme):
    letters = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяґєіїўјљњћђџѓќѕѣѳѵ"
    romanised = romanise(letters + letters.upper(), scheme)
    assert not any("\u0400" <= letter <= "\u04ff" for letter in romanised)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_other_writing_stays_as_it_is(text):
    assert romanise(text) == (text if text.isascii() else unicodedata.normalize("NFC", text))


def test_an_unknown_scheme_is_refused_by_name():
    with pytest.raises(ValueError, match=r"'klingon'; known: bgn, ala-lc"):
        romanise("Кузнецов", "klingon")
