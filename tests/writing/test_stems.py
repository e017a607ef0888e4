"""Stems of prose: the forms of a word meet."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from catalogue.writing import fold, stem_terms
from catalogue.writing.stems import first_sound, stems_in

RUSSIAN = """
    документ документа документу документом документы документов документами документах
    архив архива архиву архивом архивы архивов архивами архиве
    телеграмма телеграммы телеграмме телеграмму телеграммой телеграмм
    переговоры переговоров переговорам переговорами переговорах
    министерство министерства министерству министерстве
    иностранный иностранного иностранных иностранным иностранными
    остров острова острову острове островов
    Киев Киева Киеву Киевом Киеве
    коллектив коллектива коллективу коллективом
"""
UKRAINIAN = """
    документ документа документу документом документи документів документами документах документі
    справа справи справі справу справою справ справам справами справах
    комісія комісії комісію комісією комісій комісіями комісіях
    міністр міністра міністру міністром міністри міністрів міністрами міністрові
    відділ відділу відділі відділом відділи відділів відділами
    рік року роком роки років роками роках
    договір договору договором договори договорів договорах
    державний державного державному державним державна державної державній державну державною
    радянський радянського радянському радянська радянської радянській радянську радянські
    архів архіву архівом архіви архівів архівах архівами архіві
    область області областю областей областями областях
    засідання засіданню засіданням засіданнях засідань
    Україна України Україні Україну Україною
    Київ Києва Києву Києві Києвом
    школа школи школі школу школою шкіл школам школах
    особа особи особі осіб особами
    голова голови голові голову головою
    секретар секретаря секретарю секретареві секретарем секретарі секретарів
"""
BULGARIAN = """
    документ документът документа документи документите
    комисия комисията комисии комисиите
    работа работата работи работите
    село селото села селата
    нов новият новия новата новото новите
    правителство правителството
    област областта области областите
    учител учителят учителя учители учителите
"""
ENGLISH = """
    telegram telegrams telegram's telegram’s
    negotiate negotiated negotiating negotiation
    story stories
"""


def lines(table: str) -> list[list[str]]:
    return [line.split() for line in table.splitlines() if line.strip()]


@pytest.mark.parametrize("forms", lines(RUSSIAN + UKRAINIAN + ENGLISH), ids=lambda forms: forms[0])
def test_the_forms_of_a_word_have_one_stem(forms):
    assert len(set(stem_terms(" ".join(forms)))) == 1


@pytest.mark.parametrize("forms", lines(BULGARIAN), ids=lambda forms: forms[0])
def test_a_bulgarian_word_loses_its_article_where_the_language_is_said(forms):
    assert len(set(stem_terms(" ".join(forms), language="bg"))) == 1


@pytest.mark.parametrize("forms", lines(UKRAINIAN), ids=lambda forms: forms[0])
def test_a_query_without_a_language_finds_a_text_of_a_declared_one(forms):
    text = " ".join(forms)
    assert stem_terms(text) == stem_terms(text, "uk")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("партия", "партнёр"),
        ("война", "воин"),
        ("комісія", "комітет"),
        ("policy", "police"),
        ("毛泽东", "毛泽民"),
    ],
)
def test_different_words_have_different_stems(one, other):
    assert stem_terms(one) != stem_terms(other)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("毛泽东 1953 059а", ["毛泽", "泽东", "东", "1953", "059а"]),
        ("Ελλάς", ["ελλασ"]),
        ("", []),
    ],
)
def test_what_is_neither_latin_nor_cyrillic_is_folded(text, terms):
    assert stem_terms(text) == terms


@pytest.mark.parametrize("forms", lines(RUSSIAN + UKRAINIAN + ENGLISH), ids=lambda forms: forms[0])
def test_words_of_one_stem_begin_with_the_same_sound(forms):
    assert len({first_sound(fold(form)) for form in forms}) == 1


def test_threads_do_not_disturb_each_other():
    words = [
        f"{beginning}{ending}"
        for beginning in "абвгдежз"
        for ending in ("рабатывающими", "дравствующего", "ластный", "конодательстве")
    ] * 40
    unremembered = stems_in(None).function
    alone = [unremembered(word) for word in words]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(unremembered, words))
    assert together == alone
