"""Names of archives: when two are the same, and which one a reference names."""

import pytest

from catalogue.references import ArchiveNames, archive_key
from catalogue.references.reading.looks import is_acronym
from catalogue.references.reading.names import name_before


@pytest.mark.parametrize(
    "spellings",
    [
        ["АП РФ", "АПРФ", "А.П.Р.Ф.", "ап рф", "AП PФ"],
        ["AVP RF", "AVPRF", "Avp Rf"],
        ["Derzhavnyi Arkhiv Odes’koï Oblasti", "Derzhavnyi arkhiv Odes'koi oblasti"],
    ],
)
def test_spellings_of_one_name_have_one_key(spellings: list[str]) -> None:
    assert len({archive_key(spelling) for spelling in spellings}) == 1


def test_a_name_is_known_in_every_spelling() -> None:
    names = ArchiveNames(["АП РФ", ""])
    assert "АПРФ" in names
    assert "APRF" not in names
    assert len(names) == 1


@pytest.mark.parametrize("word", ["РГАСПИ", "TsDAVOV", "ДАХмО", "RGASPI-M", "АзР", "MM"])
def test_an_abbreviation_is_recognised(word: str) -> None:
    assert is_acronym(word)


@pytest.mark.parametrize("word", ["XXXVII", "Moscow", "McDonald", "архив", "Ф", ""])
def test_other_words_are_no_abbreviation(word: str) -> None:
    assert not is_acronym(word)


KNOWN = ArchiveNames(["ГАРФ", "РГАВМФ", "АП РФ", "ЦА ФСБ", "Hoover Institution"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ГАРФ. ", "ГАРФ"),
        ("82ГАРФ. ", "ГАРФ"),
        ("см. РГАЭ: ", "РГАЭ"),
        ("Отчёт НКВД, ЦА ФСБ РФ. ", "ЦА ФСБ РФ"),
        ("СПбФ АРАН. ", "СПбФ АРАН"),
        ("ЦДАГО України. – ", "ЦДАГО України"),
        ("ОСФ ИЦ ГУВД Свердловской обл. ", "ОСФ ИЦ ГУВД Свердловской обл"),
        ("АКРДОПБГДСРСБНА - М, ", "АКРДОПБГДСРСБНА - М"),
        ("ЦГАКО (Central State Archive of Kirov Oblast), ", "ЦГАКО"),
        ("РЦИХИДНИ (ныне РГАСПИ): ", "РЦИХИДНИ"),
        ("State Archive of the Russian Federation (GARF), ", "GARF"),
        ("Central State Archives, Sofia, Bulgaria (hereafter TsDA), ", "TsDA"),
        (
            "In the State Archive of the Russian Federation, ",
            "State Archive of the Russian Federation",
        ),
        ("Центральный архив ФСБ РФ. ", "Центральный архив ФСБ РФ"),
        ("(РГАВМФ), Санкт-Петербург, 2023 г. | ", "РГАВМФ"),
        ("Фонды ГАРФ изучены слабо, кроме одного: ", "ГАРФ"),
        ("Hoover Institution, ", "Hoover Institution"),
    ],
)
def test_the_archive_is_the_name_nearest_before(text: str, name: str) -> None:
    found = name_before(text, 0, len(text), KNOWN)
    assert found is not None
    assert found.text == name
    assert text[found.start : found.end] == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Записка КГБ в ЦК КПСС. ",
        "Письмо Сталина. ",
        "PA AA, NS ",
        "см. ",
        "том XII, ",
        "(копия) ",
    ],
)
def test_no_archive_is_made_of_other_words(text: str) -> None:
    assert name_before(text, 0, len(text), KNOWN) is None
